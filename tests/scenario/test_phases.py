# ruff: noqa: E501  a message is one line, as it is printed
"""From and until, files over files, the audit, the fingerprint and the first difference."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.scenario.scenario import Change, Scenario

Read = Callable[..., list[Scenario]]
Problems = Callable[..., list[str]]

HEAD = "name: a\nextends: base.yaml\n"
# Days by the calendar: 730 is 1 April 2022 (2020 to 2022 has no leap day after 1 April 2020), 1 June 2022 is
# 61 days later, 1 September 92 days after that, 1 April 2023 is 1,095.


def one(read: Read, text: str, **others: str) -> Scenario:
    files = {"a.yaml": text, **{f"{name}.yaml": content for name, content in others.items()}}
    return read(files, "a.yaml")[0]


def starts(scenario: Scenario) -> list[int]:
    return [phase.start for phase in scenario.phases]


def test_a_base_has_one_phase_and_the_values_of_the_evidence(read: Read) -> None:
    (base,) = read({}, "base.yaml")
    assert starts(base) == [0]
    assert base.opening.iom.constables == 8
    assert base.opening.custody.suites["harbour"].staffed_late == 18
    assert list(base.opening.custody.suites) == [
        "harbour"
    ]  # the evidence has another suite, which is not listed
    assert list(base.opening.iom.fixed.codes) == ["1", "6a"]
    assert base.title == "area"
    assert base.files == ("base.yaml",)


def test_without_from_a_change_holds_from_the_first_measured_day(read: Read) -> None:
    scenario = one(read, HEAD + "iom: {constables: 10}\n")
    assert starts(scenario) == [0, 730]
    assert [scenario.at(day).iom.constables for day in (-5, 0, 729.9, 730, 5000)] == [8, 8, 8, 10, 10]


def test_from_and_until_of_the_nearest_mapping_hold(read: Read) -> None:
    scenario = one(
        read,
        HEAD
        + "from: 2022-06-01\n"
        + "iom: {constables: 10}\n"
        + "custody: {suites: {harbour: {from: 2022-04-01, until: 2022-09-01, staffed_day: 0}}}\n",
    )
    assert starts(scenario) == [0, 730, 791, 883]
    harbour = [scenario.at(day).custody.suites["harbour"].staffed_day for day in (729, 730, 882, 883)]
    assert harbour == [16, 0, 0, 16]
    assert [scenario.at(day).iom.constables for day in (790, 791, 883)] == [8, 10, 10]


def test_a_child_wins_while_it_holds_and_gives_back_what_the_base_has_by_then(read: Read) -> None:
    middle = "name: m\nextends: base.yaml\niom: {from: 2022-06-01, constables: 12}\n"
    child = "name: a\nextends: middle.yaml\niom: {until: 2022-09-01, constables: 4}\n"
    scenario = one(read, child, middle=middle)
    assert starts(scenario) == [0, 730, 883]
    assert [phase.settings.iom.constables for phase in scenario.phases] == [8, 4, 12]
    assert scenario.files == ("base.yaml", "middle.yaml", "a.yaml")


def test_a_change_that_changes_nothing_makes_no_phase_and_no_entry_in_the_audit(read: Read) -> None:
    scenario = one(read, HEAD + "iom: {constables: 8}\n")
    assert starts(scenario) == [0]
    assert [change.file for change in scenario.audit] == ["base.yaml"] * 6


def test_until_after_the_horizon_never_comes(read: Read) -> None:
    assert starts(one(read, HEAD + "iom: {until: 2035-01-01, constables: 10}\n")) == [0, 730]


def test_every_change_is_kept(read: Read) -> None:
    text = HEAD + "iom:\n  why: a trial\n  until: 2023-04-01\n  constables: 10\n  offending_effect: -0.2\n"
    scenario = one(read, text)
    assert scenario.audit[6:] == (
        Change(730, "iom.constables", 8.0, 10.0, "a.yaml", 6, "a trial"),
        Change(730, "iom.offending_effect", -0.1, -0.2, "a.yaml", 7, "a trial"),
        Change(1095, "iom.constables", 10.0, 8.0, "a.yaml", 5, "a trial"),
        Change(1095, "iom.offending_effect", -0.2, -0.1, "a.yaml", 5, "a trial"),
    )
    assert scenario.audit[4] == Change(
        0, "districts.north.suites", None, ("harbour",), "base.yaml", 4, "the only district there is"
    )


def test_suites_of_the_areas_own(read: Read) -> None:
    suite = "{cells: 3, staffed_day: 2, staffed_late: 2, staffed_night: 1, neighbour_arrests: 0, other_detentions: 5}"
    base = (
        "name: own\nwhy: made up\ndistricts: {town: {share: 1, suites: [jail], two_tier_from: 2022-01-01, arrest_posts: 9, quick_days: 20, slow_share: 0.1}}\n"
        f"custody: {{suites: {{jail: {suite}}}}}\n"
    )
    (scenario,) = read({"own.yaml": base})
    assert scenario.opening.custody.suites["jail"].cells == 3
    assert scenario.opening.districts["town"].suites == ("jail",)


def test_what_is_missing_from_an_own_suite_is_told(problems: Problems) -> None:
    suite = "{cells: 3, staffed_day: 2, staffed_late: 2, neighbour_arrests: 0, other_detentions: 5}"
    base = (
        "name: own\nwhy: made up\ndistricts: {town: {share: 1, suites: [jail], two_tier_from: 2022-01-01, arrest_posts: 9, quick_days: 20, slow_share: 0.1}}\n"
        f"custody: {{suites: {{jail: {suite}}}}}\n"
    )
    assert problems({"own.yaml": base}) == [
        "own.yaml:4:20: custody.suites.jail.staffed_night: is missing, and the evidence table has no value for it"
    ]


def base_with(more: str) -> str:
    return (
        "name: b\n"
        + "districts: {why: x, north: {share: 1, suites: [harbour], two_tier_from: 2022-03-07, arrest_posts: 9, quick_days: 20, slow_share: 0.1}}\n"
        + f"custody: {{suites: {{harbour: {{}}}}}}\n{more}\n"
    )


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        (base_with("iom: {constables: 8, offending_effect: -0.1}"), False),  # what the evidence says
        (base_with("iom: {constables: 10}"), True),  # a lever, in a base, that leaves the evidence
        (base_with("iom: {constables: 10, why: x}"), False),
        (base_with("bail: {mean_days: 50}"), True),
        (base_with("why: x\nbail: {mean_days: 50}"), False),
        (base_with("age_curve: {age_21: 1}"), True),  # an entry without a row
        (HEAD + "iom: {constables: 10}", False),  # a lever, in a file that extends another
        (HEAD + "bail: {mean_days: 50}", True),
        (HEAD + "bail: {mean_days: 50, why: x}", False),
        (HEAD + "iom: {why: x, fixed: {stay_days: 50}}", False),  # a reason above
        (HEAD + "iom: {fixed: {why: x}, offending_effect: 0}", True),  # a reason beside, for something else
        (HEAD + "districts: {north: {two_tier_from: 2023-03-07}}", False),  # no row, but a lever
    ],
)
def test_who_needs_a_reason(problems: Problems, text: str, needs: bool) -> None:
    lines = problems({"x.yaml": text + "\n"})
    assert [": needs a `why` beside or above it" in line for line in lines] == [True] * needs


@pytest.mark.parametrize("key", ["from", "until"])
def test_a_base_holds_from_the_first_day(problems: Problems, key: str) -> None:
    lines = problems({"x.yaml": base_with(f"iom: {{{key}: 2022-06-01}}")})
    words = "can only stand in a file that extends another: values here hold from the first day"
    assert lines == [f"x.yaml:4:7: iom.{key}: {words}"]


def test_the_fingerprint_knows_only_the_settings(read: Read) -> None:
    first = HEAD + "iom:\n  constables: 10\n  sergeants: 3\nbail: {why: x, mean_days: 50}\n"
    second = (
        "# a comment\nbail: {mean_days: 5.0e1, why: another reason}\ntitle: Another title\nextends: base.yaml\n"
        "iom: {sergeants: 3.0, from: 2022-04-01, constables: 10.00}\nname: b\n"
    )
    one_way, other_way = read({"a.yaml": first, "b.yaml": second})
    assert one_way.fingerprint == other_way.fingerprint
    assert len(one_way.fingerprint) == 64
    assert one_way.first_difference(other_way) is None
    (base,) = read({}, "base.yaml")
    assert base.fingerprint != one_way.fingerprint


def test_maps_stand_in_the_same_order_however_the_file_is_written(read: Read) -> None:
    def area(name: str, *entries: str) -> str:
        rows = "\n".join(
            f"  {entry}: {{share: 0.5, suites: [harbour], two_tier_from: 2022-03-07, arrest_posts: 9, quick_days: 20, slow_share: 0.1}}"
            for entry in entries
        )
        return f"name: {name}\ncustody: {{suites: {{harbour: {{}}}}}}\ndistricts:\n  why: x\n{rows}\n"

    first, second = read({"x.yaml": area("x", "east", "west"), "y.yaml": area("y", "west", "east")})
    assert list(first.opening.districts) == list(second.opening.districts) == ["east", "west"]
    assert first.fingerprint == second.fingerprint


def test_ages_stand_in_order_of_age(read: Read) -> None:
    (scenario,) = read({"x.yaml": base_with("age_curve: {why: x, age_100: 0, age_25: 0.7}")})
    assert list(scenario.opening.age_curve) == ["age_17", "age_25", "age_40", "age_100"]


def test_first_difference(read: Read) -> None:
    files = {
        "early.yaml": "name: early\nextends: base.yaml\niom: {constables: 10}\n",
        "late.yaml": "name: late\nextends: base.yaml\niom: {from: 2022-06-01, constables: 10}\n",
        "short.yaml": "name: short\nextends: base.yaml\niom: {until: 2022-09-01, constables: 10}\n",
    }
    base, early, late, short = read(files, "base.yaml", *files)
    assert base.first_difference(base) is None
    assert base.first_difference(early) == early.first_difference(base) == 730
    assert base.first_difference(late) == 791
    assert early.first_difference(late) == 730
    assert early.first_difference(short) == 883


def test_a_scenario_is_frozen_and_hashable(read: Read) -> None:
    (base,) = read({}, "base.yaml")
    assert {base: 1}[base] == 1
    with pytest.raises(AttributeError):
        base.name = "other"  # type: ignore[misc]


def test_a_misfit_is_told_once_even_if_it_lasts(problems: Problems) -> None:
    text = HEAD + "custody: {suites: {harbour: {staffed_day: 31}}}\niom: {from: 2023-04-01, constables: 3}\n"
    assert len(problems({"a.yaml": text})) == 1


def test_a_misfit_that_comes_later_is_found(problems: Problems) -> None:
    text = HEAD + "custody: {suites: {harbour: {from: 2023-04-01, until: 2023-05-01, staffed_day: 31}}}\n"
    assert problems({"a.yaml": text}) == [
        "a.yaml:3:80: custody.suites.harbour.staffed_day: must not be more than the 30 cells of the suite; given 31"
    ]


def test_a_refused_value_is_not_blamed_twice(problems: Problems) -> None:
    # bail.charge falls back to the 0.1 of the evidence, with which 0.95 would come to 1.05.
    lines = problems({"a.yaml": HEAD + "bail: {why: x, charge: 2, out_of_court: 0.95}\n"})
    assert lines == ["a.yaml:3:24: bail.charge: must be between 0 and 1; given 2"]
