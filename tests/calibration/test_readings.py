"""What a run says to each fact, on runs short enough to count by hand."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from calibration.readings.catalogue import READINGS, SUSPECTS_COUNTED, YEAR, YEARS, people_in, read_facts
from sim import clock
from sim.model import events
from sim.model.disposals import Disposal
from sim.model.events import Reception, Stage

NewRun = Callable[[], Any]
MIDDLE = 500.0
"""A day of the year to 31 March 2022, which runs from day 365 to day 730."""


def test_the_year_and_the_days_of_the_counts() -> None:
    assert (clock.date_of(YEAR.start), clock.date_of(YEAR.end)) == (dt.date(2021, 4, 1), dt.date(2022, 4, 1))
    assert clock.date_of(SUSPECTS_COUNTED - 0.5) == dt.date(2022, 1, 28)
    assert clock.year_start(YEARS) >= YEAR.end + 365 + 182.5


def test_a_run_in_which_nothing_happened_reads_nothing(new_run: NewRun) -> None:
    found = read_facts(new_run().record())
    assert list(found) == list(READINGS)
    assert found["arrests"] == found["on_bail"] == found["suspects"] == 0
    assert np.isnan(found["charged_share"])
    assert np.isnan(found["reoffending_all"])


def test_events_of_the_year_are_counted_and_no_others(new_run: NewRun) -> None:
    run = new_run()
    for day in (364.9, 365.0, MIDDLE, 729.9, 730.0):
        run.add(events.ARREST, day)
        run.add(events.SENTENCE, day, disposal=Disposal.CUSTODY)
        run.add(events.SENTENCE, day, disposal=Disposal.FINE)
    found = read_facts(run.record())
    assert found["arrests"] == 3
    assert found["custodial_sentences"] == 3


def test_charges_are_a_share_of_all_recorded_offences(new_run: NewRun) -> None:
    run = new_run()
    run.add(events.OFFENCE, MIDDLE, case=1)
    run.add(events.UNDETECTED, MIDDLE, case=2, recorded=1)
    run.add(events.UNDETECTED, MIDDLE, case=3, recorded=0)
    run.hidden.offences[1] = [[5, 30], [7, 8]]  # type, then unrecorded and recorded
    run.add(events.CHARGE, MIDDLE, case=1, offence=1)
    run.add(events.CHARGE, MIDDLE, case=4, offence=4)
    found = read_facts(run.record())
    assert found["recorded_offences"] == 1 + 1 + 30 + 8
    assert found["charged_share"] == pytest.approx(100 * 2 / 40)


def test_somebody_on_bail_twice_is_one_person(new_run: NewRun) -> None:
    run = new_run()
    run.stay(Stage.BAIL, 0.0, None, person=1, case=1)
    run.stay(Stage.BAIL, 10.0, None, person=1, case=2)
    run.stay(Stage.BAIL, 0.0, YEAR.start + 45.5, person=2, case=3)  # there on 1 April and 1 May only
    assert people_in(run.record(), Stage.BAIL) == pytest.approx(1 + 2 / 12)


def test_suspects_are_counted_at_the_end_of_28_january_by_age(new_run: NewRun) -> None:
    run, now = new_run(), SUSPECTS_COUNTED
    for case, age in enumerate((0.1, 28.9, 29.0, 90.5, 91.0)):
        run.stay(Stage.SUSPECT, now - age, None, person=case, case=case)
    run.stay(Stage.SUSPECT, now - 20.0, now - 1.0, person=9, case=9)  # found the day before
    run.stay(Stage.SUSPECT, now + 1.0, None, person=10, case=10)
    found = read_facts(run.record())
    assert found["suspects"] == 5
    bands = [found[f"suspects_{band}"] for band in ("to_28_days", "29_to_90_days", "over_90_days")]
    assert bands == pytest.approx([2, 2, 1])


def test_detention_is_that_of_people_of_the_area(new_run: NewRun) -> None:
    run = new_run()
    run.add(events.CELL_LEFT, MIDDLE, person=3, hours=10.0)
    run.add(events.CELL_LEFT, MIDDLE, person=4, hours=20.0)
    run.add(events.CELL_LEFT, MIDDLE, person=-1, hours=99.0)
    assert read_facts(run.record())["detention_hours"] == 15.0


def test_iom_by_panel_quarter_and_constable(new_run: NewRun) -> None:
    run = new_run()
    for panel in range(13):
        run.add(events.IOM_PANEL, 370.0 + 28 * panel, person=-1)
    for person in range(26):
        run.add(events.IOM_ADOPTED, MIDDLE, person=person)
    for person in range(8):
        run.add(events.IOM_REMOVED, MIDDLE, person=person)
    run.stay(Stage.IOM, 0.0, None, person=50)
    run.stay(Stage.IOM, 365.0, 365.0 + 182.5, person=51)
    found = read_facts(run.record())
    assert found["iom_adoptions_a_panel"] == 2.0
    assert found["iom_removals_a_quarter"] == 2.0
    assert found["iom_members_a_constable"] == pytest.approx(1.5 / 2)


def test_reoffending_is_that_of_the_year_followed_for_a_year_and_a_half(new_run: NewRun) -> None:
    run = new_run()
    fine = {"disposal": Disposal.FINE}
    for person in range(4):
        run.add(events.SANCTION, MIDDLE, person, case=person, offence=person, committed=MIDDLE - 50, **fine)
    late = MIDDLE + 365 + 182
    later = [
        (0, MIDDLE + 364, late),
        (0, MIDDLE + 1, MIDDLE + 40),
        (1, MIDDLE + 366, late),  # committed too late
        (2, MIDDLE + 1, late + 1),  # proven too late
    ]
    for offence, (person, committed, proven) in enumerate(later, start=10):
        run.add(events.SANCTION, proven, person, offence, offence=offence, committed=committed, **fine)
    found = read_facts(run.record())
    # person 0 alone reoffends in time, twice; the sanction of day 540 is of the same quarter
    assert found["reoffending_all"] == pytest.approx(25.0)
    assert found["reoffences_a_reoffender"] == 2.0


def test_the_most_active_tenth_and_half_per_cent(new_run: NewRun) -> None:
    run = new_run()
    run.hidden.number[:, 1] = 1
    run.hidden.number[:20, 1] = 9  # the tenth
    run.hidden.number[0, 1] = 29  # half a per cent of 200 people
    found = read_facts(run.record())
    everything = 180 + 19 * 9 + 29
    assert found["top_tenth_share"] == pytest.approx(100 * (19 * 9 + 29) / everything)
    assert found["top_half_per_cent_share"] == pytest.approx(100 * 29 / everything)


def test_what_people_bring_into_prison(new_run: NewRun) -> None:
    run = new_run()
    run.care[:3] = True
    hard_drugs, housing = 1 << 0, 1 << 2
    for person, needs in ((0, hard_drugs), (1, hard_drugs | housing), (5, 0), (6, hard_drugs)):
        run.add(events.RECEPTION, MIDDLE, person, reason=Reception.SENTENCE, needs=needs)
    run.add(events.RECEPTION, MIDDLE, 2, reason=Reception.REMAND, needs=housing)
    found = read_facts(run.record())
    assert found["reception_care"] == 50.0
    assert found["reception_excluded"] == 0.0
    assert found["reception_hard_drugs"] == 75.0
    assert found["reception_homeless"] == 25.0
