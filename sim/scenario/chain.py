"""Files and the files they extend."""

from __future__ import annotations

import os
from difflib import get_close_matches
from pathlib import Path, PureWindowsPath

from sim.scenario.characters import MAX_BYTES
from sim.scenario.document import read_document
from sim.scenario.faults import UnreadableError, excerpt
from sim.scenario.layer import Layer, read_layer
from sim.scenario.problems import Problem
from sim.scenario.unknown import DESCRIBES_AREA

MAX_CHAIN = 8
SUFFIXES = (".yaml", ".yml")
ROOT_FOLDER = "scenarios"
ROOT_MARKS = ("pyproject.toml", ".git")


class WrongBaseError(Exception):
    """A file that cannot be extended, and the one that was probably meant."""

    def __init__(self, message: str, nearest: str | None = None) -> None:
        super().__init__(message)
        self.nearest = nearest


class Shelf:
    """The files read so far, each once, with what is wrong in those that cannot be read."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._layers: dict[Path, Layer | None] = {}
        self._order: list[str] = []

    def layer(self, path: Path, shown: str) -> Layer | None:
        """Read one file; None if it cannot be read, which is noted."""
        real = Path(os.path.realpath(path))
        if real not in self._layers:
            self._order.append(shown)
            self._layers[real] = self._read(real, shown)
        return self._layers[real]

    def chain(self, path: Path) -> list[Layer] | None:
        """Return the file at ``path`` and all it extends, base first; None if one of them cannot be used."""
        shown = path.as_posix()
        layer = self.layer(path, shown)
        layers, seen = [layer] if layer else [], [Path(os.path.realpath(path))]
        root = tree_of(seen[0])
        while layer is not None and not layer.is_base:
            if layer.extends is None:
                return None  # what stands there is no text, which is noted
            try:
                target = _target(layer.extends, seen, root)
            except WrongBaseError as error:
                given, nearest = excerpt(layer.extends), error.nearest
                layer.problem(layer.extends_at, ("extends",), str(error), given=given, nearest=nearest)
                return None
            seen.append(target)
            shown = _shown(shown, layer.extends)
            layer = self.layer(target, shown)
            if layer:
                _on_its_own_kind(layers[-1], layer)
                layers.append(layer)
        return None if layer is None else layers[::-1]

    def layers(self) -> list[Layer]:
        """Return every file that could be read."""
        return [layer for layer in self._layers.values() if layer]

    def everything(self) -> list[Problem]:
        """Every problem of every file once: in the order of the files, then of their lines."""
        found = [problem for layer in self.layers() for problem in layer.problems]
        unique = dict.fromkeys(self.problems + found)
        return sorted(unique, key=lambda p: (self._order.index(p.file), p.line, p.column))

    def _read(self, real: Path, shown: str) -> Layer | None:
        try:
            if not real.is_file():
                words = "is not a file" if real.exists() else "there is no such file"
                raise OSError(words)
            with real.open("rb") as file:
                raw = file.read(MAX_BYTES + 1)
            return read_layer(shown, read_document(raw))
        except UnreadableError as error:
            fault = error.fault
            problem = Problem(shown, fault.line, fault.column, fault.path, fault.message, fault.given)
            self.problems.append(problem)
        except OSError as error:
            self.problems.append(Problem(shown, 1, 1, "", error.strerror or str(error)))
        return None


def unfit_to_extend(scenario: Path, place: Path) -> str:
    """Why a file at ``place``, which need not be there yet, could not extend a scenario; else nothing."""
    chain = Shelf().chain(scenario)
    if chain is None:
        return "cannot be read"
    seen = [Path(os.path.realpath(place))]
    root = tree_of(seen[0])
    try:
        for layer in reversed(chain):
            real = os.path.realpath(layer.file)
            seen.append(_target(Path(os.path.relpath(real, seen[-1].parent)).as_posix(), seen, root))
    except (WrongBaseError, ValueError) as error:  # the latter if they lie on different drives
        return str(error)
    return ""


def _on_its_own_kind(layer: Layer, extended: Layer) -> None:
    """Note in ``layer``, if it describes the area, that what it extends does not."""
    if layer.describes_area and not extended.describes_area:
        words = f"a file with `{DESCRIBES_AREA}` must extend one that describes the area itself"
        layer.problem(layer.extends_at, ("extends",), words, given=layer.extends)


def tree_of(path: Path) -> Path:
    """Return the folder that the files a scenario extends must lie in.

    It is the nearest folder above ``path`` that is called ``scenarios`` or is the top of a project; without
    either, the folder of the file itself. Where the folder ``scenarios`` stands at the top of a project, or
    of the copies that are kept of one, it is that top: areas are also described in other folders of it.
    """
    for folder in path.parents:
        if _is_mark(folder):
            return folder.parent if folder.name == ROOT_FOLDER and _is_mark(folder.parent) else folder
    return path.parent


def _is_mark(folder: Path) -> bool:
    return folder.name == ROOT_FOLDER or any((folder / mark).exists() for mark in ROOT_MARKS)


def _target(text: str, seen: list[Path], root: Path) -> Path:
    """Return the file called ``text`` in the last file of ``seen``; raises ``WrongBaseError``."""
    if PureWindowsPath(text).drive or text.startswith(("/", "~")) or "\\" in text or "\0" in text:
        raise WrongBaseError("must be written from this file on, with /, such as ../suffolk/baseline.yaml")
    if not text.endswith(SUFFIXES):
        raise WrongBaseError("must be a scenario file, whose name ends in .yaml")
    target = Path(os.path.realpath(seen[-1].parent / text))
    if not target.is_relative_to(root):
        raise WrongBaseError(f"must be a file inside the folder {root.name}")
    if target in seen:
        names = " -> ".join(path.name for path in [*seen[seen.index(target) :], target])
        raise WrongBaseError(f"goes round in a circle: {names}")
    if len(seen) >= MAX_CHAIN:
        raise WrongBaseError(f"more than {MAX_CHAIN} files extend one another")
    try:
        if target.is_file():
            return target
        words = "is not a file" if target.exists() else "there is no such file"
        raise WrongBaseError(words, _nearest(target, seen))
    except OSError as error:
        raise WrongBaseError(f"cannot be read: {error.strerror}") from None


def _nearest(target: Path, seen: list[Path]) -> str | None:
    """Return the name of the file beside ``target`` that was probably meant."""
    if not target.parent.is_dir():
        return None
    names = (path.name for path in target.parent.iterdir() if path not in seen and path.suffix in SUFFIXES)
    near = get_close_matches(target.name, sorted(set(names) - {target.name}), 1)
    return near[0] if near else None


def _shown(shown: str, text: str) -> str:
    return Path(os.path.normpath(Path(shown).parent / text)).as_posix()
