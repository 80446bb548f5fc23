import math

import pytest

from sim.model import events
from sim.model.disposals import Disposal
from sim.model.events import Appointment, AtLimit, Authoriser, Court, Finding, Referrer, Stage
from sim.outcomes.measures import MEASURES, measure_all
from sim.outcomes.record import Window

TWO_YEARS = Window(2, 4)
STAGES = ("offence_to_charge", "charge_to_first_hearing", "first_hearing_to_end")
RATIOS = {
    "child_hours",
    "remand_hearings_by_video",
    "remand_days_waited",
    "proven_reoffending_rate",
    "proven_reoffending_rate_short_custody",
    "reoffences_per_reoffender",
    "detention_hours",
    "protection_visits_made",
    "hours_to_cell",
    "bail_days",
    "wanted_days",
    "within_ten_days",
    "reconvictions_short_sentence",
    "rui_days",
    "caseload_a_practitioner",
    "bail_share",
    *(f"days_{stage}_{court}" for stage in STAGES for court in ("magistrates", "crown", "youth")),
    "appropriate_adult_late_hours",
}
UNITS = {
    "a year",
    "per cent",
    "people",
    "people a practitioner",
    "hours",
    "days",
    "cases",
    "orders",
    "places",
    "for each 100 men",
    "offences",
    "GBP a year",
    "hours a year",
    "Crime Severity Score points a year",
}


def test_names_are_unique_and_every_measure_can_be_printed():
    names = [measure.name for measure in MEASURES]
    assert len(names) == len(set(names))
    for measure in MEASURES:
        assert measure.label
        assert measure.unit in UNITS
        assert measure.definition.endswith(".")


def test_where_nothing_happened_all_is_zero_but_ratios_of_nothing(story):
    found = measure_all(story.record(), TWO_YEARS)
    assert list(found) == [measure.name for measure in MEASURES]
    assert {name for name, value in found.items() if math.isnan(value)} == RATIOS
    assert {value for name, value in found.items() if name not in RATIOS} == {0.0}


@pytest.mark.parametrize(
    ("name", "kind", "columns"),
    [
        ("arrests", events.ARREST, {}),
        ("voluntary_attendances", events.VOLUNTARY_ATTENDANCE, {}),
        ("detentions", events.ADMISSION, {"suite": 1}),
        ("detentions_overflowed", events.ADMISSION, {"overflowed": 1}),
        ("turned_away", events.TURNED_AWAY, {}),
        ("liaison_seen", events.LIAISON_AND_DIVERSION, {"seen": 1}),
        ("liaison_missed", events.LIAISON_AND_DIVERSION, {"seen": 0}),
        ("liaison_referrals", events.REFERRAL, {"referrer": Referrer.LIAISON_AND_DIVERSION}),
        ("appropriate_adults_needed", events.APPROPRIATE_ADULT, {"came": 1}),
        ("no_appropriate_adult", events.APPROPRIATE_ADULT, {"came": 0}),
        ("bail_not_answered", events.BAIL_NOT_ANSWERED, {}),
        ("investigations_reviewed", events.INVESTIGATION_REVIEWED, {}),
        ("charges", events.CHARGE, {}),
        ("out_of_court_disposals", events.OUT_OF_COURT, {}),
        ("community_resolutions", events.OUT_OF_COURT, {"disposal": Disposal.COMMUNITY_RESOLUTION}),
        ("adult_cautions", events.OUT_OF_COURT, {"disposal": Disposal.CAUTION}),
        ("adult_cautions", events.OUT_OF_COURT, {"disposal": Disposal.CONDITIONAL_CAUTION}),
        ("conditional_cautions", events.OUT_OF_COURT, {"disposal": Disposal.CONDITIONAL_CAUTION}),
        ("youth_cautions", events.OUT_OF_COURT, {"disposal": Disposal.YOUTH_CAUTION}),
        ("alternate_offence_cautions", events.OUT_OF_COURT, {"alternate": 1}),
        ("cannabis_warnings", events.OUT_OF_COURT, {"disposal": Disposal.CANNABIS_WARNING}),
        ("penalty_notices", events.OUT_OF_COURT, {"disposal": Disposal.PENALTY_NOTICE}),
        ("taken_into_consideration", events.TAKEN_INTO_CONSIDERATION, {}),
        ("offender_died", events.DISPOSED, {"disposal": Disposal.OFFENDER_DIED}),
        ("diversion_team_full", events.DIVERSION_FULL, {"charged": 1}),
        ("conditional_cautions_breached", events.BREACH, {"stage": Stage.CONDITIONS}),
        ("courses_started", events.COURSE_STARTED, {"course": 3}),
        ("courses_completed", events.COURSE_ENDED, {"completed": 1}),
        ("scrutinised", events.SCRUTINISED, {}),
        ("scrutinised_too_many_before", events.SCRUTINISED, {"finding": Finding.TOO_MANY_BEFORE}),
        ("scrutinised_team_full", events.SCRUTINISED, {"finding": Finding.TEAM_FULL}),
        ("magistrates_hearings", events.HEARING, {"court": Court.MAGISTRATES}),
        ("crown_hearings", events.HEARING, {"court": Court.CROWN}),
        ("custodial_sentences", events.SENTENCE, {"disposal": Disposal.CUSTODY}),
        ("recalls", events.RECALL, {}),
        ("breaches", events.BREACH, {"stage": Stage.ORDER}),
        ("treatment_starts", events.TREATMENT_STARTED, {}),
        ("treatment_starts_iom", events.TREATMENT_STARTED, {"referrer": Referrer.IOM}),
        ("treatment_waited_in_vain", events.WAITED_IN_VAIN, {}),
        ("iom_adoptions", events.IOM_ADOPTED, {}),
        ("iom_removals", events.IOM_REMOVED, {}),
        ("cap_hits", events.CAP_HIT, {}),
        ("offences", events.OFFENCE, {}),
        ("recorded_offences", events.OFFENCE, {}),
        ("undetected_offences", events.UNDETECTED, {}),
    ],
)
def test_events_are_counted_a_year(story, name, kind, columns):
    for time in (729.9, 730.0, 1000.0, 1460.9, 1461.0):
        story.add(kind, time, 1, **columns)
    assert measure_all(story.record(), TWO_YEARS)[name] == 1.5


