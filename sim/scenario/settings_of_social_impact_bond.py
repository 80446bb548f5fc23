"""Settings of a social impact bond: what is paid to investors if fewer men come back."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.bounds import LEVER, Days, Money, Probability
from sim.scenario.section import Section

Cohorts = Annotated[int, Field(ge=0, le=100)]
Men = Annotated[int, Field(ge=0, le=1_000_000)]
Areas = Annotated[int, Field(ge=1, le=100)]


class SocialImpactBond(Section):
    """The terms of a bond, as they are on the first day on which it has cohorts: there it begins."""

    cohorts: Annotated[Cohorts, LEVER]
    """Cohorts of men released from short sentences, one after the other; 0: there is no bond."""
    men: Annotated[Men, LEVER]
    """Men in a cohort: it closes when so many have been released; 0: there is no bond."""
    cohort_days: Annotated[Days, LEVER]
    """Days after which a cohort closes with fewer men."""
    fall_of_a_cohort: Annotated[Probability, LEVER]
    """Fall in reconviction events from which a cohort is paid for by itself."""
    fall_of_all: Annotated[Probability, LEVER]
    """Fall over all cohorts from which those are paid for that were not paid for by themselves."""
    pounds_per_event: Annotated[Money, LEVER]
    """Pounds for each reconviction event fewer than in the comparison."""
    most_pounds: Annotated[Money, LEVER]
    """Most that is paid in all."""
    comparison_areas: Areas
    """Other areas, as large and without a bond, whose men the matched comparison is taken from."""
