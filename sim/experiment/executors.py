"""Where work is done: in this process, in several, or on a cluster; all through one protocol."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import active_children, get_context, parent_process
from typing import Any, ParamSpec, TypeVar

from sim.errors import DesistError

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

_CONNECT_SECONDS = 10
_RETRIES = 3
"""Times a cluster tries a piece of work again whose machine was lost."""


@dataclass(frozen=True)
class Workers:
    """How much is done at a time, and how a fresh executor for it is had."""

    number: int
    fresh: Callable[[int], Executor]
    """Makes an executor for so many pieces of work at a time; the caller shuts it down."""
    where: str
    """For the manifest, in words."""
    lost: tuple[type[BaseException], ...] = ()
    """What a future raises when those who had the work are gone for good."""


class InThisProcess(Executor):
    """Does each piece of work at once, while it is handed in."""

    def submit(
        self, fn: Callable[Given, Answer], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Answer]:
        """Do the work; what it raises stands in the future, but for what is meant to stop the program."""
        future: Future[Answer] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def usual_workers() -> int:
    """Processes to use unless told otherwise: one a core that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return max(1, os.cpu_count() or 1)


def on_this_machine(number: int) -> Workers:
    """One or more processes here, each made afresh: nothing is inherited but the work."""
    return Workers(number, _processes, "this machine")


def _processes(number: int) -> Executor:
    if number <= 1:
        return InThisProcess()
    return ProcessPoolExecutor(number, mp_context=get_context("spawn"), initializer=end_with_parent)


def abandon(executor: Executor) -> None:
    """Let go of an executor without waiting for what it has in hand: nobody wants that any more."""
    if not isinstance(executor, ProcessPoolExecutor):
        executor.shutdown(wait=False)
    else:
        executor.shutdown(wait=False, cancel_futures=True)
        for process in active_children():  # this program has no other children
            process.terminate()


def end_with_parent() -> None:
    """A worker leaves Ctrl-C to the program that began it, and ends when that is gone, even killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def on_cluster(address: str) -> Iterator[Workers]:
    """The workers of a Dask scheduler, as many as it has threads.

    Dask sends work as pickles over its sockets: use it on a network that you trust, or with TLS.

    Raises
    ------
    DesistError
        If Dask is not installed, nobody answers at ``address``, or the scheduler has no workers.
    """
    client = _connected(address)
    from distributed import KilledWorker  # noqa: PLC0415 - an extra that few need

    try:
        threads = sum(client.nthreads().values())
        if threads == 0:
            raise DesistError(
                f"the scheduler at {address} has no workers: start some with `dask worker {address}`"
            )
        yield Workers(
            threads,
            lambda _: client.get_executor(pure=False, retries=_RETRIES),
            "a cluster",
            lost=(KilledWorker, CancelledError),
        )
    finally:
        client.close()


def _connected(address: str) -> Any:
    try:
        from distributed import Client  # noqa: PLC0415
    except ImportError:
        raise DesistError(
            "--scheduler needs Dask, which is not installed: pip install 'desist[cluster]'"
        ) from None
    for name in ("distributed", "distributed.client", "tornado.application"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters is said in our own words
    try:
        return Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        why = str(error) or "no answer"
        raise DesistError(
            f"--scheduler: no Dask scheduler answers at {address!r} ({why}); an address looks like tcp://HOST:8786"
        ) from None
