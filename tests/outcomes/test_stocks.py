import numpy as np
import pytest

from sim.model.events import ENTERED, LEFT, TREATMENT_ENDED, TREATMENT_STARTED, Stage
from sim.outcomes.rows import Span
from sim.outcomes.stocks import added_up, mean_between, mean_stock, stock_at

TEN_DAYS = Span(100.0, 110.0)


def test_mean_stock_counts_each_stay_for_its_days_in_the_stretch(story):
    # Days within 100 to 110: 4 (from before), 3 (within), 2 (still open), 10 (all along), none, none.
    story.stays(
        Stage.BAIL,
        [(50.0, 104.0), (102.0, 105.0), (108.0, None), (0.0, None), (20.0, 30.0), (115.0, 120.0)],
    )
    story.stay(Stage.SUSPECT, 100.0, 110.0)
    assert mean_stock(story.record(), TEN_DAYS, Stage.BAIL) == pytest.approx(1.9)


def test_stages_add_up(story):
    story.stay(Stage.MAGISTRATES, 100.0, 105.0)
    story.stay(Stage.CROWN, 105.0, 107.0)
    assert mean_stock(story.record(), TEN_DAYS, Stage.MAGISTRATES, Stage.CROWN) == pytest.approx(0.7)


def test_empty_stock(story):
    assert mean_stock(story.record(), TEN_DAYS, Stage.BAIL) == 0.0
    assert stock_at(story.record(), 100.0, Stage.BAIL) == 0


def test_stock_at_a_moment_takes_in_who_enters_then_and_not_who_leaves(story):
    story.add(ENTERED, 1.0, case=1, stage=Stage.ORDER)
    story.add(LEFT, 5.0, case=1, stage=Stage.ORDER)
    story.add(ENTERED, 5.0, case=2, stage=Stage.ORDER)
    record = story.record()
    assert [stock_at(record, moment, Stage.ORDER) for moment in (0.5, 1.0, 5.0, 9.0)] == [0, 1, 1, 1]


def test_mean_between_two_kinds_of_event(story):
    story.add(TREATMENT_STARTED, 101.0, need=1)
    story.add(TREATMENT_ENDED, 106.0, need=1)
    story.add(TREATMENT_STARTED, 104.0, need=2)
    record = story.record()
    assert mean_between(record, TEN_DAYS, TREATMENT_STARTED, TREATMENT_ENDED) == pytest.approx(1.1)
    assert mean_between(record, TEN_DAYS, TREATMENT_STARTED, TREATMENT_ENDED, need=2) == pytest.approx(0.6)


def test_step_by_step_each_time_counts_for_the_rest_of_its_step():
    # Weeks from day 10: one before all of them, one half a week into the second, one at the end of the third.
    times = np.array([3.0, 20.5, 31.0, np.inf])
    assert added_up(times, 10.0, 1 / 7, 3).tolist() == pytest.approx([1.0, 1.5, 2.0])
    assert added_up(times, 10.0, 1 / 7, 4).tolist() == pytest.approx([1.0, 1.5, 2.0, 3.0])
