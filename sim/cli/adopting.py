"""``desist adopt``: an area's aggregates become its baseline."""

from __future__ import annotations

import os
from pathlib import Path

from calibration.adopt.aggregates import read_aggregates
from calibration.adopt.baseline import settings_of
from calibration.adopt.missing import stand_ins
from calibration.adopt.write import scenario_text, stand_ins_text
from sim.errors import DesistError
from sim.evidence.register import load_register
from sim.experiment.durable import write_whole
from sim.scenario.chain import tree_of
from sim.scenario.reader import read_scenario
from sim.scenario.values import NAME

AGGREGATES, BASELINE = "aggregates.csv", "baseline.yaml"


def adopt(folder: Path, title: str | None) -> int:
    """Read the aggregates of a folder, write its baseline there, and say what is missing and what stands in.

    The file is written whole or not at all, and is checked as any scenario before it takes its place.
    """
    if not folder.is_dir():
        raise DesistError(f"{folder} is not a folder: copy scenarios/template, and fill in its {AGGREGATES}")
    name = folder.resolve().name.lower().replace("_", "-")
    if not NAME.fullmatch(name):
        raise DesistError(
            f"{folder}: the folder's name becomes that of the area: small letters, digits, hyphens"
        )
    register = load_register()
    given = read_aggregates(folder / AGGREGATES)
    settings, missing = settings_of(given, register), stand_ins(given, register)
    shown_title = title or f"{name.replace('-', ' ').title()}, as adopted"
    text = scenario_text(settings, name, shown_title, AGGREGATES, _schema(folder))
    target = folder / BASELINE
    staged = folder / f".{BASELINE.removesuffix('.yaml')}-new.yaml"
    try:
        staged.write_text(text, encoding="utf-8", newline="\n")
        read_scenario(staged)
        write_whole(target, text.encode())
    except OSError as error:
        raise DesistError(f"{target} cannot be written: {error.strerror}") from None
    finally:
        staged.unlink(missing_ok=True)
    print(stand_ins_text(missing, given.count))
    print(f"\nBaseline: {target}\nNow: desist check {target}; desist run {target}")
    return 0


def _schema(folder: Path) -> str:
    """Where the schema lies, seen from the folder."""
    return Path(os.path.relpath(tree_of(folder / BASELINE) / "schema.json", folder)).as_posix()
