"""The pool against queueing theory: loss, waiting, impatience, priority, each within 2% of the exact value.

The exact values are worked out here from the balance of flows, not taken from tables. Every run is long
enough that 2% is more than three standard errors, which the tests check too: a pool that was wrong by more
would not hide in noise. Standard errors come from batches of customers in turn. The mean of what was drawn
for a batch (times between arrivals, services) is known exactly; regressing on its chance deviation (control
variates, Lavenberg & Welch 1981) takes out the luck of a batch that happened to be busy.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.engine.kernel import Journey, Kernel
from sim.engine.pool import Pool

Floats = NDArray[np.float64]

BATCHES = 60
ACCURACY = 0.02
LONGEST = 2_000
"""Customers in the truncated chains; the probability of more is far below rounding in every test."""


@dataclass
class Customers:
    """What was drawn for each customer, and what became of them."""

    gaps: Floats
    services: Floats
    waits: Floats
    served: Floats

    @classmethod
    def draw(
        cls, rng: np.random.Generator, number: int, arrival_rate: float, service_rate: float
    ) -> Customers:
        gaps = rng.exponential(1 / arrival_rate, number)
        return cls(gaps, rng.exponential(1 / service_rate, number), np.zeros(number), np.zeros(number))


def serve(
    customers: Customers, servers: int, patience: Floats | None = None, priority: bytes | None = None
) -> Pool:
    """Let the customers queue for the servers, and run until the last has left."""
    kernel = Kernel()
    pool = Pool(kernel, "servers", servers)
    services = customers.services.tolist()
    limits = [None] * len(services) if patience is None else patience.tolist()
    ranks = priority or bytes(len(services))

    def visit(index: int) -> Journey:
        arrived = kernel.now
        served = yield pool.queue(ranks[index], limits[index])
        customers.waits[index] = kernel.now - arrived
        if served:
            customers.served[index] = 1
            yield kernel.wait(services[index])
            pool.give_back()

    arrivals = np.cumsum(customers.gaps)
    kernel.feed(arrivals.tolist(), lambda index: kernel.start(visit(index)))
    kernel.run(float(arrivals[-1]) + 1_000)
    assert (pool.in_use, pool.waiting) == (0, 0)
    assert pool.arrivals == len(services) == pool.grants + pool.reneged
    return pool


def estimate(values: Floats, *known: tuple[Floats, float]) -> tuple[float, float]:
    """Mean and standard error of ``values``, from batches; the first, which starts empty, is left out.

    ``known``: what was drawn for the customers, each with its exact mean.
    """

    def batch_means(series: Floats) -> Floats:
        means: Floats = series.reshape(BATCHES, -1).mean(axis=1)[1:]
        return means

    outcome = batch_means(values)
    design = np.column_stack((np.ones(len(outcome)), *(batch_means(series) - mean for series, mean in known)))
    coefficients, squares, _, _ = np.linalg.lstsq(design, outcome, rcond=None)
    variance = float(squares[0]) / (len(outcome) - design.shape[1]) * np.linalg.inv(design.T @ design)[0, 0]
    return float(coefficients[0]), float(np.sqrt(variance))


def assert_agrees(measured: tuple[float, float], exact: float) -> None:
    value, standard_error = measured
    assert 3 * standard_error < ACCURACY * exact, (
        f"too noisy: {standard_error / exact:.2%} of the exact value"
    )
    assert abs(value - exact) < ACCURACY * exact, f"{value:.5f} where theory says {exact:.5f}"


def stationary(up: NDArray[np.floating], down: NDArray[np.floating]) -> Floats:
    """Long-run shares of a birth-death chain: flow ``up[n]`` from n balances ``down[n]`` from n + 1."""
    logarithms = np.concatenate(([0.0], np.cumsum(np.log(up) - np.log(down))))
    shares = np.exp(logarithms - logarithms.max())
    return np.asarray(shares / shares.sum(), dtype=np.float64)


def test_loss_when_nobody_waits() -> None:
    """Erlang's loss model (M/M/5/5), load 5: the share turned away is the share of time all are busy."""
    arrival_rate, service_rate, servers, number = 5.0, 1.0, 5, 240_000
    customers = Customers.draw(np.random.default_rng(1917), number, arrival_rate, service_rate)
    kernel = Kernel()
    pool = Pool(kernel, "lines", servers)
    services = customers.services.tolist()

    def call(index: int) -> Journey:
        if pool.take():
            customers.served[index] = 1
            yield kernel.wait(services[index])
            pool.give_back()

    arrivals = np.cumsum(customers.gaps)
    kernel.feed(arrivals.tolist(), lambda index: kernel.start(call(index)))
    kernel.run(float(arrivals[-1]) + 1_000)

    shares = stationary(np.full(servers, arrival_rate), service_rate * np.arange(1, servers + 1))
    lost = estimate(
        1 - customers.served, (customers.gaps, 1 / arrival_rate), (customers.services, 1 / service_rate)
    )
    assert_agrees(lost, float(shares[servers]))
    assert pool.arrivals == pool.grants == customers.served.sum()
    np.testing.assert_allclose(pool.occupied(), customers.services[customers.served == 1].sum(), rtol=1e-9)


