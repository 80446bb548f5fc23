"""The calibrated Suffolk that ships: an area that scenarios extend, and draws that a comparison runs over."""

from pathlib import Path

import pytest

from calibration.fitting.free import FREE
from sim.evidence.register import load_register
from sim.experiment.ensemble import read_ensemble
from sim.scenario.reader import read_scenario, read_scenarios

ROOT = Path(__file__).resolve().parents[2]
FITTED = ROOT / "calibration" / "fitted"
REGISTER = load_register()


def test_the_fitted_area_extends_the_baseline_and_changes_the_free_values_alone() -> None:
    fitted = read_scenario(FITTED / "suffolk.yaml")
    baseline = read_scenario(ROOT / "scenarios" / "suffolk" / "baseline.yaml")
    assert {change.path for change in fitted.audit} - {change.path for change in baseline.audit} == {
        *FREE,
        "people.stock",  # follows from the entrants
    }


def test_a_question_can_be_asked_of_the_fitted_area(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    for name in ("scenarios/suffolk/baseline.yaml", "calibration/fitted/suffolk.yaml"):
        copy = tmp_path / "scenarios" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = (ROOT / name).read_text(encoding="utf-8")
        copy.write_text(text, encoding="utf-8")
    question = tmp_path / "scenarios" / "calibration" / "fitted" / "question.yaml"
    question.write_text("name: question\nextends: suffolk.yaml\niom:\n  constables: 10\n", encoding="utf-8")
    fitted, asked = read_scenarios([question.with_name("suffolk.yaml"), question])
    assert asked.opening == fitted.opening


def test_every_draw_of_the_ensemble_is_within_the_ranges() -> None:
    ensemble = read_ensemble(FITTED / "suffolk-ensemble.csv", REGISTER)
    assert len(ensemble.draws) == 200
    assert set(ensemble.draws[0].values) >= set(FREE)


@pytest.mark.parametrize("id", FREE)
def test_the_area_is_one_of_the_draws(id: str) -> None:
    fitted = read_scenario(FITTED / "suffolk.yaml")
    set_to = {change.path: change.new for change in fitted.audit}
    draws = read_ensemble(FITTED / "suffolk-ensemble.csv", REGISTER).draws
    assert set_to[id] in [draw.values[id] for draw in draws]
