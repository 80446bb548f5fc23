"""The file of targets: what each becomes, and what is said of a broken one."""

import math
from pathlib import Path

import pytest

from calibration.published.components import Kind
from calibration.published.facts import Role, load_facts
from calibration.published.strict import CalibrationFileError
from calibration.published.targets import Cohort, Targets, load_targets
from calibration.readings.catalogue import QUARTERLY_COHORTS, READINGS

TARGETS = load_targets()
BY_ID = {component.id: component for component in TARGETS.components}
SUMS_OF_THE_DISTRICTS = {"suspects_to_28_days", "suspects_29_to_90_days", "suspects_over_90_days"}
WITHOUT_CHANCE = {"remand_hearings_by_video"}

FACTS = """\
area: Somewhere
sources:
  - {id: book, title: A book, publisher: A press, year: 2020, url_or_locator: a shelf}
facts:
"""
FACT = """\
  - id: ID
    label: Of ID
    unit: UNIT
    period: a year
    published: PUBLISHED
    tolerance: {per_cent: 15}
    reason: because
    source: book
    locator: page 3
    grade: assumed
    role: ROLE
"""


def fact(id: str, published: float, unit: str = "people", role: str = "fitted") -> str:
    text = FACT.replace("PUBLISHED", f"{published:g}").replace("UNIT", unit).replace("ROLE", role)
    return text.replace("ID", id)


ALL_FACTS = FACTS + "".join(
    (
        fact("arrests", 399.625),
        fact("charged_share", 20, "per cent of crimes"),
        fact("remand_hearings_by_video", 100, "per cent of hearings"),
        fact("reoffending_all", 25, "per cent of people"),
        fact("reoffending_short_custody", 50, "per cent of people"),
        fact("detention_hours", 14, "hours", "input"),
        fact("suspects", 100),
        fact("suspects_east", 60),
        fact("suspects_south", 30),
        fact("iom_fixed", 41, role="predicted"),
        fact("moon_landings", 1),
    )
)
REST = "definition: what is counted, cohort: none, chance: county, discrepancy: {per_cent: 10, why: because}"
COUNT = "{fact: arrests, kind: count, " + REST + "}"
PARTS = "{parts: [suspects_east, suspects_south], of: suspects, kind: distribution, " + REST + "}"
QUARTERLY = (
    "{fact: reoffending_all, kind: share, definition: d, cohort: quarterly, chance: none, "
    "discrepancy: {amount: 1.5, why: w}}"
)


def targets_from(folder: Path, *entries: str) -> Targets:
    (folder / "facts.yaml").write_text(ALL_FACTS, encoding="utf-8")
    path = folder / "targets.yaml"
    text = "area: Somewhere\nfacts: facts.yaml\ntargets:\n" + "".join(f"  - {each}\n" for each in entries)
    path.write_text(text, encoding="utf-8")
    return load_targets(path)


def refused(folder: Path, *entries: str) -> list[str]:
    with pytest.raises(CalibrationFileError) as raised:
        targets_from(folder, *entries)
    return [line.split("targets.yaml:", 1)[1] for line in str(raised.value).split("\n")]


def test_every_fitted_fact_of_suffolk_is_a_target_once_and_none_that_stays_a_test() -> None:
    fitted = {each.id for each in load_facts() if each.role is Role.FITTED}
    tests = {each.id for each in load_facts() if each.role in (Role.PREDICTED, Role.CLAIM)}
    assert fitted - set(BY_ID) - SUMS_OF_THE_DISTRICTS - WITHOUT_CHANCE == {"suspects_west"}  # what is left
    assert not tests & set(BY_ID)
    assert len(BY_ID) == len(TARGETS.components) >= 20


def test_every_target_of_suffolk_says_what_it_is_and_has_finite_figures() -> None:
    for target in TARGETS:
        assert target.definition
        assert target.why
    for each in BY_ID.values():
        assert each.reading in READINGS
        assert math.isfinite(each.observed_on_scale)
        assert each.discrepancy > 0


