"""From the bytes of a file to text without characters that mislead an eye, a terminal or another program."""

from __future__ import annotations

import re

from sim.scenario.faults import Fault, UnreadableError

MAX_BYTES = 250_000
"""Several times what a file needs that sets every setting and explains each."""

CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
INVISIBLE = re.compile(
    r"[\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)
ODD_SPACE = re.compile(
    r"^(?:[^\n#'\"]*?[:,\[{-])? *([\xa0\u1680\u2000-\u200a\u202f\u205f\u3000])", re.MULTILINE
)
"""A space that is none to YAML, where one that counts should stand: in the indent or before a value."""
DIRECTIVE = re.compile(r"^%", re.MULTILINE)
NOT_UTF8 = "the file is not UTF-8 text: save it as UTF-8"


def decoded(raw: bytes) -> str:
    """Return ``raw`` as text whose lines end as on Linux; raises ``UnreadableError``."""
    if len(raw) > MAX_BYTES:
        raise UnreadableError(Fault(1, 1, f"the file is larger than {MAX_BYTES // 1000} kB"))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        read = error.object[: error.start].decode("utf-8")
        raise _fault(_with_plain_ends(read), None, NOT_UTF8) from None
    text = _with_plain_ends(text)
    if found := CONTROLS.search(text):
        raise _fault(text, found.start(), _about_control(found[0]))
    if found := INVISIBLE.search(text):
        raise _fault(text, found.start(), f"the character U+{ord(found[0]):04X} cannot be seen: delete it")
    if found := ODD_SPACE.search(text):
        words = f"the space here is not an ordinary one but U+{ord(found[1]):04X}: delete it and type a space"
        raise _fault(text, found.start(1), words)
    if found := DIRECTIVE.search(text):
        raise _fault(text, found.start(), "lines that begin with % are not read here: take them out")
    return text


def _with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _about_control(character: str) -> str:
    if character == "\t":
        return "a tab: use spaces"
    if character == "\0":
        return NOT_UTF8
    return f"the file holds the character U+{ord(character):04X}, which has no place in it: delete it"


def _fault(text: str, position: int | None, words: str) -> UnreadableError:
    """Return what to raise about ``position`` in ``text``, or about what follows the text."""
    before = text if position is None else text[:position]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return UnreadableError(Fault(line, column, words))
