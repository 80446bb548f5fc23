"""The table of measures: what can be read off a run, in the order in which it is printed.

Flows are a measured year; stocks are means over time. A mean or a ratio of nothing is not a number; every
other measure of a run in which nothing happened is zero.
"""

from __future__ import annotations

from sim.outcomes.measure import Measure
from sim.outcomes.measures_of_bail import BAIL
from sim.outcomes.measures_of_courts import COURTS
from sim.outcomes.measures_of_crime import COSTS, OFFENDING
from sim.outcomes.measures_of_custody import CUSTODY
from sim.outcomes.measures_of_justice import PROGRAMMES, SENTENCES_AND_CUSTODY
from sim.outcomes.measures_of_out_of_court import OUT_OF_COURT
from sim.outcomes.measures_of_police import POLICE
from sim.outcomes.measures_of_prevention import PREVENTION
from sim.outcomes.measures_of_prison import PRISON_AND_PROBATION
from sim.outcomes.measures_of_programmes import DRUG_TESTING_AND_MENTORING
from sim.outcomes.measures_of_public_protection import PUBLIC_PROTECTION
from sim.outcomes.measures_of_support_in_custody import SUPPORT_IN_CUSTODY
from sim.outcomes.measures_of_suspects import SUSPECTS
from sim.outcomes.record import Record, Window

__all__ = ["MEASURES", "Measure", "measure_all"]

MEASURES: tuple[Measure, ...] = (
    *OFFENDING,
    *PREVENTION,
    *POLICE,
    *SUSPECTS,
    *CUSTODY,
    *SUPPORT_IN_CUSTODY,
    *BAIL,
    *OUT_OF_COURT,
    *COURTS,
    *SENTENCES_AND_CUSTODY,
    *PRISON_AND_PROBATION,
    *PROGRAMMES,
    *PUBLIC_PROTECTION,
    *DRUG_TESTING_AND_MENTORING,
    *COSTS,
)
"""Every measure of a run."""


def measure_all(record: Record, window: Window) -> dict[str, float]:
    """Every measure by name, in the order of the table."""
    return {measure.name: float(measure.function(record, window)) for measure in MEASURES}
