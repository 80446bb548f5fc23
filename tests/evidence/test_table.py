"""The shipped evidence table against the settings, the sources it cites and its own arithmetic."""

import datetime as dt
import typing
from collections.abc import Iterator
from itertools import pairwise

import pytest
from pydantic import BaseModel

from sim.evidence.register import load_register
from sim.evidence.sources import load_sources
from sim.model.offences import NAMES, OFFENCES
from sim.scenario import fields
from sim.scenario.fields import Kind, Table, settings_tree
from sim.scenario.settings import Settings

SUITES = ("martlesham", "bury_st_edmunds", "great_yarmouth", "wymondham", "kings_lynn", "aylsham")
OFFICES = ("lowestoft", "ipswich", "bury_st_edmunds")
KEYS = {
    "age_curve": tuple(f"age_{age}" for age in (10, 14, 17, 21, 25, 30, 40, 50, 60, 80)),
    "offences": NAMES,
    "districts": ("east", "south", "west"),
    "custody.suites": SUITES,
    "iom.fixed.codes": ("1", "3", "5", "6a"),
    "iom.offices": OFFICES,
    "iom.free.codes": ("end",),
    "iom.flexible.codes": ("1", "2", "3", "4", "5", "6a"),
}
ORDER = {
    "east": ("great_yarmouth", "martlesham", "bury_st_edmunds"),
    "south": ("martlesham", "bury_st_edmunds", "great_yarmouth"),
    "west": ("bury_st_edmunds", "martlesham", "great_yarmouth"),
}
ROWS = load_register().rows


def number(id: str) -> float:
    return load_register().number(id)


def leaves(kind: typing.Any, path: str) -> Iterator[str]:
    """Yield the dotted path of every number and day in a type of setting, but for programmes."""
    if path == "programmes":
        return
    if typing.get_origin(kind) is dict:
        for key in KEYS[path]:
            yield from leaves(typing.get_args(kind)[1], f"{path}.{key}")
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            yield from leaves(field.annotation, f"{path}.{name}".lstrip("."))
    elif path == "custody.arrivals_by_hour":
        yield from (f"{path}.{hour}" for hour in range(24))
    elif not path.endswith((".suites", ".districts")):  # names, not numbers
        yield path


def suffolk(side: str) -> dict[str, typing.Any]:
    """Return the tree of values, lows or highs (values where there is no range), with the order of suites."""
    tree: dict[str, typing.Any] = load_register().tree()
    for id, row in ROWS.items():
        bound = getattr(row, side)
        if id.startswith("ogrs3.") or "arrivals_by_hour" in id or bound is None:
            continue
        *branches, leaf = id.split(".")
        place = tree
        for name in branches:
            place = place[name]
        place[leaf] = bound
    for district, order in ORDER.items():
        tree["districts"][district]["suites"] = order
    for office, served in zip(OFFICES, ORDER, strict=True):
        tree["iom"]["offices"][office]["districts"] = (served,)
    for programme in tree.get("programmes", {}).values():
        programme |= {"kind": "support", "referred_from": ("custody",)}
    return tree


def test_one_row_for_every_setting_and_no_other_but_ogrs3() -> None:
    assert {id for id in ROWS if not id.startswith(("ogrs3.", "programmes."))} == set(leaves(Settings, ""))


def test_every_row_of_a_programme_is_a_setting_and_none_that_it_needs_is_missing() -> None:
    tree = settings_tree().parts["programmes"]
    assert isinstance(tree, Table)
    known = {".".join(path): leaf for path, leaf in fields.leaves(tree.entry)}
    needed = {
        path
        for path, leaf in known.items()
        if leaf.default is None and leaf.kind in (Kind.NUMBER, Kind.WHOLE)
    }
    shipped: dict[str, set[str]] = {}
    for id in load_register().under("programmes"):
        name, path = id.split(".", 1)
        shipped.setdefault(name, set()).add(path)
    for paths in shipped.values():
        assert needed <= paths <= set(known)


@pytest.mark.parametrize("side", ["value", "low", "high"])
def test_values_and_both_ends_of_every_range_are_allowed_settings(side: str) -> None:
    settings = Settings.model_validate(suffolk(side))
    assert tuple(settings.offences) == NAMES
    assert len(settings.custody.arrivals_by_hour) == 24


