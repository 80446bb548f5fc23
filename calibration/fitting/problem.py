"""A problem of calibration: which values of which scenario are free, inferred from what, by how many runs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from calibration.fitting.free import FREE, Space, free_values
from calibration.published.components import Component, Kind
from calibration.published.facts import Fact, load_facts
from calibration.published.strict import Section, StrictFile, choice, number, whole
from calibration.published.targets import Targets, load_targets, part_of
from calibration.readings.catalogue import READINGS
from sim.errors import DesistError
from sim.evidence.register import Register, load_register
from sim.scenario.chain import Shelf
from sim.scenario.reader import read_scenario, set_by_the_area
from sim.scenario.replaced import ENTRANTS, STOCK
from sim.scenario.scenario import Scenario
from sim.scenario.section import setting_at
from sim.scenario.values import NAME

_MOST_WAVES, _MOST_REPLICATIONS = 20, 1_000
POPULATION = 1000
"""Points that the sampler moves: enough for the 5 and 95 per cent points of each value. The points of a wave
and the draws of an ensemble are taken from them."""
_LARGEST_CUTOFF = 10.0
_LARGEST_SEED = 2**31
_SIZES = ("seed", "waves", "points", "replications", "draws", "checks")
_NEEDED = ("name", "title", "scenario", "cutoff", *_SIZES)
OVERRIDE = "-fitted"
"""What the name of the override has after that of the problem."""
_MORE_THAN_PARAMETERS = 2
"""Points of a wave beyond the parameters: a level and a slope for each are taken out, and one is over."""
_DIFFERENCES_A_FIGURE = 5
"""Differences between runs at one point for each figure whose shared chance is read off from them.

