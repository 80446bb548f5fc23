"""Out-of-court disposals by the framework in force in the district on the day, and what a breach brings."""

from __future__ import annotations

import datetime as dt

import pytest

from sim.agencies.decisions import Decision
from sim.model.disposals import Disposal
from sim.model.events import BREACH, CHARGE, DISPOSED, ENTERED, OUT_OF_COURT, SANCTION, Stage
from tests.agencies.quiet import COAST, TOWN, Quiet, on
from tests.pairing.counties import lived, shipped

RULES: dict[str, object] = {
    "out_of_court.community_resolution": 0.55,
    "out_of_court.caution": 0.25,
    "out_of_court.two_tier_community_resolution": 0.7,
    "out_of_court.conditions_days": 112.0,
    "out_of_court.breach": 0.12,
    "out_of_court.breach_charged": 0.8,
    "districts.town.two_tier_from": dt.date(2020, 6, 1),
    "districts.coast.two_tier_from": dt.date(2020, 9, 1),
}


def disposed(area: Quiet, day: float, district: int = TOWN, **marks: float) -> list[int]:
    """The disposals given to a case that is decided on this day."""
    case = area.case(district=district, **marks)
    area.run(day)
    area.pathway.set_out(case, area.pathway.after(case, Decision.OUT_OF_COURT))
    return [int(row["disposal"]) for row in area.rows(OUT_OF_COURT, case=case.id)]


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        (0.54, Disposal.COMMUNITY_RESOLUTION, Disposal.COMMUNITY_RESOLUTION),
        (0.56, Disposal.CAUTION, Disposal.COMMUNITY_RESOLUTION),
        (0.69, Disposal.CAUTION, Disposal.COMMUNITY_RESOLUTION),
        (0.79, Disposal.CAUTION, Disposal.CONDITIONAL_CAUTION),
        (0.81, Disposal.CONDITIONAL_CAUTION, Disposal.CONDITIONAL_CAUTION),
    ],
)
def test_each_district_changes_on_its_own_day(kind: float, before: Disposal, after: Disposal) -> None:
    last, first = on(2020, 5, 31, 23.9), on(2020, 6, 1)
    assert disposed(Quiet(RULES), last, TOWN, out_of_court_kind=kind) == [before]
    assert disposed(Quiet(RULES), first, TOWN, out_of_court_kind=kind) == [after]
    assert disposed(Quiet(RULES), first, COAST, out_of_court_kind=kind) == [before]
    assert disposed(Quiet(RULES), on(2020, 9, 1), COAST, out_of_court_kind=kind) == [after]


@pytest.mark.parametrize(
    ("kind", "proven"), [(0.1, []), (0.6, [Disposal.CAUTION]), (0.9, [Disposal.CONDITIONAL_CAUTION])]
)
def test_cautions_are_proven_and_community_resolutions_are_not(kind: float, proven: list[Disposal]) -> None:
    area = Quiet(RULES)
    assert len(disposed(area, 5.0, out_of_court_kind=kind)) == 1
    area.run(200)
    sanctions = area.rows(SANCTION)
    assert [row["disposal"] for row in sanctions] == proven
    assert area.world.history.sanctions.sum() == len(proven)


def test_conditions_that_are_kept_end_the_case_after_their_time() -> None:
    area = Quiet(RULES)
    disposed(area, 5.0, out_of_court_kind=0.9, breach_of_conditions=0.13)
    area.run(5 + 111.9)
    assert len(area.rows(ENTERED, stage=Stage.CONDITIONS)) == 1
    assert not area.rows(DISPOSED)
    area.run(5 + 112.1)
    assert [row["disposal"] for row in area.rows(DISPOSED)] == [Disposal.CONDITIONAL_CAUTION]
    assert not area.rows(BREACH)


@pytest.mark.parametrize(("prosecuted", "charges"), [(0.79, 1), (0.81, 0)])
def test_a_breach_leads_to_a_charge_four_times_in_five(prosecuted: float, charges: int) -> None:
    area = Quiet(RULES | {"courts.magistrates.first_hearing_days": 28.0})
    disposed(
        area,
        5.0,
        out_of_court_kind=0.9,
        breach_of_conditions=0.11,
        prosecuted_breach=prosecuted,
        custody=0.999,
    )
    area.run(5 + 112 + 100)
    assert [row["stage"] for row in area.rows(BREACH)] == [Stage.CONDITIONS]
    assert [row["time"] for row in area.rows(CHARGE)] == [117.0] * charges
    assert len(area.rows(ENTERED, stage=Stage.MAGISTRATES)) == charges
    # proven once by the caution, and once more by the court if it comes to that
    assert len(area.rows(SANCTION)) == 1 + charges
    assert len(area.rows(DISPOSED)) == 1


def test_serious_offences_are_charged_instead() -> None:
    area = Quiet(
        RULES
        | {
            "leaving.charge": 0.0,
            "leaving.bail": 0.0,
            "leaving.released_under_investigation": 0.0,
            "leaving.out_of_court": 1.0,
        }
    )
    serious, lesser = area.arrest(3.5, "robbery"), area.arrest(3.5, "shop_theft", person=1)
    area.run(5)
    assert [row["case"] for row in area.rows(CHARGE)] == [serious.id]
    assert [row["case"] for row in area.rows(OUT_OF_COURT)] == [lesser.id]


def test_cautions_vanish_from_each_district_of_the_county_when_it_changes() -> None:
    settings = shipped("county").opening
    record = lived(settings, 4)
    given = record.table(OUT_OF_COURT)
    rows = record.people.row_of(given["person"].astype(int))
    cautions = given["disposal"] == Disposal.CAUTION
    for number, district in enumerate(settings.districts.values()):
        here = record.people.district[rows] == number
        day = (district.two_tier_from - dt.date(2020, 4, 1)).days
        before, after = here & (given["time"] < day), here & (given["time"] >= day)
        assert (cautions & before).sum() > 5
        assert after.sum() > 10
        assert (cautions & after).sum() == 0
