"""Settings of drug testing in police custody and the required assessment that follows a positive test."""

from __future__ import annotations

from typing import Annotated

from sim.scenario.bounds import LEVER, Money, Probability
from sim.scenario.section import Section


class DrugTesting(Section):
    """Testing adults arrested for a trigger offence, and the Drug Interventions Programme behind it."""

    tested: Annotated[Probability, LEVER]
    """Share of adults arrested for a trigger offence who are tested; 0: there is no testing."""
    detects: Probability
    """Chance that the test of somebody with a hard drug problem is positive."""
    positive_without_problem: Probability
    """Chance that the test of somebody else is positive."""
    attends: Probability
    """Chance that somebody who must attend an assessment does so."""
    referral: Probability
    """Chance that an assessment of somebody with a hard drug problem ends in a referral to treatment."""
    cost_test: Money
    """Pounds a test."""
    cost_assessment: Money
    """Pounds an assessment."""