def test_chance_and_discrepancy_of_suffolk_lie_inside_the_tolerance_of_the_fact() -> None:
    for target in TARGETS:
        for published, each in zip(target.facts, target.components, strict=True):
            if each.whole is None:
                unit = 100.0 if each.kind is Kind.SHARE else 1.0
                amount = unit * each.discrepancy / each.on_scale(1.0)
                reach = (published.allowed_high - published.allowed_low) / 2
                assert amount < 0.75 * reach, published.id


def test_parts_of_a_published_whole_are_shares_of_what_is_left() -> None:
    # 309 east, 190 south, 378 west of 877
    east, south = BY_ID["suspects_east"], BY_ID["suspects_south"]
    assert (east.observed, east.cases) == (pytest.approx(309 / 877), 877)
    assert (south.observed, south.cases) == (pytest.approx(190 / 568), 568)
    # South: 2 of 190 over 90 days, 151 of the others up to 28
    new = BY_ID["suspects_south_to_28_days"]
    assert (new.cases, new.observed) == (188, pytest.approx(151 / 188))


def test_reoffending_follows_quarterly_cohorts_as_it_is_published() -> None:
    followed = {fact.id: target.cohort for target in TARGETS for fact in target.facts}
    assert followed["reoffending_all"] is Cohort.QUARTERLY
    assert {id for id, cohort in followed.items() if cohort is not Cohort.NONE} <= QUARTERLY_COHORTS
    assert set(READINGS) >= QUARTERLY_COHORTS


def test_a_count_is_carried_to_its_scale(tmp_path: Path) -> None:
    (each,) = targets_from(tmp_path, COUNT).components
    # 2 x root(399.625 + 0.375) = 40; ten per cent, 39.9625, by the slope 1/root(400)
    assert (each.observed_on_scale, each.discrepancy) == (pytest.approx(40.0), pytest.approx(1.998125))
    assert each.has_county_chance


def test_a_share_is_published_in_per_cent_and_a_mean_as_it_is(tmp_path: Path) -> None:
    share = (
        "{fact: charged_share, kind: share, definition: d, cohort: none, chance: none, cases: 400, "
        "discrepancy: {amount: 4, why: w}}"
    )
    mean = (
        "{fact: detention_hours, kind: mean, definition: d, cohort: none, chance: none, standard_error: 0.5, "
        "discrepancy: {per_cent: 0, why: w}}"
    )
    first, second = targets_from(tmp_path, share, mean).components
    assert (first.observed, first.cases, first.has_county_chance) == (0.2, 400, False)
    assert first.discrepancy == pytest.approx(0.04 / 0.16)
    assert (second.observed, second.standard_error, second.discrepancy) == (14.0, 0.5, 0.0)


def test_a_distribution_becomes_a_share_for_each_part_but_the_last(tmp_path: Path) -> None:
    first, second = targets_from(tmp_path, PARTS).components
    assert (first.observed, first.cases, first.less) == (0.6, 100, ())
    assert (second.observed, second.cases, second.less) == (0.75, 40, ("suspects_east",))
    assert first.discrepancy == second.discrepancy == pytest.approx(0.1)
    run = {"suspects": 80.0, "suspects_east": 40.0, "suspects_south": 20.0}
    assert [first.read(run), second.read(run)] == pytest.approx([0.0, 0.0])


def test_everything_that_is_wrong_is_told_at_once_by_line_and_column(tmp_path: Path) -> None:
    wrong = COUNT.replace("count,", "counts,").replace("chance: county", "chance: mine")
    told = refused(tmp_path, COUNT, wrong, "{fact: arrests, kind: count}", "7")
    assert told[0].startswith("5:12: targets[2].fact: is a target already, in targets[1]; given arrests")
    assert told[1].startswith(
        "5:27: targets[2].kind: is none of the names that are allowed here; given counts; "
    )
    assert told[1].endswith("allowed share, count, mean, distribution; did you mean count?")
    assert "targets[2].chance" in told[2]
    assert told[2].endswith("given mine; allowed county, none")
    missing = [line for line in told if line.endswith("is missing")]
    assert [line.split("]", 1)[1] for line in missing] == [
        f".{key}: is missing" for key in ("definition", "cohort", "chance", "discrepancy")
    ]
    assert told[-1] == "7:5: targets[4]: must hold keys and values; given 7"


