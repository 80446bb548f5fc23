"""A made-up evidence table and a made-up area, so that no test hangs on a published number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.scenario.fields import Branch, Item, Kind, Leaf, settings_tree
from sim.scenario.problems import ScenarioError
from sim.scenario.reader import read_scenarios
from sim.scenario.scenario import Scenario

BASE = """\
name: area
districts:
  why: the only district there is
  north: {share: 1, suites: [harbour], two_tier_from: 2022-03-07, \
arrest_posts: 9, quick_days: 20, slow_share: 0.1}
custody:
  suites:
    harbour: {}
"""
TABLES: dict[str, list[str]] = {
    "age_curve": ["age_17", "age_40"],
    "offences": ["shop_theft", "robbery"],
    "codes": ["1", "6a"],
    "suites": ["harbour", "elsewhere"],
    "districts": [],
    "offices": [],
    "programmes": [],
}
PINNED: dict[str, object] = {
    "constables": 8,
    "sergeants": 2,
    "cells": 30,
    "staffed_day": 16,
    "staffed_late": 18,
    "staffed_night": 14,
    "offending_effect": -0.1,
    "detection_effect": 0.2,
    "contact_hours": 1.5,
    "half_dose_hours": 1,
    "largest_dose": 1.0,
    "short_sentence_effect": 0.05,
    "supervision_effect": 0,
    "rate_multiplier": 1.4,
    "policy_cap": 2.2,
}


def _value(name: str, leaf: Leaf) -> object:
    if name in PINNED:
        return PINNED[name]
    if leaf.kind is Kind.DATE:
        return dt.date(2022, 3, 7)
    if leaf.kind is Kind.NUMBERS:
        return (1.0,) * 24
    if leaf.default is not None:
        return leaf.default
    if leaf.kind is Kind.WHOLE:
        return 100
    return max(0.1, (leaf.low or 0.0) + (1.0 if leaf.low else 0.0))


def _tree(name: str, item: Item) -> object:
    if isinstance(item, Leaf):
        return _value(name, item)
    if isinstance(item, Branch):
        return {part: _tree(part, child) for part, child in item.parts.items()}
    return {entry: _tree(entry, item.entry) for entry in TABLES[name]}


@pytest.fixture(scope="session")
def evidence() -> dict[str, object]:
    """A whole tree of evidence: 0.1 wherever that is allowed and nothing else is pinned."""
    tree = _tree("", settings_tree())
    assert isinstance(tree, dict)
    return {**tree, "ogrs3": {"intercept": 1.4}}


Read = Callable[..., list[Scenario]]
Problems = Callable[..., list[str]]


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, evidence: dict[str, object]) -> Read:
    """Write files (text or bytes by name, with the area's base.yaml) and read those named."""
    monkeypatch.chdir(tmp_path)

    def run(files: dict[str, str | bytes], *names: str) -> list[Scenario]:
        for name, content in {"base.yaml": BASE, **files}.items():
            path = Path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_scenarios([Path(name) for name in names or files], evidence)

    return run


@pytest.fixture
def problems(read: Read) -> Problems:
    """Read as above, and return the printed lines of all problems (none if there is none)."""

    def run(files: dict[str, str | bytes], *names: str) -> list[str]:
        try:
            read(files, *names)
        except ScenarioError as error:
            return str(error).split("\n")
        return []

    return run
