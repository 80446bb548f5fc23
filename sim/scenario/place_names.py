"""Names of places as people write them: settings know a suite, a district or an office by its entry."""

from __future__ import annotations


def place_name(entry: str) -> str:
    """Name of the place that an entry of the settings stands for: ``north_suite`` is North Suite."""
    return entry.replace("_", " ").title()
