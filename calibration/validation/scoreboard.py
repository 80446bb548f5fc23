"""The scoreboard: every quantity of the source documents, and what has become of it in the model.

A quantity is one of: put in (a setting, or a fact whose role is input), fitted, predicted, a claim to be
examined, or out of scope with the reason. What has a fact takes its role from there.
"""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from calibration.published.facts import Fact, Facts, Role
from calibration.published.strict import Section, StrictFile
from calibration.validation.validate import Check, number_said, published_said
from sim import clock
from sim.report.scoreboard_figure import Mark
from sim.scenario.reader import read_scenario
from sim.scenario.scenario import Scenario
from sim.scenario.section import setting_at

QUANTITIES = Path(__file__).parents[1] / "facts" / "quantities.yaml"
SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
OUT_OF_SCOPE = "out of scope"
ROLES = (*(role.value for role in Role), OUT_OF_SCOPE)
"""What a quantity can be, in the order in which they are counted."""

_NEEDED = ("id", "label", "published", "locator")
_ELSEWHERE = "scenario"
NOT_THERE = "nothing"
"""What stands for a setting that an area does not have."""
ROUNDING = 1e-9


@dataclass(frozen=True)
class Quantity:
    """One figure, date or rule of a source document."""

    id: str
    label: str
    published: str
    """As published, in words or figures."""
    document: str
    locator: str
    fact: str | None
    """Fact that holds it against the model."""
    setting: tuple[str, ...]
    """Settings into which it was put; empty if it was not."""
    reason: str | None
    """Why it is out of scope."""
    scenario: str | None = None
    """Shipped file whose settings these are, where it is of another area or time than what is validated."""

    def role(self, facts: Facts) -> str:
        """What has become of it: one of ``ROLES``."""
        if self.fact is not None:
            return next(each.role.value for each in facts if each.id == self.fact)
        return Role.INPUT.value if self.setting else OUT_OF_SCOPE


def load_quantities(facts: Facts, path: Path = QUANTITIES) -> list[Quantity]:
    """Read the list, by document.

    Raises
    ------
    CalibrationFileError
        With everything that is wrong in it, by line and column.
    """
    file = StrictFile.read(path)
    top, known, taken = file.top(), {fact.id: fact for fact in facts}, set[str]()
    found = [
        _quantity(entry, document.text, known, taken)
        for document, _ in file.root.items
        for entry in top.sections(document.text)
    ]
    file.refuse_if_wrong()
    return found


def _quantity(entry: Section, document: str, facts: Mapping[str, Fact], taken: set[str]) -> Quantity:
    """One quantity; what could not be read, and is noted, is empty in it."""
    entry.one_of("fact", "setting", "reason")
    entry.only(_NEEDED, ("fact", "reason", "setting", *((_ELSEWHERE,) if "setting" in entry else ())))
    id, label, locator = entry.own_name("id", taken), entry.text("label"), entry.text("locator")
    fact = entry.known("fact", facts, "fact")
    return Quantity(
        id or "", label or "", entry.as_written("published") or "", document, locator or "",
        fact.id if fact else None, entry.names("setting") or (), entry.text("reason"), entry.text(_ELSEWHERE),
    )  # fmt: skip


def as_put_in(quantity: Quantity, scenario: Scenario) -> str:
    """What the scenario has in the quantity's settings, in the last days of the year compared.

    What was put into another area's scenario is read there, on the first measured day.
    """
    if quantity.scenario is None:
        settings = scenario.at(clock.year_start(clock.VALIDATION_YEAR + 1) - 1)
    else:
        settings = _other(SCENARIOS / quantity.scenario).at(clock.FIRST_MEASURED_DAY)
    return ", ".join(_said(setting_at(settings, path)) for path in quantity.setting)


@cache
def _other(path: Path) -> Scenario:
    return read_scenario(path)


def _said(value: object) -> str:
    if value is None:
        return NOT_THERE
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return ", ".join(map(_said, value))
    return f"{value:.12g}" if isinstance(value, int | float) else str(value)


def differs(quantity: Quantity, scenario: Scenario) -> bool:
    """Whether a setting is not what was published: numbers and dates are compared, other words are not."""
    published = [part.strip() for part in quantity.published.split(",")]
    put_in = as_put_in(quantity, scenario).split(", ")
    return NOT_THERE in put_in or (
        len(published) == len(put_in)
        and any(not _same(one, other) for one, other in zip(published, put_in, strict=True))
    )


