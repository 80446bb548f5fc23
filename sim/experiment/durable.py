"""Files that are there whole or not at all, whatever happens to the machine while they are written."""

from __future__ import annotations

import os
from pathlib import Path

PARTIAL = ".partial"
"""Ending of a file that is still being written."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file under another name, bring it to the disk, and only then give it its own name."""
    partial = path.with_name(path.name + PARTIAL)
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(partial, path)
    bring_to_disk(path.parent)


def append_line(path: Path, line: str) -> None:
    """Add a line to a file and bring it to the disk; a line cut short by a crash lacks its end."""
    with path.open("ab") as file:
        file.write(line.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def bring_to_disk(folder: Path) -> None:
    """See to it that the names in a folder outlast a power cut, where the system has a way to say so."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
