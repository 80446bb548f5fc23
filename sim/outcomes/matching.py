"""Rows that belong together: equal keys get equal labels, and two lists are joined on a key."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.outcomes.rows import Ids

Key = NDArray[np.number[Any]]


def labels(*keys: Key) -> Ids:
    """A label from 0 for each row, the same where all the keys are the same; in the order of the keys."""
    order = np.lexsort(keys[::-1])
    differs = np.zeros(len(order), dtype=np.bool_)
    for key in keys:
        in_order = key[order]
        differs[1:] |= in_order[1:] != in_order[:-1]
    found = np.empty(len(order), dtype=np.int64)
    found[order] = np.cumsum(differs)
    return found


def first_of_each(order: Ids, label: Ids) -> Ids:
    """Of rows taken in an order that keeps equal labels together, the first of each label."""
    in_order = label[order]
    is_first = np.ones(len(order), dtype=np.bool_)
    is_first[1:] = in_order[1:] != in_order[:-1]
    return order[is_first]


def place_among_equals(label: Ids, times: Key) -> Ids:
    """For each row its place by time, from 0, among the rows with the same label."""
    order = np.lexsort((times, label))
    in_order = label[order]
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order)) - np.searchsorted(in_order, in_order)
    return place


def join(left: Key, right: Key) -> tuple[Ids, Ids]:
    """All pairs of a row on the left and a row on the right with the same key, as two arrays of rows."""
    order = np.argsort(right, kind="stable")
    in_order = right[order]
    begin = np.searchsorted(in_order, left, side="left")
    number = np.searchsorted(in_order, left, side="right") - begin
    before = np.cumsum(number) - number
    step = np.arange(int(number.sum())) - np.repeat(before, number)
    return np.repeat(np.arange(len(left)), number), order[np.repeat(begin, number) + step]
