"""The scenario files that come with desist, and the schema beside them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from sim.scenario.reader import read_scenarios
from sim.scenario.scenario import Scenario
from sim.scenario.schema import json_schema

FOLDER = Path(__file__).parents[2] / "scenarios"
FILES = sorted(FOLDER.glob("*/*.yaml"))
KINDS: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
}


@pytest.fixture(scope="module")
def shipped() -> dict[str, Scenario]:
    return {scenario.name: scenario for scenario in read_scenarios(FILES)}


def test_the_schema_file_is_current() -> None:
    text = (FOLDER / "schema.json").read_text(encoding="utf-8")
    assert text == json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def misfits(value: object, schema: dict[str, object], path: str = "") -> list[str]:
    """The part of JSON Schema that the schema of scenarios uses."""
    kind = schema["type"]
    assert isinstance(kind, str)
    if not isinstance(value, KINDS[kind]) or isinstance(value, bool):
        return [f"{path}: not {kind}"]
    if isinstance(value, dict):
        properties, rest = schema["properties"], schema["additionalProperties"]
        assert isinstance(properties, dict)
        found = []
        for key, inner in value.items():
            part = properties.get(key, rest)
            found += misfits(inner, part, f"{path}.{key}") if part else [f"{path}.{key}: unknown"]
        return found
    if isinstance(value, str) and "pattern" in schema:
        return [] if re.search(str(schema["pattern"]), value) else [f"{path}: pattern"]
    if isinstance(value, int | float):
        low, high = schema.get("minimum", -1e99), schema.get("maximum", 1e99)
        assert isinstance(low, int | float)
        assert isinstance(high, int | float)
        return [] if low <= value <= high else [f"{path}: bounds"]
    return []


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_file_fits_the_schema_and_names_it(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schema.json\n")
    yaml = YAML(typ="safe", pure=True)
    yaml.constructor.yaml_constructors = {
        **yaml.constructor.yaml_constructors,
        "tag:yaml.org,2002:timestamp": lambda _, node: node.value,
    }
    assert misfits(yaml.load(text), json_schema()) == []


def test_the_schema_refuses_what_it_should() -> None:
    schema = json_schema()
    assert schema["required"] == ["name"]
    assert misfits({"name": "a", "iom": {"constable": 3}}, schema) == [".iom.constable: unknown"]
    assert misfits({"name": "A"}, schema) == [".name: pattern"]
    assert misfits({"name": "a", "bail": {"charge": 1.5}}, schema) == [".bail.charge: bounds"]
    assert misfits({"name": "a", "treatments": {"work": {"places": 1.5}}}, schema) == [
        ".treatments.work.places: not integer"
    ]
    dated = {"from": "2022-06-01", "until": "2022-09-01", "why": "x"}
    everywhere = {
        "custody": {**dated, "suites": {**dated, "any_name": dated}},
        "iom": {"fixed": {"codes": dated}},
    }
    assert misfits({"name": "a", **dated, **everywhere}, schema) == []


def test_suffolk_is_as_the_report_of_march_2022_has_it(shipped: dict[str, Scenario]) -> None:
    suffolk = shipped["suffolk"].opening
    assert {name: suite.cells for name, suite in suffolk.custody.suites.items()} == {
        "martlesham": 30,
        "bury_st_edmunds": 24,
        "great_yarmouth": 30,
        "wymondham": 30,
        "kings_lynn": 24,
        "aylsham": 8,
    }
    assert sum(suite.cells for suite in suffolk.custody.suites.values()) == 146
    assert {name: district.suites[0] for name, district in suffolk.districts.items()} == {
        "east": "great_yarmouth",
        "south": "martlesham",
        "west": "bury_st_edmunds",
    }
    assert (suffolk.iom.sergeants, suffolk.iom.constables) == (2, 8)
    assert str(suffolk.districts["west"].two_tier_from) == "2022-03-07"


def changed(shipped: dict[str, Scenario], name: str) -> dict[str, object]:
    """What a scenario changes after day 0, up to the day on which it goes back."""
    changes: dict[str, object] = {}
    for change in shipped[name].audit:
        if change.day > 0:
            changes.setdefault(f"{change.day} {change.path}", change.new)
    return changes


def test_each_scenario_changes_what_its_name_says_and_nothing_else(shipped: dict[str, Scenario]) -> None:
    no_effect = {f"730 iom.{name}_effect": 0.0 for name in ("detection", "offending", "referral")}
    assert changed(shipped, "two-more-constables") == {"730 iom.constables": 10.0}
    assert changed(shipped, "half-the-team") == {"730 iom.constables": 4.0, "730 iom.sergeants": 1.0}
    assert changed(shipped, "no-iom-effect") == no_effect
    # 1 June is 61 days after 1 April, 1 September another 92.
    path = "custody.suites.martlesham.staffed"
    assert changed(shipped, "martlesham-closed") == {
        **{f"791 {path}_{shift}": 0 for shift in ("day", "late", "night")},
        **{f"883 {path}_{shift}": count for shift, count in (("day", 16), ("late", 18), ("night", 14))},
    }
    assert changed(shipped, "custody-bronze-off") == {"730 custody.bronze.hours_a_day": 0.0}
    assert changed(shipped, "video-court-one-post-fewer") == {"730 custody.video_court.posts": 3.0}
    course = changed(shipped, "small-new-course")
    assert {path.rsplit(".", 1)[0] for path in course} == {"730 programmes.after_custody"}
    assert course["730 programmes.after_custody.places"] == 10
    # 1 October is 183 days after 1 April
    assert {path.split()[0] for path in changed(shipped, "a-new-course")} == {"913"}
    assert changed(shipped, "small-two-more-constables") == {"730 iom.constables": 4.0}
    assert changed(shipped, "small-half-the-team") == {"730 iom.constables": 1.0, "730 iom.sergeants": 0.5}
    assert changed(shipped, "small-no-iom-effect") == no_effect
    assert len(changed(shipped, "small-suite-closed")) == 6
    assert changed(shipped, "more-arrest-officers-in-the-west") == {"730 districts.west.arrest_posts": 24.0}
    assert changed(shipped, "no-ten-day-rule") == {"730 suspects.rule_days": 0.0}
    assert changed(shipped, "small-arrest-officers-halved") == {
        "730 districts.coast.arrest_posts": 1.0,
        "730 districts.town.arrest_posts": 1.25,
    }
    for area in ("", "small-"):
        assert list(changed(shipped, f"{area}ring-before-you-bring-ended")) == [
            "730 ring_before_you_bring.in_force_from"
        ]
    bond = {path.partition(" ")[2]: value for path, value in changed(shipped, "social-impact-bond").items()}
    assert {path: bond[path] for path in bond if "bond" in path} == {
        "social_impact_bond.cohorts": 2,
        "social_impact_bond.men": 15,
    }
    assert changed(shipped, "free-cohort-of-women") == {"730 iom.free.places": 23}
    assert changed(shipped, "iom-matrix-by-harm-only") == {"730 iom.matrix.fixed_cohort": 0.0}
    assert changed(shipped, "iom-lowestoft-closed") == {
        "730 iom.offices.lowestoft.districts": (),
        "730 iom.offices.lowestoft.weight": 0.0,
        "730 iom.offices.lowestoft.outside_sergeants": 0.0,
        "730 iom.offices.ipswich.districts": ("south", "east"),
    }


def test_the_two_that_share_nothing_differ_in_the_team_alone(shipped: dict[str, Scenario]) -> None:
    team, none = shipped["small-nothing-shared"], shipped["small-nothing-shared-no-team"]
    assert team.first_difference(none) == 730
    with_team, without = team.at(730).model_dump(), none.at(730).model_dump()
    assert (with_team["iom"].pop("constables"), without["iom"].pop("constables")) == (2, 0)
    assert with_team == without
    effects = [with_team["iom"][f"{name}_effect"] for name in ("offending", "detection", "referral")]
    assert [*effects, with_team["iom"]["referral"]] == [0, 0, 0, 0]


def test_about_1500_people_live_in_the_small_county(shipped: dict[str, Scenario]) -> None:
    people = shipped["small-county"].opening.people
    assert people.stock + 8 * people.entrants_per_year == 1520
