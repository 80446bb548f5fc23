"""Hidden offences as expected numbers: the same, on average, as drawing and counting them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from sim.engine.hidden import Hidden
from sim.experiment.replication import draw, live
from sim.model import rates
from sim.model.fate import BASE, Candidates, Fate, head_room, join
from sim.model.lives import Timeline
from tests.pairing.counties import scenario_of, small

YEARS = 4
FOUR_SIGMA = 4.0
"""A sum of Poisson numbers strays further from its mean less than once in ten thousand times."""
COUNTY = small({"iom.offending_effect": -0.5, "prison.short_sentence_effect": 0.4})
"""Strong effects in both directions, so that policy has much to say."""


@dataclass
class Both:
    """One year: what was expected, and what a drawing of every hidden offence gives."""

    expected: np.ndarray
    counted: np.ndarray
    number: np.ndarray
    touched: np.ndarray
    raised: np.ndarray
    types: tuple[np.ndarray, np.ndarray]
    """By type and recorded: expected, counted."""


@pytest.fixture(scope="module")
def years() -> list[Both]:
    found: list[Both] = []

    class Watched(Hidden):
        def expect(
            self, year: int, fate: Fate, timeline: Timeline, recording: np.ndarray, severity: np.ndarray
        ) -> None:
            only = Hidden.nothing(fate.people.size, len(severity), YEARS)
            only.expect(year, fate, timeline, recording, severity)
            bands = rates.bands_needed(COUNTY)
            drawn = join([fate.draw(year, BASE[True]), fate.draw_layers(year, head_room(True, bands))])
            committed: Candidates = drawn.take(np.flatnonzero(timeline.accepted(drawn, fate.people.size)))
            counted = np.bincount(committed.row, minlength=fate.people.size)
            recorded = committed.detection < recording[committed.type]
            cells = np.bincount(2 * committed.type + recorded, minlength=2 * len(severity)).reshape(-1, 2)
            above = np.unique(committed.row[(committed.height >= 1) | committed.beyond])
            found.append(
                Both(
                    only.by_person[:, year], counted, only.number[:, year],
                    timeline.touched(fate.people.size), np.isin(np.arange(fate.people.size), above),
                    (only.offences[year], cells),
                )
            )  # fmt: skip
            super().expect(year, fate, timeline, recording, severity)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sim.engine.world.Hidden", Watched)
        for replication in range(2):
            live(scenario_of((0, COUNTY)), draw(COUNTY, 5, replication, YEARS))
    return found


def test_whoever_lives_as_fate_has_it_commits_the_number_that_fate_drew(years: list[Both]) -> None:
    for year in years:
        assert (~year.touched).sum() > 100
        assert (year.number == year.counted)[~year.touched].all()


@pytest.mark.parametrize("whose", ["touched", "untouched", "everybody"])
def test_expected_is_what_counting_gives_but_for_chance(years: list[Both], whose: str) -> None:
    chosen = {
        "touched": [year.touched for year in years],
        "untouched": [~year.touched for year in years],
        "everybody": [np.ones(len(year.touched), dtype=bool) for year in years],
    }[whose]
    expected = sum(year.expected[some].sum() for year, some in zip(years, chosen, strict=True))
    for name in ("counted", "number"):
        counted = sum(getattr(year, name)[some].sum() for year, some in zip(years, chosen, strict=True))
        assert counted > 3000
        assert abs(counted - expected) < FOUR_SIGMA * np.sqrt(expected)


def test_somebody_offends_above_the_natural_rate_and_is_in_the_comparison(years: list[Both]) -> None:
    assert sum((year.raised & year.touched).sum() for year in years) > 20


def test_types_and_recording_are_what_counting_gives_but_for_chance(years: list[Both]) -> None:
    expected = sum(year.types[0] for year in years)
    counted = sum(year.types[1] for year in years)
    enough = expected >= 10
    assert enough.sum() >= 10
    strays = (counted - expected)[enough] / np.sqrt(expected[enough])
    assert (np.abs(strays) < FOUR_SIGMA).all()
    assert counted[expected == 0].sum() == 0


def test_sums_by_person_and_by_type_are_of_the_same_offences(years: list[Both]) -> None:
    for year in years:
        assert year.types[0].sum() == pytest.approx(year.expected.sum())
