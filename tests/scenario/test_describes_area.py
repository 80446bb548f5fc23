"""A file that extends a baseline and says that its values are of the area itself."""

from __future__ import annotations

import pytest

from sim.cli.studies import check_comparable
from sim.errors import DesistError
from sim.scenario.schema import json_schema
from tests.scenario.conftest import BASE, Problems, Read

FITTED = """\
name: fitted
extends: base.yaml
describes_area: yes
why: fitted to what is published
people: {stock: 90}
iom: {constables: 12}
bail: {charge: 0.2}
"""
MINE = "name: mine\nextends: fitted.yaml\niom: {from: 2023-04-01, constables: 14}\n"


def test_its_values_hold_from_the_first_day_and_for_who_extends_it(read: Read) -> None:
    area, mine = read({"fitted.yaml": FITTED, "mine.yaml": MINE})
    assert [phase.start for phase in area.phases] == [0]
    assert (area.opening.people.stock, area.opening.bail.charge) == (90, 0.2)
    assert area.opening == mine.opening
    assert [phase.settings.iom.constables for phase in mine.phases] == [12, 14]
    check_comparable([area, mine])


def test_its_opening_is_another_than_that_of_what_it_extends(read: Read) -> None:
    base, mine = read({"fitted.yaml": FITTED, "mine.yaml": MINE}, "base.yaml", "mine.yaml")
    with pytest.raises(DesistError, match="mine: differs from area on day 0"):
        check_comparable([base, mine])


def test_one_may_lie_over_another(read: Read) -> None:
    nearer = "name: nearer\nextends: fitted.yaml\ndescribes_area: yes\nwhy: seen here\npeople: {stock: 80}\n"
    (area,) = read({"nearer.yaml": nearer, "fitted.yaml": FITTED}, "nearer.yaml")
    assert (area.opening.people.stock, area.opening.iom.constables) == (80, 12)


def test_every_step_is_kept_with_its_file_and_reason(read: Read) -> None:
    (area,) = read({"fitted.yaml": FITTED}, "fitted.yaml")
    told = {change.path: (change.day, change.file, change.line, change.why) for change in area.audit}
    assert told["people.stock"] == (0, "fitted.yaml", 5, "fitted to what is published")


HEAD = "name: a\nextends: base.yaml\ndescribes_area: yes\n"
NEEDS = "needs a `why` beside or above it: the evidence table says"
FROM_THE_START = "cannot stand in a file with `describes_area`: values here hold from the first day"
ONLY_YES = "must be yes; a file that does not describe its area leaves this line out"
WRONG = {
    HEAD + "people: {stock: 90}": f"a.yaml:4:17: people.stock: {NEEDS} 100; given 90",
    HEAD + "iom: {constables: 12}": f"a.yaml:4:19: iom.constables: {NEEDS} 8; given 12",
    HEAD + "iom: {from: 2023-04-01}": f"a.yaml:4:7: iom.from: {FROM_THE_START}",
    HEAD + "until: 2023-04-01": f"a.yaml:4:1: until: {FROM_THE_START}",
    HEAD.replace("yes", "no"): f"a.yaml:3:17: describes_area: {ONLY_YES}; given no",
    HEAD.replace("yes", "true"): f"a.yaml:3:17: describes_area: {ONLY_YES}; given true",
    HEAD.replace("yes", "[yes]"): f"a.yaml:3:17: describes_area: {ONLY_YES}; given a list",
    BASE + "describes_area: yes": "a.yaml:8:1: describes_area: can only stand in a file that extends "
    "another: any other file describes its area anyway",
    HEAD.replace("describes", "describe"): "a.yaml:3:1: describe_area: there is no such setting; did you "
    "mean describes_area?",
    "name: a\nextends: base.yaml\niom: {describes_area: yes}": "a.yaml:3:7: iom.describes_area: there is ",
}


@pytest.mark.parametrize(("text", "expected"), WRONG.items())
def test_what_cannot_be(problems: Problems, text: str, expected: str) -> None:
    (line,) = problems({"a.yaml": text + "\n"})
    assert line.startswith(expected)


def test_it_cannot_lie_over_a_scenario(problems: Problems) -> None:
    plan = "name: plan\nextends: base.yaml\niom: {constables: 9}\n"
    area = "name: a\nextends: plan.yaml\ndescribes_area: yes\n"
    assert problems({"a.yaml": area, "plan.yaml": plan}, "a.yaml") == [
        "a.yaml:2:10: extends: a file with `describes_area` must extend one that describes the area itself; "
        "given plan.yaml"
    ]


def test_a_scenario_below_one_still_cannot_change_the_people(problems: Problems) -> None:
    mine = "name: mine\nextends: fitted.yaml\npeople: {why: x, stock: 80}\n"
    (line,) = problems({"mine.yaml": mine, "fitted.yaml": FITTED}, "mine.yaml")
    assert line.startswith("mine.yaml:3:25: people.stock: can only stand in a file without `extends`, or ")


@pytest.mark.parametrize("top", ["", "scenarios/"])
def test_the_two_may_lie_in_different_folders_of_a_project_and_of_its_copies(read: Read, top: str) -> None:
    """The copies that a study keeps lie below a folder of their own called scenarios."""
    names = ("scenarios/b.yaml", "fitted/f.yaml", "scenarios/mine.yaml")
    base, fitted, mine = (top + name for name in names)
    files: dict[str, str | bytes] = {
        base: BASE.replace("name: area", "name: there"),
        fitted: FITTED.replace("base.yaml", "../scenarios/b.yaml"),
        mine: MINE.replace("fitted.yaml", "../fitted/f.yaml"),
    }
    if not top:
        files["pyproject.toml"] = ""
    (scenario,) = read(files, mine)
    assert scenario.files == (base, fitted, mine)
    assert scenario.opening.people.stock == 90


def test_an_editor_knows_it() -> None:
    properties = json_schema()["properties"]
    assert isinstance(properties, dict)
    assert properties["describes_area"]["enum"] == ["yes"]
