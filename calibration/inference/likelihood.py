"""How likely the published figures are at points of the free values, by the model's emulated figures.

Counts are negative binomial, shares of known numbers beta-binomial, everything else normal on the emulated
scale. Figures of one county's year are held together by the chance that they share, as a Gaussian copula:
taken one by one they would seem to say more than they do.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, betaln, gammaln, ndtri

from calibration.published.components import Component, Kind

Floats = NDArray[np.float64]

_LEAST_COUNT = 0.05
"""Expected counts below this are set to it: an emulator may say less than none."""
_LEAST_SHARE = 1e-6
_LEAST_EXCESS = 1e-5
"""Variance beyond Poisson's, in its units, below which the negative binomial is not told from it."""
_LEAST_SPREAD = 1e-8
"""Variance of the log odds below which the beta-binomial is not told from the binomial."""
_LEAST_VARIANCE = 1e-12
_LEAST_CHANCE = 1e-300


def log_likelihood(components: Sequence[Component], mean: Floats, sd: Floats, chance: Floats) -> Floats:
    """Logarithm of the likelihood of the published figures at each of m points.

    Parameters
    ----------
    components
        J figures, each with what is published.
    mean, sd
        (m, J): expected figure of a run on the emulated scale, and how sure the emulator is of it.
    chance
        (J, J): covariance of the figures of one run about what is expected, on the emulated scale.

    Returns
    -------
    (m,).

    Raises
    ------
    ValueError
        If a component has nothing published, or ``chance`` is no covariance matrix.
    """
    total = total_variance(components, sd, chance)
    density, normal_scores = np.zeros(len(mean)), np.zeros_like(mean)
    for place, each in enumerate(components):
        if np.isnan(each.observed):
            raise ValueError(f"'{each.id}' has nothing published")
        unsure = sd[:, place] ** 2 + each.discrepancy**2
        if each.has_county_chance:
            unsure += chance[place, place]
        found, score = _marginal(each, mean[:, place], unsure, total[:, place])
        density += found
        normal_scores[:, place] = score
    of_county = np.flatnonzero([each.has_county_chance for each in components])
    if len(of_county) > 1:
        shared = chance[np.ix_(of_county, of_county)]
        density += _dependence(normal_scores[:, of_county], shared, total[:, of_county])
    return density


def total_variance(components: Sequence[Component], sd: Floats, chance: Floats) -> Floats:
    """(m, J): variance of each published figure about what is emulated, on the emulated scale.

    It adds up the emulator's, the discrepancy's, and that of the published figure itself: the chance of one
    run where the figure is a county's, the chance of its own cases where it is a share of so many, its
    standard error where one is published. A county's count is never surer than its own Poisson chance, as
    where the model's figure is a mean of many days and the published one is of a single day; nor is a share
    of known cases surer than its binomial chance.
    """
    variance = sd**2
    for place, each in enumerate(components):
        variance[:, place] += each.discrepancy**2 + each.standard_error**2
        variance[:, place] += chance[place, place] if each.has_county_chance else 0.0
        if each.kind is Kind.COUNT and each.has_county_chance:
            variance[:, place] = np.maximum(variance[:, place], 1.0)
        elif not np.isnan(each.cases):
            own = _binomial_variance(each)
            among = variance[:, place]
            variance[:, place] = np.maximum(among, own) if each.has_county_chance else among + own
    return np.maximum(variance, _LEAST_VARIANCE)


def _binomial_variance(share: Component) -> float:
    """Of the log odds of the published share, with half a case on both sides."""
    part = share.observed * share.cases
    return 1.0 / (part + 0.5) + 1.0 / (share.cases - part + 0.5)