def test_waiting_without_end_of_patience() -> None:
    """Erlang's delay model (M/M/2), load 0.5 a server: who waits, and how long on average."""
    arrival_rate, service_rate, servers, number = 1.0, 1.0, 2, 900_000
    customers = Customers.draw(np.random.default_rng(1909), number, arrival_rate, service_rate)
    pool = serve(customers, servers)

    present = np.arange(LONGEST + 1)
    down = service_rate * np.minimum(present, servers)
    shares = stationary(np.full(LONGEST, arrival_rate), down[1:])
    known = (customers.gaps, 1 / arrival_rate), (customers.services, 1 / service_rate)
    must_wait = estimate((customers.waits > 0).astype(np.float64), *known)
    assert_agrees(must_wait, float(shares[servers:].sum()))
    mean_queue = float((shares * np.maximum(present - servers, 0)).sum())
    assert_agrees(estimate(customers.waits, *known), mean_queue / arrival_rate)
    np.testing.assert_allclose(pool.waited(), customers.waits.sum(), rtol=1e-9)
    np.testing.assert_allclose(pool.occupied(), customers.services.sum(), rtol=1e-9)


def test_impatience_in_overload() -> None:
    """M/M/5 + M, load 1.2 a server, mean patience two services: how many give up, and the mean wait."""
    arrival_rate, service_rate, leaving_rate, servers, number = 6.0, 1.0, 0.5, 5, 420_000
    rng = np.random.default_rng(1946)
    customers = Customers.draw(rng, number, arrival_rate, service_rate)
    pool = serve(customers, servers, patience=rng.exponential(1 / leaving_rate, number))

    present = np.arange(LONGEST + 1)
    queued = np.maximum(present - servers, 0)
    down = service_rate * np.minimum(present, servers) + leaving_rate * queued
    shares = stationary(np.full(LONGEST, arrival_rate), down[1:])
    mean_queue = float((shares * queued).sum())
    known = (customers.gaps, 1 / arrival_rate), (customers.services, 1 / service_rate)
    assert_agrees(estimate(1 - customers.served, *known), leaving_rate * mean_queue / arrival_rate)
    assert_agrees(estimate(customers.waits, *known), mean_queue / arrival_rate)
    assert pool.reneged == number - customers.served.sum()
    np.testing.assert_allclose(pool.waited(), customers.waits.sum(), rtol=1e-9)


def test_priority_without_putting_anyone_out() -> None:
    """Cobham's model (M/M/1, two classes, service not interrupted), load 0.25 of each class.

    Who arrives finds on average R left of the service in progress. The first class waits for that and for its
    own queue, W1 = R + rho1 W1; the second also for those of the first class who overtake while it waits,
    W2 = R + rho1 W1 + rho2 W2 + rho1 W2.
    """
    arrival_rate, service_rate, number = 0.5, 1.0, 900_000
    rng = np.random.default_rng(1954)
    customers = Customers.draw(rng, number, arrival_rate, service_rate)
    ranks = rng.integers(0, 2, number)
    serve(customers, 1, priority=ranks.astype(np.uint8).tobytes())

    first = second = arrival_rate / 2 / service_rate
    remaining = arrival_rate * (2 / service_rate**2) / 2  # rate of services x half the mean square of one
    wait_first = remaining / (1 - first)
    wait_second = (remaining + first * wait_first) / (1 - first - second)
    known = (customers.gaps, 1 / arrival_rate), (customers.services, 1 / service_rate)
    for rank, exact in ((0, wait_first), (1, wait_second)):
        # Half of the customers are of each class, so a wait counts double in its own.
        of_class = (ranks == rank).astype(np.float64)
        assert_agrees(estimate(2 * of_class * customers.waits, *known, (of_class, 0.5)), exact)
