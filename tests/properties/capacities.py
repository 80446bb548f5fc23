"""Every setting of the small county that says how many of something there are: places, posts, sittings."""

from __future__ import annotations

from sim.scenario.bounds import Count, Posts
from sim.scenario.fields import Kind, Path
from tests.properties.settings_drawn import places

LARGEST = {
    bound.le for kind in (Count, Posts) for bound in kind.__metadata__[0].metadata if hasattr(bound, "le")
}
"""Upper bounds that only numbers of places and posts have."""


def capacities() -> list[Path]:
    """Whole places, or posts of a team; 0 closes the service."""
    return [
        path
        for path, place in places().items()
        if place.leaf.lever
        and place.leaf.low == 0
        and place.leaf.high in LARGEST
        and place.leaf.kind in (Kind.WHOLE, Kind.NUMBER)
    ]
