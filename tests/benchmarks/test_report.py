"""What the benchmark prints: figures worked out by hand, and one small run of the whole."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks import suffolk
from benchmarks.one import person_years

ROOT = Path(__file__).resolve().parents[2]
TOTALS = dict.fromkeys([*suffolk.SAME_WORK, *suffolk.ALSO_SHOWN], 100.0)


@pytest.mark.parametrize(("value", "agrees"), [(90.0, True), (110.0, True), (89.9, False), (110.1, False)])
def test_agreement_is_within_a_tenth_of_desist(value: float, agrees: bool) -> None:
    assert suffolk.agree(value, 100.0) is agrees


def test_a_total_that_is_apart_is_named() -> None:
    assert "all of the first five totals agree" in suffolk.verdict(TOTALS, TOTALS)
    apart = suffolk.verdict(TOTALS, {**TOTALS, "charges": 120.0, "recalls": 0.0})
    assert apart.endswith("apart by more than 10 %: Offences charged.")
    lines = suffolk.totals_table(TOTALS, {**TOTALS, "charges": 120.0})
    assert [line for line in lines if "NOT" in line] == [
        f"{'Offences charged':<32}{'100':>12}{'120':>12}{'+20.0 %':>12}  DOES NOT AGREE within 10 %"
    ]


def test_totals_are_means_but_time_is_the_median_and_the_peak_the_largest() -> None:
    run = {
        "cpu_seconds": 2.0,
        "start_up_seconds": 1.0,
        "peak_megabytes": 300.0,
        "arrests_in_run": 1000.0,
        "offences_in_run": 5000.0,
        "offence_events_in_run": 400.0,
        "ledger_rows": 12000.0,
        "person_years": 9000.0,
    }
    other = {**run, "cpu_seconds": 4.0, "peak_megabytes": 200.0, "arrests_in_run": 2000.0}
    slow = {**run, "cpu_seconds": 60.0}
    assert suffolk.summarised([run, other, slow], years=4)["cpu_seconds"] == 4.0
    means = suffolk.summarised([run, other], years=4)
    assert means["cpu_seconds"] == 3.0
    assert means["microseconds_an_event"] == 250.0
    assert means["person_years_a_second"] == 3000.0
    assert means["peak_megabytes"] == 300.0
    assert means["arrests_a_year"] == 375.0
    assert means["microseconds_an_arrest"] == 2000.0
    assert (means["offences_a_year"], means["offence_events_a_year"]) == (1250.0, 100.0)


def test_person_years_run_from_the_first_offence_to_death_moving_or_the_end() -> None:
    # there throughout; from day 365.25 on; dead before day 0; gone after half of one of four years
    onset = np.array([-900.0, 365.25, -900.0, 0.0])
    gone = np.array([9e9, 9e9, -3.0, 365.25 / 2])
    assert person_years(onset, gone, years=4) == pytest.approx(4 + 3 + 0 + 0.5)


def test_the_whole_runs_on_the_small_county(tmp_path: Path) -> None:
    target = tmp_path / "figures.json"
    command = [sys.executable, "benchmarks/suffolk.py", "--scenario", "scenarios/small/county.yaml"]
    printed = subprocess.run(
        [*command, "--years", "3", "--json", str(target)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "only the ratio travels" in printed
    figures = json.loads(target.read_text(encoding="utf-8"))
    desist, tutorial = figures["means"]["desist"], figures["means"]["tutorial"]
    assert figures["ratios"]["tutorial"]["cpu_seconds"] == tutorial["cpu_seconds"] / desist["cpu_seconds"]
    assert tutorial["offence_events_in_run"] == tutorial["offences_in_run"] > desist["offence_events_in_run"]


@pytest.mark.parametrize(("before", "after", "busy"), [(0.2, 1.1, False), (0.2, 1.9, True), (3.0, 1.0, True)])
def test_a_busy_machine_is_named(before: float, after: float, busy: bool) -> None:
    # at the end the benchmark itself counts as one
    assert ("BUSY" in suffolk.busyness(before, after)) is busy
