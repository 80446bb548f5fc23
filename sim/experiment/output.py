"""Writing a study into its folder: whole, or not at all."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from sim.errors import DesistError
from sim.report.study import Study
from sim.report.write import write_report

MANIFEST = "manifest.json"
_DIGITS = "%.10g"


def write_study(study: Study, manifest: Mapping[str, object], folder: Path) -> None:
    """Write tables, manifest, figures and briefing into ``folder``, replacing an earlier result there."""
    with whole(folder) as unfinished:
        write_table(study.runs, unfinished / "runs.csv")
        write_table(study.summary, unfinished / "summary.csv")
        if study.is_comparison:
            write_table(study.comparison, unfinished / "comparison.csv")
        write_report(study, unfinished)
        write_manifest(manifest, unfinished)


def write_table(table: pd.DataFrame, path: Path) -> None:
    """A table as comma-separated text: the same numbers give the same bytes."""
    table.to_csv(path, index=False, float_format=_DIGITS, lineterminator="\n", encoding="utf-8")


def write_manifest(manifest: Mapping[str, object], folder: Path) -> None:
    """The manifest; its presence marks a folder as a result that may be replaced."""
    text = json.dumps(manifest, indent=2, ensure_ascii=False)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")


def check_folder(folder: Path) -> None:
    """Refuse, before anything is run, a folder that holds something other than an earlier result.

    Raises
    ------
    DesistError
        If results cannot be written there.
    """
    if folder.is_file():
        raise DesistError(f"{folder} is a file; --out must be a folder")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MANIFEST).is_file():
        raise DesistError(f"{folder} holds other things; --out must be new, empty, or an earlier result")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DesistError(f"{folder.parent} cannot be made: {error.strerror}") from None
    if not os.access(folder.parent, os.W_OK):
        raise DesistError(f"{folder.parent} cannot be written to")


@contextmanager
def whole(folder: Path) -> Iterator[Path]:
    """A folder beside ``folder`` to fill; it takes its place only if nothing went wrong."""
    check_folder(folder)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield unfinished
        unfinished.chmod(0o755)
        if folder.exists():
            shutil.rmtree(folder)
        os.replace(unfinished, folder)
    finally:
        if unfinished.exists():
            shutil.rmtree(unfinished)