def test_values_lie_in_their_ranges_and_assumed_ones_have_a_range() -> None:
    for row in ROWS.values():
        if row.low is not None and row.high is not None:
            assert row.low <= row.value <= row.high, row.id  # type: ignore[operator]
        assert row.grade != "assumed" or row.low is not None, row.id
        assert (row.distribution == "fixed") or (row.low != row.high), row.id
        assert row.unit, row.id
        assert row.locator, row.id


def test_lognormal_ranges_are_above_zero() -> None:
    assert all(
        isinstance(row.low, int | float) and row.low > 0
        for row in ROWS.values()
        if row.distribution == "lognormal"
    )


def test_every_source_is_listed_and_every_listed_source_is_cited() -> None:
    assert {row.source for row in ROWS.values()} == set(load_sources())


def test_judgement_is_never_graded_as_published() -> None:
    assert {row.grade for row in ROWS.values() if row.source == "judgement"} == {"assumed"}
    assert {row.source for row in ROWS.values() if row.grade == "seed"} == {"app_ap22_15"}


def test_recorded_volumes_sum_to_55_000_and_keep_the_published_totals() -> None:
    recorded = {name: number(f"offences.{name}.recorded_per_year") for name in NAMES}
    assert sum(recorded.values()) == 55_000
    assert recorded["drug_supply"] + recorded["drug_possession"] == 1_769
    assert recorded["rape"] + recorded["other_sexual"] == 2_605
    assert recorded["domestic_burglary"] + recorded["other_burglary"] == 3_420
    thefts = ("theft_of_vehicle", "theft_from_vehicle", "theft_from_person", "shop_theft", "other_theft")
    assert sum(recorded[name] for name in thefts) == 18_704 - 4_172


def test_attributed_offences_are_about_11_500_and_18_in_100_go_to_the_crown_court() -> None:
    # two thirds of what is done unseen, as people known less well are recognised less often
    attributed = {
        offence.name: number(f"offences.{offence.name}.recorded_per_year")
        * number(f"offences.{offence.name}.attributed_share")
        * (2 / 3 if offence.unseen else 1)
        for offence in OFFENCES
    }
    total = sum(attributed.values())
    assert 11_300 <= total <= 11_700
    crown = sum(attributed[name] * number(f"offences.{name}.crown_share") for name in NAMES) / total
    assert 0.16 <= crown <= 0.20


TOGETHER = [
    ("suspects.arrest_share", "suspects.voluntary_share"),
    ("leaving.charge", "leaving.bail", "leaving.released_under_investigation", "leaving.out_of_court"),
    ("bail.charge", "bail.out_of_court"),
    ("released_under_investigation.charge", "released_under_investigation.out_of_court"),
    ("voluntary.charge", "voluntary.out_of_court"),
    ("out_of_court.cannabis_warning", "out_of_court.penalty_notice"),
    ("sentencing.suspended", "sentencing.community_order", "sentencing.fine"),
    (
        "opening.suspects",
        "opening.bail",
        "opening.released_under_investigation",
        "opening.magistrates",
        "opening.crown",
    ),
]


@pytest.mark.parametrize("ids", TOGETHER)
def test_shares_of_one_whole_do_not_exceed_it(ids: tuple[str, ...]) -> None:
    assert sum(map(number, ids)) <= 1.0


def test_districts_share_out_the_whole_population() -> None:
    assert sum(number(f"districts.{name}.share") for name in ORDER) == pytest.approx(1.0, abs=1e-12)


def test_arrivals_average_one_and_have_the_known_peaks_and_trough() -> None:
    weights = [number(f"custody.arrivals_by_hour.{hour}") for hour in range(24)]
    assert sum(weights) == pytest.approx(24.0, abs=1e-9)
    peaks = [*range(14, 20), 22, 23, 0, 1]
    assert min(weights[hour] for hour in peaks) > 1 > max(weights[hour] for hour in range(4, 8))


def test_ages_rise_to_the_peak_and_fall_after_it() -> None:
    curve = [number(f"age_curve.{age}") for age in KEYS["age_curve"]]
    assert curve[2] == 1.0
    assert all(early < late for early, late in pairwise(curve[:3]))
    assert all(early > late for early, late in pairwise(curve[2:]))


