# ruff: noqa: E501  a message is one line, as it is printed
"""Every mistake is told with its place, what was given, what is allowed and what was probably meant."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Problems = Callable[..., list[str]]

HEAD = "name: a\nextends: base.yaml\n"

MISTAKES = {
    # Keys
    "iom: {constable: 3}": "a.yaml:3:7: iom.constable: there is no such setting; did you mean constables?",
    "constables: 3": "a.yaml:3:1: constables: there is no such setting; did you mean iom.constables?",
    "suspects: {slow_day: 3}": "a.yaml:3:12: suspects.slow_day: there is no such setting; allowed slow_days, "
    "arrest_share, voluntary_share, rule_days, rule_priority, review_days, patience_days; did you mean slow_days?",
    "police: {zzzz: 3}": "a.yaml:3:10: police.zzzz: there is no such setting; allowed attribution_scale, "
    "stranger, sanctions_to_half",
    "districts: {nrth: {suites: [harbour]}}": "a.yaml:3:13: districts.nrth: there is no such entry; a file that "
    "extends another cannot add one; allowed north; did you mean north?",
    "offences: {theft: {severity: 3}}": "a.yaml:3:12: offences.theft: there is no such entry, and no file can add "
    "one; allowed robbery, shop_theft; did you mean shop_theft?",
    "age_curve: {seventeen: 3}": "a.yaml:3:13: age_curve.seventeen: must be an age, written as age_17; allowed "
    "age_17, age_40",
    "custody: {suites: {The Harbour: {cells: 3}}}": "a.yaml:3:20: custody.suites.The Harbour: a name here must be "
    "small letters, digits, hyphens and underscores; did you mean the_harbour?",
    "iom: {constables: 1, constables: 2}": "a.yaml:3:22: iom.constables: stands twice in one mapping, on line 3 and "
    "on line 3",
    # Kinds
    "iom: {constables: '3'}": "a.yaml:3:19: iom.constables: must be a number between 0 and 10,000 (without quotation "
    "marks); given '3'",
    "iom: {constables: many}": "a.yaml:3:19: iom.constables: must be a number between 0 and 10,000; given many",
    "iom: {constables: }": "a.yaml:3:7: iom.constables: must be a number between 0 and 10,000 (nothing stands here); "
    "given nothing",
    "iom: {constables: [1]}": "a.yaml:3:19: iom.constables: must be a single value; given a list; allowed a number "
    "between 0 and 10,000",
    "iom: 3": "a.yaml:3:6: iom: must be a mapping: its settings stand below it, further in; given 3; "
    "allowed sergeants, constables, members_per_constable, constables_per_sergeant, "
    "staffing, offices, visit_share, visits, contact_hours, half_dose_hours, largest_dose, offending_effect, "
    "detection_effect, fixed_ogrs, flexible_ogrs, priority_harm, lowest_age, county_lines_offences, youth_transition, "
    "matrix, quiet_days, fixed, flexible, free, referral, referral_effect, pathways",
    "iom:": "a.yaml:3:1: iom: must be a mapping: its settings stand below it, further in; given nothing; "
    "allowed sergeants, constables, members_per_constable, constables_per_sergeant, "
    "staffing, offices, visit_share, visits, contact_hours, half_dose_hours, largest_dose, offending_effect, "
    "detection_effect, fixed_ogrs, flexible_ogrs, priority_harm, lowest_age, county_lines_offences, youth_transition, "
    "matrix, quiet_days, fixed, flexible, free, referral, referral_effect, pathways",
    "iom: {matrix: {care: 100}}": "a.yaml:3:16: iom.matrix.care: there is no such setting, and there can be none: "
    "nobody is ranked into enforcement or surveillance by care, exclusion, sex, ethnicity or health",
    "iom:\n  matrix:\n    harm: 2\n    Mental_Health: 5": "a.yaml:6:5: iom.matrix.Mental_Health: there is no such "
    "setting, and there can be none: nobody is ranked into enforcement or surveillance by care, exclusion, sex, ethnicity "
    "or health",
    "iom: {visits: {home: {women: 9}}}": "a.yaml:3:23: iom.visits.home.women: there is no such setting, and there can be "
    "none: nobody is ranked into enforcement or surveillance by care, exclusion, sex, ethnicity or health",
    "police: {excluded: 1}": "a.yaml:3:10: police.excluded: there is no such setting, and there can be none: nobody is "
    "ranked into enforcement or surveillance by care, exclusion, sex, ethnicity or health",
    "courts: {crown: {sitting_days: 9.5}}": "a.yaml:3:32: courts.crown.sitting_days: must be a whole number of at "
    "least 0; given 9.5",
    "courts: {crown: {sitting_days: 9.0}}": "a.yaml:3:32: courts.crown.sitting_days: must be a whole number of at "
    "least 0 (write 9); given 9.0",
    "custody: {why: x, arrivals_by_hour: 3}": "a.yaml:3:37: custody.arrivals_by_hour: must be a list in square "
    "brackets; given 3; allowed a list of 24 numbers",
    "custody: {why: x, arrivals_by_hour: [1, 2]}": "a.yaml:3:37: custody.arrivals_by_hour: must be a list of 24; this "
    "one has 2; given a list",
    "districts: {north: {suites: []}}": "a.yaml:3:29: districts.north.suites: must be a list of at least 1; this one "
    "has 0; given a list",
    "districts: {north: {two_tier_from: 2022-02-30}}": "a.yaml:3:36: districts.north.two_tier_from: is not a day in "
    "the calendar; given 2022-02-30",
    "districts: {north: {two_tier_from: 01/10/2022}}": "a.yaml:3:36: districts.north.two_tier_from: must be a date "
    "written year-month-day, such as 2022-04-01; given 01/10/2022",
    # Bounds
    "courts: {crown: {sitting_days: -1}}": "a.yaml:3:32: courts.crown.sitting_days: must be a whole number of at "
    "least 0; given -1",
    "courts: {crown: {sitting_days: 2000000}}": "a.yaml:3:32: courts.crown.sitting_days: must be a whole number "
    "of at most 1,000,000; given 2000000",
    "bail: {why: x, charge: 1.5}": "a.yaml:3:24: bail.charge: must be between 0 and 1; given 1.5",
    "police: {why: x, attribution_scale: 0}": "a.yaml:3:37: police.attribution_scale: must be more than 0 and at most "
    "20; given 0",
    "needs: {work: {why: x, prevalence: 1}}": "a.yaml:3:36: needs.work.prevalence: must be more than 0 and less than "
    "1; given 1",
    # Dates
    "iom: {from: 2022-03-31, constables: 3}": "a.yaml:3:13: iom.from: must be a date from 2022-04-01 to 2028-03-31; "
    "given 2022-03-31",
    "iom: {from: 2028-04-01, constables: 3}": "a.yaml:3:13: iom.from: must be a date from 2022-04-01 to 2028-03-31; "
    "given 2028-04-01",
    "iom: {until: 2022-04-01, constables: 3}": "a.yaml:3:14: iom.until: must be after `from`, which is 2022-04-01; "
    "given 2022-04-01",
    "iom: {until: 2023-04-01, fixed: {from: 2023-04-01}}": "a.yaml:3:40: iom.fixed.from: must be before `until`, which "
    "is 2023-04-01; given 2023-04-01",
    # Reasons
    "iom: {offending_effect: 0}": "a.yaml:3:25: iom.offending_effect: needs a `why` beside or above it: the evidence "
    "table says -0.1; given 0",
    "iom: {why: '', constables: 3}": "a.yaml:3:12: iom.why: must be text; given ''",
    # What must fit together
    "suspects: {why: x, arrest_share: 0.95}": "a.yaml:3:34: suspects.arrest_share: arrest_share and voluntary_share of "
    "suspects must not come to more than 1; given 1.05",
    "leaving: {why: x, charge: 0.75}": "a.yaml:3:27: leaving.charge: charge, bail, released_under_investigation and "
    "out_of_court of leaving must not come to more than 1; given 1.05",
    "voluntary: {why: x, charge: 0.95}": "a.yaml:3:29: voluntary.charge: charge and out_of_court of voluntary must not "
    "come to more than 1; given 1.05",
    "out_of_court: {why: x, penalty_notice: 0.95}": "a.yaml:3:40: out_of_court.penalty_notice: cannabis_warning and penalty_notice of "
    "out_of_court must not come to more than 1; given 1.05",
    "sentencing: {why: x, fine: 0.85}": "a.yaml:3:28: sentencing.fine: suspended, community_order and fine of "
    "sentencing must not come to more than 1; given 1.05",
    "people: {why: x, stock: 10}": "a.yaml:3:25: people.stock: can only stand in a file without `extends`, or with "
    "`describes_area: yes`: it describes the people, their offences or the state on day 0, which all scenarios of a comparison share",
    "districts: {north: {why: x, share: 1}}": "a.yaml:3:36: districts.north.share: can only stand in a file without "
    "`extends`, or with `describes_area: yes`: it describes the people, their offences or the state on day 0, which all scenarios of a comparison share",
    "districts: {north: {suites: [harbor]}}": "a.yaml:3:30: districts.north.suites: names a suite that is not in "
    "custody.suites; given harbor; allowed harbour; did you mean harbour?",
    "districts: {north: {suites: [harbour, harbour]}}": "a.yaml:3:39: districts.north.suites: names a suite twice: "
    "take one out; given harbour",
    "custody: {suites: {harbour: {staffed_day: 31}}}": "a.yaml:3:43: custody.suites.harbour.staffed_day: must not be "
    "more than the 30 cells of the suite; given 31",
    "custody: {suites: {harbour: {cells: 17}}}": "a.yaml:3:37: custody.suites.harbour.cells: must not be more than the "
    "17 cells of the suite; given 18",
    "custody: {why: x, arrivals_by_hour: ["
    + "0, " * 24
    + "]}": "a.yaml:3:37: custody.arrivals_by_hour: must not be 0 throughout",
    "iom: {fixed: {codes: {why: x, '1': 0, 6a: 0}}}": "a.yaml:3:36: iom.fixed.codes.1: must not be 0 throughout",
    # 1.4 for housing x 2 x 1.05 x 1 = 2.94, and the cap is 2.2
    "iom: {why: x, offending_effect: 1}": "a.yaml:3:33: iom.offending_effect: together iom.offending_effect, "
    "the effects of interventions_hub, prison.short_sentence_effect, probation.supervision_effect and "
    "needs.housing.rate_multiplier can raise offending beyond needs.policy_cap; given a factor of 2.94, which is 0.74 too much; allowed a factor of at most 2.2",
    # (1 + 0.5) x 0.2 / 0.1 = 3: the evidence of these tests has a scale of 0.1
    "why: x\niom: {detection_effect: 0.5}\npolice: {attribution_scale: 0.2}": "a.yaml:4:25: iom.detection_effect: "
    "together iom.detection_effect, police.attribution_scale and the attributed shares can raise the chance of "
    "detection too far; given 3 times; allowed at most 2 times the base chance",
}


@pytest.mark.parametrize(("body", "expected"), MISTAKES.items())
def test_message(problems: Problems, body: str, expected: str) -> None:
    assert problems({"a.yaml": HEAD + body + "\n"}) == [expected]


TRAPS = {
    "NO": " (yes, no, on, off, true and false are not numbers)",
    "on": " (yes, no, on, off, true and false are not numbers)",
    "yes": " (yes, no, on, off, true and false are not numbers)",
    "true": " (yes, no, on, off, true and false are not numbers)",
    "False": " (yes, no, on, off, true and false are not numbers)",
    "010": " (without underscores or leading zeros, which programs read differently)",
    "1_000": " (without underscores or leading zeros, which programs read differently)",
    "12:30": " (a time with a colon is not a number)",
    "0x1F": " (in ordinary digits)",
    "0o17": " (in ordinary digits)",
    "1,000": " (write 1000)",
    "0,5": " (with a point, not a comma)",
    "50%": " (write a share: 0.5 for 50%)",
    "£65": " (without the pound sign)",
    ".nan": " (leave the line out to change nothing)",
    ".inf": " (infinity is not a number: write a large one)",
    "nan": " (leave the line out to change nothing)",
    "-inf": " (infinity is not a number: write a large one)",
    "“3”": " (without quotation marks: write 3)",
    "2022-04-01": " (a date is not a number)",
    "3 posts": " (the number alone, without a unit: write 3)",
    "+3": " (the value itself, without a plus sign: write 3)",
    "–3": " (with a hyphen as the minus sign: write -3)",
    "3,": " (with nothing after the number: write 3)",
    "3#": " (put a space before the #)",
    "1 000": " (write 1000)",
    "1/2": " (write a decimal, such as 0.5)",
    "2-3": " (one number, not a range)",
    "1٣": " (in ordinary digits, with one point at the most)",
    "three": "",
    "null": " (nothing stands here)",
    "'1e3'": " (without quotation marks)",
}


@pytest.mark.parametrize(("text", "hint"), TRAPS.items())
def test_traps_of_yaml_are_never_read_in_silence(problems: Problems, text: str, hint: str) -> None:
    expected = f"a.yaml:4:15: iom.constables: must be a number between 0 and 10,000{hint}; given {text}"
    assert problems({"a.yaml": f"{HEAD}iom:\n  constables: {text}\n"}) == [expected]


def test_numbers_too_long_or_too_large(problems: Problems) -> None:
    files = {"a.yaml": f"{HEAD}iom:\n  constables: {'9' * 5000}\n  sergeants: 1e400\n"}
    assert problems(files) == [
        f"a.yaml:4:15: iom.constables: has more than 15 digits; given {'9' * 60}...; allowed a number between 0 and "
        "10,000",
        "a.yaml:5:14: iom.sergeants: is larger than any number that can be used; given 1e400; allowed a number between "
        "0 and 10,000",
    ]


HEADS = {
    "title: no name\nextends: base.yaml": "a.yaml:1:1: name: is missing: every scenario needs a "
    "name, such as `name: my-scenario`",
    "name: A b\nextends: base.yaml": "a.yaml:1:7: name: must be a short name of small letters, digits and hyphens (64 "
    "at the most), such as two-more-constables; given A b; did you mean a-b?",
    "name: nul\nextends: base.yaml": "a.yaml:1:7: name: is a name that Windows keeps for itself, and results have their "
    "folder by it: take another; given nul",
    "name: a\nextends: bse.yaml": "a.yaml:2:10: extends: there is no such file; given bse.yaml; did you mean "
    "base.yaml?",
    "name: a\nextends: ../x.yaml": "a.yaml:2:10: extends: must be a file inside the folder FOLDER; given ../x.yaml",
    "name: a\nextends: /etc/passwd": "a.yaml:2:10: extends: must be written from this file on, with /, such as "
    "../suffolk/baseline.yaml; given /etc/passwd",
    "name: a\nextends: C:\\x.yaml": "a.yaml:2:10: extends: must be written from this file on, with /, such as "
    "../suffolk/baseline.yaml; given C:\\x.yaml",
    "name: a\nextends: base.json": "a.yaml:2:10: extends: must be a scenario file, whose name ends in .yaml; given "
    "base.json",
    "name: a\nextends: [base.yaml]": "a.yaml:2:10: extends: must be text; given a list",
    "name: a\nextends: a.yaml": "a.yaml:2:10: extends: goes round in a circle: a.yaml -> a.yaml; given a.yaml",
}


@pytest.mark.parametrize(("text", "expected"), HEADS.items())
def test_name_and_base(problems: Problems, tmp_path: object, text: str, expected: str) -> None:
    folder = str(tmp_path).replace("\\", "/").rsplit("/", 1)[1]
    assert problems({"a.yaml": text + "\n"}) == [expected.replace("FOLDER", folder)]


def test_all_problems_of_all_files_come_in_one_pass(problems: Problems) -> None:
    files: dict[str, str | bytes] = {
        "one.yaml": "name: same\nextends: base.yaml\niom:\n  constables: NO\n  offending_effect: 0\n  sergant: 1\n",
        "two.yaml": "name: same\nextends: base.yaml\niom:\n  from: 2020-04-01\n  constables: -1\n",
        "three.yaml": "name: third\niom: &team {}\n",
    }
    assert problems(files) == [
        "one.yaml:4:15: iom.constables: must be a number between 0 and 10,000 (yes, no, on, off, true and false are "
        "not numbers); given NO",
        "one.yaml:5:21: iom.offending_effect: needs a `why` beside or above it: the evidence table says -0.1; given 0",
        "one.yaml:6:3: iom.sergant: there is no such setting; did you mean sergeants?",
        "two.yaml:1:7: name: two scenarios of one comparison share this name; the other is one.yaml; given same",
        "two.yaml:4:9: iom.from: must be a date from 2022-04-01 to 2028-03-31; given 2020-04-01",
        "two.yaml:5:15: iom.constables: must be between 0 and 10,000; given -1",
        "three.yaml:2:6: anchors (&name) are not read here: write the value out, or put text in quotes",
    ]


def test_problems_of_a_base_are_told_once_and_with_its_name(problems: Problems) -> None:
    files: dict[str, str | bytes] = {
        "broken.yaml": "name: broken\niom: {constables: x}\n",
        "one.yaml": "name: one\nextends: broken.yaml\n",
        "two.yaml": "name: two\nextends: ./broken.yaml\niom: {sergeants: x}\n",
    }
    assert problems(files, "one.yaml", "two.yaml") == [
        "broken.yaml:1:1: extends: is missing: a scenario names the file it changes, such as `extends: baseline.yaml`; "
        "a file that extends no other must list custody.suites and districts",
        "broken.yaml:2:19: iom.constables: must be a number between 0 and 10,000; given x",
        "two.yaml:3:18: iom.sergeants: must be a number between 0 and 10,000; given x",
    ]


def test_files_that_are_not_there(problems: Problems) -> None:
    assert problems({}, "gone.yaml") == ["gone.yaml:1:1: there is no such file"]


def test_circles_and_long_chains(problems: Problems) -> None:
    circle: dict[str, str | bytes] = {
        "a.yaml": "name: a\nextends: b.yaml\n",
        "b.yaml": "name: b\nextends: a.yaml\n",
    }
    expected = ["b.yaml:2:10: extends: goes round in a circle: a.yaml -> b.yaml -> a.yaml; given a.yaml"]
    assert problems(circle, "a.yaml") == expected
    chain: dict[str, str | bytes] = {f"c{n}.yaml": f"name: c{n}\nextends: c{n + 1}.yaml\n" for n in range(8)}
    chain["c7.yaml"] = "name: c7\nextends: base.yaml\n"
    assert problems(chain, "c1.yaml") == []  # c1 to c7 and the base are eight files
    expected = ["c7.yaml:2:10: extends: more than 8 files extend one another; given base.yaml"]
    assert problems(chain, "c0.yaml") == expected


def test_a_base_may_lie_elsewhere_under_a_folder_called_scenarios(problems: Problems) -> None:
    text = "name: a\nextends: ../area/base.yaml\niom: {constables: x}\n"
    base = "name: b\n"
    files: dict[str, str | bytes] = {"scenarios/mine/a.yaml": text, "scenarios/area/base.yaml": base}
    lines = problems(files, "scenarios/mine/a.yaml")
    assert (
        lines[0]
        == "scenarios/mine/a.yaml:3:19: iom.constables: must be a number between 0 and 10,000; given x"
    )
    assert {line.split(":")[0] for line in lines[1:]} == {"scenarios/area/base.yaml"}


def test_a_terminal_is_sent_no_codes(problems: Problems) -> None:
    (line,) = problems({"a.yaml": HEAD + 'iom: {constables: "\\e[31mred"}\n'})
    assert line.endswith("given '\\x1b[31mred'")
