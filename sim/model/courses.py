"""The courses of the Interventions Hub: about twenty, each for some offences or for a need.

The number, and shop theft and drug taking among the subjects, are published; the other subjects are what such
hubs commonly offer. Courses of one family share their numbers, which stand in the evidence table under
``interventions_hub.<family>``: nothing is known course by course.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.model.events import NEEDS
from sim.model.offences import CODE
from sim.scenario.settings import Settings

FAMILIES: tuple[str, ...] = ("theft", "substances", "violence", "other")
"""Families of courses, in the order of their codes."""

_THEFT = ("theft_of_vehicle", "theft_from_vehicle", "theft_from_person", "other_theft", "other_burglary")
_VIOLENCE = ("violence_with_injury", "violence_without_injury")


@dataclass(frozen=True)
class Course:
    """One course: for people dealt with for some types of offence, or for people with a need."""

    label: str
    family: str
    offences: tuple[str, ...] = ()
    need: str | None = None

    def suits(self, offence_type: int, needs: int) -> bool:
        """Whether the course is for this type of offence or for one of the needs in the mask."""
        if any(CODE[name] == offence_type for name in self.offences):
            return True
        return self.need is not None and bool(needs >> NEEDS.index(self.need) & 1)


COURSES: tuple[Course, ...] = (
    Course("Shop theft", "theft", ("shop_theft",)),
    Course("Theft and its victims", "theft", ("shop_theft", *_THEFT)),
    Course("Burglary and its victims", "theft", ("other_burglary",)),
    Course("Vehicle crime", "theft", ("theft_of_vehicle", "theft_from_vehicle")),
    Course("Money and debt", "theft", ("shop_theft", "other_theft"), "work"),
    Course("Drug taking", "substances", ("drug_possession",)),
    Course("Cannabis", "substances", ("drug_possession",)),
    Course("Hard drugs and offending", "substances", need="hard_drugs"),
    Course("Alcohol and offending", "substances", need="alcohol"),
    Course("Alcohol and violence", "substances", ("violence_without_injury", "public_order"), "alcohol"),
    Course("Anger", "violence", (*_VIOLENCE, "criminal_damage")),
    Course("Abuse of a partner", "violence", _VIOLENCE),
    Course("Violence and its victims", "violence", _VIOLENCE),
    Course("Assaults on people at work", "violence", ("violence_without_injury", "public_order")),
    Course("Knives and other weapons", "other", ("weapons",)),
    Course("Hate crime", "other", ("public_order", "violence_without_injury")),
    Course("Disorder", "other", ("public_order",)),
    Course("Criminal damage", "other", ("criminal_damage",)),
    Course("Thinking before acting", "other", ("weapons", "criminal_damage", "public_order", *_THEFT)),
    Course("Wellbeing", "other", need="mental_health"),
)


def suited(offence_type: int, needs: int) -> tuple[int, ...]:
    """Places in ``COURSES`` of those for an offence or for needs; all of them where none is for either."""
    found = tuple(place for place, course in enumerate(COURSES) if course.suits(offence_type, needs))
    return found or tuple(range(len(COURSES)))


def offending_effects(settings: Settings) -> tuple[float, ...]:
    """Change in offending after a completed course, by code of its family."""
    effects = settings.interventions_hub.offending_effects()
    return tuple(effects[name] for name in FAMILIES)
