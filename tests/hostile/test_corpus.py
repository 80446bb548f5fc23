"""Files that are hostile or clumsy: what is refused is told where an analyst would look, with what to do.

``expected.csv`` has a line for every problem of every file of the corpus: where the slip stands in the file,
found by reading it, and words that the message must have, parted by ``|``. A file without a place must be
accepted.
"""

from __future__ import annotations

import csv
import itertools
from pathlib import Path

import pytest

from tests.hostile.checked import CORPUS, LONGEST, PLACE, checked

Row = dict[str, str]


def read_table() -> dict[str, list[Row]]:
    with Path(__file__).with_name("expected.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: list(group) for name, group in itertools.groupby(rows, key=lambda row: row["file"])}


TABLE = read_table()
REFUSED = {name: rows for name, rows in TABLE.items() if rows[0]["line"]}
ACCEPTED = [name for name in TABLE if name not in REFUSED]


@pytest.fixture(autouse=True)
def _in_corpus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CORPUS)


def test_every_file_has_its_verdict() -> None:
    assert sorted(TABLE) == sorted(path.name for path in CORPUS.glob("*.yaml"))


def test_the_corpus_is_large() -> None:
    assert len(TABLE) >= 100
    assert len([name for name in REFUSED if name.startswith("slip-")]) >= 30


@pytest.mark.parametrize("name", ACCEPTED)
def test_accepted(name: str) -> None:
    verdict = checked(name)
    assert (verdict.code, verdict.lines) == (0, ())
    assert verdict.seconds < LONGEST


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    verdict = checked(name)
    assert verdict.code == 2
    assert verdict.seconds < LONGEST
    found = [PLACE.fullmatch(line) for line in verdict.lines]
    places = sorted((match["file"], int(match["line"]), int(match["column"])) for match in found if match)
    rows = REFUSED[name]
    expected = [(row["problem_in"] or name, int(row["line"]), int(row["column"])) for row in rows]
    assert places == sorted(expected), verdict.lines
    for row, (file, line, column) in zip(rows, expected, strict=True):
        told = next(text for text in verdict.lines if text.startswith(f"{file}:{line}:{column}: "))
        assert [words for words in row["words"].split("|") if words not in told] == []
    # nothing that a terminal obeys, and nothing that fills it
    assert [line for line in verdict.lines if not line.isprintable() or len(line) > 1_000] == []


def test_nothing_of_a_file_is_carried_out() -> None:
    before = sorted(path.name for path in CORPUS.iterdir())
    for name in [name for name in TABLE if name.startswith("tag-")]:
        checked(name)
    assert sorted(path.name for path in CORPUS.iterdir()) == before


def test_problems_of_several_files_come_at_once() -> None:
    verdict = checked(
        "slip-per-cent.yaml", "slip-several-at-once.yaml", "tab-indent.yaml", "utf-16-with-bom.yaml"
    )
    found = [PLACE.fullmatch(line) for line in verdict.lines]
    files = [match["file"] for match in found if match]
    assert files == [
        "slip-per-cent.yaml",
        *["slip-several-at-once.yaml"] * 8,
        "tab-indent.yaml",
        "utf-16-with-bom.yaml",
    ]
