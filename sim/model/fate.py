"""Fate: the potential offences of everybody, drawn a model year at a time, the same in every scenario.

A potential offence has a time, a type, a height and a detection mark. It becomes real if the person is at
liberty just before it and its height lies below the person's policy factor of that moment: thinning, exact
for rates that depend on history. Layers, each with its own stream:

* by *detection*: offences that police attention could attribute (they become events), and hidden ones;
* by *height*: the base band up to the natural rate, and bands of head-room above it on a fixed grid;
* by *career*: before its natural end, and up to two years beyond.

Every number is addressed by (run, person, year, layer, candidate, column), see ``sim.draws``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim import clock
from sim.distributions import poisson
from sim.draws import Keys, fold_array, uniform_array
from sim.model import rates
from sim.model.population import Population
from sim.model.spells import Profile, draw_profile
from sim.model.stretches import Segments, Stretch, rungs
from sim.scenario.headroom import DETECTION_CEILING
from sim.scenario.settings import Settings

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_COUNT, _TIME, _TYPE, _DETECTION, _HEIGHT = 0, 1, 2, 3, 4
_LAYERS = 1000
"""Label of the first (year, layer) below a person's key."""
_LAYERS_A_YEAR = 64
_YEAR_OFFSET = 8
_BEYOND_LAYER = 32
_CANDIDATE_BITS = 14
_LAYER_BITS = 6
_YEAR_BITS = 6


@dataclass(frozen=True)
class Layer:
    """One stream of potential offences."""

    hidden: bool
    """Its detection marks lie above what any police attention reaches."""
    band: int
    """0 is the base; band k lies between the k-th pair of edges of the fixed grid."""
    beyond: bool
    """After the natural end of the career."""

    @property
    def number(self) -> int:
        """Number of the layer's stream."""
        return 2 * self.band + self.hidden + (_BEYOND_LAYER if self.beyond else 0)

    @property
    def heights(self) -> tuple[float, float]:
        """Lowest and highest height, as multiples of the natural rate."""
        return (
            (0.0, 1.0) if self.band == 0 else (rates.BAND_EDGES[self.band - 1], rates.BAND_EDGES[self.band])
        )


@dataclass(frozen=True)
class Candidates:
    """Potential offences: columns of one value each."""

    row: Ints
    time: Floats
    type: Ints
    detection: Floats
    height: Floats
    needs: Ints
    """Natural needs at that moment."""
    beyond: NDArray[np.bool_]
    key: Keys
    id: Ints
    """Structural: person, year, layer, candidate."""

    def take(self, places: NDArray[np.generic]) -> Candidates:
        """The candidates at these places."""
        return Candidates(*(getattr(self, name)[places] for name in self.__dataclass_fields__))


BASE = {hidden: Layer(hidden, 0, False) for hidden in (False, True)}
"""The natural rate during the career, by whether the layer is hidden."""


def head_room(hidden: bool, bands: int) -> list[Layer]:
    """The layers beside the base: higher bands, and everything beyond the natural end of a career."""
    higher = [Layer(hidden, band, False) for band in range(1, bands + 1)]
    return higher + [Layer(hidden, band, True) for band in range(bands + 1)]


def join(parts: Sequence[Candidates]) -> Candidates:
    """Several sets of candidates as one."""
    return Candidates(
        *(np.concatenate([getattr(part, name) for part in parts]) for name in Candidates.__dataclass_fields__)
    )