def _same(published: str, put_in: str) -> bool:
    try:
        return abs(float(published) - float(put_in)) <= ROUNDING
    except ValueError:
        return published == put_in


def counts(quantities: Sequence[Quantity], facts: Facts) -> dict[str, int]:
    """How many quantities have each role, in the order of ``ROLES``."""
    roles = [quantity.role(facts) for quantity in quantities]
    return {role: roles.count(role) for role in ROLES}


COLUMNS = ("document", "locator", "quantity", "published", "role", "model", "where")
_WIDTH = 110


def scoreboard_table(
    quantities: Sequence[Quantity], facts: Facts, checks: Sequence[Check], scenario: Scenario
) -> pd.DataFrame:
    """One row a quantity, in ``COLUMNS``; ``where`` names the fact or settings, or says why there is none."""
    by_fact = {each.fact.id: each for each in checks}
    rows = []
    for each in quantities:
        model, where = "", each.reason or ""
        if each.fact is not None:
            model, where = number_said(by_fact[each.fact].model.mean), f"fact {each.fact}"
        elif each.setting:
            model, where = as_put_in(each, scenario), f"setting {', '.join(each.setting)}{_file_said(each)}"
        rows.append((each.document, each.locator, each.label, each.published, each.role(facts), model, where))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def scoreboard_text(quantities: Sequence[Quantity], facts: Facts, scenario: Scenario) -> str:
    """How many quantities have each role, those that are put in, and those that are out of scope and why."""
    number = counts(quantities, facts)
    said = ", ".join(f"{count} {role}" for role, count in number.items())
    lines = [f"All {len(quantities)} quantities of the source documents: {said}.", _beside(quantities, facts)]
    lines += ["", "Put in:"]
    put_in = [each for each in quantities if each.setting]
    lines += [_line(f"{each.label}: {_put_in_said(each, scenario)}") for each in put_in]
    lines += ["", "Out of scope:"]
    outside = [each for each in quantities if each.role(facts) == OUT_OF_SCOPE]
    lines += [_line(f"{each.label} ({each.published}): {each.reason}") for each in outside]
    return "\n".join(lines) + "\n"


def _beside(quantities: Sequence[Quantity], facts: Facts) -> str:
    """How many facts of other publications there are, so that the sums of the two lists agree."""
    named = {each.fact for each in quantities}
    others = [fact.role.value for fact in facts if fact.id not in named]
    said = ", ".join(f"{others.count(role.value)} {role.value}" for role in Role if role.value in others)
    return f"Beside them stand {len(others)} published facts that none of these documents has: {said}."


def _put_in_said(quantity: Quantity, scenario: Scenario) -> str:
    if quantity.scenario is not None:
        return f"{quantity.published}{_file_said(quantity)}"
    if differs(quantity, scenario):
        return f"{as_put_in(quantity, scenario)} in this scenario, published {quantity.published}"
    return quantity.published


def _file_said(quantity: Quantity) -> str:
    return f" (scenarios/{quantity.scenario})" if quantity.scenario is not None else ""


def _line(text: str) -> str:
    return textwrap.fill(text, _WIDTH, initial_indent="  ", subsequent_indent="    ")


def marks(checks: Sequence[Check]) -> list[Mark]:
    """Facts on a scale of their tolerances, but for those of which a run says nothing."""
    return [
        Mark(
            each.fact.label, each.fact.unit, published_said(each.fact), number_said(each.model.mean),
            *(_in_tolerances(each.fact, value) for value in each.model),
        )
        for each in checks
        if np.isfinite(each.model.mean)
    ]  # fmt: skip


def _in_tolerances(fact: Fact, value: float) -> float:
    """How far a value lies from what is published, in tolerances on its side."""
    if value > fact.published_high:
        return (value - fact.published_high) / _or_all(fact.allowed_high - fact.published_high, fact)
    if value < fact.published_low:
        return (value - fact.published_low) / _or_all(fact.published_low - fact.allowed_low, fact)
    return 0.0 if np.isfinite(value) else float("nan")


def _or_all(reach: float, fact: Fact) -> float:
    """The tolerance, or half of the published range where it has none beyond that."""
    return reach or (fact.published_high - fact.published_low) / 2
