"""One study that nobody disturbs, against which the disturbed ones are set."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.experiment.kills import digests, hamlet, undisturbed

REPLICATIONS = 8


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The scenario files of the study."""
    return hamlet(tmp_path_factory.mktemp("hamlet"))


@pytest.fixture(scope="session")
def peaceful(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Digests of what it writes."""
    out = tmp_path_factory.mktemp("peace") / "study"
    undisturbed(files, out, REPLICATIONS)
    return digests(out)
