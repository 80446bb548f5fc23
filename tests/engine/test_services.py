"""Accounts of services: exact integrals, read off year by year."""

from __future__ import annotations

import pytest

from sim.engine.kernel import Journey, Kernel
from sim.engine.services import ACCOUNTS, Service, Services
from sim.outcomes.record import Window
from sim.outcomes.services import service_use
from tests.outcomes.made_up_record import record_with


def use(kernel: Kernel, pool: object, days: float) -> Journey:
    yield pool.queue()  # type: ignore[attr-defined]
    yield kernel.wait(days)
    pool.give_back()  # type: ignore[attr-defined]


def test_accounts_are_the_arithmetic_of_a_small_story() -> None:
    """One place for ten days: one person has it for 4 days, another waits those 4 and has it for 3."""
    kernel = Kernel()
    services = Services(kernel)
    pool = services.open("desk", "A desk", "desks")
    pool.set_capacity(1)
    kernel.start(use(kernel, pool, 4.0))
    kernel.start(use(kernel, pool, 3.0))
    kernel.run(10.0)
    services.close_year()
    found = dict(zip(ACCOUNTS, services.accounts().values[1][0], strict=True))
    assert found == {
        "open": 10, "used": 7, "waited": 4, "overloaded": 4, "asked": 2, "served": 2, "gave_up": 0,
    }  # fmt: skip


def test_two_services_cannot_share_a_name() -> None:
    services = Services(Kernel())
    services.open("desk", "A desk", "desks")
    with pytest.raises(ValueError, match="two services desk"):
        services.open("desk", "Another", "desks")


def test_figures_of_a_stretch_are_differences_of_accounts() -> None:
    """In the second year, 366 days of two places: a quarter in use, 20 days waited by 8 served and 2 gone."""
    desk = Service("desk", "A desk", "desks")
    first = (365.0 * 2, 100.0, 10.0, 3.0, 4.0, 4.0, 0.0)
    later = (365.0 * 2 + 366 * 2, 100.0 + 183, 10.0 + 20, 3.0 + 36.6, 4.0 + 12, 4.0 + 8, 0.0 + 2)
    record = record_with([desk], [first, later], years=2)
    (found,) = service_use(record, Window(1, 2))
    days = Window(1, 2).end - Window(1, 2).start
    assert found.service == desk
    assert found.figures["capacity"] == pytest.approx(732 / days)
    assert found.figures["use"] == pytest.approx(25.0)
    assert found.figures["wait_days"] == pytest.approx(2.0)
    assert found.figures["gave_up"] == 2
    assert found.figures["overload"] == pytest.approx(3660 / days)
