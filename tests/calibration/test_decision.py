"""A decision: what is looked at, what is refused, and a pair of runs of the small county."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from calibration.fitting.free import free_values
from calibration.sensitivity.decision import Decision, Planned, check_decision, outcome, run_pairs
from sim.errors import DesistError
from sim.evidence.register import load_register
from sim.experiment.executors import on_this_machine
from sim.experiment.gather import Unkept

SMALL = Path(__file__).resolve().parents[2] / "scenarios" / "small"
MORE = Decision(SMALL / "county.yaml", SMALL / "two-more-constables.yaml", years=3)
REGISTER = load_register()


def test_net_benefit_is_harm_avoided_less_what_it_costs() -> None:
    net = outcome("net_benefit")
    assert net.measures == ("cost_society", "cost_agencies")
    # Crime costs 100 less, agencies spend 30 more.
    assert net.of({"cost_society": -100.0, "cost_agencies": 30.0}) == 70.0
    assert outcome("offences").of({"offences": -5.0}) == -5.0
    with pytest.raises(DesistError, match="no measure 'ofences'"):
        outcome("ofences")


def test_values_that_the_files_set_are_all_named() -> None:
    free = free_values(REGISTER, ("iom.offending_effect", "people.entrants_per_year", "suspects.slow_days"))
    with pytest.raises(DesistError, match=r"people\.entrants_per_year: a file of small-county") as error:
        check_decision(MORE, REGISTER, free)
    assert "slow_days" not in str(error.value)


def test_what_cannot_be_paired_is_refused() -> None:
    free = free_values(REGISTER, ("iom.offending_effect",))
    check_decision(MORE, REGISTER, free)
    with pytest.raises(DesistError, match="nothing to decide"):
        check_decision(Decision(MORE.baseline, MORE.baseline), REGISTER, free)
    suffolk = SMALL.parent / "suffolk" / "baseline.yaml"
    with pytest.raises(DesistError, match="differs from small-county on day 0"):
        check_decision(Decision(MORE.baseline, suffolk), REGISTER, free)


def test_pairs_share_people_and_chance() -> None:
    # Before new posts are filled the scenarios are the same, and without any effect of the scheme on anybody
    # two constables more change what is paid and next to nothing else.
    nothing = {"iom.offending_effect": 0.0, "iom.detection_effect": 0.0, "iom.referral": 0.1}
    planned = [Planned(nothing, 0), Planned(nothing, 0), Planned(nothing, 1)]
    found = run_pairs(
        MORE, REGISTER, planned, ["cost_society", "cost_agencies"], 1, on_this_machine(1), Unkept(),
        lambda done, total: None,
    )  # fmt: skip
    assert found[0] == found[1]
    assert found[0] != found[2]
    assert all(np.isfinite(each["cost_society"]) for each in found)