def test_bail_at_its_limits_and_the_share_released_on_it(story):
    """Two released on bail and three without in two years; one bail is extended by a court, one lapses."""
    for case in (1, 2):
        story.add(events.ENTERED, 800.0, case, stage=Stage.BAIL)
    for case in (3, 4, 5):
        story.add(events.ENTERED, 800.0, case, stage=Stage.RELEASED_UNDER_INVESTIGATION)
    story.add(events.BAIL_LIMIT, 891.0, 1, authoriser=Authoriser.MAGISTRATES, outcome=AtLimit.EXTENDED)
    story.add(events.BAIL_LIMIT, 891.0, 2, authoriser=Authoriser.MAGISTRATES, outcome=AtLimit.NO_TIME)
    story.add(events.ENTERED, 891.0, 2, stage=Stage.RELEASED_UNDER_INVESTIGATION)
    found = measure_all(story.record(), TWO_YEARS)
    assert found["bail_share"] == pytest.approx(100 * 2 / 5)
    names = ("extensions_asked", "extensions", "extensions_by_court", "lapsed", "lapsed_no_time")
    assert [found[f"bail_{name}"] for name in names] == [1.0, 0.5, 0.5, 0.5, 0.5]


@pytest.mark.parametrize(
    ("name", "kind", "columns"),
    [
        ("detentions_overflowed", events.ADMISSION, {"overflowed": 0}),
        ("custodial_sentences", events.SENTENCE, {"disposal": Disposal.SUSPENDED_SENTENCE}),
        ("treatment_starts_iom", events.TREATMENT_STARTED, {"referrer": Referrer.PROBATION}),
        ("recorded_offences", events.UNDETECTED, {"recorded": 0}),
        ("crown_hearings", events.HEARING, {"court": Court.MAGISTRATES}),
        ("youth_cautions", events.OUT_OF_COURT, {"disposal": Disposal.CAUTION}),
        ("offender_died", events.DISPOSED, {"disposal": Disposal.LEFT_THE_AREA}),
        ("courses_completed", events.COURSE_ENDED, {"completed": 0}),
        ("conditional_cautions_breached", events.BREACH, {"stage": Stage.ORDER}),
        ("scrutinised_team_full", events.SCRUTINISED, {"finding": Finding.CONSISTENT}),
    ],
)
def test_other_events_are_not_counted(story, name, kind, columns):
    story.add(kind, 1000.0, 1, **columns)
    assert measure_all(story.record(), TWO_YEARS)[name] == 0.0


@pytest.mark.parametrize(
    ("stage", "names"),
    [
        (Stage.SUSPECT, {"outstanding_suspects"}),
        (Stage.BAIL, {"bail_stock"}),
        (Stage.RELEASED_UNDER_INVESTIGATION, {"rui_stock"}),
        (Stage.VOLUNTARY_INVESTIGATION, {"voluntary_stock"}),
        (Stage.MAGISTRATES, {"court_backlog", "magistrates_backlog"}),
        (Stage.CROWN, {"court_backlog", "crown_backlog"}),
        (Stage.REMAND, {"prison_stock", "remand_stock"}),
        (Stage.PRISON, {"prison_stock"}),
        (Stage.LICENCE, {"licence_stock"}),
        (Stage.ORDER, {"order_stock"}),
        (Stage.IOM, {"iom_caseload"}),
        (Stage.CONDITIONS, {"conditions_stock"}),
        (Stage.WANTED, {"wanted_stock"}),
    ],
)
def test_a_stay_of_half_the_window_is_half_a_stock(story, stage, names):
    story.stay(stage, 730.0, 730 + 365.5, person=1)  # 731 days in the window
    found = measure_all(story.record(), TWO_YEARS)
    stocks = {name for name, value in found.items() if name not in RATIOS and "cost" not in name and value}
    assert stocks == names
    assert [found[name] for name in names] == pytest.approx([0.5] * len(names))


