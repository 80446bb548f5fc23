"""OGRS3 against a worked example, and against what its authors say of it."""

from __future__ import annotations

import numpy as np
import pytest

from sim.draws import run_key
from sim.model.history import History
from sim.model.offences import CODE
from sim.model.ogrs import load_ogrs3, scores
from sim.model.population import draw_population
from tests.pairing.counties import small


def two_years(
    male: bool, age: float, first: float, previous: int, offence: str, convicted: float | None = None
) -> float:
    found = load_ogrs3().two_years(
        np.array([male]),
        np.array([age]),
        np.array([age if convicted is None else convicted]),
        np.array([first]),
        np.array([previous + 1]),
        np.array([CODE[offence]]),
    )
    return float(found[0])


def test_the_worked_example() -> None:
    """A man of 28 with 12 previous sanctions, the first at 15, now sanctioned for theft (non-motor)."""
    assert two_years(True, 28.0, 15.0, 12, "shop_theft") == pytest.approx(0.797, abs=0.0005)


def test_the_three_types_of_theft_score_alike() -> None:
    assert (
        len(
            {
                two_years(True, 28.0, 15.0, 12, name)
                for name in ("shop_theft", "other_theft", "theft_from_person")
            }
        )
        == 1
    )


def test_more_sanctions_score_higher_and_age_lower() -> None:
    by_count = [two_years(True, 30.0, 16.0, previous, "shop_theft") for previous in range(1, 40)]
    assert by_count == sorted(by_count)
    by_age = [two_years(True, age, 15.0, 5, "shop_theft") for age in (20.0, 26.0, 33.0, 41.0, 55.0)]
    assert by_age == sorted(by_age, reverse=True)


def test_the_same_number_in_a_shorter_time_scores_higher() -> None:
    assert two_years(True, 28.0, 24.0, 5, "shop_theft") > two_years(True, 28.0, 15.0, 5, "shop_theft")


def test_scores_read_whole_years_of_age_and_the_history() -> None:
    settings = small({"people.stock": 3, "people.entrants_per_year": 1})
    people = draw_population(settings, run_key(1, 0), 1)
    people.birth[:] = -28.5 * 365.25
    people.male[:] = True
    history = History(people.size)
    for day in np.linspace(-13 * 365.25, 0.0, 13):  # first at 15 and a half, the last of 13 on day 0
        history.sanction(0, float(day), CODE["shop_theft"])
    found = scores(np.array([0, 1]), people, history, 0.0)
    assert found.tolist() == [two_years(True, 28.0, 15.0, 12, "shop_theft"), 0.0]
