"""From scenario files to scenarios, with every problem of every file in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import ValidationError

from sim.evidence.register import load_register
from sim.scenario.chain import Shelf
from sim.scenario.consistency import Finding, consistency
from sim.scenario.fields import NEEDED_MAPS
from sim.scenario.headroom import headroom
from sim.scenario.layer import Layer
from sim.scenario.places import Evidence, missing, open_entry, places, strangers, unfinished, usual
from sim.scenario.problems import MOST_SHOWN, Problem, ScenarioError
from sim.scenario.reasons import day_zero, missing_reasons
from sim.scenario.scenario import Phase, Scenario
from sim.scenario.selection import selection
from sim.scenario.timeline import Timeline

MOST_DAYS = 150
"""Days on which settings may change in one scenario, day 0 included: 25 a year."""


def read_scenario(path: Path, evidence: Evidence | None = None) -> Scenario:
    """Read one scenario and the files it extends.

    Parameters
    ----------
    path
        The scenario file.
    evidence
        The evidence as a tree of sections; the evidence table of desist if left out.

    Raises
    ------
    ScenarioError
        With every problem found, if there is any.
    """
    return read_scenarios([path], evidence)[0]


def read_scenarios(paths: Iterable[Path], evidence: Evidence | None = None) -> list[Scenario]:
    """Read several scenarios, in the order given; raises as ``read_scenario``, also if two share a name."""
    rows: Evidence = load_register().tree() if evidence is None else evidence
    shelf = Shelf()
    scenarios: list[Scenario | None] = []
    names: dict[str, str] = {}
    for path in map(Path, paths):
        chain = shelf.chain(path)
        own = shelf.layer(path, path.as_posix())
        if own is not None:
            _unique_name(own, path.as_posix(), names, shelf)
        scenarios.append(_scenario(chain, rows, shelf) if chain else None)
    for layer in shelf.layers():
        day_zero(layer)
        missing_reasons(layer, rows)
    problems = shelf.everything()
    if problems:
        raise ScenarioError(problems)
    return [scenario for scenario in scenarios if scenario is not None]


def set_by_the_area(path: Path) -> dict[str, tuple[str, int]]:
    """Return the settings that hold from day 0 because a file sets them: file and line by dotted path.

    ``path`` is of a scenario that can be read; what it changes later is not among them.
    """
    chain = Shelf().chain(path) or []
    return {
        ".".join(entry.path): (layer.file, entry.line)
        for layer in chain
        if layer.describes_area
        for entry in layer.entries.values()
    }


def _unique_name(layer: Layer, shown: str, names: dict[str, str], shelf: Shelf) -> None:
    if layer.name and layer.name in names:
        message = f"two scenarios of one comparison share this name; the other is {names[layer.name]}"
        shelf.problems.append(Problem(layer.file, *layer.name_at, "name", message, layer.name))
    names.setdefault(layer.name, shown)


def _scenario(chain: Sequence[Layer], evidence: Evidence, shelf: Shelf) -> Scenario | None:
    base, own = chain[0], chain[-1]
    found = places(chain, evidence)
    missing(base, found, evidence)
    for layer in chain:
        strangers(layer, found)
        day_zero(layer)
    rows = {path: usual(evidence, path, leaf) for path, leaf in found.items()}
    if unfinished(chain, found, evidence) or _lacks_area(base):
        return None
    if any(
        rows[path] is None
        and path not in base.entries
        and (open_entry(path) in base.named or not open_entry(path))
        for path in found
    ):
        return None
    timeline = Timeline(rows, chain)
    if crowded := _crowded(timeline):
        shelf.problems.append(crowded)
        return None
    try:
        phases = timeline.phases()
    except ValidationError as error:
        shelf.problems.extend(_untranslated(base, error))
        return None
    shelf.problems.extend(_unfit(phases, timeline, chain))
    files = tuple(layer.file for layer in chain)
    title = own.title or own.name
    return Scenario(own.name, title, phases, timeline.audit(), files)


def _crowded(timeline: Timeline) -> Problem | None:
    """What is wrong where values change on so many days that the settings of each would fill the memory."""
    days = timeline.days()
    source = timeline.entry_of(days[MOST_DAYS]) if len(days) > MOST_DAYS else None
    if source is None:
        return None
    words = f"values must change on no more than {MOST_DAYS} days; here they change on {len(days):,}"
    entry = source.entry
    return Problem(source.file, entry.line, entry.column, ".".join(entry.path), words)


def _lacks_area(base: Layer) -> bool:
    """True if the base lists nothing in one of the maps that make an area."""
    return not all(any(path[:-1] == area for path in base.named) for area in NEEDED_MAPS)


def _unfit(phases: Sequence[Phase], timeline: Timeline, chain: Sequence[Layer]) -> Iterable[Problem]:
    """Settings that do not fit one another, each shown once, where the last file of the chain sets one."""
    refused = [problem.path for layer in chain for problem in layer.problems]
    told: dict[tuple[str, int, int, str], Problem] = {}
    for phase in phases:
        fit = (*consistency(phase.settings), *selection(phase.settings))
        for finding in (*fit, *headroom(phase.settings, phases[0].settings)):
            if not _rests_on(finding, refused):
                problem = _located(finding, phase.start, timeline, chain)
                told.setdefault((problem.file, problem.line, problem.column, problem.message), problem)
        if len(told) > MOST_SHOWN:
            break
    return told.values()


def _rests_on(finding: Finding, refused: Sequence[str]) -> bool:
    """True if a setting concerned was refused, so that its evidence stands in for it."""
    dotted = [".".join(path) for path in finding.paths]
    return any(path == other or other.startswith(path + ".") for path in dotted for other in refused)


def _located(finding: Finding, day: int, timeline: Timeline, chain: Sequence[Layer]) -> Problem:
    places = [place for path in finding.paths for place in timeline.set_below(path)]
    sources = [source for place in places if (source := timeline.source(place, day))]
    if not sources:
        path, file, line, column = finding.paths[0], chain[0].file, 1, 1
    else:
        last = max(source.depth for source in sources)
        mine = [source for source in sources if source.depth == last]
        first = min(mine, key=lambda source: (source.entry.line, source.entry.column))
        path, file, line, column = first.entry.path, first.file, first.entry.line, first.entry.column
        if finding.part is not None:
            line, column = first.entry.parts[finding.part]
    told = (finding.message, finding.given, finding.allowed, finding.nearest)
    return Problem(file, line, column, ".".join(path), *told)


def _untranslated(base: Layer, error: ValidationError) -> Iterable[Problem]:
    """A value that passed our own checks and not the model's: told by its place alone."""
    for detail in error.errors(include_url=False, include_context=False):
        path, given = ".".join(str(part) for part in detail["loc"]), str(detail["input"])[:60]
        yield Problem(base.file, 1, 1, path, "has a value that the model cannot use", given)