def test_staffed_cells_exist() -> None:
    for suite in SUITES:
        for shift in ("day", "late", "night"):
            row = ROWS[f"custody.suites.{suite}.staffed_{shift}"]
            assert isinstance(row.high, int)
            assert row.high <= number(f"custody.suites.{suite}.cells")


def test_stocks_on_bail_and_under_investigation_follow_by_littles_law() -> None:
    arrests = 6_845
    bail = arrests * number("leaving.bail") * 109.3 / 365  # the days: see tests/agencies/test_bail.py
    under_investigation = (
        arrests
        * number("leaving.released_under_investigation")
        * number("released_under_investigation.mean_days")
        / 365
    )
    assert bail == pytest.approx(385, rel=0.03)
    assert under_investigation == pytest.approx(1_594, rel=0.03)


SPOT = {
    "offences.robbery.severity": 746,
    "offences.domestic_burglary.severity": 438,
    "offences.shop_theft.severity": 13,
    "offences.violence_with_injury.severity": 184.1,
    "offences.drug_supply.severity": 497,
    "offences.violence_without_injury.recorded_per_year": 10_361,
    "offences.weapons.recorded_per_year": 555,
    "offences.domestic_burglary.custody_rate": 0.70,
    "offences.domestic_burglary.mean_term_months": 29,
    "offences.shop_theft.mean_term_months": 5,
    "offences.robbery.cost_society": 9_503,  # 11,320 x 0.73 x 1.15 = 9,503.14
    "offences.rape.cost_society": 33_043,  # 39,360 x 0.73 x 1.15 = 33,042.72
    "courts.remand": 0.35,
    "courts.crown.guilty_plea": 0.67,
    "custody.mean_hours": 14,
    "custody.suites.martlesham.cells": 30,
    "custody.suites.bury_st_edmunds.cells": 24,
    "custody.suites.great_yarmouth.cells": 30,
    "custody.bronze.hours_a_day": 17,  # 0700 to 0000
    "iom.sergeants": 2,
    "iom.constables": 8,
    "iom.members_per_constable": 14.4,
    "iom.fixed.stay_days": 661,  # (140 + 224 + 504 + 840 + 1,596) / 5 = 660.8
    "iom.flexible.stay_days": 474,  # 6,160 / 13 = 473.8
    "districts.south.share": 0.462,  # 915 / 1,979
    "opening.suspects": 0.0763,  # 877 / 11,500
    "opening.released_under_investigation": 0.1386,  # 1,594 / 11,500
    "release.share": 0.5,
    "costs.prison_place_year": 47_400,
    "ogrs3.intercept_one_year": 1.40256,
    "ogrs3.intercept_two_year": 2.1217,
    "ogrs3.copas": 1.25112,
    "ogrs3.repeat": 0.46306,
    "ogrs3.age_male.25": -1.1667,
    "ogrs3.age_female.10": -0.78504,
    "ogrs3.offence.theft_non_motor": 0.6612,
}


@pytest.mark.parametrize(("id", "value"), SPOT.items())
def test_figures_against_their_sources(id: str, value: float) -> None:
    assert number(id) == value


def test_the_two_tier_framework_starts_on_the_published_days() -> None:
    assert ROWS["districts.east.two_tier_from"].value == dt.date(2021, 9, 13)
    assert ROWS["districts.west.two_tier_from"].value == dt.date(2022, 3, 7)
    assert ROWS["districts.south.two_tier_from"].grade == "assumed"


def test_removal_codes_count_all_27_people_of_the_published_table() -> None:
    fixed = load_register().under("iom.fixed.codes")
    flexible = load_register().under("iom.flexible.codes")
    assert sum(row.value for row in fixed.values()) == 7  # type: ignore[misc]
    assert sum(row.value for row in flexible.values()) == 20  # type: ignore[misc]


def test_ogrs3_has_every_age_band_and_the_group_of_every_offence() -> None:
    register = load_register()
    bands = ["10", "12", "14", "16", "18", "21", "25", "30", "35", "40", "50"]
    assert list(register.under("ogrs3.age_male")) == bands
    assert list(register.under("ogrs3.age_female")) == bands
    groups = register.under("ogrs3.offence")
    assert len(groups) == 20
    assert {offence.ogrs_group for offence in OFFENCES} <= set(groups)
