"""Day 0: people in prison, open cases and dated histories, drawn to match the stocks of the area."""

from __future__ import annotations

from math import log

import numpy as np

from sim import clock
from sim.agencies.pathway import Pathway
from sim.draws import fold
from sim.engine.case import Case, Offence
from sim.engine.world import World
from sim.model.disposals import Disposal
from sim.model.events import OFFENCE, SANCTION, Stage
from sim.model.history import Past
from sim.model.marks import Mark, draw_marks, run_of_marks

_PRISON_MARKS = 66
"""Label of the marks of the sentence a prisoner of day 0 serves, below the person's key."""
_PRISON_IDENTITY = 1 << 50
"""Ids of cases that ended in prison before day 0 lie above those of all offences."""


def open_on_day_zero(world: World, pathway: Pathway) -> None:
    """Put the past into the ledger, and people and cases where they stood."""
    past = world.past
    _write_history(world, past)
    in_prison = _fill_prison(world, pathway, past)
    _open_cases(world, pathway, past, in_prison)


def _write_history(world: World, past: Past) -> None:
    """Offences and sanctions of the three years before day 0, with their (negative) days."""
    offence, sanction = world.ledger.recorder(OFFENCE), world.ledger.recorder(SANCTION)
    earlier = past.attributed
    ids = world.fate.people.id[earlier.row].tolist()
    times, types, names = earlier.time.tolist(), earlier.type.tolist(), earlier.id.tolist()
    for row in zip(times, ids, names, types, strict=True):
        offence(row)
    days = past.sanction_day.tolist()
    for place in np.flatnonzero(past.proven).tolist():
        name = names[place]
        sanction((days[place], ids[place], name, name, times[place], types[place], Disposal.FINE))


def _fill_prison(world: World, pathway: Pathway, past: Past) -> frozenset[int]:
    rows = past.prisoners.tolist()
    sentences = zip(
        rows, past.residual_days.tolist(), past.term_days.tolist(), past.prison_types.tolist(), strict=True
    )
    for row, residual, term, offence_type in sentences:
        offender = world.lives.of(row)
        key = int(world.fate.people.key[row])
        own = np.array([fold(key, _PRISON_MARKS)], dtype=np.uint64)
        marks = run_of_marks(draw_marks(own))
        before = Offence(_PRISON_IDENTITY + offender.id, offence_type, -1.0, key, marks)
        case = Case(offender, before, int(world.fate.people.district[row]))
        case.exit = Disposal.CUSTODY
        pathway.set_out(case, pathway.prison.serve_remainder(case, residual, term))
    return frozenset(rows)


def _open_cases(world: World, pathway: Pathway, past: Past, in_prison: frozenset[int]) -> None:
    """Each attributed offence of the last year may be an open case; people in prison have none."""
    opening = world.settings.opening
    shares = (
        (Stage.SUSPECT, opening.suspects),
        (Stage.BAIL, opening.bail),
        (Stage.RELEASED_UNDER_INVESTIGATION, opening.released_under_investigation),
        (Stage.MAGISTRATES, opening.magistrates),
        (Stage.CROWN, opening.crown),
    )
    earlier = past.attributed
    here = world.fate.people.gone[earlier.row] > 0
    recent = (earlier.time >= -clock.DAYS_PER_YEAR) & ~past.proven & here
    for place in np.flatnonzero(recent).tolist():
        row = int(earlier.row[place])
        if row in in_prison:
            continue
        chance = float(past.marks[place, Mark.OPENING])
        for stage, share in shares:
            if chance < share:
                _open_case(world, pathway, past, place, stage)
                break
            chance -= share


def _open_case(world: World, pathway: Pathway, past: Past, place: int, stage: Stage) -> None:
    earlier = past.attributed
    row = int(earlier.row[place])
    marks = run_of_marks(past.marks[place])
    offence = Offence(
        int(earlier.id[place]),
        int(earlier.type[place]),
        float(earlier.time[place]),
        int(earlier.key[place]),
        marks,
    )
    case = Case(world.lives.of(row), offence, int(world.fate.people.district[row]))
    world.open(case)
    days = -log(marks[Mark.OPENING_RESIDUAL]) * _mean_days(world, case, stage)
    pathway.on_day_zero(case, stage, days)


def _mean_days(world: World, case: Case, stage: Stage) -> float:
    """Mean days a case found at a stage has still to wait there."""
    settings = world.settings
    if stage is Stage.SUSPECT:
        district, slow_days = list(settings.districts.values())[case.district], settings.suspects.slow_days
        slow = district.slow_share * slow_days
        quick = (1.0 - district.slow_share) * district.quick_days
        # hard-to-find suspects are over-represented among those outstanding at a moment
        hard = case.marks[Mark.HARD_TO_FIND] < slow / (slow + quick)
        return slow_days if hard else district.quick_days
    if stage is Stage.BAIL:
        return settings.bail.mean_days
    if stage is Stage.RELEASED_UNDER_INVESTIGATION:
        return settings.released_under_investigation.mean_days
    court = settings.courts.magistrates if stage is Stage.MAGISTRATES else settings.courts.crown
    return court.trial_wait_days