def test_length_of_stay_on_bail_and_under_investigation(story):
    story.stay(Stage.BAIL, 700.0, 740.0)
    story.stay(Stage.BAIL, 800.0, 820.0)
    story.stay(Stage.RELEASED_UNDER_INVESTIGATION, 800.0, 1028.0)
    found = measure_all(story.record(), TWO_YEARS)
    assert (found["bail_days"], found["rui_days"]) == (30.0, 228.0)


def test_records_dealt_with_within_ten_days_are_a_share_of_those_that_ended(story):
    for person, days in enumerate((10.0, 10.001, 3.0, 90.0)):
        story.stay(Stage.SUSPECT, 729.0, 729.0 + days, person=person)
    story.stay(Stage.SUSPECT, 700.0, 729.0, person=1)  # before the window
    assert measure_all(story.record(), TWO_YEARS)["within_ten_days"] == pytest.approx(50.0)


def test_officers_work_by_what_each_task_takes(story):
    """Three arrests of ten hours, two interviews of four and one wanted person of five, in two years."""
    for day in (729.0, 730.0, 740.0, 750.0):
        story.add(events.ARREST, day)
    for outcome in (Appointment.KEPT, Appointment.KEPT, Appointment.NOT_ATTENDED, Appointment.NO_OFFICER):
        story.add(events.APPOINTMENT, 760.0, outcome=outcome)
    story.add(events.BROUGHT_IN, 770.0)
    found = measure_all(story.record(), TWO_YEARS)
    assert found["arrest_officer_hours"] == pytest.approx((3 * 10 + 2 * 4 + 5) / 2)
    assert found["appointments"] == 2.0
    assert found["appointments_not_attended"] == found["appointments_without_officer"] == 0.5


def test_length_of_detention_leaves_out_the_anonymous(story):
    for person, hours in ((1, 10.0), (2, 14.0), (-1, 90.0)):
        story.add(events.ADMISSION, 800.0, person)
        story.add(events.CELL_LEFT, 801.0, person, hours=hours)
    found = measure_all(story.record(), TWO_YEARS)
    assert found["detention_hours"] == 12.0
    assert found["detentions"] == 1.5
    # Three cell-days of 731 x 16/3.
    assert found["cell_occupancy"] == pytest.approx(100 * 3 / (731 * 16 / 3))


def test_treatment_places_in_use(story):
    story.add(events.TREATMENT_STARTED, 730.0)
    story.add(events.TREATMENT_ENDED, 730.0 + 73.1)
    assert measure_all(story.record(), TWO_YEARS)["treatment_stock"] == pytest.approx(0.1)


def test_the_fixed_cohort_and_those_eligible_for_iom(story):
    story.add(events.SANCTION, 500.0, 1, offence=5, committed=480.0, disposal=Disposal.FINE)
    story.add(events.IOM_ELIGIBLE, 730.0, 2)
    story.add(events.OFFENCE, 800.0, 1, type=1)
    story.add(events.SANCTION, 900.0, 1, offence=6, committed=800.0, disposal=Disposal.CUSTODY)
    story.add(events.UNDETECTED, 900.0, 2, type=2)
    story.hidden.by_person[1, 3] = 4
    story.hidden.harm_by_person[1, 3] = 12.0
    found = measure_all(story.record(), TWO_YEARS)
    assert found["offences_fixed_cohort"] == 2.5
    assert found["harm_fixed_cohort"] == 16.0
    assert found["proven_fixed_cohort"] == 0.5
    assert found["offences_iom_eligible"] == 0.5
    assert found["harm_iom_eligible"] == 150.0


def test_reoffending_is_in_per_cent(story):
    for person in range(4):
        story.add(events.SANCTION, 740.0, person, offence=person, committed=700.0, disposal=Disposal.FINE)
    for offence in (11, 12, 13):
        story.add(events.SANCTION, 900.0, 1, offence=offence, committed=800.0, disposal=Disposal.CUSTODY)
    found = measure_all(story.record(), TWO_YEARS)
    assert found["proven_reoffending_rate"] == 25.0
    assert found["reoffences_per_reoffender"] == 3.0


def test_harm_and_costs_are_a_year(story):
    story.add(events.OFFENCE, 800.0, 1, type=2)
    story.add(events.ARREST, 801.0, 1)
    found = measure_all(story.record(), TWO_YEARS)
    assert found["crime_harm"] == 150.0
    assert found["cost_society"] == 2500.0
    assert found["cost_agencies"] == 50.0
