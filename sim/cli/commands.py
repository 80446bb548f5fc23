"""What each command does: imported only when it is given, so that --help is quick."""

from __future__ import annotations

import argparse
import sys


def run(options: argparse.Namespace) -> int:
    """``desist run``."""
    from sim.cli.studies import run_and_write

    return run_and_write([options.scenario], options)


def compare(options: argparse.Namespace) -> int:
    """``desist compare``."""
    from sim.cli.studies import run_and_write

    return run_and_write([options.baseline, *options.others], options)


def resume(options: argparse.Namespace) -> int:
    """``desist resume``."""
    from sim.cli.resuming import resume

    return resume(options.folder, options)


def check(options: argparse.Namespace) -> int:
    """``desist check``."""
    from sim.cli.checking import check

    return check(options.paths)


def adopt(options: argparse.Namespace) -> int:
    """``desist adopt``."""
    from sim.cli.adopting import adopt

    return adopt(options.folder, options.title)


def validate(options: argparse.Namespace) -> int:
    """``desist validate``."""
    from sim.cli.validating import validate

    return validate(options)


def calibrate(options: argparse.Namespace) -> int:
    """``desist calibrate``."""
    from sim.cli.calibrating import calibrate

    return calibrate(options)


def backtest(options: argparse.Namespace) -> int:
    """``desist backtest``."""
    from sim.cli.backtesting import backtest

    return backtest(options)


def sensitivity(options: argparse.Namespace) -> int:
    """``desist sensitivity``."""
    from sim.cli.sensitivity import sensitivity

    return sensitivity(options)


def assumptions(options: argparse.Namespace) -> int:
    """``desist assumptions``."""
    from sim.evidence.assumptions import assumptions_csv, assumptions_text
    from sim.evidence.register import load_register

    show = assumptions_csv if options.csv else assumptions_text
    sys.stdout.write(show(load_register(), options.grade, options.under))
    return 0


def schema(options: argparse.Namespace) -> int:
    """``desist schema``."""
    import json

    from sim.scenario.schema import json_schema

    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
    return 0
