"""Programmes in scenario files: adding one, from when it exists, and what is refused."""

from __future__ import annotations

import pytest

from sim import clock
from tests.scenario.conftest import BASE, Problems, Read

COURSE = """\
name: a
extends: base.yaml
programmes:
  why: A course that the area is thinking of
  anger-course:
    kind: support
    referred_from: [custody, order]
    referral: 0.2
    places: 12
    patience_days: 30
    stay_days: 60
    completion: 0.6
"""


def test_a_file_adds_a_programme_that_exists_from_the_first_measured_day(read: Read) -> None:
    (scenario,) = read({"a.yaml": COURSE}, "a.yaml")
    assert [phase.start for phase in scenario.phases] == [0, clock.FIRST_MEASURED_DAY]
    before, after = (phase.settings.programmes for phase in scenario.phases)
    assert before == {}
    course = after["anger-course"]
    assert (course.kind, course.referred_from, course.places, course.uptake) == (
        "support", ("custody", "order"), 12, 1.0,
    )  # fmt: skip


def test_it_comes_and_goes_with_from_and_until(read: Read) -> None:
    dated = COURSE.replace("    kind", "    from: 2023-01-01\n    until: 2024-01-01\n    kind")
    (scenario,) = read({"a.yaml": dated}, "a.yaml")
    days = [(str(clock.date_of(phase.start)), list(phase.settings.programmes)) for phase in scenario.phases]
    assert days == [("2020-04-01", []), ("2023-01-01", ["anger-course"]), ("2024-01-01", [])]


def test_another_file_changes_what_a_file_has_added(read: Read) -> None:
    more = "name: b\nextends: a.yaml\nprogrammes: {anger-course: {from: 2023-01-01, places: 24}}\n"
    _, scenario = read({"a.yaml": COURSE, "b.yaml": more}, "a.yaml", "b.yaml")
    assert [phase.settings.programmes["anger-course"].places for phase in scenario.phases[1:]] == [12, 24]


def test_scenarios_of_one_comparison_may_have_different_programmes(read: Read) -> None:
    base, scenario = read({"a.yaml": COURSE}, "base.yaml", "a.yaml")
    assert base.first_difference(scenario) == clock.FIRST_MEASURED_DAY


def test_what_the_base_lists_is_there_from_day_0(read: Read) -> None:
    base = BASE.replace("name: area\n", "name: area2\n") + COURSE.split("\n", 2)[2]
    (scenario,) = read({"c.yaml": base}, "c.yaml")
    assert [(phase.start, list(phase.settings.programmes)) for phase in scenario.phases] == [
        (0, ["anger-course"])
    ]


MISTAKES = {
    # a slip in the name of one that is there
    ("    completion: 0.6\n", "    completion: 0.6\n  angr-course: {places: 3}\n"): "a.yaml:13:3: "
    "programmes.angr-course: is not there yet, and to add it more is needed: kind, referred_from, referral, "
    "patience_days, stay_days, completion; did you mean anger-course?",
    (
        "kind: support",
        "kind: help",
    ): "a.yaml:6:11: programmes.anger-course.kind: is none of the names that are "
    "allowed here; given help; allowed support, supervision, enforcement",
    (
        "kind: support",
        "kind: suport",
    ): "a.yaml:6:11: programmes.anger-course.kind: is none of the names that are "
    "allowed here; given suport; allowed support, supervision, enforcement; did you mean support?",
    (
        "[custody, order]",
        "[custdy]",
    ): "a.yaml:7:21: programmes.anger-course.referred_from: is none of the names "
    "that are allowed here; given custdy; allowed arrest, custody, voluntary_attendance, out_of_court, "
    "charge, order, prison, release, licence, iom, record, school; did you mean custody?",
    (
        "[custody, order]",
        "[]",
    ): "a.yaml:7:20: programmes.anger-course.referred_from: must be a list of at least 1; this one has 0; "
    "given a list",
    (
        "    places: 12\n",
        "    ages: [30, 20]\n",
    ): "a.yaml:9:11: programmes.anger-course.ages: must be the lowest, then the highest; given [30, 20]",
    (
        "    places: 12\n",
        "    ages: [30]\n",
    ): "a.yaml:9:11: programmes.anger-course.ages: must be a list of 2; this one has 1; given a list",
    (
        "    places: 12\n",
        "    offences: [shop_theft, robery]\n",
    ): "a.yaml:9:28: programmes.anger-course.offences: "
    "names neither a type of offence nor a group of them; given robery; allowed neighbourhood_crime, "
    "acquisitive, violence, drugs, trigger_offences, with_a_victim, shop_theft, robbery; "
    "did you mean robbery?",
    (
        "    places: 12\n",
        "    posts: 2\n",
    ): "a.yaml:9:12: programmes.anger-course.posts: must be more than 0 where "
    "there are posts, which otherwise carry nobody",
    (
        "    places: 12\n",
        "    after_effect: -0.1\n",
    ): "a.yaml:9:19: programmes.anger-course.after_effect: must be "
    "more than 0 where there is an after_effect, which otherwise never lasts",
    (
        "    places: 12\n",
        "    recorded_offences: 3\n",
    ): "a.yaml:7:20: programmes.anger-course.referred_from: asks nothing unless people are referred from "
    "record",
    (
        "    places: 12\n",
        "    detection_effect: 0.1\n",
    ): "a.yaml:6:11: programmes.anger-course.kind: must be 0 in a support programme, which draws no police "
    "attention to anybody",
    (
        "    places: 12\n",
        "    passes_over: [iom, anger-cours]\n",
    ): "a.yaml:9:24: programmes.anger-course.passes_over: names no other programme that is there on the same "
    "day; given anger-cours; allowed iom",
    # 1.2 for IOM x 1.7 = 2.04
    (
        "support\n",
        "enforcement\n    detection_effect: 0.7\n",
    ): "a.yaml:7:23: programmes.anger-course.detection_effect: together iom.detection_effect, "
    "programmes.anger-course.detection_effect, police.attribution_scale and the attributed shares can raise "
    "the chance of detection too far; given 2.04 times; allowed at most 2 times the base chance",
    (
        "[custody, order]",
        "[prison]",
    ): "a.yaml:7:20: programmes.anger-course.referred_from: must be stays where "
    "people are referred from prison, which they otherwise leave at once",
    # 1.4 for housing x 1.05 x 1.6 = 2.352, and the cap is 2.2
    (
        "    places: 12\n",
        "    offending_effect: 0.6\n",
    ): "a.yaml:9:23: programmes.anger-course.offending_effect: "
    "together iom.offending_effect, the effects of interventions_hub, prison.short_sentence_effect, "
    "programmes.anger-course.offending_effect, "
    "probation.supervision_effect and needs.housing.rate_multiplier can raise offending beyond "
    "needs.policy_cap; given a factor of 2.352, which is 0.152 too much; allowed a factor of at most 2.2",
    (
        "  why: A course that the area is thinking of\n",
        "",
    ): "a.yaml:7:15: programmes.anger-course.referral: needs "
    "a `why` beside or above it: the evidence table has no value for it; given 0.2",
}


