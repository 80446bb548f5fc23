"""What holds for every test: no screen, no network, and the same examples on every run."""

import os

os.environ["MPLBACKEND"] = "Agg"  # before anything imports matplotlib

import ipaddress
import sys

import pytest
from hypothesis import settings

# Examples are fixed and no example is timed, so that a slow or busy machine changes no verdict.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")

NAME_LOOKUPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}
CONNECTIONS = {"socket.connect": 1, "socket.sendto": 1, "socket.sendmsg": 1}  # where the address stands


def is_this_machine(host: object) -> bool:
    """Say whether a host is the machine itself; worker processes may talk to one another that way."""
    if host is None or host in {"", "localhost", b"localhost"}:
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else str(host)).is_loopback
    except ValueError:
        return False


def refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """Stop any attempt to leave this machine; addresses that are plain paths (AF_UNIX) are let through."""
    if not event.startswith("socket."):
        return
    if event in NAME_LOOKUPS:
        host = arguments[0][0] if isinstance(arguments[0], tuple) else arguments[0]
    elif event in CONNECTIONS and isinstance(arguments[CONNECTIONS[event]], tuple):
        host = arguments[CONNECTIONS[event]][0]
    else:
        return
    if not is_this_machine(host):
        raise ConnectionRefusedError(f"tests may not use the network: {event} to {host!r}")


sys.addaudithook(refuse_network)


LONGEST_FIRST = (
    "tests/experiment/test_interruption.py",
    "tests/properties/test_random_scenarios.py",
    "tests/pairing/test_until_divergence.py",
    "tests/pairing/test_variance.py",
    "tests/properties/test_overload.py",
    "tests/experiment/test_cluster.py",
    "tests/cli/",
    "tests/pairing/",
    "tests/properties/",
    "tests/experiment/",
    "tests/benchmarks/",
    "tests/report/",
    "tests/hostile/",
)
"""Files and folders that take longest, so that workers who are each given the next file end together."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest; the order is otherwise kept."""
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    return next(
        (place for place, start in enumerate(LONGEST_FIRST) if item.nodeid.startswith(start)),
        len(LONGEST_FIRST),
    )
