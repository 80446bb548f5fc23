"""The folder of a study under way: what was asked, its scenario files, and each replication that is finished.

It stands beside the folder that the results will have, as ``NAME.unfinished``, and goes when they are there.
Each replication is a file of its own, written whole; a row of the ledger with its SHA-256 is added after.
What has no row, or does not agree with it, is done again. All is plain text; nothing is ever unpickled.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from sim.errors import DesistError, StoppedError
from sim.experiment.asked import Asked, asked_from_json, asked_to_json
from sim.experiment.durable import append_line, write_whole

ENDING = ".unfinished"
SCENARIOS = "scenarios"
"""Copies of the scenario files, in folders as they lay, and of the ensemble if there is one."""
_ASKED, _FINISHED, _REPLICATIONS, _LOCK = "asked.json", "finished.jsonl", "replications", "lock"

Tell = Callable[[str], None]
"""Told what a person should know: a damaged file, and what was done about it."""


def unfinished_folder(results: Path) -> Path:
    """Where the work for the results in a folder is kept; the same for the work folder itself."""
    return results if results.name.endswith(ENDING) else results.with_name(results.name + ENDING)


def results_folder(folder: Path) -> Path:
    """The folder that the results will have."""
    return folder.with_name(folder.name.removesuffix(ENDING))


class Unfinished:
    """A study under way; made by ``begin`` or ``go_on``, which hold its lock."""

    def __init__(self, folder: Path, asked: Asked, tell: Tell) -> None:
        self.folder = folder
        self.asked = asked
        self.tell = tell

    @property
    def results(self) -> Path:
        """The folder that the results will have."""
        return results_folder(self.folder)

    def kept(self) -> dict[int, Any]:
        """What is kept of each replication; what is damaged is set aside, and told."""
        rows = self._rows()
        found = {number: content for number in sorted(rows) if (content := self._read(number, rows[number]))}
        lines = [_row(self.asked, number, rows[number]) + "\n" for number in found]
        with self.explained():
            write_whole(self.folder / _FINISHED, "".join(lines).encode())
        return found

    def has_any(self) -> bool:
        """Whether any replication is finished."""
        return (self.folder / _FINISHED).is_file() and (self.folder / _FINISHED).stat().st_size > 0

    def keep(self, replication: int, content: Any) -> None:
        """Write a finished replication, and then its row.

        Raises
        ------
        StoppedError
            If the disk is full or cannot be written to; what was kept before stays.
        """
        raw = (json.dumps(content, allow_nan=False, separators=(",", ":")) + "\n").encode()
        digest = hashlib.sha256(raw).hexdigest()
        with self.explained():
            write_whole(self._path(replication), raw)
            append_line(self.folder / _FINISHED, _row(self.asked, replication, digest))

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Say what a disk that cannot be written to means for the study."""
        try:
            yield
        except OSError as error:
            raise StoppedError(
                f"{error.filename or self.folder} could not be written: {error.strerror or error}"
            ) from None

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """When it ends early: say how to go on with it, or leave nothing behind if nothing was finished."""
        try:
            yield
        except BaseException as error:
            if isinstance(error, StoppedError) or self.has_any():
                self.tell(
                    f"What is finished is kept in {self.folder}. Go on with: desist resume {self.results}"
                )
            else:
                self.remove()
            raise

    def remove(self) -> None:
        """Take the folder away: the results are where they belong."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _rows(self) -> dict[int, str]:
        """SHA-256 of each replication that has a row of this study; rows of another are left out."""
        try:
            lines = (self.folder / _FINISHED).read_bytes().splitlines()
        except FileNotFoundError:
            return {}
        found = {}
        for line in lines:
            try:
                row = json.loads(line)
                number, digest = int(row["replication"]), str(row["sha256"])
                if row["key"] != self.asked.key(number):
                    raise ValueError
            except (ValueError, KeyError, TypeError):
                self.tell("a row of the ledger is damaged or of another study: its replication is done again")
                continue
            found[number] = digest
        return found

    def _read(self, number: int, digest: str) -> Any:
        path = self._path(number)
        try:
            raw = path.read_bytes()
        except OSError as error:
            self.tell(f"replication {number} cannot be read ({error.strerror}): it is done again")
            return None
        if hashlib.sha256(raw).hexdigest() != digest:
            aside = path.with_name(path.name + ".damaged")
            os.replace(path, aside)
            self.tell(f"replication {number} is damaged: it is done again, and the file set aside as {aside}")
            return None
        return json.loads(raw)

    def _path(self, replication: int) -> Path:
        return self.folder / _REPLICATIONS / f"{replication:06d}.json"


@contextmanager
def begin(results: Path, asked: Asked, sources: Mapping[str, bytes], tell: Tell) -> Iterator[Unfinished]:
    """Begin a study, or go on with the same one where it was left.

    Parameters
    ----------
    results
        The folder that the results will have.
    asked
        What is asked; must be what was asked if the study was begun before.
    sources
        Content of the scenario files by their paths below ``SCENARIOS``.
    tell
        Told of what was damaged.

    Raises
    ------
    DesistError
        If another study lies unfinished there, or somebody is at work on it.
    StoppedError
        If the folder cannot be written.
    """
    folder = unfinished_folder(results)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DesistError(f"{folder} cannot be made: {error.strerror}") from None
    with _locked(folder):
        work = Unfinished(folder, asked, tell)
        before = _read_asked(folder)
        if before is not None and before.key(0) != asked.key(0):
            raise DesistError(
                f"{folder} holds another study, not finished. Go on with it (desist resume {results}), "
                "remove the folder, or give another --out"
            )
        with work.explained():
            (folder / _REPLICATIONS).mkdir(exist_ok=True)
            for name, content in sources.items():
                target = folder / SCENARIOS / name
                target.parent.mkdir(parents=True, exist_ok=True)
                write_whole(target, content)
            write_whole(folder / _ASKED, _sealed(asked))
        with work.under_way():
            yield work


@contextmanager
def go_on(results: Path, tell: Tell) -> Iterator[Unfinished]:
    """Take up a study that was left unfinished; what is run of it then is to be ``under_way``.

    Whether it may be gone on with is looked at before: one that is refused stays as it lies.

    Raises
    ------
    DesistError
        If there is none, somebody is at work on it, or what was asked can no longer be read.
    """
    folder = unfinished_folder(results)
    if not folder.is_dir():
        done = results_folder(folder)
        state = "is finished" if (done / "manifest.json").is_file() else "was never begun"
        raise DesistError(f"nothing to go on with: {folder} is not there ({done} {state})")
    with _locked(folder):
        asked = _read_asked(folder)
        if asked is None:
            raise DesistError(
                f"what was asked cannot be read in {folder}: it is damaged. Give the command again, with "
                "the same --out; what is finished is kept"
            )
        yield Unfinished(folder, asked, tell)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise DesistError(
            f"somebody is at work in {folder} already: wait until that run has ended, or give another --out"
        ) from None
    except OSError as error:
        raise DesistError(f"{folder} cannot be written to: {error.strerror}") from None
    try:
        yield
    finally:
        lock.release()


def _sealed(asked: Asked) -> bytes:
    content = asked_to_json(asked)
    text = json.dumps({"asked": content, "sha256": _seal(content)}, indent=2)  # ASCII: a path may be no text
    return (text + "\n").encode()


def _read_asked(folder: Path) -> Asked | None:
    """What was asked; None if it was never written, or is damaged."""
    try:
        content = json.loads((folder / _ASKED).read_bytes())
        if content["sha256"] != _seal(content["asked"]):
            return None
        return asked_from_json(content["asked"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _seal(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _row(asked: Asked, replication: int, digest: str) -> str:
    return json.dumps({"replication": replication, "key": asked.key(replication), "sha256": digest})