class Fate:
    """What one replication holds in store, whatever the policy."""

    def __init__(self, settings: Settings, people: Population, years: int) -> None:
        self.people = people
        self.profile: Profile = draw_profile(settings, people, years)
        self._settings = settings
        products = rates.natural_products(settings)
        active = self.profile.active
        self._segments = {
            beyond: Segments.of(self.profile, active & (self.profile.beyond == beyond), products)
            for beyond in (False, True)
        }
        self._kept: dict[bool, tuple[int, Stretch]] = {}
        chances = np.minimum(1.0, DETECTION_CEILING * rates.attribution_chances(settings))
        self._ceiling = chances
        self._types = {
            hidden: _TypeMix.of(people.mix, (1.0 - chances) if hidden else chances)
            for hidden in (False, True)
        }

    def draw(self, year: int, layer: Layer, among: NDArray[np.bool_] | None = None) -> Candidates:
        """All potential offences of one layer in one model year, of all people or of those ``among`` them."""
        mix = self._types[layer.hidden]
        low, high = layer.heights
        stretch = self.stretch(year, layer.beyond)
        rows = stretch.people if among is None else stretch.people[among[stretch.people]]
        layer_keys = self._keys(rows, year, layer)
        means = self.people.rate[rows] * mix.weight[rows] * stretch.expected[rows] * (high - low)
        counts = poisson(means, uniform_array(layer_keys, _COUNT))
        row = np.repeat(rows, counts)
        number = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
        keys = fold_array(np.repeat(layer_keys, counts), number + 1)
        time, needs = stretch.locate(row, uniform_array(keys, _TIME))
        types = mix.draw(row, uniform_array(keys, _TYPE))
        spread = uniform_array(keys, _DETECTION)
        ceiling = self._ceiling[types]
        return Candidates(
            row=row,
            time=time,
            type=types,
            detection=ceiling + spread * (1.0 - ceiling) if layer.hidden else spread * ceiling,
            height=low + (high - low) * uniform_array(keys, _HEIGHT),
            needs=needs,
            beyond=np.full(len(row), layer.beyond),
            key=keys,
            id=self._ids(row, year, layer, number),
        )

    def number_hidden(self, year: int, means: Floats) -> Ints:
        """Hidden offences of each person in a model year, of which each is expected to commit so many.

        For somebody who lives as fate has it, that is the number in the hidden base layer.
        """
        keys = self._keys(np.arange(self.people.size), year, BASE[True])
        return poisson(means, uniform_array(keys, _COUNT))

    def hidden_share(self, type: int) -> Floats:
        """Chance, by row, that a person's next offence is of a type and hidden."""
        share: Floats = self.people.mix[:, type] * (1.0 - self._ceiling[type])
        return share

    def recorded_if_hidden(self, recording: Floats) -> Floats:
        """Chance of a hidden offence of each type to be recorded; ``recording``: of any committed one."""
        hidden = 1.0 - self._ceiling
        share = np.divide(recording - self._ceiling, hidden, out=np.zeros_like(hidden), where=hidden > 0)
        return np.maximum(share, 0.0)

    def _keys(self, rows: Ints, year: int, layer: Layer) -> Keys:
        label = _LAYERS + (year + _YEAR_OFFSET) * _LAYERS_A_YEAR + layer.number
        return fold_array(self.people.key[rows], label)

    def draw_layers(
        self, year: int, layers: Iterable[Layer], among: NDArray[np.bool_] | None = None
    ) -> Candidates:
        """Candidates of several layers in one model year, one layer after the other."""
        return join([self.draw(year, layer, among) for layer in layers])

    def stretch(self, year: int, beyond: bool) -> Stretch:
        """Where everybody's offences of a year can lie; kept for the other layers of that year."""
        kept = self._kept.get(beyond)
        if kept is None or kept[0] != year:
            middle = (clock.year_start(year) + clock.year_start(year + 1)) / 2
            ages = (middle - self.people.birth) / clock.DAYS_PER_YEAR
            segments = self._segments[beyond].within(clock.year_start(year), clock.year_start(year + 1))
            kept = (year, Stretch.of(segments, rates.age_factor(self._settings, ages)))
            self._kept[beyond] = kept
        return kept[1]

    def _ids(self, row: Ints, year: int, layer: Layer, number: Ints) -> Ints:
        ids = (self.people.id[row] << _YEAR_BITS) + year + _YEAR_OFFSET
        ids = (ids << _LAYER_BITS) + layer.number
        shifted: Ints = (ids << _CANDIDATE_BITS) + number
        return shifted


@dataclass(frozen=True)
class _TypeMix:
    """Types of the offences in a layer: personal mix times the chance to be in that layer."""

    weight: Floats
    number: int
    ladder: Ints
    """Running share of the types by person, flattened, see ``rungs``."""

    @classmethod
    def of(cls, mix: Floats, chances: Floats) -> _TypeMix:
        shares = mix * chances
        weight = shares.sum(axis=1)
        running = np.cumsum(shares, axis=1)
        running /= np.where(weight > 0, running[:, -1], 1.0)[:, None]
        row = np.arange(len(mix), dtype=np.int64)[:, None]
        return cls(weight, mix.shape[1], rungs(row, running).ravel())

    def draw(self, row: Ints, uniforms: Floats) -> Ints:
        found = np.searchsorted(self.ladder, rungs(row, uniforms), side="right") - row * self.number
        types: Ints = np.minimum(found, self.number - 1)
        return types
