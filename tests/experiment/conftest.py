"""One study that nobody disturbs, against which the disturbed ones are set; run once for all workers."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from filelock import FileLock

from tests.experiment.kills import digests, hamlet, undisturbed

REPLICATIONS = 8


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run of the tests have in common."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "undisturbed"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def files(shared: Path) -> list[Path]:
    """The scenario files of the study."""
    folder = shared / "scenarios"
    with FileLock(shared / "files.lock"):
        if not folder.exists():
            folder.mkdir()
            hamlet(folder)
    return sorted(folder.iterdir())


@pytest.fixture(scope="session")
def peaceful(files: list[Path], shared: Path) -> dict[str, str]:
    """Digests of what it writes."""
    found = shared / "digests.json"
    with FileLock(shared / "study.lock"):
        if not found.exists():
            undisturbed(files, shared / "study", REPLICATIONS)
            found.write_text(json.dumps(digests(shared / "study")), encoding="utf-8")
        known: dict[str, str] = json.loads(found.read_text(encoding="utf-8"))
        return known
