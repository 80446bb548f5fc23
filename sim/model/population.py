"""The people of a run: drawn once a replication, the same in every scenario.

People stand in cohorts: those with an open career on day 0, then those who begin one in each model year. A
person's id is structural (cohort and place in it), so that more people or a longer horizon moves nobody.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim import clock
from sim.distributions import lognormal_location, normal, wanted_share
from sim.draws import Keys, fold, fold_array, uniform_array
from sim.model.events import SPELL_NEEDS, TRAITS
from sim.model.specialism import draw_mixes
from sim.scenario.settings import Settings

Floats = NDArray[np.float64]
Ids = NDArray[np.int64]

COHORT_BITS = 17
"""Bits of an id that hold the place in the cohort."""

_PEOPLE = 1
"""Label under which people stand below the key of a run."""

(
    _FACTOR, _RATE, _SEX, _DISTRICT, _ONSET, _CAREER, _ELAPSED, _DEATH, _MOVING, _TRAIT,
) = (0, 1, 2, 3, 4, 5, 6, 7, 8, 10)  # fmt: skip


@dataclass(frozen=True)
class Population:
    """Columns of one value a person; rows are in the order of ``id``."""

    id: Ids
    key: Keys
    cohort_start: tuple[int, ...]
    """Row at which each cohort begins, and the number of people at the end."""
    male: NDArray[np.bool_]
    district: NDArray[np.int64]
    birth: Floats
    """Day of birth (days since day 0)."""
    onset: Floats
    """Day on which the offending career begins."""
    career_end: Floats
    """Natural end of the career."""
    gone: Floats
    """Day of death or of moving out of the area, whichever is first."""
    dies: NDArray[np.bool_]
    """Whether that day is the day of death."""
    rate: Floats
    """Offences a day while active, at the peak of the age curve and without needs."""
    traits: dict[str, NDArray[np.bool_]]
    need_prevalence: dict[str, Floats]
    """Personal prevalence of each need: drawn together with the rate and the traits."""
    mix: Floats
    """Shares of the types of offence, one row a person."""

    @property
    def size(self) -> int:
        """Number of people."""
        return len(self.id)

    def row_of(self, ids: Ids) -> NDArray[np.int64]:
        """Rows of the people with these ids (all must exist)."""
        starts = np.array(self.cohort_start, dtype=np.int64)
        rows: NDArray[np.int64] = starts[ids >> COHORT_BITS] + (ids & ((1 << COHORT_BITS) - 1))
        return rows


@dataclass(frozen=True)
class Entrants:
    """Those who begin a career after day 0, as far as it is known of them before; in the order of ``id``."""

    id: Ids
    key: Keys
    male: NDArray[np.bool_]
    birth: Floats
    onset: Floats
    traits: dict[str, NDArray[np.bool_]]


def draw_entrants(settings: Settings, key: int, years: int) -> Entrants:
    """Everybody who begins a career in the first ``years`` model years, as ``draw_population`` has them."""
    size = settings.people.entrants_per_year
    place = np.arange(size, dtype=np.int64)
    ids = np.concatenate([(cohort << COHORT_BITS) + place for cohort in range(1, years + 1)])
    keys = fold_array(fold(key, _PEOPLE), ids)
    factor, _, latent_career = _latent(settings, keys, np.zeros(len(ids), dtype=np.bool_))
    onset, _, age = _careers(settings, keys, ids >> COHORT_BITS, latent_career)
    male = uniform_array(keys, _SEX) < settings.people.male_share
    birth = onset - age * clock.DAYS_PER_YEAR
    return Entrants(ids, keys, male, birth, onset, _traits(settings, keys, factor))


def draw_population(settings: Settings, key: int, years: int = clock.YEARS) -> Population:
    """Draw everybody who has an open career between day 0 and the end of model year ``years``."""
    people = settings.people
    sizes = [people.stock, *([people.entrants_per_year] * years)]
    ids = np.concatenate(
        [(cohort << COHORT_BITS) + np.arange(size, dtype=np.int64) for cohort, size in enumerate(sizes)]
    )
    keys = fold_array(fold(key, _PEOPLE), ids)
    entry = ids >> COHORT_BITS
    factor, latent_rate, latent_career = _latent(settings, keys, entry == 0)
    onset, career_end, onset_age = _careers(settings, keys, entry, latent_career)
    gone, dies = _gone(settings, keys, entry)
    return Population(
        id=ids,
        key=keys,
        cohort_start=(0, *np.cumsum(sizes).tolist()),
        male=uniform_array(keys, _SEX) < people.male_share,
        district=_districts(settings, keys),
        birth=onset - onset_age * clock.DAYS_PER_YEAR,
        onset=onset,
        career_end=career_end,
        gone=gone,
        dies=dies,
        rate=_rates(settings, latent_rate),
        traits=_traits(settings, keys, factor),
        need_prevalence=_needs(settings, factor),
        mix=draw_mixes(settings, keys),
    )


def _latent(settings: Settings, keys: Keys, open_already: NDArray[np.bool_]) -> tuple[Floats, Floats, Floats]:
    """Normal values behind needs and traits, behind personal rates, and behind lengths of career.

    Who offends more often also goes on for longer. What is set of people holds of those met at a moment, as
    on day 0: they are met in proportion to the length of their careers. Those who begin later are as many
    of each sort as keep that so; their normals lie lower by the spread of the log of the length, each by its
    part in the length.
    """
    people = settings.people
    with_factor, with_rate = np.sqrt(people.factor_correlation), people.career_correlation
    without_factor, without_rate = np.sqrt(1.0 - with_factor**2), np.sqrt(1.0 - with_rate**2)
    lower = np.where(open_already, 0.0, -people.career_log_sd)
    factor = normal(uniform_array(keys, _FACTOR)) + lower * with_rate * with_factor
    own_rate = normal(uniform_array(keys, _RATE)) + lower * with_rate * without_factor
    own_length = normal(uniform_array(keys, _CAREER)) + lower * without_rate
    rate = with_factor * factor + without_factor * own_rate
    return factor, rate, with_rate * rate + without_rate * own_length + people.career_log_sd


def _careers(settings: Settings, keys: Keys, entry: Ids, latent: Floats) -> tuple[Floats, Floats, Floats]:
    """Onset day, natural end and onset age."""
    people = settings.people
    beyond_ten = people.onset_age_mean - 10.0
    log_sd = float(np.sqrt(np.log1p((people.onset_age_sd / beyond_ten) ** 2)))
    age = 10.0 + np.exp(lognormal_location(beyond_ten, log_sd) + log_sd * normal(uniform_array(keys, _ONSET)))
    open_already = entry == 0
    location = lognormal_location(people.career_years_mean, people.career_log_sd)
    length = np.exp(location + people.career_log_sd * latent) * clock.DAYS_PER_YEAR
    elapsed = uniform_array(keys, _ELAPSED)
    start, end = _years_of_entry(entry)
    onset = np.where(open_already, -elapsed * length, start + elapsed * (end - start))
    return onset, onset + length, age


def _gone(settings: Settings, keys: Keys, entry: Ids) -> tuple[Floats, NDArray[np.bool_]]:
    """Day of death or moving away, from day 0 or the start of the year of entry, and if it is death."""
    start, _ = _years_of_entry(entry)
    death, moving = (
        start - np.log(uniform_array(keys, column)) / rate * clock.DAYS_PER_YEAR
        if rate > 0
        else np.full(len(keys), np.inf)
        for column, rate in ((_DEATH, settings.people.death_rate), (_MOVING, settings.people.moving_rate))
    )
    return np.minimum(death, moving), death < moving


def _years_of_entry(entry: Ids) -> tuple[Floats, Floats]:
    """First day of the model year in which each person enters, and its end; the first year if before it."""
    starts = np.array([clock.year_start(year) for year in range(int(entry.max(initial=0)) + 2)], dtype=float)
    year = np.maximum(entry - 1, 0)
    return starts[year], starts[year + 1]


def _districts(settings: Settings, keys: Keys) -> Ids:
    edges = np.cumsum([district.share for district in settings.districts.values()])
    found = np.searchsorted(edges, uniform_array(keys, _DISTRICT) * edges[-1])
    districts: Ids = np.minimum(found, len(edges) - 1).astype(np.int64)
    return districts


def _rates(settings: Settings, latent: Floats) -> Floats:
    """Lognormal personal rates."""
    people = settings.people
    location = lognormal_location(people.offending_rate, people.offending_log_sd)
    rates: Floats = np.exp(location + people.offending_log_sd * latent) / clock.DAYS_PER_YEAR
    return rates


def _traits(settings: Settings, keys: Keys, factor: Floats) -> dict[str, NDArray[np.bool_]]:
    shares = settings.people.traits
    correlation = settings.people.factor_correlation
    return {
        name: uniform_array(keys, _TRAIT + place) < wanted_share(getattr(shares, name), correlation, factor)
        for place, name in enumerate(TRAITS)
    }


def _needs(settings: Settings, factor: Floats) -> dict[str, Floats]:
    correlation = settings.people.factor_correlation
    return {
        name: wanted_share(getattr(settings.needs, name).prevalence, correlation, factor)
        for name in SPELL_NEEDS
    }
