"""The network as a small loop over arrays, which compiles: about the least that it can cost.

Written in the part of Python that numba compiles; it also runs uncompiled, which is how it is tested.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib import import_module
from types import FunctionType
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from benchmarks.network.plan import Flags, Floats, Marks, Places, Waits, draw

Ints: TypeAlias = NDArray[np.int64]

_CELLS, _MAGISTRATES, _CROWN = 0, 1, 2
"""What is queued for; on the agenda, the end of a stay there."""
_FOUND, _BAIL, _NAMED, _NOTHING = 3, 4, 5, 6
"""What else can be due, or follow."""
_WARM_UP = 200


def push(days: Floats, codes: Ints, size: int, day: float, code: int) -> int:
    """Put an event on the agenda, a heap in two arrays; returns its new size."""
    place = size
    while place > 0:
        above = (place - 1) >> 1
        if days[above] <= day:
            break
        days[place] = days[above]
        codes[place] = codes[above]
        place = above
    days[place] = day
    codes[place] = code
    return size + 1


def pop(days: Floats, codes: Ints, size: int) -> int:
    """Take the first event off the agenda; returns its new size. The caller has read it already."""
    size -= 1
    day, code = days[size], codes[size]
    place = 0
    while True:
        below = 2 * place + 1
        if below >= size:
            break
        if below + 1 < size and days[below + 1] < days[below]:
            below += 1
        if day <= days[below]:
            break
        days[place] = days[below]
        codes[place] = codes[below]
        place = below
    days[place] = day
    codes[place] = code
    return size


def following(due: int, bailed: bool, charged: bool, to_crown: bool) -> int:
    """What follows for somebody after what was due."""
    if due == _FOUND:
        return _CELLS
    if due == _CELLS and bailed:
        return _BAIL
    if due in (_CELLS, _BAIL):
        return _MAGISTRATES if charged else _NOTHING
    return _CROWN if due == _MAGISTRATES and to_crown else _NOTHING


def live(
    gap: Floats,
    pursuit: Floats,
    stay: Floats,
    bail: Floats,
    bailed: Flags,
    charged: Flags,
    to_crown: Flags,
    capacity: Ints,
) -> tuple[Floats, Ints, int]:
    """See everybody through to the end.

    ``stay``: days in a cell, in the magistrates' court and in the Crown Court, one row each, in the order of
    ``capacity``. Returns the waits for each in the same rows, how many of them there are, and how many were
    bailed.
    """
    suspects = len(gap)
    days, codes, size = np.empty(suspects + 1), np.empty(suspects + 1, np.int64), 0
    lines, first, last = np.empty((3, suspects), np.int64), np.zeros(3, np.int64), np.zeros(3, np.int64)
    asked, free = np.empty(suspects), capacity.copy()
    waits, served, on_bail = np.empty((3, suspects)), np.zeros(3, np.int64), 0
    size = push(days, codes, size, gap[0], _NAMED)
    while size > 0:
        now, number, due = days[0], codes[0] // 8, codes[0] % 8
        size = pop(days, codes, size)
        if due == _NAMED:
            if number + 1 < suspects:
                size = push(days, codes, size, now + gap[number + 1], (number + 1) * 8 + _NAMED)
            size = push(days, codes, size, now + pursuit[number], number * 8 + _FOUND)
            continue
        if due <= _CROWN:  # a place is left: the first in line has it, or nobody
            if first[due] < last[due]:
                other = lines[due, first[due]]
                first[due] += 1
                waits[due, served[due]] = now - asked[other]
                served[due] += 1
                size = push(days, codes, size, now + stay[due, other], other * 8 + due)
            else:
                free[due] += 1
        wants = following(due, bailed[number], charged[number], to_crown[number])
        if wants == _BAIL:
            on_bail += 1
            size = push(days, codes, size, now + bail[number], number * 8 + _BAIL)
        elif wants <= _CROWN and free[wants] > 0:
            free[wants] -= 1
            waits[wants, served[wants]] = 0.0
            served[wants] += 1
            size = push(days, codes, size, now + stay[wants, number], number * 8 + wants)
        elif wants <= _CROWN:
            asked[number] = now
            lines[wants, last[wants]] = number
            last[wants] += 1
    return waits, served, on_bail


def run(marks: Marks, places: Places) -> tuple[float, Waits]:
    """CPU seconds and what was found, uncompiled."""
    return _timed(live, marks, places)


def run_compiled(marks: Marks, places: Places) -> tuple[float, Waits]:
    """CPU seconds, without those to compile, and what was found.

    Raises ``ModuleNotFoundError`` without numba.
    """
    compiled = _compiled()
    _timed(compiled, draw(_WARM_UP, seed=0), places)
    return _timed(compiled, marks, places)


def _compiled() -> Callable[..., Any]:
    """The loop, compiled by numba, with all that it calls."""
    numba = import_module("numba")
    called = {part.__name__: numba.njit(part) for part in (push, pop, following)}
    loop: Callable[..., Any] = numba.njit(FunctionType(live.__code__, {**globals(), **called}))
    return loop


def _timed(loop: Callable[..., Any], marks: Marks, places: Places) -> tuple[float, Waits]:
    stay = np.stack([marks.detention, marks.magistrates, marks.crown])
    capacity = np.array([places.cells, places.magistrates, places.crown], dtype=np.int64)
    began = time.process_time()
    waits, served, on_bail = loop(
        marks.gap, marks.pursuit, stay, marks.bail, marks.bailed, marks.charged, marks.to_crown, capacity
    )
    seconds = time.process_time() - began
    found = [row[:many].tolist() for row, many in zip(waits, served, strict=True)]
    return seconds, Waits(found[0], found[1], found[2], int(on_bail))
