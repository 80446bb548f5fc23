"""Text that a spreadsheet shows and does not obey."""

from __future__ import annotations

from typing import TypeVar

Cell = TypeVar("Cell")

_OBEYED = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
"""First characters that make a cell a formula or a command in some spreadsheet."""


def harmless(cell: Cell) -> Cell | str:
    """The cell itself, or, for a text that a spreadsheet might obey, the text after an apostrophe."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(_OBEYED) and not _is_number(cell):
        return f"'{cell}"
    return cell


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
