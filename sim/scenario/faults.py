"""Something wrong with the text of a file, and how any text is shown without harm."""

from __future__ import annotations

from dataclasses import dataclass

SHOWN = 60
"""Characters of a value that a message shows."""


@dataclass(frozen=True)
class Fault:
    """Something wrong with the text itself."""

    line: int
    """Counted from 1."""
    column: int
    """Counted from 1."""
    message: str
    path: str = ""
    given: str | None = None


class UnreadableError(Exception):
    """The text cannot be read any further; ``fault`` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def printable(text: str) -> str:
    """Return ``text`` with nothing that a terminal obeys or that cannot be seen."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def excerpt(text: str) -> str:
    """Return ``text`` as a message shows it: in one line, cut short, harmless."""
    text = printable(text[: SHOWN + 1])
    return text if len(text) <= SHOWN else text[:SHOWN] + "..."
