"""When a study was run, how long it took and on what: the part of a manifest that differs between runs."""

from __future__ import annotations

import datetime as dt
import platform
import time

from sim.experiment.executors import Workers


class Timing:
    """Begins when made."""

    def __init__(self) -> None:
        self._started = dt.datetime.now(dt.UTC)
        self._clock = time.monotonic()

    def block(self, workers: Workers) -> dict[str, object]:
        """The ``timing`` block of a manifest: of the sitting in which the study was finished."""
        return {
            "started": self._started.isoformat(timespec="seconds"),
            "seconds": round(time.monotonic() - self._clock, 1),
            "workers": workers.number,
            "where": workers.where,
            "machine": platform.platform(),
        }
