"""Which scenarios stand for "no effect": by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim import clock
from sim.experiment.task import Task, carry_out, has_no_team, is_without_scheme, measured_settings
from sim.scenario.scenario import Phase, Scenario
from tests.pairing.counties import shipped, small

TEAM = small()
NOBODY = small({"iom.constables": 0.0})
NO_EFFECT = small({"iom.offending_effect": 0.0, "iom.detection_effect": 0.0, "iom.referral_effect": 0.0})
FIRST = clock.FIRST_MEASURED_DAY


def scenario(*phases: Phase) -> Scenario:
    return replace(shipped("county"), phases=phases)


def test_measured_settings_hold_the_phase_that_began_before() -> None:
    early, later, last = Phase(0, TEAM), Phase(FIRST - 1, NOBODY), Phase(FIRST + 1, NO_EFFECT)
    assert measured_settings(scenario(early)) == [TEAM]
    assert measured_settings(scenario(early, later)) == [NOBODY]
    assert measured_settings(scenario(early, last)) == [TEAM, NO_EFFECT]
    assert measured_settings(scenario(early, Phase(FIRST, NOBODY), last)) == [NOBODY, NO_EFFECT]


@pytest.mark.parametrize("ended", [NOBODY, NO_EFFECT])
def test_a_scheme_that_stops_in_2023_was_there(ended: object) -> None:
    stops = scenario(Phase(0, TEAM), Phase(FIRST + 365, ended))  # type: ignore[arg-type]
    assert not is_without_scheme(stops)
    assert not has_no_team(stops)


def test_a_scheme_that_stops_on_the_first_measured_day_is_away() -> None:
    assert is_without_scheme(scenario(Phase(0, TEAM), Phase(FIRST, NO_EFFECT)))
    assert not has_no_team(scenario(Phase(0, TEAM), Phase(FIRST, NO_EFFECT)))
    assert has_no_team(scenario(Phase(0, TEAM), Phase(FIRST, NOBODY)))


def test_a_scheme_that_comes_back_was_there() -> None:
    back = scenario(Phase(0, NOBODY), Phase(FIRST + 10, TEAM), Phase(FIRST + 20, NOBODY))
    assert not is_without_scheme(back)
    assert not has_no_team(back)


def test_the_shipped_scenarios_without_effect_and_without_team() -> None:
    assert is_without_scheme(shipped("no-iom-effect"))
    assert has_no_team(shipped("no-iom-team"))
    assert not is_without_scheme(shipped("county"))


def test_harm_committed_is_that_of_the_same_people_in_both_runs() -> None:
    task = Task((shipped("county"), shipped("no-iom-effect")), seed=1, replication=0, years=4)
    with_scheme, without = (result.evaluation for result in carry_out(task))
    assert without.people > 0
    # The run without effect is set beside itself.
    assert without.without_before == pytest.approx(without.harm_before)
    assert without.without_after == pytest.approx(without.harm_after)
    assert without.without_committed_after == without.committed_after
    assert without.without_days_before == without.days_before
    assert without.without_days_after == without.days_after
    for found in (with_scheme, without):
        assert found.committed_after >= found.harm_after
        assert found.without_committed_after >= found.without_after
        assert 0 <= found.short <= found.people
        assert 0 < found.days_before <= 365
        assert 0 < found.days_after <= 365
        assert found.days_after <= found.tenure_days


def test_removals_by_code_sum_to_the_removals_measured() -> None:
    (result,) = carry_out(Task((shipped("county"),), seed=1, replication=0, years=4))
    assert sum(result.removals.values()) == pytest.approx(result.measures["iom_removals"])
    assert result.evaluation.people == pytest.approx(2 * result.measures["iom_removals"])
