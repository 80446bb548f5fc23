"""Accounts of services that know each wait when it begins."""

from __future__ import annotations

from sim.engine.kernel import Kernel
from sim.engine.known_waits import KnownWaits
from sim.engine.services import ACCOUNTS, Services


class Counter(KnownWaits):
    """A counter with so many clerks, told of waits from outside."""

    def __init__(self, kernel: Kernel, clerks: int) -> None:
        super().__init__(kernel)
        self.clerks = clerks

    def unit_days(self, days: float) -> float:
        return self.clerks * days

    def change(self, clerks: int) -> None:
        self._close_stretch()
        self.clerks = clerks

    def serve(self, work: float, begins: float, ends: float) -> None:
        self.arrivals += 1
        self._serve(work)
        self._count_wait(begins, ends)


def test_accounts_are_the_arithmetic_of_a_small_story() -> None:
    """Two clerks for ten days, then one for ten. Waits 0-4, 2-3, 3-6 and 8-9 cover 0-6 and 8-9."""
    kernel = Kernel()
    counter = Counter(kernel, clerks=2)
    services = Services(kernel)
    services.enter("counter", "A counter", "clerks", counter)
    for work, begins, ends in ((1.0, 0.0, 4.0), (0.5, 2.0, 3.0), (0.5, 3.0, 6.0), (2.0, 8.0, 9.0)):
        counter.serve(work, begins, ends)
    counter.serve(1.0, 9.0, 9.0)
    kernel.run(10.0)
    counter.change(clerks=1)
    kernel.run(20.0)
    services.close_year()
    found = dict(zip(ACCOUNTS, services.accounts().values[1][0], strict=True))
    assert found == {
        "open": 30, "used": 5, "waited": 9, "overloaded": 7, "asked": 5, "served": 5, "gave_up": 0,
    }  # fmt: skip
