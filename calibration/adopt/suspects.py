"""How soon suspects of an adopted area are found, and how many officers bring them in.

A district of the same name as Suffolk's, where all are, keeps its own values; any other gets Suffolk's mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.evidence.register import Register

_SUFFOLK = "Suffolk's mean over its districts"


def days_factor(suspects: float | None, dealt_with: float, suffolk: float) -> float:
    """By how much Suffolk's days to action are longer or shorter here.

    ``suspects`` are those outstanding, if given, ``dealt_with`` arrests and attendances a year, ``suffolk``
    the ratio of the two there.
    """
    return 1.0 if suspects is None else suspects / dealt_with / suffolk


def of_districts(
    shares: Sequence[tuple[str, float]], register: Register, factor: float, arrests: float
) -> Iterator[tuple[str, float, str]]:
    """Path, value and origin of all that a district has of suspects.

    ``shares``: each district with its share of arrests; ``arrests``: of the area over Suffolk's.
    """
    ours = [id.split(".")[1] for id in register.rows if id.startswith("districts.") and id.endswith(".share")]
    same = all(name in ours for name, _ in shares)
    posts = sum(register.number(f"districts.{name}.arrest_posts") for name in ours)
    means = {
        field: sum(
            register.number(f"districts.{name}.share") * register.number(f"districts.{name}.{field}")
            for name in ours
        )
        for field in ("quick_days", "slow_share")
    }
    for name, share in shares:
        own = {
            field: register.number(f"districts.{name}.{field}") if same else means[field] for field in means
        }
        officers = posts * share
        if same:
            officers = register.number(f"districts.{name}.arrest_posts")
        by_arrests = "Suffolk's officers in proportion to arrests"
        yield f"districts.{name}.arrest_posts", officers * arrests, by_arrests
        days = f"{_SUFFOLK}, times {factor:.3g} by outstanding suspects"
        yield f"districts.{name}.quick_days", own["quick_days"] * factor, days
        yield f"districts.{name}.slow_share", own["slow_share"], _SUFFOLK
