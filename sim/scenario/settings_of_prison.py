"""Settings of prison, release, licence and resettlement."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from sim.scenario.bounds import LEVER, Count, Days, Effect, Probability
from sim.scenario.section import Section

Recalls = Annotated[float, Field(ge=0, le=26)]
"""A year on licence; those of two reasons come to one a week at the most."""
Months = Annotated[float, Field(gt=0, le=1200)]
Span = Annotated[float, Field(ge=0, le=36525)]
"""Days, none allowed."""


class Prison(Section):
    """Places, and what prison leaves behind."""

    places: Annotated[Count, LEVER]
    """Places for people of the area; beyond them people are released early, and received all the same."""
    early_release_days: Annotated[Span, LEVER]
    """The most days before their release that people are let out when all places are taken; 0: nobody."""
    short_sentence_months: Annotated[float, Field(gt=0, le=60)]
    """Sentences under this length are short."""
    short_sentence_effect: Effect
    """Change in offending in the year after release from a short sentence."""
    career_prolonged: Annotated[float, Field(ge=0, le=1)]
    """Share of the time served by which a career is prolonged."""


class Release(Section):
    """Rules of release, by date and by offence."""

    share: Annotated[float, Field(gt=0, le=1), LEVER]
    """Share of a sentence served before automatic release."""
    reduced_share: Annotated[float, Field(gt=0, le=1), LEVER]
    """The same from ``reduced_from`` on, for those inside too; grave offences excepted."""
    reduced_from: Annotated[dt.date, LEVER]
    excluded_months: Annotated[Months, LEVER]
    """Violence with a sentence of this length or longer, and sexual offences, keep ``share``."""
    serious_share: Annotated[float, Field(gt=0, le=1), LEVER]
    """Share served of long sentences for violence or sexual offences."""
    serious_months: Annotated[Months, LEVER]
    """From which length on ``serious_share`` is served."""
    serious_from: Annotated[dt.date, LEVER]
    """Sentences passed before are not affected."""
    widened_months: Annotated[Months, LEVER]
    """The same length for sentences passed from ``widened_from`` on."""
    widened_from: Annotated[dt.date, LEVER]
    curfew_share: Annotated[Probability, LEVER]
    """Share of eligible people released on home detention curfew; 0: nobody."""
    curfew_days: Annotated[Span, LEVER]
    """The most days before automatic release that a curfew begins."""
    extended_curfew_days: Annotated[Span, LEVER]
    """The same from ``extended_curfew_from`` on."""
    extended_curfew_from: Annotated[dt.date, LEVER]
    curfew_shortest_days: Annotated[Span, LEVER]
    """Sentences under this length are not eligible."""
    curfew_longest_months: Annotated[Months, LEVER]
    """Sentences of this length or longer are not eligible."""
    curfew_least_days: Annotated[Span, LEVER]
    """Days that must be served before a curfew."""
    curfew_least_share: Annotated[Probability, LEVER]
    """Share of the sentence that must be served before a curfew."""


class Licence(Section):
    """Licence and recall."""

    charged_recall: Annotated[Probability, LEVER]
    """Chance that a charge with an offence committed on licence leads to recall."""
    noncompliance_per_year: Recalls
    """Recalls for being out of contact or not complying, while practitioners have time for everybody."""
    other_per_year: Recalls
    """Recalls for other reasons."""
    fixed_recall_share: Probability
    fixed_recall_days: Days
    short_fixed_recall_days: Days
    """The same after short sentences."""
    standard_recall_days: Days
    """Mean days served on a standard recall, never past the end of the sentence."""


class Resettlement(Section):
    """The last months inside, and the first ones outside."""

    places: Annotated[Count, LEVER]
    """Places in a resettlement prison for people of the area."""
    last_days: Annotated[Span, LEVER]
    """Days before release from which a place is asked for."""
    homeless_share: Probability
    """Released without a home, where there was no help."""
    homeless_days: Days
    """How long housing is a need after that."""
    housing_help: Probability
    """Share of releases without a home that a resettlement place avoids."""
    training_places: Annotated[Count, LEVER]
    """Places of training in partnership with an employer."""
    training_days: Annotated[Span, LEVER]
    """Days that must be left before release for training to be worth beginning."""
    job_share: Probability
    """Share of those trained who go into a job with the employer on release."""
    job_days: Days
    """Mean days in that job, for which the need for work is met."""
