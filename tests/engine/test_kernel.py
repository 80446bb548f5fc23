"""The clock: what happens when, in which order, and what happens when something goes wrong."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Generator
from math import inf, nan

import numpy as np
import pytest

from sim.engine.kernel import Journey, Kernel, Step

Log = list[tuple[float, str]]


@pytest.fixture
def kernel() -> Kernel:
    return Kernel()


def test_a_journey_runs_to_its_first_step_at_once_and_then_by_the_clock(kernel: Kernel) -> None:
    log: Log = []

    def case(name: str, days: float) -> Journey:
        log.append((kernel.now, f"{name} arrested"))
        yield kernel.wait(days)
        log.append((kernel.now, f"{name} charged"))
        yield kernel.wait(2)
        log.append((kernel.now, f"{name} in court"))

    kernel.start(case("Ann", 3))
    kernel.start(case("Bob", 1))
    assert log == [(0, "Ann arrested"), (0, "Bob arrested")]
    kernel.run(10)
    assert log[2:] == [(1, "Bob charged"), (3, "Ann charged"), (3, "Bob in court"), (5, "Ann in court")]
    assert kernel.now == 10


def test_who_waits_for_a_day_is_there_on_that_very_day(kernel: Kernel) -> None:
    seen: list[float] = []

    def case() -> Journey:
        yield kernel.wait(0.1)
        yield kernel.until(0.7)  # 0.1 + (0.7 - 0.1) is 0.7 less a last digit
        seen.append(kernel.now)
        yield kernel.until(0.2)
        seen.append(kernel.now)

    kernel.start(case())
    kernel.run(1)
    assert seen == [0.7, 0.7]
    with pytest.raises(ValueError, match="not a number"):
        kernel.until(nan)


def test_a_signal_wakes_everyone_who_waits_for_it_with_its_value(kernel: Kernel) -> None:
    log: list[tuple[float, str, object]] = []
    verdict = kernel.signal()

    def listener(name: str) -> Journey:
        value = yield verdict
        log.append((kernel.now, name, value))

    def latecomer() -> Journey:
        yield kernel.wait(6)
        value = yield verdict  # long known: no waiting
        log.append((kernel.now, "late", value))

    kernel.start(listener("first"))
    kernel.start(listener("second"))
    kernel.start(latecomer())
    kernel.at(4, lambda: verdict.succeed("guilty"))
    kernel.run(10)
    assert log == [(4, "first", "guilty"), (4, "second", "guilty"), (6, "late", "guilty")]


def test_a_signal_that_fails_stops_the_run(kernel: Kernel) -> None:
    kernel.signal().fail(RuntimeError("the line is dead"))
    with pytest.raises(RuntimeError, match="the line is dead"):
        kernel.run(1)


def test_appointed_actions_come_before_the_ordinary_events_of_the_same_moment(kernel: Kernel) -> None:
    log: Log = []

    def journey() -> Journey:
        yield kernel.wait(2)
        log.append((kernel.now, "journey"))

    kernel.start(journey())
    kernel.feed([2.0], lambda _: log.append((kernel.now, "feed")))
    kernel.at(2, lambda: log.append((kernel.now, "opens")))
    kernel.at(2, lambda: log.append((kernel.now, "counted")))
    kernel.run(3)
    assert log == [(2, "opens"), (2, "counted"), (2, "journey"), (2, "feed")]


def test_an_appointment_keeps_its_time_to_the_last_digit(kernel: Kernel) -> None:
    met: list[float] = []

    def appoint() -> Journey:
        yield kernel.wait(0.1)
        kernel.at(0.7, lambda: met.append(kernel.now))  # 0.1 + (0.7 - 0.1) would be 0.7 less a bit

    kernel.start(appoint())
    kernel.run(0.7)
    assert met == []  # not before, by rounding
    kernel.run(1)
    assert met == [0.7]


def test_feeds_and_journeys_interleave_by_time(kernel: Kernel) -> None:
    log: Log = []

    def follow_up(label: str) -> Journey:
        yield kernel.wait(0)
        log.append((kernel.now, f"after {label}"))

    def offence(index: int) -> None:
        log.append((kernel.now, f"offence {index}"))
        kernel.start(follow_up(f"offence {index}"))

    kernel.feed(np.array([1.0, 2.0, 2.0, 5.0]), offence)
    kernel.feed([1.5, 4.0], lambda index: log.append((kernel.now, f"recall {index}")))
    kernel.run(6)
    assert log == [
        (1, "offence 0"),
        (1, "after offence 0"),
        (1.5, "recall 0"),
        (2, "offence 1"),
        (2, "offence 2"),  # known from the start, so ahead of what offence 1 sets off
        (2, "after offence 1"),
        (2, "after offence 2"),
        (4, "recall 1"),
        (5, "offence 3"),
        (5, "after offence 3"),
    ]
    assert {type(day) for day, _ in log} == {float}  # NumPy numbers would slow every later comparison


def test_a_feed_may_begin_now_or_be_empty_or_start_another(kernel: Kernel) -> None:
    log: Log = []
    kernel.run(3)
    kernel.feed([], lambda _: log.append((kernel.now, "never")))
    kernel.feed([3.0], lambda _: kernel.feed([3.0, 4.0], lambda i: log.append((kernel.now, f"inner {i}"))))
    kernel.run(5)
    assert log == [(3, "inner 0"), (4, "inner 1")]


def test_a_run_stops_just_before_its_end_and_the_next_goes_on_from_there(kernel: Kernel) -> None:
    log: Log = []

    def daily() -> Journey:
        while True:
            log.append((kernel.now, "day"))
            yield kernel.wait(1)

    kernel.start(daily())
    kernel.at(2, lambda: log.append((kernel.now, "appointed")))
    kernel.run(2)
    assert log == [(0, "day"), (1, "day")]
    assert kernel.now == 2
    kernel.run(2)
    assert len(log) == 2
    kernel.run(2.5)
    assert log[2:] == [(2, "appointed"), (2, "day")]
    assert kernel.now == 2.5


def test_a_run_cut_in_pieces_is_the_same_run() -> None:
    def log_of(ends: list[float]) -> Log:
        kernel, log = Kernel(), Log()

        def life() -> Journey:
            for days in (0.25, 1.25, 0.0, 2.5):
                yield kernel.wait(days)
                log.append((kernel.now, "step"))

        kernel.start(life())
        kernel.feed([0.25, 1.5, 4.5], lambda index: log.append((kernel.now, f"offence {index}")))
        for end in ends:
            kernel.run(end)
        return log

    whole = log_of([5.0])
    assert log_of([0.25, 1.5, 1.75, 5.0]) == whole
    assert [what for _, what in whole] == [
        "step", "offence 0", "step", "offence 1", "step", "step", "offence 2",
    ]  # fmt: skip


def test_journeys_may_be_made_of_journeys(kernel: Kernel) -> None:
    log: Log = []

    def hearing() -> Generator[Step, object, str]:
        yield kernel.wait(2)
        log.append((kernel.now, "heard"))
        return "adjourned"

    def case() -> Journey:
        outcome = yield from hearing()
        log.append((kernel.now, outcome))
        yield from hearing()

    kernel.start(case())
    kernel.run(5)
    assert log == [(2, "heard"), (2, "adjourned"), (4, "heard")]


def test_mistakes_come_out_where_they_are_made(kernel: Kernel) -> None:
    def breaks_off(days: float) -> Journey:
        if days:
            yield kernel.wait(days)
        raise LookupError(f"lost on day {kernel.now:g}")

    def action(_: int = 0) -> None:
        raise OSError(f"broken on day {kernel.now:g}")

    with pytest.raises(LookupError, match="lost on day 0"):
        kernel.start(breaks_off(0))
    kernel.start(breaks_off(1))
    kernel.at(2, action)
    kernel.feed([3.0, 5.0], action)
    with pytest.raises(LookupError, match="lost on day 1"):
        kernel.run(10)
    with pytest.raises(OSError, match="broken on day 2"):
        kernel.run(10)
    with pytest.raises(OSError, match="broken on day 3"):
        kernel.run(10)
    assert kernel.now == 3
    with pytest.raises(OSError, match="broken on day 5"):
        kernel.run(10)
    kernel.run(10)
    assert kernel.now == 10


def test_a_journey_may_yield_steps_only(kernel: Kernel) -> None:
    def confused() -> Journey:
        yield 3.0  # type: ignore[misc]

    with pytest.raises(TypeError, match=r"steps of the kernel, not 3\.0"):
        kernel.start(confused())


@pytest.mark.parametrize("days", [-1e-9, -inf, nan])
def test_nobody_waits_backwards(kernel: Kernel, days: float) -> None:
    with pytest.raises(ValueError, match="cannot wait"):
        kernel.wait(days)


def test_the_past_and_the_undefined_are_refused(kernel: Kernel) -> None:
    kernel.run(5)
    for day in (4.9, nan):
        with pytest.raises(ValueError, match="past"):
            kernel.at(day, lambda: None)
        with pytest.raises(ValueError, match="past"):
            kernel.feed([day], lambda _: None)
    for times in ([6.0, 5.5], [6.0, nan], [6.0, nan, 7.0]):
        with pytest.raises(ValueError, match="ascending"):
            kernel.feed(times, lambda _: None)
    for until in (4.9, nan, inf):
        with pytest.raises(ValueError, match="cannot run"):
            kernel.run(until)


def test_an_ended_journey_is_forgotten_without_the_garbage_collector(kernel: Kernel) -> None:
    class Case:
        """Anything the journey holds."""

    case = Case()
    remembered = weakref.ref(case)

    def journey(held: Case) -> Journey:
        yield kernel.wait(1)
        assert held is remembered()

    gc.disable()
    try:
        kernel.start(journey(case))
        del case
        kernel.run(1)
        assert remembered() is not None
        kernel.run(2)
        assert remembered() is None
    finally:
        gc.enable()
