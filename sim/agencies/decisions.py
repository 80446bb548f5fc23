"""What can be decided about a suspect when an investigation reaches a point of decision."""

from __future__ import annotations

from enum import Enum

from sim.engine.case import Case
from sim.model.marks import Mark
from sim.model.offences import NAMES, OFFENCES
from sim.scenario.settings import Investigation, Settings


class Decision(Enum):
    """A decision on a suspect."""

    NO_FURTHER_ACTION = "no further action"
    BAIL = "pre-charge bail"
    RELEASE_UNDER_INVESTIGATION = "released under investigation"
    OUT_OF_COURT = "out of court"
    CHARGE = "charged and bailed to court"
    CHARGE_REMANDED = "charged and remanded"


_SERIOUS = tuple(offence.serious for offence in OFFENCES)


def on_leaving_custody(case: Case, settings: Settings) -> Decision:
    """Decide at the end of a detention."""
    rules = settings.leaving
    chance = _unless_charged(case, case.marks[Mark.LEAVING], rules.charge, settings)
    if chance is None:
        return _charge(case, settings)
    if chance < rules.bail:
        return Decision.BAIL
    chance -= rules.bail
    if chance < rules.released_under_investigation:
        return Decision.RELEASE_UNDER_INVESTIGATION
    chance -= rules.released_under_investigation
    return _out_of_court_or_charge(case) if chance < rules.out_of_court else Decision.NO_FURTHER_ACTION


def after_investigation(case: Case, rules: Investigation, mark: int, settings: Settings) -> Decision:
    """Decide at the end of an investigation; people charged then are bailed to court."""
    chance = _unless_charged(case, case.marks[mark], rules.charge, settings)
    if chance is None:
        return Decision.CHARGE
    return _out_of_court_or_charge(case) if chance < rules.out_of_court else Decision.NO_FURTHER_ACTION


def _unless_charged(case: Case, chance: float, usual: float, settings: Settings) -> float | None:
    """None if the case is charged; otherwise where its mark lies among the other decisions.

    ``usual`` is the share charged of all cases; the odds of the leading offence move it. The other decisions
    keep their proportions.
    """
    weight = usual * settings.offences[NAMES[case.lead.type]].charge_odds
    charged = weight / (1.0 - usual + weight)
    if chance < charged:
        return None
    return (chance - charged) / (1.0 - charged) * (1.0 - usual)


def _charge(case: Case, settings: Settings) -> Decision:
    remanded = case.marks[Mark.REMAND] < settings.courts.remand
    return Decision.CHARGE_REMANDED if remanded else Decision.CHARGE


def _out_of_court_or_charge(case: Case) -> Decision:
    """Serious offences are charged where lesser ones would be dealt with out of court."""
    serious = any(_SERIOUS[offence.type] for offence in case.offences)
    return Decision.CHARGE if serious else Decision.OUT_OF_COURT