def _marginal(each: Component, mean: Floats, unsure: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """Logarithm of the density of one published figure at each point, and its normal score.

    ``unsure`` is the variance without the figure's own, where that is not the county's; ``variance`` is all.
    """
    if each.kind is Kind.COUNT and each.has_county_chance:
        return _count(round(each.observed), each.expected(mean, unsure), variance)
    if each.kind is Kind.SHARE and not np.isnan(each.cases):
        cases, share = round(each.cases), np.clip(each.back(mean), _LEAST_SHARE, 1.0 - _LEAST_SHARE)
        if each.has_county_chance:  # the chance of one run holds the binomial one
            unsure = unsure - 1.0 / (max(cases, 1) * share * (1.0 - share))
        return _share(round(each.observed * each.cases), cases, share, unsure, each.has_county_chance)
    score = (each.observed_on_scale - mean) / np.sqrt(variance)
    return -0.5 * (score**2 + np.log(2.0 * np.pi * variance)), score


def _count(count: int, expected: Floats, excess: Floats) -> tuple[Floats, Floats]:
    """Negative binomial with this mean, and ``excess`` times the variance of a Poisson count."""
    expected = np.maximum(expected, _LEAST_COUNT)
    size = expected / np.maximum(excess - 1.0, _LEAST_EXCESS)
    none, some = size / (size + expected), expected / (size + expected)
    density = gammaln(count + size) - gammaln(size) - gammaln(count + 1.0)
    density += size * np.log1p(-some) + count * np.log(some)
    half = np.exp(density) / 2.0
    below, above = betainc(size, count + 1.0, none) - half, betainc(count + 1.0, size, some) + half
    return density, _score(below, above)


def _share(part: int, cases: int, share: Floats, spread: Floats, needs_score: bool) -> tuple[Floats, Floats]:
    """Beta-binomial whose share has variance ``spread`` on the log odds.

    Of a beta distribution with parameters a and b that is 1/a + 1/b, near enough; with mean p this gives
    a = 1/(spread (1 - p)) and b = 1/(spread p).
    """
    spread = np.maximum(spread, _LEAST_SPREAD)
    a, b = 1.0 / (spread * (1.0 - share)), 1.0 / (spread * share)
    rest = cases - part
    density = betaln(part + a, rest + b) - betaln(a, b) - betaln(part + 1.0, rest + 1.0) - np.log(cases + 1.0)
    if not needs_score:
        return density, np.zeros_like(density)
    below = _tail(density, part, rest, a, b)
    above = _tail(density, rest, part, b, a)
    return density, _score(below, above)


def _tail(density: Floats, part: int, rest: int, a: Floats, b: Floats) -> Floats:
    """Half the probability of ``part`` and all of fewer, each from the one above it by their ratio."""
    parts = np.arange(part, 0, -1.0)
    rests = part + rest - parts
    steps = np.log(parts / (rests + 1.0)) + np.log((rests + b[:, None]) / (parts - 1.0 + a[:, None]))
    fewer = np.exp(density[:, None] + np.cumsum(steps, axis=1)).sum(axis=1)
    return np.asarray(np.exp(density) / 2.0 + fewer)


def _score(below: Floats, above: Floats) -> Floats:
    """Place of a figure among normal ones: half its own probability counts as below it, half as above."""
    low, high = (np.clip(side, _LEAST_CHANCE, 0.5) for side in (below, above))
    return np.asarray(np.where(below < above, ndtri(low), -ndtri(high)))


def _dependence(scores: Floats, shared: Floats, total: Floats) -> Floats:
    """Logarithm of the Gaussian copula: what figures that share chance say beyond what each says alone."""
    scale = np.sqrt(total)
    correlation = shared / (scale[:, :, None] * scale[:, None, :])
    diagonal = np.arange(scores.shape[1])
    correlation[:, diagonal, diagonal] = 1.0
    try:
        root = np.linalg.cholesky(correlation)
    except np.linalg.LinAlgError:
        raise ValueError("the chance of one run must be a covariance matrix of full rank") from None
    whitened = np.linalg.solve(root, scores[:, :, None])[:, :, 0]
    log_root = np.log(root[:, diagonal, diagonal]).sum(axis=1)
    return np.asarray((scores**2 - whitened**2).sum(axis=1) / 2.0 - log_root)
