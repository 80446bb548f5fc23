"""Use, waiting and overload of every service over a stretch of model years."""

from __future__ import annotations

from dataclasses import dataclass

from sim.engine.services import ACCOUNTS, Service
from sim.outcomes.record import Record, Window

FIGURES: dict[str, tuple[str, str]] = {
    "capacity": ("Open", "units, mean over time"),
    "in_use": ("In use", "units, mean over time"),
    "use": ("In use", "per cent of open"),
    "asked": ("Asked for", "a year"),
    "served": ("Served", "a year"),
    "gave_up": ("Gave up waiting", "a year"),
    "wait_days": ("Wait", "days, mean over those served or gone"),
    "overload": ("Somebody waited", "per cent of the time"),
}
"""What is told of each service: by name, its label and unit."""

_PLACE = {name: place for place, name in enumerate(ACCOUNTS)}


@dataclass(frozen=True)
class ServiceUse:
    """One service over a window; what is a ratio of nothing is not a number."""

    service: Service
    figures: dict[str, float]
    """By the names in ``FIGURES``."""


def service_use(record: Record, window: Window) -> list[ServiceUse]:
    """Every service of the run, in the order in which they were opened.

    The mean wait is all waiting over those whose waiting ended; who waits at the end is in the former only.
    """
    if not record.accounts.services:
        return []
    values = record.accounts.between(window.first_year, window.last_year)
    days = window.end - window.start
    found = []
    for service, row in zip(record.accounts.services, values.tolist(), strict=True):
        account = {name: row[place] for name, place in _PLACE.items()}
        ended = account["served"] + account["gave_up"]
        figures = {
            "capacity": account["open"] / days,
            "in_use": account["used"] / days,
            "use": _share(100.0 * account["used"], account["open"]),
            "asked": account["asked"] / window.years,
            "served": account["served"] / window.years,
            "gave_up": account["gave_up"] / window.years,
            "wait_days": _share(account["waited"], ended),
            "overload": 100.0 * account["overloaded"] / days,
        }
        found.append(ServiceUse(service, figures))
    return found


def _share(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")
