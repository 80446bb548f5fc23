"""Settings of the courts: sitting days and lists, pleas, trials and remand."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.bounds import LEVER, Count, Days, Probability
from sim.scenario.section import Section

Again = Annotated[float, Field(ge=1, le=36525)]
"""Mean days until something that can fail each time is tried again: one at least, so that it has an end."""


class Court(Section):
    """A court: when it sits, what fits in a sitting day, and how cases pass through it."""

    sitting_days: Annotated[Count, LEVER]
    """Sitting days a month, over all its court rooms: two rooms on one day are two. None: it is closed."""
    trial_share: Annotated[Probability, LEVER]
    """Share of sitting days given to trials; the rest is for first hearings and pleas."""
    hearings_a_day: Annotated[float, Field(ge=0, le=1000), LEVER]
    """First hearings and pleas that fit in a sitting day."""
    days_a_trial: Annotated[float, Field(gt=0, le=100)]
    """Sitting days that a trial takes which goes ahead."""
    overlisting: Annotated[float, Field(ge=0, le=5), LEVER]
    """Trials listed beyond those there is time for, as a share: some plead or fall through on the day."""
    first_hearing_days: Days
    """Mean days from charge, or from sending, to the first listing of people on bail."""
    guilty_plea: Probability
    """Share of defendants who plead guilty sooner or later."""
    late_plea: Probability
    """Share of guilty pleas that come on the day of trial: the trial cracks."""
    trial_wait_days: Days
    """Mean days from a denial until the trial is ready to be heard; the list comes on top."""
    custody_limit_days: Days
    """Custody time limit: longest time on remand until trial."""

    @property
    def early_plea(self) -> float:
        """Share of defendants who plead guilty at the first hearing."""
        return self.guilty_plea * (1.0 - self.late_plea)

    @property
    def cracking(self) -> float:
        """Share of cases listed for trial that will crack."""
        listed = 1.0 - self.early_plea
        return self.guilty_plea * self.late_plea / listed if listed > 0 else 0.0


class YouthCourt(Court):
    """The youth court."""

    sent_up: Probability
    """Multiplies the share of adults' cases sent to the Crown Court, for grave offences; others stay."""


class Courts(Section):
    """Magistrates', Crown and youth courts."""

    magistrates: Court
    crown: Court
    youth: YouthCourt
    remand: Probability
    """Share of people charged after arrest whom the police keep for the court."""
    bailed_at_first_hearing: Probability
    """Share of them bailed by the court, where the first hearing does not end the case."""
    bail_refused: Probability
    """Share of others who lose their bail there, of cases that stay with the magistrates."""
    bail_refused_sent_up: Probability
    """The same, of cases sent to the Crown Court."""
    bailed_later: Probability
    """Share of people on remand who are bailed on a later application."""
    bail_application_days: Days
    """Mean days to it."""
    ineffective_prosecution: Probability
    """Share of trials listed that do not go ahead because the prosecution is not ready."""
    ineffective_defence: Probability
    """Share of trials listed that do not go ahead because the defence is not ready."""
    relist_days: Again
    """Mean days to a new date."""
    failing_to_appear: Probability
    convicted_at_trial: Probability
