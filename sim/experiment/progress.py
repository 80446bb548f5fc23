"""How far a study has come: a bar with the time left on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from typing import TextIO

_WIDTH = 30
_LINES = 10
"""Plain lines at the most, beside the last."""


class Progress:
    """Tells ``stream`` how many replications are done."""

    def __init__(self, stream: TextIO, what: str) -> None:
        self._stream = stream
        self._what = what
        self._bar = stream.isatty()
        self._started = time.monotonic()
        self._told = 0

    def __call__(self, done: int, total: int) -> None:
        """After each replication."""
        taken = time.monotonic() - self._started
        left = taken / done * (total - done)
        if self._bar:
            filled = _WIDTH * done // total
            bar = "#" * filled + "." * (_WIDTH - filled)
            ending = "\n" if done == total else ""
            self._stream.write(f"\r[{bar}] {done} of {total} {self._what}, {_spoken(left)} left   {ending}")
            self._stream.flush()
        elif done == total or done * _LINES // total > self._told:
            self._told = done * _LINES // total
            self._stream.write(f"{done} of {total} {self._what} done, {_spoken(left)} left\n")
            self._stream.flush()


def _spoken(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 60} min {whole % 60} s" if whole >= 60 else f"{whole} s"  # noqa: PLR2004
