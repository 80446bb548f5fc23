"""Rules of release as data: how much of a sentence is served, by date, offence and length.

The share in force is read on the day it matters, and no rule is known before its day. Which sentences are
*serious* hangs on the day on which they were passed; the reduced share reaches those who are inside already.
"""

from __future__ import annotations

from sim import clock
from sim.agencies.serving import Term
from sim.model.offences import OFFENCES
from sim.scenario.settings import Release

_MONTH = clock.DAYS_PER_YEAR / 12
_SEXUAL = tuple(offence.public_protection for offence in OFFENCES)
_VIOLENT = tuple(offence.name in ("robbery", "violence_with_injury") for offence in OFFENCES)
"""Types that hold the specified violent offences."""


def is_serious(rules: Release, term: Term) -> bool:
    """Whether two thirds are served: long sentences for violence or sexual offences."""
    if term.passed < clock.day_of(rules.serious_from):
        return False
    months = rules.serious_months
    if term.passed >= clock.day_of(rules.widened_from):
        months = min(months, rules.widened_months)
    return _grave_kind(term) and term.days >= months * _MONTH


def is_excluded(rules: Release, term: Term) -> bool:
    """Whether the sentence is too grave for the reduced share, for early release and for curfew."""
    if _SEXUAL[term.offence_type]:
        return True
    return _VIOLENT[term.offence_type] and term.days >= rules.excluded_months * _MONTH


def share_to_serve(rules: Release, term: Term, today: float) -> float:
    """Share of the sentence to be served before automatic release, by the rules in force today."""
    if is_serious(rules, term):
        return rules.serious_share
    reduced = today >= clock.day_of(rules.reduced_from) and not is_excluded(rules, term)
    return rules.reduced_share if reduced else rules.share


def may_have_curfew(rules: Release, term: Term) -> bool:
    """Whether the sentence is of a kind and length for home detention curfew."""
    fits = rules.curfew_shortest_days <= term.days < rules.curfew_longest_months * _MONTH
    return fits and not is_excluded(rules, term) and not is_serious(rules, term)


def curfew_days(rules: Release, today: float) -> float:
    """The most days before automatic release that a curfew begins, by the rules in force today."""
    extended = today >= clock.day_of(rules.extended_curfew_from)
    return rules.extended_curfew_days if extended else rules.curfew_days


def days_to_serve(rules: Release, term: Term, curfew: bool, today: float) -> tuple[float, bool]:
    """Days to be served in all, remand included, and whether it is a curfew that ends them."""
    automatic = share_to_serve(rules, term, today) * term.days
    if not curfew:
        return automatic, False
    least = max(rules.curfew_least_days, rules.curfew_least_share * term.days)
    on_curfew = max(automatic - curfew_days(rules, today), least)
    return (on_curfew, True) if on_curfew < automatic else (automatic, False)


def _grave_kind(term: Term) -> bool:
    return _SEXUAL[term.offence_type] or _VIOLENT[term.offence_type]
