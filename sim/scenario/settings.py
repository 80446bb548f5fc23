"""Every setting of the model: its place, its type and its bounds.

The dotted path of a setting is the id of its row in the evidence table, where its value, range, source and
grade stand. A *lever* is what a planner chooses (posts, cells, places, dates); anything else is a parameter,
and a scenario that changes a parameter must say why.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.bounds import Money, NonNegative
from sim.scenario.section import Section
from sim.scenario.settings_of_a_programme import Programme
from sim.scenario.settings_of_bail import Bail, BailManagement, BailRules
from sim.scenario.settings_of_courts import Court, Courts, YouthCourt
from sim.scenario.settings_of_custody import Custody, Suite
from sim.scenario.settings_of_drug_testing import DrugTesting
from sim.scenario.settings_of_iom import Iom, Removal
from sim.scenario.settings_of_out_of_court import (
    Courses,
    DiversionTeam,
    InterventionsHub,
    OutOfCourt,
    ScrutinyPanel,
    TakenIntoConsideration,
)
from sim.scenario.settings_of_people import Need, Needs, Offence, Opening, People, Traits
from sim.scenario.settings_of_police import (
    District,
    Investigation,
    Leaving,
    Police,
)
from sim.scenario.settings_of_prison import Licence, Prison, Release, Resettlement
from sim.scenario.settings_of_probation import DeliveryUnit, Orders, Probation, UnpaidWork
from sim.scenario.settings_of_programmes import Treatment, Treatments
from sim.scenario.settings_of_public_protection import PublicProtection
from sim.scenario.settings_of_sentencing import Sentencing
from sim.scenario.settings_of_social_impact_bond import SocialImpactBond
from sim.scenario.settings_of_support_in_custody import AppropriateAdult, LiaisonAndDiversion
from sim.scenario.settings_of_suspects import (
    Appointments,
    ArrestTeams,
    RingBeforeYouBring,
    Suspects,
    Wanted,
)


class Costs(Section):
    """Unit costs of the agencies, at study prices."""

    constable_year: Money
    sergeant_year: Money
    caseworker_year: Money
    arrest: Money
    """An arrest and what follows it, without the detention."""
    detention: Money
    voluntary_attendance: Money
    out_of_court: Money
    magistrates_hearing: Money
    crown_hearing: Money
    prison_place_year: Money
    supervision_year: Money
    treatment_place_year: Money


class SmallestDifferences(Section):
    """Smallest difference that matters, by measure and in the measure's unit; 0: every difference does."""

    offences_fixed_cohort: NonNegative
    """Offences a year."""
    offences_iom_eligible: NonNegative
    """Offences a year."""
    offences: NonNegative
    """Offences a year."""
    crime_harm: NonNegative
    """Crime Severity Score points a year."""
    proven_fixed_cohort: NonNegative
    """Proven offences a year."""
    proven_reoffending_rate: NonNegative
    """Percentage points."""
    arrests: NonNegative
    """Arrests a year."""
    detentions_overflowed: NonNegative
    """Detentions a year."""
    court_backlog: NonNegative
    """Cases."""
    prison_stock: NonNegative
    """People."""
    cost_society: NonNegative
    """Pounds a year."""
    cost_agencies: NonNegative
    """Pounds a year."""

    def by_measure(self) -> dict[str, float]:
        """Each by the name of its measure."""
        return {name: float(getattr(self, name)) for name in type(self).model_fields}


class Study(Section):
    """What the study asks for."""

    smallest_differences: SmallestDifferences


class Settings(Section):
    """All settings of an area on one day."""

    people: People
    age_curve: dict[str, Annotated[float, Field(ge=0, le=10)]]
    """Offending at an age against its peak: ``age_17: 1.0``; linear between the ages named."""
    needs: Needs
    offences: dict[str, Offence]
    police: Police
    suspects: Suspects
    arrest_teams: ArrestTeams
    wanted: Wanted
    appointments: Appointments
    ring_before_you_bring: RingBeforeYouBring
    districts: dict[str, District]
    custody: Custody
    appropriate_adult: AppropriateAdult
    liaison_and_diversion: LiaisonAndDiversion
    leaving: Leaving
    bail: Bail
    bail_management: BailManagement
    released_under_investigation: Investigation
    voluntary: Investigation
    out_of_court: OutOfCourt
    taken_into_consideration: TakenIntoConsideration
    diversion_team: DiversionTeam
    interventions_hub: InterventionsHub
    scrutiny_panel: ScrutinyPanel
    courts: Courts
    sentencing: Sentencing
    prison: Prison
    release: Release
    licence: Licence
    resettlement: Resettlement
    probation: Probation
    orders: Orders
    unpaid_work: UnpaidWork
    treatments: Treatments
    drug_testing: DrugTesting
    iom: Iom
    public_protection: PublicProtection
    programmes: dict[str, Programme] = Field(default_factory=dict)
    """Any other programme, by a name of its own: a file can add one."""
    social_impact_bond: SocialImpactBond
    opening: Opening
    costs: Costs
    study: Study


__all__ = [
    "Appointments",
    "AppropriateAdult",
    "ArrestTeams",
    "Bail",
    "BailManagement",
    "BailRules",
    "Costs",
    "Courses",
    "Court",
    "Courts",
    "Custody",
    "DeliveryUnit",
    "District",
    "DiversionTeam",
    "DrugTesting",
    "InterventionsHub",
    "Investigation",
    "Iom",
    "Leaving",
    "LiaisonAndDiversion",
    "Licence",
    "Need",
    "Needs",
    "Offence",
    "Opening",
    "Orders",
    "OutOfCourt",
    "People",
    "Police",
    "Prison",
    "Probation",
    "Programme",
    "PublicProtection",
    "Release",
    "Removal",
    "Resettlement",
    "RingBeforeYouBring",
    "ScrutinyPanel",
    "Section",
    "Sentencing",
    "Settings",
    "SmallestDifferences",
    "SocialImpactBond",
    "Study",
    "Suite",
    "Suspects",
    "TakenIntoConsideration",
    "Traits",
    "Treatment",
    "Treatments",
    "UnpaidWork",
    "Wanted",
    "YouthCourt",
]
