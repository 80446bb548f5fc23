"""Call one function of the benchmarks and print what it returns as JSON; started by ``processes.answer``."""

from __future__ import annotations

import json
import sys
from importlib import import_module


def main(function: str, given: str) -> None:
    """Call ``module:function`` with the keyword arguments that stand in a JSON object."""
    module, name = function.split(":")
    answer = getattr(import_module(module), name)(**json.loads(given))
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
