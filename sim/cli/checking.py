"""``desist check``: whether scenario files are right, before anything is run."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sim.errors import DesistError
from sim.scenario.reader import read_scenarios


def check(paths: Iterable[Path]) -> int:
    """Read every scenario in the files and folders; problems are raised all at once."""
    files = [file for path in paths for file in _files(path)]
    scenarios = read_scenarios(files)
    for scenario in scenarios:
        changes = len(scenario.audit)
        print(f"{scenario.name}: right; {changes} value{'' if changes == 1 else 's'} of its own")
    return 0


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = sorted((*path.rglob("*.yaml"), *path.rglob("*.yml")))
    if not files:
        raise DesistError(f"{path}: no scenario files (*.yaml) in this folder")
    return files
