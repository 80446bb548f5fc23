"""Pasts: dated, counted, and in order before the first day."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from scipy import stats

from sim import clock
from sim.experiment.replication import Draws, draw
from sim.model import rates
from sim.model.history import History
from sim.model.marks import MARKS, Mark
from tests.pairing.counties import small

VALUES: dict[str, object] = {"people.stock": 6000, "people.entrants_per_year": 200}


@pytest.fixture(scope="module")
def drawn() -> Draws:
    return draw(small(VALUES), 2, 0, 1)


def test_offences_of_three_years_that_would_be_attributed(drawn: Draws) -> None:
    past = drawn.past.attributed
    assert past.time.min() >= clock.year_start(-3)
    assert past.time.max() < 0
    assert (np.diff(past.time) >= 0).all()
    assert (past.detection < rates.attribution_chances(small())[past.type]).all()
    assert (past.height < 1).all()


def test_the_set_share_is_proven_after_an_exponential_delay(drawn: Draws) -> None:
    past, opening = drawn.past, small().opening
    early = past.attributed.time < -5 * opening.sanction_delay_days  # hardly any delay of these passes day 0
    expected = opening.sanction_share * (
        1 - np.exp(past.attributed.time[early] / opening.sanction_delay_days)
    )
    error = sqrt((expected * (1 - expected)).sum())
    assert abs(past.proven[early].sum() - expected.sum()) < 4 * error
    delay = past.sanction_day - past.attributed.time
    assert stats.kstest(delay / opening.sanction_delay_days, "expon").pvalue > 1e-4
    assert (past.sanction_day[past.proven] < 0).all()


def test_histories_tell_the_dated_sanctions_and_those_before(drawn: Draws) -> None:
    past, people = drawn.past, drawn.fate.people
    dated = np.bincount(past.attributed.row[past.proven], minlength=people.size)
    earlier = past.history.sanctions - dated
    assert (earlier >= 0).all()
    assert (earlier[people.onset >= clock.year_start(-3)] == 0).all()
    sanctioned = past.history.sanctions > 0
    assert (np.isnan(past.history.first_sanction) == ~sanctioned).all()
    assert (past.history.first_sanction <= past.history.last_sanction)[sanctioned].all()
    assert (past.history.first_sanction >= people.onset)[sanctioned].all()
    assert (past.history.last_sanction[sanctioned] < 0).all()
    for row in np.flatnonzero(dated)[:300].tolist():
        own = np.flatnonzero(past.proven & (past.attributed.row == row))
        last = own[np.argmax(past.sanction_day[own])]
        assert past.history.last_sanction[row] == past.sanction_day[last]
        assert past.history.last_type[row] == past.attributed.type[last]


def test_a_sanction_more() -> None:
    history = History(3)
    other = history.copy()
    history.sanction(1, -30.0, 4)
    history.sanction(1, 12.0, 6)
    assert history.sanctions.tolist() == [0, 2, 0]
    assert (history.first_sanction[1], history.last_sanction[1], history.last_type[1]) == (-30.0, 12.0, 6)
    assert np.isnan(history.first_sanction[0])
    assert other.sanctions.tolist() == [0, 0, 0]  # a copy lives its own life


def test_people_in_prison_have_part_of_their_time_served(drawn: Draws) -> None:
    past, people = drawn.past, drawn.fate.people
    rows = past.prisoners
    assert (people.onset[rows] < 0).all()
    assert (people.career_end[rows] > 0).all()
    assert (people.gone[rows] > 0).all()
    inside = past.residual_days / (past.term_days * small().release.share)
    assert stats.kstest(inside, "uniform").pvalue > 1e-4


def test_terms_found_in_prison_are_met_by_their_length() -> None:
    """A stock meets terms by their length: the mean of the log lies sd squared above that of receptions."""
    settings = small(VALUES | {"opening.prison_odds": 5.0, "opening.prison_term_months": 6.0})
    past = draw(settings, 2, 0, 1).past
    sd = settings.sentencing.term_log_sd
    deviates = np.log(past.term_days / (6 / 12 * clock.DAYS_PER_YEAR)) / sd - sd / 2
    assert len(deviates) > 500
    assert stats.kstest(deviates, "norm").pvalue > 1e-4


def test_more_people_change_nobodys_past() -> None:
    few, more = draw(small(), 2, 0, 1), draw(small({"people.stock": 645}), 2, 0, 1)
    place = more.fate.people.row_of(few.fate.people.id)
    for name in ("sanctions", "first_sanction", "last_sanction", "last_type"):
        mine, theirs = getattr(few.past.history, name), getattr(more.past.history, name)[place]
        assert np.array_equal(mine, theirs, equal_nan=True), name
    ids = [each.fate.people.id[each.past.prisoners].tolist() for each in (few, more)]
    newcomers = set(more.fate.people.id.tolist()) - set(few.fate.people.id.tolist())
    assert ids[0] == [person for person in ids[1] if person not in newcomers]


def test_marks_are_even_and_their_own(drawn: Draws) -> None:
    marks = drawn.past.marks[:, :MARKS]
    for mark in range(MARKS):
        shape = "norm" if mark >= Mark.DETENTION_LENGTH else "uniform"
        assert stats.kstest(marks[:, mark], shape).pvalue > 1e-5, mark
    found = np.corrcoef(marks.T)[np.triu_indices(MARKS, 1)]
    assert np.abs(found).max() < 5 / sqrt(len(marks))
