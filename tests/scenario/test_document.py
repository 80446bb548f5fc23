"""Hostile and merely odd YAML: refused with its place, quickly, and without building anything."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario import document
from sim.scenario.document import Mapping, Scalar, read_document
from sim.scenario.faults import Fault, UnreadableError


def fault(raw: bytes) -> tuple[int, int, str]:
    with pytest.raises(UnreadableError) as caught:
        read_document(raw)
    found = caught.value.fault
    return found.line, found.column, found.message


ANCHOR = "anchors (&name) are not read here: write the value out, or put text in quotes"
TAG = "tags (!name) are not read here: take it out, or put text in quotes"

UNREADABLE = {
    b"name: a\niom: &x {constables: 1}\n": (2, 6, ANCHOR),
    b"name: a\niom: *x\n": (
        2,
        6,
        "aliases (*name) are not read here: write the value out, or put text in quotes",
    ),
    b"name: !!str a\n": (1, 7, TAG),
    b"name: a\n---\nname: b\n": (2, 1, "a file holds one scenario: a second one begins here"),
    b"%YAML 1.1\n---\nname: a\n": (1, 1, "lines that begin with % are not read here: take them out"),
    b"name: a\n\tiom: 3\n": (2, 1, "a tab: use spaces"),
    b"name:\ta\n": (1, 6, "a tab: use spaces"),
    b"- a\n- b\n": (1, 1, "the file must hold keys and values, such as `name: my-scenario`"),
    b"": (1, 1, "the file must hold keys and values, such as `name: my-scenario`"),
    b"just words\n": (1, 1, "the file must hold keys and values, such as `name: my-scenario`"),
    b"? [a, b]\n: c\n": (1, 3, "a key must be a word, not a list or a mapping"),
    b"name: caf\xe9\n": (1, 10, "the file is not UTF-8 text: save it as UTF-8"),
    "name: a".encode("utf-16"): (1, 1, "the file is not UTF-8 text: save it as UTF-8"),
    "name: a".encode("utf-16-le"): (1, 2, "the file is not UTF-8 text: save it as UTF-8"),
    b"name: a\x1bb\n": (1, 8, "the file holds the character U+001B, which has no place in it: delete it"),
    b"name: a\niom: {constables: 1\n": (
        2,
        6,
        "a bracket is opened here and not closed, or a comma is missing in it",
    ),
    b"name: a\ntitle: 'x\n": (2, 8, "a quotation mark is opened and not closed"),
    b"name: a\niom: constables: 3\n": (
        2,
        16,
        "a colon cannot stand here: check the indent, or quote the text",
    ),
    b"iom:\n   constables: 3\n  sergeants: 1\n": (3, 3, "the indent does not fit the lines above"),
    b"title: @x\n": (1, 8, "a value cannot begin with @: put the text in quotes"),
    b"x" * 250_001: (1, 1, "the file is larger than 250 kB"),
}


@pytest.mark.parametrize(("raw", "expected"), UNREADABLE.items())
def test_unreadable(raw: bytes, expected: tuple[int, int, str]) -> None:
    assert fault(raw) == expected


TAGS = [
    "!!python/object/apply:os.system ['touch marker']",
    "!!python/object/new:subprocess.Popen [['touch', 'marker']]",
    "!!python/name:os.system",
    "!!python/module:os",
    "!!python/tuple [1]",
    "!!binary aGk=",
    "!!timestamp 2022-01-01",
    "!!set {a}",
    "!!omap []",
    "!!int '3'",
    "!!float 3",
    "!!bool yes",
    "!!null ''",
    "!!map {}",
    "!!seq []",
    "!local x",
    "!<tag:yaml.org,2002:str> x",
    "! x",
    "!!merge <<",
    "!!js/function 'x'",
]


@pytest.mark.parametrize("tag", TAGS)
def test_every_tag_is_refused_and_does_nothing(
    tag: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert fault(f"a: {tag}\n".encode()) == (1, 4, TAG)
    assert list(tmp_path.iterdir()) == []


LEVELS = b"\n".join(b" " * depth + b"a:" for depth in range(600))
BOMB = b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (letter, letter, b",".join([b"*%c" % (letter - 1)] * 9)) for letter in b"bcdefghij"
)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (BOMB, (1, 4, ANCHOR)),
        (b"a: &a [*a]\n", (1, 4, ANCHOR)),
        (b"[" * 240_000, (1, 21, "nested more than 20 deep")),
        (b"{a: " * 60_000, (1, 81, "nested more than 20 deep")),
        (LEVELS, (21, 21, "nested more than 20 deep")),
    ],
)
def test_bombs_are_given_up_within_a_second(raw: bytes, expected: tuple[int, int, str]) -> None:
    started = time.process_time()
    assert fault(raw) == expected
    assert time.process_time() - started < 1


def test_twenty_levels_are_read() -> None:
    assert read_document(b"a: " + b"[" * 19 + b"]" * 19).faults == ()


def test_only_so_many_values_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert document.MAX_NODES == 10_000
    monkeypatch.setattr(document, "MAX_NODES", 1_000)
    # The root, its key, the list and 997 numbers make 1,000.
    assert read_document(b"a: [" + b"1," * 997 + b"]").faults == ()
    too_many = fault(b"a: [" + b"1," * 998 + b"]")
    assert too_many == (1, 4 + 2 * 997 + 1, "more than 1,000 values in one file")


def test_byte_order_mark_and_windows_line_ends_are_read() -> None:
    plain = read_document(b"name: a\niom:\n  constables: 3\n")
    assert read_document(b"\xef\xbb\xbfname: a\r\niom:\r\n  constables: 3\r\n") == plain


def test_scalars_stay_text_and_know_their_place() -> None:
    root = read_document(b"name: on\niom: {'1': \"2\"}\n").root
    assert root.items[0] == (Scalar("name", False, 1, 1), Scalar("on", False, 1, 7))
    inner = root.items[1][1]
    assert isinstance(inner, Mapping)
    assert inner.items == ((Scalar("1", True, 2, 7), Scalar("2", True, 2, 12)),)


def test_a_key_that_stands_twice_is_told_with_both_lines_and_the_first_one_holds() -> None:
    read = read_document(b"iom:\n  constables: 3\n  sergeants: 1\n  constables: 4\n")
    (found,) = read.faults
    assert (found.line, found.column, found.path) == (4, 3, "iom.constables")
    assert found.message == "stands twice in one mapping, on line 2 and on line 4"
    inner = read.root.items[0][1]
    assert isinstance(inner, Mapping)
    assert inner.get("constables") == (Scalar("constables", False, 2, 3), Scalar("3", False, 2, 15))


@pytest.mark.parametrize(
    "key", ["1", "1.5", "010", "1e3", "true", "null", "~", "2022-04-01", ".inf", "0x1F", "12:30"]
)
def test_keys_that_are_not_text_are_refused(key: str) -> None:
    (found,) = read_document(f"iom: {{{key}: 3}}\n".encode()).faults
    assert (found.message, found.given) == ("a key must be text: put it in quotation marks", key)


def test_merge_keys_are_refused() -> None:
    (found,) = read_document(b"iom:\n  <<: {constables: 3}\n").faults
    assert (found.line, found.message) == (2, "merge keys (<<) are not read here: write the values out")


MARKS = [
    ": ",
    ":",
    " ",
    "\n",
    "  ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "- ",
    "? ",
    "'",
    '"',
    "|",
    ">",
    ">9",
    "#",
    "=",
    "<<",
]
WORDS = [
    "iom",
    "why",
    "0",
    "1.5",
    "&a",
    "*a",
    "!t",
    "%YAML 1.99",
    "---",
    "...",
    "\\U0011ffff",
    "é",
    "\u2028",
    "\0",
]
PIECES = st.sampled_from([*MARKS, *WORDS])


def outcome(text: str) -> Fault | None:
    try:
        read_document(text.encode())
    except UnreadableError as error:
        return error.fault
    return None


@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_text_is_read_or_refused_with_its_place(text: str) -> None:
    fault = outcome(text)
    assert fault is None or (fault.line >= 1 and fault.column >= 1 and fault.message)
