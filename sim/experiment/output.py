"""Writing a study into its folder: whole, or not at all."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from sim.errors import DesistError
from sim.experiment.unfinished import Unfinished
from sim.report.study import Study
from sim.spreadsheet import harmless

MANIFEST = "manifest.json"
_DIGITS = "%.10g"
_STAGED, _REPLACED = "result", "replaced"


def write_study(study: Study, manifest: Mapping[str, object], folder: Path) -> None:
    """Write tables, manifest, figures and briefing into ``folder``."""
    write_table(study.runs, folder / "runs.csv")
    write_table(study.summary, folder / "summary.csv")
    write_table(study.custody, folder / "custody_months.csv")
    if study.is_comparison:
        write_table(study.comparison, folder / "comparison.csv")
    write_table(study.iom_performance, folder / "iom_performance.csv")
    write_table(study.services, folder / "services.csv")
    if not study.programmes.empty:
        write_table(study.programmes, folder / "programmes.csv")
    if not study.by_year.empty:
        write_table(study.by_year, folder / "by_year.csv")
    if not study.bonds.empty:
        write_table(study.bonds, folder / "social_impact_bond.csv")
    write_report(study, folder)
    write_manifest(manifest, folder)


def write_report(study: Study, folder: Path) -> None:
    """Write figures and briefing into ``folder``; what draws takes a second to load, and is loaded here."""
    from sim.report.write import write_report as write  # noqa: PLC0415

    write(study, folder)


def write_table(table: pd.DataFrame, path: Path) -> None:
    """A table as comma-separated text: the same numbers give the same bytes, and no cell is a formula."""
    texts = table.select_dtypes(exclude=["number", "bool", "datetime"]).columns
    safe = table.assign(**{name: table[name].map(harmless) for name in texts})
    safe.to_csv(path, index=False, float_format=_DIGITS, lineterminator="\n", encoding="utf-8")


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


def finish(work: Unfinished, write: Callable[[Path], None]) -> None:
    """Write the results beside the finished replications, then put them in their place and tidy up.

    An earlier result is replaced only once the new one is whole. Whenever this is interrupted, the work
    folder is still there and the study can be gone on with.

    Raises
    ------
    DesistError
        If the place of the results has come to hold something else.
    StoppedError
        If the disk is full or cannot be written to.
    """
    check_folder(work.results)
    staged, replaced = work.folder / _STAGED, work.folder / _REPLACED
    with work.explained():
        for left_over in (staged, replaced):
            if left_over.exists():
                shutil.rmtree(left_over)
        staged.mkdir()
        write(staged)
        if work.results.exists():
            os.rename(work.results, replaced)
        os.rename(staged, work.results)
    work.remove()
