"""A study is gone on with only if it is still what was asked, and what has changed is said."""

from dataclasses import replace
from pathlib import Path

import pytest

from sim.cli.working import refuse_another
from sim.errors import DesistError
from sim.experiment.asked import Asked
from sim.experiment.unfinished import Unfinished
from tests.experiment.made_up import asked

ASKED = asked()


def silent(_: str) -> None:
    pass


@pytest.mark.parametrize(
    ("now", "changed"),
    [
        (replace(ASKED, evidence="e" * 64), "the evidence table has changed"),
        (replace(ASKED, code="e" * 64), "the program has changed"),
        (replace(ASKED, ensemble="e" * 64), "its copy of the ensemble has changed"),
        (replace(ASKED, fingerprints=("a" * 64, "e" * 64)), "its copies of the files have changed"),
        (replace(ASKED, seed=2), "its copies of the files have changed"),  # a problem's file names it
        # a problem's fingerprint takes the evidence in: not its file has changed then
        (replace(ASKED, evidence="e" * 64, fingerprints=("e" * 64,)), "the evidence table has changed"),
    ],
)
def test_what_has_changed_is_said(now: Asked, changed: str) -> None:
    with pytest.raises(DesistError) as raised:
        refuse_another(Unfinished(Path("study.unfinished"), ASKED, silent), now)
    assert str(raised.value).startswith(
        f"study.unfinished cannot be gone on with: {changed} since it was begun, so "
    )


def test_more_replications_and_other_places_make_no_other_study() -> None:
    now = replace(ASKED, replications=8, files=("x/county.yaml", "other.yaml"), fitted="elsewhere")
    assert now.key(0) == ASKED.key(0)
    refuse_another(Unfinished(Path("study.unfinished"), ASKED, silent), now)
