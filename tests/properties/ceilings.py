"""How far effects may go in any file, so that no combination over time passes a ceiling of the model."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

from sim.scenario.fields import Path, Value
from sim.scenario.headroom import DETECTION_CEILING
from tests.properties import programmes_drawn
from tests.properties.settings_drawn import numbers, places

Values = dict[Path, Value]

CAP: Path = ("needs", "policy_cap")
HOUSING: Path = ("needs", "housing", "rate_multiplier")
RAISING: tuple[Path, ...] = (
    ("iom", "offending_effect"),
    ("prison", "short_sentence_effect"),
    ("probation", "supervision_effect"),
)
DETECTION: Path = ("iom", "detection_effect")
SCALE: Path = ("police", "attribution_scale")
FREE_COHORT: Path = ("iom", "free", "offending_effect")
LARGEST_DOSE = 2.0
"""By which IOM's effects can be multiplied at the most, in any file."""


@dataclass(frozen=True)
class Ceilings:
    """Highest values by setting; the others have their own bounds only."""

    highest: dict[Path, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Room:
    """What is drawn first: what bounds effects, and how the head-room is shared out among them."""

    opening: Values
    """For the area's own file."""
    ceilings: Ceilings
    shares: float
    """Largest share attributed of a type, as a multiple of that of day 0."""

    def later(self, area: Values) -> Ceilings:
        """Ceilings for files that extend an area with these values."""
        highest = dict(self.ceilings.highest)
        for path, place in places().items():
            if path[-1] == "attributed_share":
                share = area.get(path, place.value)
                assert isinstance(share, int | float)
                highest[path] = share * self.shares
        return Ceilings(highest)


@st.composite
def rooms(draw: st.DrawFn) -> Room:
    """Head-room, shared out at random."""
    cap = draw(numbers(CAP))
    housing = draw(numbers(HOUSING, cap))
    scale = draw(st.floats(0.5, 2.0) | st.floats(0.5, 2.0) | numbers(SCALE))
    programmes = (*programmes_drawn.names(), programmes_drawn.MADE_UP)
    hub = [path for path in places() if path[0] == "interventions_hub" and path[-1] == "offending_effect"]
    raised = draw(_factors(cap / housing, len(RAISING) + 1 + len(programmes)))
    detection, later_scale, later_shares, *watched = draw(_factors(DETECTION_CEILING, 3 + len(programmes)))
    highest = {path: most - 1.0 for path, most in zip(RAISING, raised, strict=False)}
    highest |= dict.fromkeys(hub, raised[len(RAISING)] - 1.0)
    highest[DETECTION] = (detection - 1.0) / LARGEST_DOSE
    highest[RAISING[0]] /= LARGEST_DOSE
    highest[FREE_COHORT] = highest[RAISING[0]]
    opening: Values = {CAP: cap, HOUSING: housing, SCALE: scale}
    opening |= {path: draw(numbers(path, most)) for path, most in highest.items()}
    highest[SCALE] = scale * later_scale
    for name, most in zip(programmes, raised[len(RAISING) + 1 :], strict=True):
        highest |= {("programmes", name, effect): most - 1.0 for effect in programmes_drawn.EFFECTS}
    for name, most in zip(programmes, watched, strict=True):
        path = ("programmes", name, programmes_drawn.WATCHED)
        highest[path] = most - 1.0
        if path in places():
            opening[path] = 0.0
    for path in programmes_drawn.raising():
        if path in places():
            opening[path] = -0.1
    return Room(opening, Ceilings(highest), later_shares)


@st.composite
def _factors(draw: st.DrawFn, product: float, number: int) -> list[float]:
    """Factors of at least 1 whose product is ``product``."""
    weights = draw(
        st.lists(st.sampled_from([0.0, 1.0, 1.0, 3.0]), min_size=number, max_size=number).filter(any)
    )
    return [product ** (weight / sum(weights)) for weight in weights]
