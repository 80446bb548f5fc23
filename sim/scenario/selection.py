"""Whom a programme may ask for, and whether its settings fit one another.

Nothing here may rank or select anybody into enforcement or supervision by sex, needs, care, exclusion or
schooling. A support programme may ask for them, and then says why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from sim.scenario.consistency import MOST_COMPARED, Finding
from sim.scenario.faults import excerpt
from sim.scenario.fields import Path
from sim.scenario.settings import Settings
from sim.scenario.settings_of_a_programme import OFFENCE_GROUPS, Programme

IOM = "iom"
"""What stands for Integrated Offender Management among the schemes whose people are passed over."""

_RANGES = ("ages", "prior_sanctions", "ogrs", "term_months")
_SENSITIVE = {
    "sex": "sex",
    "needs": "health and circumstances",
    "traits": "care, exclusion or schooling",
}


def selection(settings: Settings) -> Iterator[Finding]:
    """Yield whatever is not allowed, or does not fit, in any programme."""
    types = tuple(settings.offences)
    for name, programme in settings.programmes.items():
        path = ("programmes", name)
        yield from _sensitive(path, programme)
        yield from _offences(path, programme, types)
        yield from _passed_over(path, name, settings.programmes)
        yield from _ranges(path, programme)
        yield from _fit(path, programme)


def _sensitive(path: Path, programme: Programme) -> Iterator[Finding]:
    for field in _asked_for(programme):
        where = (*path, field)
        if programme.kind != "support":
            words = (
                f"{field} would choose people by {_SENSITIVE[field]}, "
                f"which a programme of {programme.kind} must not do"
            )
            yield Finding(
                (where, (*path, "kind")), words, allowed="a programme of kind support, with a justification"
            )
        elif not programme.justification:
            words = (
                "a support programme that asks for this needs a `justification`, which the briefing prints"
            )
            yield Finding((where,), words)


def _asked_for(programme: Programme) -> list[str]:
    """What a programme asks of sex, needs and traits."""
    return [
        field
        for field in _SENSITIVE
        if getattr(programme, field) != type(programme).model_fields[field].default
    ]


def _offences(path: Path, programme: Programme, types: tuple[str, ...]) -> Iterator[Finding]:
    known = (*types, *OFFENCE_GROUPS)
    for part, offence in enumerate(programme.offences):
        if offence not in known:
            near = next(iter(get_close_matches(offence[:MOST_COMPARED].lower(), known, 1)), None)
            words = "names neither a type of offence nor a group of them"
            allowed = ", ".join((*OFFENCE_GROUPS, *types))
            yield Finding(((*path, "offences"),), words, excerpt(offence), allowed, near, part)


def _passed_over(path: Path, own: str, programmes: Mapping[str, Programme]) -> Iterator[Finding]:
    """Who is passed over exists, and nobody escapes or gets attention by what support chose them for."""
    programme = programmes[own]
    known = (IOM, *(name for name in programmes if name != own))
    for part, name in enumerate(programme.passes_over):
        where, given = ((*path, "passes_over"),), excerpt(name)
        if name not in known:
            near = next(iter(get_close_matches(name[:MOST_COMPARED].lower(), known, 1)), None)
            words = "names no other programme that is there on the same day"
            yield Finding(where, words, given, ", ".join(known), near, part)
        elif name != IOM and programme.kind != "support" and _asked_for(programmes[name]):
            words = (
                f"would choose people by what that programme asks for, which one of {programme.kind} must not"
            )
            yield Finding(where, words, given, part=part)


def _ranges(path: Path, programme: Programme) -> Iterator[Finding]:
    for field in _RANGES:
        low, high = getattr(programme, field)
        if low > high:
            yield Finding(((*path, field),), "must be the lowest, then the highest", f"[{low:g}, {high:g}]")


def _school(path: Path, programme: Programme) -> Iterator[Finding]:
    """Children who have done nothing are met with support, and only they can be kept from beginning."""
    from_school = "school" in programme.referred_from
    where = (*path, "referred_from")
    if from_school and programme.kind != "support":
        words = f"meets children who have done nothing: no programme of {programme.kind} may be at school"
        yield Finding((where, (*path, "kind")), words, allowed="a programme of kind support")
    if from_school and programme.needs:
        words = "must not be asked at school: before the first offence the model knows of no need"
        yield Finding(((*path, "needs"),), words)
    for field in ("onsets_prevented", "onset_delay_days"):
        if getattr(programme, field) and not from_school:
            words = "must be 0 where nobody is referred from school: elsewhere they have begun already"
            yield Finding(((*path, field),), words)


def _fit(path: Path, programme: Programme) -> Iterator[Finding]:
    if programme.posts and not programme.caseload:
        words = "must be more than 0 where there are posts, which otherwise carry nobody"
        yield Finding(((*path, "caseload"), (*path, "posts")), words)
    if programme.after_effect and not programme.lasting_days:
        words = "must be more than 0 where there is an after_effect, which otherwise never lasts"
        yield Finding(((*path, "lasting_days"), (*path, "after_effect")), words)
    asks_record = programme.recorded_offences != type(programme).model_fields["recorded_offences"].default
    if asks_record and "record" not in programme.referred_from:
        words = "asks nothing unless people are referred from record"
        yield Finding(((*path, "recorded_offences"), (*path, "referred_from")), words)
    if programme.detection_effect and programme.kind == "support":
        words = "must be 0 in a support programme, which draws no police attention to anybody"
        yield Finding(((*path, "detection_effect"), (*path, "kind")), words)
    yield from _school(path, programme)
    if "prison" in programme.referred_from and programme.in_prison == "leaves":
        words = "must be stays where people are referred from prison, which they otherwise leave at once"
        yield Finding(((*path, "in_prison"), (*path, "referred_from")), words)
