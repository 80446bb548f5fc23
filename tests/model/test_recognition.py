"""Recognition: strangers are named for less of what is done unseen, and all alike for what is seen."""

from __future__ import annotations

import numpy as np
import pytest

from sim.experiment.replication import draw
from sim.model.events import OFFENCE, SANCTION
from sim.model.recognition import UNSEEN, recognition
from tests.pairing.counties import lived, small

RULES: dict[str, object] = {"police.stranger": 0.4, "police.sanctions_to_half": 3.0}


def test_half_of_the_difference_is_made_up_after_the_set_number_of_sanctions() -> None:
    """.4 for a stranger; .4 + .6 / 4 after one; .7 after three; .85 after nine; nearly 1 after very many."""
    found = recognition(small(RULES), np.array([0, 1, 3, 9, 10**6]))
    assert found == pytest.approx([0.4, 0.55, 0.7, 0.85, 0.4 + 0.6 * 200 / 203])


def test_nobody_is_a_stranger_where_strangers_are_known_as_well() -> None:
    assert recognition(small(RULES | {"police.stranger": 1.0}), np.arange(5)).tolist() == [1.0] * 5


def test_where_strangers_are_never_named_unseen_offences_are_laid_to_people_with_a_sanction_only() -> None:
    settings = small({"police.stranger": 1e-12})
    record = lived(settings, 3)
    found, sanctions = record.table(OFFENCE), record.table(SANCTION)
    before = draw(settings, 1, 0, 3).past.history.sanctions[record.people.row_of(found["person"])]
    since = [
        bool(((sanctions["person"] == person) & (sanctions["time"] <= time)).any())
        for person, time in zip(found["person"], found["time"], strict=True)
    ]
    unseen = UNSEEN[found["type"]]
    assert unseen.sum() > 100
    assert (since | (before > 0))[unseen].all()
    assert not (since | (before > 0))[~unseen].all()