@pytest.mark.parametrize(("change", "expected"), MISTAKES.items())
def test_messages(problems: Problems, change: tuple[str, str], expected: str) -> None:
    found = problems({"a.yaml": COURSE.replace(*change)}, "a.yaml")
    assert expected in found


SCHOOL = {
    (
        "enforcement",
        "[school]",
        "",
    ): "a.yaml:6:11: programmes.anger-course.kind: meets children who have done "
    "nothing: no programme of enforcement may be at school; allowed a programme of kind support",
    ("support", "[school]", "    needs: [work]\n    justification: To see\n"): "a.yaml:8:12: "
    "programmes.anger-course.needs: must not be asked at school: before the first offence the model knows of "
    "no need",
    ("support", "[custody]", "    onsets_prevented: 0.1\n"): "a.yaml:8:23: "
    "programmes.anger-course.onsets_prevented: must be 0 where nobody is referred from school: elsewhere "
    "they have begun already",
}


@pytest.mark.parametrize(("asks", "expected"), SCHOOL.items())
def test_children_are_met_at_school_with_support_alone(
    problems: Problems, asks: tuple[str, str, str], expected: str
) -> None:
    kind, point, more = asks
    text = COURSE.replace("kind: support", f"kind: {kind}").replace("[custody, order]\n", f"{point}\n{more}")
    assert expected in problems({"a.yaml": text}, "a.yaml")


SENSITIVE = {
    "sex: women": "sex",
    "needs: [mental_health]": "health and circumstances",
    "traits: [care]": "care, exclusion or schooling",
}


@pytest.mark.parametrize("kind", ["supervision", "enforcement"])
@pytest.mark.parametrize(("asks", "words"), SENSITIVE.items())
def test_no_supervision_or_enforcement_chooses_by_sex_health_care_or_exclusion(
    problems: Problems, kind: str, asks: str, words: str
) -> None:
    text = COURSE.replace("kind: support\n", f"kind: {kind}\n    {asks}\n    justification: They need it\n")
    field = asks.split(":", maxsplit=1)[0]
    assert problems({"a.yaml": text}, "a.yaml") == [
        f"a.yaml:6:11: programmes.anger-course.kind: {field} would choose people by {words}, "
        f"which a programme of {kind} must not do; allowed a programme of kind support, with a justification"
    ]


@pytest.mark.parametrize("asks", SENSITIVE)
def test_support_says_why_it_asks(problems: Problems, asks: str) -> None:
    text = COURSE.replace("kind: support\n", f"kind: support\n    {asks}\n")
    column = 5 + asks.index(":") + 2
    field = asks.split(":", maxsplit=1)[0]
    assert problems({"a.yaml": text}, "a.yaml") == [
        f"a.yaml:7:{column}: programmes.anger-course.{field}: a support programme that asks for this needs a "
        "`justification`, which the briefing prints"
    ]
    justified = text.replace("    referral", "    justification: Made for them\n    referral")
    assert problems({"a.yaml": justified}, "a.yaml") == []


@pytest.mark.parametrize("asks", SENSITIVE)
def test_nobody_is_spared_enforcement_or_listed_by_what_support_chose_them_for(
    problems: Problems, asks: str
) -> None:
    support = f"    {asks}\n    justification: Made for them\n    referral"
    other = COURSE.split("  anger-course:\n")[1].replace(
        "support\n", "enforcement\n    passes_over: [anger-course]\n"
    )
    text = COURSE.replace("    referral", support) + "  a-list:\n" + other
    assert problems({"a.yaml": text}, "a.yaml") == [
        "a.yaml:17:19: programmes.a-list.passes_over: would choose people by what that programme asks for, "
        "which one of enforcement must not; given anger-course"
    ]
