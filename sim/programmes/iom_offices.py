"""The offices of the IOM scheme: whom each can carry, and how many hours of visits its constables have.

Posts belong to the scheme and are shared out over the offices, so that a constable who moves to another
office need not be recruited again. A new post does nothing until somebody has been recruited and trained.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import floor

from sim.engine.kernel import Kernel, Step
from sim.engine.services import Services
from sim.engine.team import Team
from sim.scenario.place_names import place_name
from sim.scenario.settings import Settings
from sim.scenario.settings_of_iom import Iom, Office

_ROUNDING = 1e-9

NOWHERE = -1
"""Number of the office of a district that no office serves."""

THE_ONLY_ONE = Office(
    districts=(), weight=1.0, sergeants_weight=1.0, outside_sergeants=0.0, supervising_elsewhere=0.0
)
"""The one place of a team for which no offices are listed; it serves every district."""


@dataclass(frozen=True)
class Strength:
    """What one office can do now."""

    capacity: int
    """Members it can carry."""
    visit_hours: float
    """Hours that can go into visits, a week."""


class Offices:
    """All offices of the scheme, numbered in the order of the settings."""

    def __init__(
        self, kernel: Kernel, services: Services, settings: Settings, changed: Callable[[], None]
    ) -> None:
        """``changed`` is called on each day on which somebody new has been trained."""
        rules = settings.iom
        self._lists = [services.open(path, label, "members") for path, label in _names(rules).items()]
        self._changed = changed
        self._settings = settings
        self._constables = Team(kernel, rules.constables, rules.staffing, self._staffed)
        self._sergeants = Team(kernel, rules.sergeants, rules.staffing, self._staffed)
        self._measure()

    def take(self, settings: Settings) -> None:
        """Take over changed settings, without a word to whoever asked to be told of changes."""
        tell, self._changed = self._changed, _nobody
        self._settings = settings
        rules = settings.iom
        self._constables.set(rules.constables, rules.staffing)
        self._sergeants.set(rules.sergeants, rules.staffing)
        self._changed = tell
        self._measure()

    def of_district(self, district: int) -> int:
        """Number of the office that serves the district with this number; ``NOWHERE`` if none does."""
        return self._of_district[district]

    def take_on(self, office: int) -> Step:
        """One more member; what is returned is handed to :meth:`let_go`. Beyond the limit somebody waits."""
        return self._lists[office].queue()

    def let_go(self, office: int, place: Step) -> None:
        """One member less."""
        self._lists[office].leave(place)

    @property
    def capacity(self) -> int:
        """Members that all offices together can carry."""
        return sum(office.capacity for office in self.strengths)

    def shared_out(self, places: int) -> list[int]:
        """So many places by office, in proportion to the members each can carry."""
        found: list[int] = []
        carried = 0
        for office in self.strengths:
            carried += office.capacity
            found.append(places * carried // self.capacity - sum(found) if self.capacity else 0)
        return found

    def _staffed(self) -> None:
        self._measure()
        self._changed()

    def _measure(self) -> None:
        rules = self._settings.iom
        offices = list(rules.offices.values()) or [THE_ONLY_ONE]
        served = {name: place for place, office in enumerate(offices) for name in office.districts}
        elsewhere = NOWHERE if rules.offices else 0
        self._of_district: list[int] = [served.get(name, elsewhere) for name in self._settings.districts]
        self.strengths: list[Strength] = self._strengths(rules, offices)
        """Of each office."""
        free = self.shared_out(rules.free.places)
        for members, strength, more in zip(self._lists, self.strengths, free, strict=True):
            members.set_capacity(strength.capacity + more)

    def _strengths(self, rules: Iom, offices: list[Office]) -> list[Strength]:
        """Limits are rounded down as one number, so that all offices carry what the whole team can."""
        at_work, hours = self._constables.posts_at_work, self._constables.hours_a_week
        carried, found = 0.0, []
        before = 0
        for office, share in zip(offices, _shares([one.weight for one in offices]), strict=True):
            constables = at_work * share
            supervised = min(constables, self._supervisable(rules, offices, office))
            carried += supervised * rules.members_per_constable
            capacity = floor(carried + _ROUNDING) - before
            before += capacity
            part = supervised / at_work if at_work else 0.0
            found.append(Strength(capacity, hours * part * rules.visit_share))
        return found

    def _supervisable(self, rules: Iom, offices: list[Office], office: Office) -> float:
        """Constables whom the sergeants of an office, and those of another force, can supervise there."""
        weights = sum(one.sergeants_weight for one in offices)
        own = self._sergeants.posts_at_work * office.sergeants_weight / weights if weights else 0.0
        posts = own * (1.0 - office.supervising_elsewhere) + office.outside_sergeants
        return posts * rules.constables_per_sergeant


def _names(rules: Iom) -> dict[str, str]:
    """Where each office stands in the settings, and what a reader calls it."""
    if not rules.offices:
        return {"iom": "Integrated Offender Management"}
    return {f"iom.offices.{name}": f"IOM, {place_name(name)}" for name in rules.offices}


def _shares(weights: list[float]) -> list[float]:
    """The parts of one whole, in proportion; nothing at all where every weight is 0."""
    whole = sum(weights)
    return [weight / whole if whole else 0.0 for weight in weights]


def _nobody() -> None:
    """Nobody is told: the settings have changed, and are being taken over anyway."""
