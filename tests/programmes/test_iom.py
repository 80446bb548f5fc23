"""IOM panels: who is eligible, who goes first, how long they stay, and what membership does."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from scipy import stats

from sim import clock
from sim.draws import fold, uniform
from sim.experiment.replication import draw, live
from sim.model import ogrs
from sim.model.events import (
    ENTERED,
    IOM_ADOPTED,
    IOM_ELIGIBLE,
    IOM_PANEL,
    IOM_REMOVED,
    IOM_VISITS,
    LEFT,
    NEEDS,
    OFFENCE,
    REFERRAL,
    Cohort,
    Referrer,
    Stage,
)
from sim.model.marks import Recurring
from sim.model.offences import CODE
from sim.outcomes.record import Record
from sim.programmes.iom import Iom
from sim.programmes.iom_cohorts import Candidate, candidates
from sim.programmes.removal import WITHOUT_CODE
from tests.agencies.quiet import Quiet
from tests.pairing.counties import lived, scenario_of, small

YEARS = 4
TEAM: dict[str, object] = {
    "iom.offices": {},
    "iom.fixed_ogrs": 0.75,
    "iom.flexible_ogrs": 0.5,
    "iom.priority_harm": 500.0,
}


@pytest.fixture(scope="module")
def record() -> Record:
    """A county with more people than the team can carry."""
    return lived(small({"people.stock": 1500, "people.entrants_per_year": 200}), YEARS)


def panel_of(area: Quiet) -> Iom:
    return area.pathway.iom


def found_by(area: Quiet) -> list[Candidate]:
    return candidates(area.world, panel_of(area)._recent)


def known(area: Quiet, row: int, offence: str, times: int, sanctions: int, supervised: int = 0) -> None:
    """A person with a history: attributed offences now, sanctions since the age of 15, orders."""
    people, history = area.world.fate.people, area.world.history
    people.birth[row], people.male[row] = area.world.now - 25 * 365.25, True
    history.sanctions[row] = 0
    for day in np.linspace(people.birth[row] + 15 * 365.25, area.world.now, sanctions):
        history.sanction(row, float(day), CODE[offence])
    history.neighbourhood_supervision[row] = supervised
    for _ in range(times):
        panel_of(area)._recent.note(row, CODE[offence])


def test_the_fixed_cohort_goes_first_and_then_the_greatest_harm() -> None:
    area = Quiet(TEAM | {"iom.constables": 1.0, "iom.sergeants": 1.0, "iom.members_per_constable": 3.0})
    known(area, 0, "shop_theft", 9, 9)  # neither neighbourhood crime nor much harm
    known(area, 1, "domestic_burglary", 1, 12)
    known(area, 2, "domestic_burglary", 3, 12)
    known(area, 3, "domestic_burglary", 2, 12)
    known(area, 4, "theft_of_vehicle", 0, 14, supervised=1)  # supervised for neighbourhood crime: fixed
    known(area, 5, "robbery", 8, 1)  # too low a score
    rows = np.arange(6)
    scores = ogrs.scores(rows, area.world.fate.people, area.world.history, 0.0)
    assert (scores[[1, 2, 3]] > 0.5).all()
    assert scores[4] > 0.75
    assert scores[5] < 0.5
    harm = area.settings.offences["domestic_burglary"].severity
    assert area.settings.offences["shop_theft"].severity * 9 < 500
    found = found_by(area)
    assert [(each.row, each.cohort) for each in found] == [
        (4, Cohort.FIXED),
        (2, Cohort.FLEXIBLE),
        (3, Cohort.FLEXIBLE),
        (1, Cohort.FLEXIBLE),
    ]
    assert [each.harm for each in found[1:]] == pytest.approx([3 * harm, 2 * harm, harm])
    area.run(8)  # the first panel meets on day 7
    assert sorted(row["person"] for row in area.rows(IOM_ADOPTED)) == [2, 3, 4]
    assert [(row["members"], row["capacity"]) for row in area.rows(IOM_PANEL)] == [(3, 3)]


def test_much_harm_admits_without_neighbourhood_crime() -> None:
    area = Quiet(TEAM | {"iom.constables": 1.0, "iom.sergeants": 1.0})
    area.world.severity[:] = [0.0] * len(area.world.severity)
    known(area, 0, "violence_with_injury", 1, 14)
    assert found_by(area) == []
    panel_of(area)._recent._weight[CODE["violence_with_injury"]] = 500.0
    assert [each.row for each in found_by(area)] == [0]


def test_sexual_offences_are_no_ground_for_adoption_whatever_their_weight() -> None:
    area = Quiet(TEAM | {"iom.constables": 1.0, "iom.sergeants": 1.0})
    known(area, 0, "rape", 3, 14)
    known(area, 1, "domestic_burglary", 1, 14)
    assert [each.row for each in found_by(area)] == [1]


def test_equal_harm_is_ranked_by_id_so_that_nothing_hangs_on_order() -> None:
    area = Quiet(TEAM)
    for row in (7, 3, 5):
        known(area, row, "domestic_burglary", 2, 12)
    assert [each.row for each in found_by(area)] == [3, 5, 7]


def test_care_and_needs_have_no_part_in_the_ranking() -> None:
    area = Quiet(TEAM)
    for row in (1, 2):
        known(area, row, "domestic_burglary", 2, 12)
    before = found_by(area)
    people = area.world.fate.people
    for trait in people.traits.values():
        trait[:] = ~trait
    for chances in people.need_prevalence.values():
        chances[:] = 1 - chances
    assert found_by(area) == before


def test_no_panel_takes_on_more_than_the_team_can_carry(record: Record) -> None:
    panels, adopted = record.table(IOM_PANEL), record.table(IOM_ADOPTED)
    removed = record.table(IOM_REMOVED)
    capacity = int(2 * small().iom.members_per_constable)
    assert set(panels["capacity"].tolist()) == {float(capacity)}
    assert panels["members"].max() == capacity
    assert panels["time"].tolist() == clock.panel_days(clock.year_start(YEARS))
    for time, members in zip(panels["time"].tolist(), panels["members"].tolist(), strict=True):
        assert members == (adopted["time"] <= time).sum() - (removed["time"] <= time).sum()


def test_stays_are_as_long_as_the_table_says_by_the_numbers_of_each_panel() -> None:
    """At each panel after the first a member leaves with chance 28 / mean stay: the numbers say which."""
    settings = small({"iom.fixed.stay_days": 140.0, "iom.flexible.stay_days": 84.0, "people.stock": 1500})
    record = lived(settings, YEARS)
    removed = record.table(IOM_REMOVED)
    assert set((removed["days"] % clock.PANEL_DAYS).tolist()) == {0.0}
    for cohort, mean in ((Cohort.FIXED, 140.0), (Cohort.FLEXIBLE, 84.0)):
        adopted = record.table(IOM_ADOPTED)
        chance = clock.PANEL_DAYS / mean
        mine = adopted["cohort"] == cohort
        last = clock.panel_days(clock.year_start(YEARS))[-1]
        gone = record.people.gone[record.people.row_of(adopted["person"].astype(int))]
        panels = (np.minimum(last, gone) - adopted["time"])[mine] // clock.PANEL_DAYS
        expected = (1 - (1 - chance) ** panels).sum()
        alive = removed["cohort"] == cohort
        died = record.people.gone[record.people.row_of(removed["person"].astype(int))] <= removed["time"]
        assert abs((alive & ~died).sum() - expected) < 4 * sqrt(expected) + 3, cohort.name


def test_codes_come_in_the_proportions_of_the_published_table(record: Record) -> None:
    settings = small({"people.stock": 1500, "iom.fixed.stay_days": 60.0, "iom.flexible.stay_days": 60.0})
    removed = lived(settings, YEARS).table(IOM_REMOVED)
    flexible = (removed["cohort"] == Cohort.FLEXIBLE) & (removed["code"] != WITHOUT_CODE)
    shares = np.array(list(settings.iom.flexible.codes.values()))
    counts = np.bincount(removed["code"][flexible], minlength=len(shares))
    assert counts.sum() > 150
    assert stats.chisquare(counts, shares / shares.sum() * counts.sum()).pvalue > 1e-4
    assert record.table(IOM_REMOVED)["code"].max() < max(len(shares), len(settings.iom.fixed.codes))


def test_entering_and_leaving_the_scheme_are_rows_like_any_other(record: Record) -> None:
    for kind, own in ((ENTERED, IOM_ADOPTED), (LEFT, IOM_REMOVED)):
        rows, mine = record.table(kind), record.table(own)
        scheme = rows["stage"] == Stage.IOM
        assert rows["time"][scheme].tolist() == mine["time"].tolist()
        assert rows["person"][scheme].tolist() == mine["person"].tolist()


def test_members_get_attention_and_offend_less_by_the_dose_and_lose_it_again() -> None:
    area = Quiet(
        TEAM
        | {
            "iom.constables": 2.0,
            "iom.sergeants": 1.0,
            "iom.members_per_constable": 1.0,
            "iom.offending_effect": -0.1,
            "iom.detection_effect": 0.2,
        }
    )
    for row in (1, 2):
        known(area, row, "domestic_burglary", 2, 12)
    area.run(8)
    member = area.world.lives.of(1)
    assert area.rows(IOM_ADOPTED, person=member.id)
    assert (member.scale, member.attention) == (pytest.approx(0.9), pytest.approx(1.2))
    day = 7
    for number in range(1, 60):
        day += clock.PANEL_DAYS
        area.run(day + 1)
        key = fold(fold(member.key, Recurring.PANEL_REMOVAL), number)
        if uniform(key, 0) < clock.PANEL_DAYS / area.settings.iom.flexible.stay_days:
            break
    else:
        pytest.fail("the numbers of nearly five years of panels kept the member on")
    mine = area.rows(IOM_REMOVED, person=member.id)[0]
    assert mine["time"] == day
    assert mine["days"] == day - 7
    if len(area.rows(IOM_ADOPTED, person=member.id)) == 1:  # not adopted again at once
        assert (member.scale, member.attention) == (1.0, 1.0)


def test_half_the_team_makes_the_visits_that_it_has_hours_for() -> None:
    """A constable has 40 x 0.955 x 0.8 x 0.75 = 22.92 hours a week; six visits take six in four weeks."""
    settings = small({"people.stock": 1500, "iom.visits.very_high_more": 0.0})
    half = small({"people.stock": 1500, "iom.visits.very_high_more": 0.0, "iom.constables": 1.0})
    record = live(scenario_of((0, settings), (730, half)), draw(settings, 1, 0, YEARS))
    panels, visits = record.table(IOM_PANEL), record.table(IOM_VISITS)
    missed = 0
    for time, members, hours in zip(
        *(panels[name].tolist() for name in ("time", "members", "hours")), strict=True
    ):
        now = visits["time"] == time
        outside = visits["due"][now].sum() / 6  # of prison
        assert visits["members"][now].sum() == members
        constables = 2 if time < 730 else 1
        assert hours * members <= 22.92 * constables + 1e-9
        if time >= 730 and outside * 1.5 > 22.92 * 1.02:
            missed += 1
            assert visits["made"][now].sum() < visits["due"][now].sum()
        if outside * 1.5 <= 22.92 * constables * 0.3:  # little enough for either office
            assert visits["made"][now].sum() == pytest.approx(visits["due"][now].sum())
            assert hours * members == pytest.approx(outside * 1.5)
    later = panels["time"] >= 730
    limit = settings.iom.members_per_constable
    assert panels["members"][later][0] > limit  # nobody is thrown out when the team shrinks
    assert missed > 0


def test_who_is_eligible_is_frozen_on_the_first_measured_day(record: Record) -> None:
    eligible = record.table(IOM_ELIGIBLE)
    assert set(eligible["time"].tolist()) == {float(clock.FIRST_MEASURED_DAY)}
    people = eligible["person"].tolist()
    assert people == sorted(set(people))
    assert (record.people.gone[record.people.row_of(np.array(people))] > clock.FIRST_MEASURED_DAY).all()
    # each of them is known for an offence of the last thirteen panels, or is supervised for one of before
    offences = record.table(OFFENCE)
    recent = (offences["time"] >= clock.FIRST_MEASURED_DAY - 13 * 28 - 7) & (
        offences["time"] < clock.FIRST_MEASURED_DAY
    )
    known_for = set(offences["person"][recent].tolist())
    assert len(set(people) & known_for) > 0.5 * len(people) > 5


def test_members_are_referred_for_the_needs_they_have() -> None:
    area = Quiet(
        TEAM
        | {
            "iom.constables": 1.0,
            "iom.sergeants": 1.0,
            "iom.referral": 1.0,
            **{f"treatments.{name}.places": 50 for name in NEEDS},
        }
    )
    known(area, 1, "domestic_burglary", 2, 12)
    needs = area.world.fate.profile.needs_at(1, 7.0)
    area.run(8)
    referred = area.rows(REFERRAL)
    assert [row["need"] for row in referred] == [need for need in range(len(NEEDS)) if needs >> need & 1]
    assert {row["referrer"] for row in referred} <= {Referrer.IOM}


def test_a_team_that_is_closed_keeps_nobody_and_gives_no_code() -> None:
    settings = small({"people.stock": 800})
    closed = small({"people.stock": 800, "iom.constables": 0.0, "iom.sergeants": 0.0})
    record = live(scenario_of((0, settings), (730, closed)), draw(settings, 1, 0, YEARS))
    removed = record.table(IOM_REMOVED)
    first_panel = min(day for day in clock.panel_days(clock.year_start(YEARS)) if day >= 730)
    gone = removed["time"] == first_panel
    assert gone.sum() > 0
    assert set(removed["code"][gone].tolist()) == {WITHOUT_CODE}
    assert removed["time"].max() == first_panel