WRONG = [
    (COUNT.replace("arrests", "arests"), "there is no such fact; given arests"),
    (COUNT.replace("arrests", "moon_landings"), "is read from no run"),
    (COUNT.replace("arrests", "iom_fixed"), "is predicted: no target, so that it stays a test"),
    (COUNT.replace("arrests", "charged_share"), "'charged_share', which is in per cent"),
    (COUNT.replace("count", "share"), "does not go with 'arrests', which is in people; given share"),
    (
        COUNT.replace("arrests, kind: count", "remand_hearings_by_video, kind: share"),
        "none or of all has no chance",
    ),
    (COUNT.replace("{per_cent: 10,", "{per_cent: 10, amount: 3,"), "just one of per_cent, amount"),
    (COUNT.replace("{per_cent: 10,", "{"), "discrepancy: must have just one of per_cent, amount"),
    (COUNT.replace("per_cent: 10", "per_cent: -1"), "discrepancy.per_cent: must be between 0 and 100"),
    (COUNT.replace("why: because", "why: ''"), "discrepancy.why: must be text"),
    (COUNT.replace("10", "0").replace("county", "none"), "must be above 0 where the figure"),
    (COUNT.replace("kind: count", "kind: count, cases: 3"), "cases: cannot stand here"),
    (COUNT.replace("kind: count", "kind: mean, standard_error: 3"), "which is the same chance again"),
    (COUNT.replace("cohort: none", "cohort: quarterly"), "follows no cohort; given quarterly"),
    (PARTS.replace("suspects_south", "iom_fixed"), "parts[2]: is predicted"),
    (PARTS.replace("of: suspects", "of: suspects_south"), "less than the 30 of 'suspects_south'"),
    (PARTS.replace("per_cent", "amount"), "is not told of a distribution"),
    (PARTS.replace("suspects_south", "suspects_east"), "parts[2]: is a target already, in targets[1]"),
    (QUARTERLY.replace("quarterly", "annual"), "another definition is no target for it; given annual"),
]


@pytest.mark.parametrize(("entry", "said"), WRONG)
def test_a_wrong_target_is_refused_and_said(entry: str, said: str, tmp_path: Path) -> None:
    assert any(said in line for line in refused(tmp_path, entry))


def test_quarterly_and_annual_cohorts_never_stand_in_one_set(tmp_path: Path) -> None:
    annual = QUARTERLY.replace("quarterly", "annual").replace("reoffending_all", "reoffending_short_custody")
    told = refused(tmp_path, QUARTERLY, annual)
    assert any("mixes with the quarterly cohort of targets[1]; given annual" in s for s in told)


def test_a_file_that_is_not_there_or_no_yaml_or_without_facts_is_said(tmp_path: Path) -> None:
    path = tmp_path / "targets.yaml"
    with pytest.raises(CalibrationFileError, match="No such file"):
        load_targets(path)
    path.write_text("area: [", encoding="utf-8")
    with pytest.raises(CalibrationFileError, match=r"targets\.yaml:1:"):
        load_targets(path)
    path.write_text(f"area: a\nfacts: none.yaml\ntargets: [{COUNT}]\n", encoding="utf-8")
    with pytest.raises(CalibrationFileError, match=r"2:8: facts: there is no such file; given none\.yaml"):
        load_targets(path)


def test_what_is_wrong_in_the_facts_is_told_at_its_own_place_after_the_targets(tmp_path: Path) -> None:
    """The file of facts is begun by four lines; its first fact has the grade on the tenth from there."""
    wrong = ALL_FACTS.replace("grade: assumed", "grade: sure", 1)
    (tmp_path / "facts.yaml").write_text(wrong, encoding="utf-8")
    path = tmp_path / "targets.yaml"
    text = "\n" * 20 + f"area: 7\nfacts: facts.yaml\ntargets: [{COUNT}]\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CalibrationFileError) as raised:
        load_targets(path)
    here, there = str(raised.value).split("\n")
    assert here.startswith(f"{path.as_posix()}:21:7: area: must be text")
    assert there.startswith(f"{tmp_path.as_posix()}/facts.yaml:14:12: facts[1].grade: is none of the names")
