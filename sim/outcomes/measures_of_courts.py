"""Measures of the courts: cases and hearings, what becomes of trials, and delay by stage."""

from __future__ import annotations

from sim.model import events
from sim.model.events import Court, Hearing, Stage
from sim.outcomes.court_delays import CourtDelays, mean_delay
from sim.outcomes.measure import A_YEAR, CASES, DAYS, Measure, events_a_year, stock_of

_NAMES = {
    Court.MAGISTRATES: "the magistrates' courts",
    Court.CROWN: "the Crown Court",
    Court.YOUTH: "the youth court",
}
_STAGES = (
    ("offence_to_charge", "Offence to charge", CourtDelays.offence_to_charge),
    ("charge_to_first_hearing", "Charge to first hearing", CourtDelays.charge_to_first_hearing),
    ("first_hearing_to_end", "First hearing to end", CourtDelays.first_hearing_to_completion),
)


def _trials(name: str, label: str, definition: str, outcome: Hearing) -> Measure:
    function = events_a_year(events.HEARING, outcome=outcome)
    return Measure(f"trials_{name}", label, A_YEAR, definition, function)


COURTS: tuple[Measure, ...] = (
    Measure(
        "court_backlog",
        "Cases before the courts",
        CASES,
        "Mean number of cases open in the magistrates' courts or the Crown Court.",
        stock_of(Stage.MAGISTRATES, Stage.CROWN),
    ),
    Measure(
        "magistrates_backlog",
        "Cases before the magistrates",
        CASES,
        "Mean number of cases open in the magistrates' courts, the youth court included.",
        stock_of(Stage.MAGISTRATES),
    ),
    Measure(
        "crown_backlog",
        "Cases before the Crown Court",
        CASES,
        "Mean number of cases open in the Crown Court.",
        stock_of(Stage.CROWN),
    ),
    Measure(
        "magistrates_hearings",
        "Hearings before the magistrates",
        A_YEAR,
        "Hearings in the magistrates' courts, whatever came of them.",
        events_a_year(events.HEARING, court=Court.MAGISTRATES),
    ),
    Measure(
        "youth_hearings",
        "Hearings in the youth court",
        A_YEAR,
        "Hearings in the youth court, whatever came of them.",
        events_a_year(events.HEARING, court=Court.YOUTH),
    ),
    Measure(
        "crown_hearings",
        "Hearings before the Crown Court",
        A_YEAR,
        "Hearings in the Crown Court, whatever came of them.",
        events_a_year(events.HEARING, court=Court.CROWN),
    ),
    _trials("cracked", "Cracked trials", "Trials not held: a guilty plea on the day.", Hearing.CRACKED),
    _trials(
        "ineffective_prosecution",
        "Trials put off by the prosecution",
        "Trials not held and listed again because the prosecution was not ready.",
        Hearing.INEFFECTIVE_PROSECUTION,
    ),
    _trials(
        "ineffective_defence",
        "Trials put off by the defence",
        "Trials not held and listed again because the defence was not ready.",
        Hearing.INEFFECTIVE_DEFENCE,
    ),
    _trials(
        "ineffective_court",
        "Trials put off for want of court time",
        "Trials not held and listed again because the court had listed more than it had time for.",
        Hearing.INEFFECTIVE_COURT,
    ),
    *(
        Measure(
            f"days_{stage}_{court.name.lower()}",
            f"{label}, {_NAMES[court]}",
            DAYS,
            f"{label}: mean days of the cases that ended in {_NAMES[court]}.",
            mean_delay(court, days),
        )
        for court in Court
        for stage, label, days in _STAGES
    ),
)
