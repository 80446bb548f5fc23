"""Measures of sentences, prison and probation, and of treatment and IOM."""

from __future__ import annotations

from sim.model import events
from sim.model.disposals import Disposal
from sim.model.events import Referrer, Stage
from sim.outcomes.liberty import people_held
from sim.outcomes.measure import A_YEAR, CASES, PEOPLE, Measure, a_year, events_a_year, stock_of
from sim.outcomes.record import Record
from sim.outcomes.rows import Stretch, rows
from sim.outcomes.stocks import mean_between


def custodial_sentences(record: Record, stretch: Stretch) -> float:
    """Cases sentenced to custody in a stretch, young people's detention and training included."""
    sentences = rows(record, events.SENTENCE, stretch)
    custody = (Disposal.CUSTODY, Disposal.DETENTION_AND_TRAINING)
    return float(sum(len(sentences.having(disposal=disposal)) for disposal in custody))


SENTENCES_AND_CUSTODY: tuple[Measure, ...] = (
    Measure(
        "custodial_sentences",
        "Custodial sentences",
        A_YEAR,
        "Cases sentenced to immediate custody, or to detention and training.",
        a_year(custodial_sentences),
    ),
    Measure(
        "prison_stock",
        "People in prison",
        PEOPLE,
        "Mean number of people in prison on a sentence, a recall or remand, each counted once.",
        people_held,
    ),
    Measure(
        "remand_stock",
        "Held on remand",
        CASES,
        "Mean number of cases whose defendant is held until the court decides.",
        stock_of(Stage.REMAND),
    ),
    Measure(
        "licence_stock", "On licence", PEOPLE, "Mean number of licences running.", stock_of(Stage.LICENCE)
    ),
    Measure(
        "order_stock",
        "On community and suspended sentences",
        "orders",
        "Mean number of community orders and suspended sentences running.",
        stock_of(Stage.ORDER),
    ),
    Measure(
        "recalls", "Recalls to prison", A_YEAR, "Recalls of people on licence.", events_a_year(events.RECALL)
    ),
    Measure(
        "breaches",
        "Breaches",
        A_YEAR,
        "Orders and conditional cautions breached.",
        events_a_year(events.BREACH),
    ),
)

PROGRAMMES: tuple[Measure, ...] = (
    Measure(
        "treatment_starts",
        "Treatment started",
        A_YEAR,
        "Places taken up in the treatment services, for all needs.",
        events_a_year(events.TREATMENT_STARTED),
    ),
    Measure(
        "treatment_starts_iom",
        "Treatment started through IOM",
        A_YEAR,
        "Treatment places taken up by referral from IOM.",
        events_a_year(events.TREATMENT_STARTED, referrer=Referrer.IOM),
    ),
    Measure(
        "treatment_stock",
        "Treatment places in use",
        "places",
        "Mean number of treatment places in use.",
        lambda record, window: mean_between(record, window, events.TREATMENT_STARTED, events.TREATMENT_ENDED),
    ),
    Measure(
        "treatment_waited_in_vain",
        "Gave up waiting for treatment",
        A_YEAR,
        "Referrals that left the waiting list without a place.",
        events_a_year(events.WAITED_IN_VAIN),
    ),
    Measure("iom_caseload", "IOM members", PEOPLE, "Mean number of members of IOM.", stock_of(Stage.IOM)),
    Measure(
        "iom_adoptions", "Adopted by IOM", A_YEAR, "People adopted by IOM.", events_a_year(events.IOM_ADOPTED)
    ),
    Measure(
        "iom_removals",
        "Removed from IOM",
        A_YEAR,
        "Members removed from IOM.",
        events_a_year(events.IOM_REMOVED),
    ),
    Measure(
        "cap_hits",
        "Limit on policy effects reached",
        A_YEAR,
        "How often the effects of services on a person would have passed the largest the model allows.",
        events_a_year(events.CAP_HIT),
    ),
)
