"""Several scenarios against one baseline: by hand, and by how often all of them are right at once."""

import math

import numpy as np
import pytest

from sim.outcomes.intervals import mean_interval, p_value
from sim.outcomes.multiplicity import holm, simultaneous_level

TRIALS, SCENARIOS, REPLICATIONS = 2_000, 4, 12


def three_standard_errors(share: float) -> float:
    return 3 * math.sqrt(share * (1 - share) / TRIALS)


def differences(seed: int, trials: int = TRIALS) -> np.ndarray:
    """Paired differences of four scenarios without effect, that share one baseline."""
    chance = np.random.default_rng(seed)
    runs = chance.normal(100, 10, size=(trials, SCENARIOS + 1, REPLICATIONS))
    return runs[:, 1:] - runs[:, :1]


def test_levels_by_hand() -> None:
    assert simultaneous_level(1) == 0.95
    assert simultaneous_level(4) == pytest.approx(0.9875)
    assert simultaneous_level(0) == 0.95


def test_holm_by_hand() -> None:
    # In order .005, .01, .03, .04 times 4, 3, 2, 1: .02, .03, .06, .04, and the last not below the third.
    adjusted = holm(np.array([0.01, 0.04, 0.03, 0.005]))
    assert adjusted.tolist() == pytest.approx([0.03, 0.06, 0.06, 0.02])


def test_holm_is_at_most_one_and_leaves_out_what_has_no_p() -> None:
    assert holm(np.array([0.6, 0.7])).tolist() == pytest.approx([1.0, 1.0])
    adjusted = holm(np.array([np.nan, 0.01, 0.02]))
    # The one without a value counts: 3 x .01, 2 x .02.
    assert adjusted[1:].tolist() == pytest.approx([0.03, 0.04])
    assert math.isnan(adjusted[0])


def test_holm_finds_all_that_the_intervals_find() -> None:
    for pairs in differences(20270102, trials=200) + np.arange(SCENARIOS)[None, :, None] * 4:
        told = holm(np.array([p_value(each) for each in pairs])) < 0.05
        found = [mean_interval(each, simultaneous_level(SCENARIOS)).low > 0 for each in pairs]
        found_below = [mean_interval(each, simultaneous_level(SCENARIOS)).high < 0 for each in pairs]
        assert all(told[np.array(found) | np.array(found_below)])


def test_a_single_interval_of_a_paired_difference_holds_95_times_in_100() -> None:
    held = [mean_interval(pairs[0]) for pairs in differences(20270103)]
    share = np.mean([low <= 0 <= high for _, low, high in held])
    # Three standard errors of a share of 0.95 in 2,000 trials are 0.0146.
    assert share == pytest.approx(0.95, abs=three_standard_errors(0.95))


def test_intervals_of_four_scenarios_hold_together() -> None:
    level = simultaneous_level(SCENARIOS)
    together = alone = 0
    for pairs in differences(20270104):
        together += all(low <= 0 <= high for _, low, high in (mean_interval(each, level) for each in pairs))
        alone += all(low <= 0 <= high for _, low, high in (mean_interval(each) for each in pairs))
    # Bonferroni promises 0.95 at the least; single intervals promise nothing of the kind.
    assert together / TRIALS >= 0.95 - three_standard_errors(0.95)
    assert alone / TRIALS < 0.95 - three_standard_errors(0.95)


def test_holm_is_wrong_about_any_scenario_at_most_5_times_in_100() -> None:
    wrong = sum(
        bool((holm(np.array([p_value(each) for each in pairs])) < 0.05).any())
        for pairs in differences(20270105)
    )
    assert wrong / TRIALS <= 0.05 + three_standard_errors(0.05)
