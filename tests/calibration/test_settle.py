"""The fit: known values found again, bounds kept, and the evidence table changed only where it should be."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from calibration.facts import Role, load_facts
from calibration.fit import Target, Values, fit
from calibration.free import FREE, Free, Scale, free_values
from calibration.settle import rounded, targets_of, write_values
from sim.errors import DesistError
from sim.evidence.register import EVIDENCE_FILE, load_register, read_register
from sim.scenario.replaced import scenario_with, settled, years_in_the_stock

ROOT = Path(__file__).resolve().parents[2]
RATE = Free("rate", start=4.0, low=1.0, high=100.0, scale=Scale.LOG, whole=False)
SHARE = Free("share", start=0.5, low=0.05, high=0.95, scale=Scale.LOGIT, whole=False)
REGISTER = load_register()


def two_flows(sets: Sequence[Values]) -> list[Mapping[str, float]]:
    """So many a day, of whom a share goes one way and the rest the other."""
    return [
        {"one": each["rate"] * each["share"], "other": each["rate"] * (1 - each["share"])} for each in sets
    ]


def test_known_values_are_found_again() -> None:
    targets = [Target("one", 6.0, 1.0), Target("other", 14.0, 1.0)]
    found = fit(two_flows, [RATE, SHARE], targets, most=40)
    assert found.values["rate"] == pytest.approx(20.0, rel=0.01)
    assert found.values["share"] == pytest.approx(0.3, rel=0.01)
    assert max(map(abs, found.residuals.values())) < 0.05
    assert found.figures == two_flows([found.values])[0]


def test_a_value_that_would_have_to_leave_its_range_stays_at_the_edge() -> None:
    found = fit(two_flows, [RATE, SHARE], [Target("one", 950.0, 10.0), Target("other", 50.0, 10.0)], most=40)
    assert found.values["rate"] == pytest.approx(100.0, rel=0.01)
    assert 0.05 <= found.values["share"] <= 0.95


def test_nothing_is_tried_twice_and_every_trial_is_inside_the_ranges() -> None:
    tried: list[tuple[float, ...]] = []

    def model(sets: Sequence[Values]) -> list[Mapping[str, float]]:
        tried.extend((each["rate"], each["share"]) for each in sets)
        return two_flows(sets)

    found = fit(model, [RATE, SHARE], [Target("one", 6.0, 1.0), Target("other", 14.0, 1.0)], most=10)
    assert len(tried) == len(set(tried)) == found.evaluations
    assert all(1 <= rate <= 100 and 0.05 <= share <= 0.95 for rate, share in tried)


def test_the_search_runs_on_log_and_logit_scales() -> None:
    assert RATE.searched(np.e) == pytest.approx(1.0)
    assert SHARE.searched(0.5) == pytest.approx(0.0)
    assert RATE.value(RATE.searched(7.0)) == pytest.approx(7.0)
    assert SHARE.value(SHARE.searched(0.2)) == pytest.approx(0.2)
    assert Free("people", 10.0, 1.0, 20.0, scale=Scale.LOG, whole=True).value(np.log(7.4)) == 7.0


def test_targets_are_the_fitted_facts_and_the_edge_of_the_tolerance_is_one() -> None:
    targets = {target.id: target for target in targets_of(load_facts())}
    assert set(targets) == {fact.id for fact in load_facts() if fact.role is Role.FITTED}
    assert (targets["recorded_offences"].wanted, targets["recorded_offences"].scale) == (55_000, 5_500)


def test_only_assumed_values_are_free() -> None:
    assert [each.id for each in free_values(REGISTER)] == list(FREE)
    with pytest.raises(DesistError, match="only assumed values are fitted"):
        free_values(REGISTER, ("iom.fixed.stay_days",))


def test_the_stock_keeps_its_size() -> None:
    # entrants in a year leave behind so many people as each stays years: Little's law
    people = settled(REGISTER, {"people.entrants_per_year": 2_800.0})
    assert people["people.stock"] == round(2_800 * years_in_the_stock(REGISTER))
    # without leaving early, careers of 6 years on average; leaving at .032 a year takes a part of each
    assert 0.8 * 6 < years_in_the_stock(REGISTER) < 6
    entrants = free_values(REGISTER, ("people.entrants_per_year",))[0]
    stock = REGISTER.row("people.stock")
    for bound in (entrants.low, entrants.high):
        size = settled(REGISTER, {entrants.id: bound})["people.stock"]
        assert stock.low <= size <= stock.high  # type: ignore[operator]


def test_a_scenario_takes_the_values_and_keeps_its_own() -> None:
    path = ROOT / "scenarios" / "small" / "county.yaml"
    scenario = scenario_with(path, REGISTER, {"people.offending_rate": 7.5, "people.stock": 15_000.0})
    assert scenario.opening.people.offending_rate == 7.5
    assert scenario.opening.people.stock == 640  # the file's own
    with pytest.raises(DesistError, match=r"no row 'people\.height'"):
        scenario_with(path, REGISTER, {"people.height": 1.8})


def test_values_are_short_and_never_leave_their_range() -> None:
    assert rounded(REGISTER, {"people.offending_rate": 12.3456}) == {"people.offending_rate": 12.3}
    with pytest.raises(DesistError, match="outside its range"):
        rounded(REGISTER, {"people.stock": 1_000.0})


def test_writing_changes_the_fitted_rows_only(tmp_path: Path) -> None:
    copy = tmp_path / "evidence.csv"
    shutil.copy(EVIDENCE_FILE, copy)
    write_values(copy, {"people.death_rate": 0.01, "people.stock": 15_000.0, "iom.contact_hours": 2.0})
    before, after = (path.read_text(encoding="utf-8").splitlines() for path in (EVIDENCE_FILE, copy))
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert [line.split(",")[0] for line in changed] == [
        "people.stock", "people.death_rate", "iom.contact_hours",
    ]  # fmt: skip
    row = read_register(copy).row("people.death_rate")
    assert (row.value, row.grade) == (0.01, "assumed")
    assert row.note.startswith("Fitted to the facts; 0.012 at first. Higher than")
    assert isinstance(read_register(copy).row("people.stock").value, int)
    assert isinstance(read_register(copy).row("iom.contact_hours").value, float)