The inverse of a covariance from so many overstates distances by a quarter; from as many as there are figures
it is useless.
"""


@dataclass(frozen=True)
class Problem:
    """All that decides a calibration."""

    name: str
    title: str
    area: str
    """Title of the scenario."""
    scenario: Path
    files: tuple[Path, ...]
    """The files that it names, apart from those of the scenario."""
    components: tuple[Component, ...]
    """What is compared; ``observed`` is not a number where the problem names readings instead of targets."""
    targets: Targets | None
    """The published targets; None where the problem names readings, for trials on known values."""
    space: Space
    """The free values, each over its range."""
    seed: int
    waves: int
    """Rounds of runs, each laid where the ones before leave something."""
    points: int
    """Points of the free values at which the model is run in each wave."""
    replications: int
    """Runs at each of them."""
    cutoff: float
    """Implausibility from which on a point is ruled out."""
    draws: int
    """Points drawn for the ensemble."""
    checks: int
    """Fresh runs, one at each of the first so many draws, that test what the emulators say."""
    fingerprint: str
    """SHA-256 of the file, its targets, its scenario and the evidence table, in hexadecimal."""

    @property
    def runs(self) -> int:
        """Runs of the model in all."""
        return self.waves * self.points * self.replications + self.checks


def read_problem(path: Path, register: Register | None = None) -> Problem:
    """Read a problem and all that it names.

    Raises
    ------
    DesistError
        With everything that is wrong in its file and in those that it names, by file, line and column.
    """
    register = register or load_register()
    file = StrictFile.read(path)
    top = file.top()
    top.only(_NEEDED, ("targets", "readings", "parameters"))
    name, title = _name(top), top.text("title")
    scenario, targets = top.read_named("scenario", read_scenario), top.read_named("targets", load_targets)
    if ("targets" in top) == ("readings" in top):
        file.wrong(top.node, "targets", "a problem needs either targets, a file, or readings, a list")
    place = top.named_file("scenario")
    if scenario and place:
        _describes_area(top, place)
    components = targets.components if targets else _readings(top)
    ids = _parameters(top, register, scenario, set_by_the_area(place) if scenario and place else {})
    sizes = _sizes(top, len(ids))
    _enough_runs(top, components, sizes)
    cutoff = top.number("cutoff", number(0, _LARGEST_CUTOFF, more_than_low=True))
    file.refuse_if_wrong()
    assert name is not None
    assert title is not None
    assert scenario is not None
    assert place is not None
    assert cutoff is not None
    parts = (scenario.fingerprint, register.fingerprint, targets.fingerprint if targets else "")
    return Problem(
        name, title, scenario.title, place, targets.files if targets else (), components, targets,
        Space(free_values(register, ids)), cutoff=cutoff, **sizes,
        fingerprint=hashlib.sha256(file.raw + "".join(parts).encode()).hexdigest(),
    )  # fmt: skip


def _name(top: Section) -> str | None:
    name = top.text("name")
    if name is not None and not NAME.fullmatch(name + OVERRIDE):
        top.wrong("name", "must be small letters, figures, - and _, at most 57, as it names a scenario")
    return name


def _describes_area(top: Section, scenario: Path) -> None:
    """Note a scenario that changes an area in place of describing it: fitted values hold from day 0."""
    chain = Shelf().chain(scenario)
    if chain and not chain[-1].describes_area:
        top.wrong(
            "scenario", "must describe the area itself, without `extends` or with `describes_area: yes`"
        )


def _readings(top: Section) -> tuple[Component, ...]:
    """Figures of a run with nothing published beside them."""
    if "readings" not in top:
        return ()
    facts = {fact.id: fact for fact in load_facts()}
    found = [each for entry in top.sections("readings") for each in _reading(entry, facts)]
    twice = {each.id for place, each in enumerate(found) if each.id in {one.id for one in found[:place]}}
    if twice:
        top.wrong("readings", f"'{min(twice)}' stands here a second time")
    return tuple(found)


def _reading(entry: Section, facts: Mapping[str, Fact]) -> list[Component]:
    said = entry.text("kind", choice(kind.value for kind in Kind))
    kind = Kind(said) if said else None
    if kind is Kind.DISTRIBUTION:
        entry.only(("parts", "of", "kind"))
        parts, entire = entry.names("parts") or (), entry.text("of")
        known = [_is_read(entry, "parts", part, place) for place, part in enumerate(parts)]
        if entire is None or not all([*known, _is_read(entry, "of", entire)]):
            return []
        return [
            part_of(part, f"{facts[part].label}, of {facts[entire].label.lower()}", entire, parts[:place])
            for place, part in enumerate(parts)
        ]
    entry.only(("reading", "kind"))
    reading = entry.text("reading")
    if kind is None or reading is None or not _is_read(entry, "reading", reading):
        return []
    unit = facts[reading].unit
    if ("per cent" in unit) != (kind is Kind.SHARE):
        entry.wrong("kind", f"does not go with '{reading}', which is in {unit}")
    return [Component(reading, facts[reading].label, kind, reading, float("nan"))]


def _is_read(entry: Section, key: str, reading: str, place: int | None = None) -> bool:
    if reading in READINGS:
        return True
    near = get_close_matches(reading, READINGS, 1)
    message = f"no run gives '{reading}'" + (f": did you mean {near[0]}?" if near else "")
    if place is None:
        entry.wrong(key, message)
    else:
        entry.wrong_name(key, place, message)
    return False


def _parameters(
    top: Section, register: Register, scenario: Scenario | None, fixed: Mapping[str, tuple[str, int]]
) -> tuple[str, ...]:
    """Ids of the free values; those usually fitted if the problem names none."""
    ids = (top.names("parameters") or ()) if "parameters" in top else FREE
    for place, id in enumerate(ids):
        message = "stands here a second time" if id in ids[:place] else _unfit(id, register, fixed)
        if message is None and scenario and setting_at(scenario.opening, id) is None:
            message = "is no setting of the scenario, so that freeing it would change nothing"
        if message:
            top.wrong_name("parameters", place, f"'{id}' {message}")
    return ids


def _unfit(id: str, register: Register, fixed: Mapping[str, tuple[str, int]]) -> str | None:
    """Why an id cannot be free, if so."""
    if id not in register.rows:
        near = get_close_matches(id, register.rows, 1)
        return "is no row of the evidence table" + (f": did you mean {near[0]}?" if near else "")
    for each in (id, STOCK) if id == ENTRANTS else (id,):
        if each in fixed:
            file, line = fixed[each]
            what = "is set" if each == id else f"brings '{each}' with it, which is set"
            return f"{what} in {file}, line {line}, so that freeing it would change nothing"
    try:
        free_values(register, (id,))
    except DesistError as error:
        return str(error).removeprefix(f"'{id}' ")
    return None


def _sizes(top: Section, parameters: int) -> dict[str, int]:
    """The whole numbers of the file; 0 for what is missing or wrong, which is noted."""
    bounds = {
        "seed": (0, _LARGEST_SEED),
        "waves": (1, _MOST_WAVES),
        "points": (parameters + _MORE_THAN_PARAMETERS, POPULATION),
        "replications": (2, _MOST_REPLICATIONS),
        "draws": (2, POPULATION),
        "checks": (1, POPULATION),
    }
    found = {name: int(top.number(name, whole(*ends)) or 0) for name, ends in bounds.items()}
    if 0 < found["draws"] < found["checks"]:
        top.wrong("checks", f"must be at most the {found['draws']} draws, as there is one fresh run at each")
    return found


def _enough_runs(top: Section, components: Sequence[Component], sizes: Mapping[str, int]) -> None:
    """Note where a wave could not tell the chance that the county's figures share."""
    figures, replications = sum(each.has_county_chance for each in components), sizes["replications"]
    wanted = _DIFFERENCES_A_FIGURE * figures
    if sizes["points"] and replications and sizes["points"] * (replications - 1) < wanted:
        least = -(-wanted // (replications - 1))
        top.wrong(
            "points",
            f"must be at least {least} with {replications} runs at each, to tell the chance that {figures} "
            "figures of the county share",
        )
