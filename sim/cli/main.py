"""The desist command: reads the line, imports what it needs, and turns errors into plain words."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence

from sim.cli.line import parser
from sim.errors import DesistError

_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns its exit code.

    That is 0; 2 for an error the user can mend; 3 for work that can be gone on with; 130 when interrupted.
    """
    options = parser().parse_args(arguments)
    # one thread a process: replications are what runs in parallel
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    command: Callable[[argparse.Namespace], int] = options.command
    signal.signal(signal.SIGTERM, _ask_to_stop)
    try:
        return command(options)
    except DesistError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return _INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _ask_to_stop(*_: object) -> None:
    """Being told to end is like Ctrl-C: what is finished is kept."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
