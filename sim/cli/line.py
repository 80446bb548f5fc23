"""The command line: commands, what they take, and how it is read."""

from __future__ import annotations

import argparse
from pathlib import Path

import sim
from sim.cli import commands

_OUT = "folder for the results (results/NAME-...)"


def parser() -> argparse.ArgumentParser:
    """Everything that may stand on the line; ``command`` of what it gives does it."""
    line = argparse.ArgumentParser(
        prog="desist",
        description="Simulate reoffending and the services that try to stop it, and compare scenarios.",
        epilog="Effects of programmes are assumptions put in: desist shows what follows from them.",
    )
    line.add_argument("--version", action="version", version=f"desist {sim.__version__}")
    given = line.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_run(given)
    _add_compare(given)
    _add_resume(given)
    _add_check(given)
    _add_adopt(given)
    _add_validate(given)
    _add_calibrate(given)
    _add_backtest(given)
    _add_sensitivity(given)
    _add_assumptions(given)
    _add_schema(given)
    return line


def _add_run(given: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    run = given.add_parser("run", help="run one scenario", description="Run one scenario and describe it.")
    run.add_argument("scenario", type=Path, help="scenario file (YAML)")
    _add_years(run)
    _add_running(run)
    _add_precision(run)
    run.set_defaults(command=commands.run, ensemble=None, draws=None)


def _add_compare(given: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    compare = given.add_parser(
        "compare",
        help="compare scenarios with a baseline",
        description="Run scenarios on the same people and the same chance, and report paired differences.",
    )
    compare.add_argument("baseline", type=Path, help="scenario file of the baseline")
    compare.add_argument("others", type=Path, nargs="+", metavar="other", help="scenario files to compare")
    _add_years(compare)
    _add_running(compare)
    _add_precision(compare)
    _add_ensemble(compare)
    compare.set_defaults(command=commands.compare)


def _add_years(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--years", type=_years, metavar="N", help="years to run from April 2020, the first two unmeasured (8)"
    )


def _add_running(parser: argparse.ArgumentParser, usual: int = 16) -> None:
    parser.add_argument("--replications", type=_positive, metavar="N", help=f"runs of each ({usual})")
    parser.add_argument("--seed", type=_seed, default=1, metavar="N", help="another seed, other chance (1)")
    _add_workers(parser)
    parser.add_argument("--out", type=Path, metavar="DIR", help=_OUT)


def _add_workers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--workers", type=_positive, metavar="N", help="processes (one a core)")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="run on the cluster of this Dask scheduler")


def _add_resume(given: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    resume = given.add_parser(
        "resume",
        help="go on with what was interrupted",
        description="Go on with an interrupted run, comparison or validation: only what is missing is run.",
    )
    resume.add_argument("folder", type=Path, help="the folder that the results were to have")
    _add_workers(resume)
    resume.set_defaults(command=commands.resume)


def _add_precision(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--precision",
        action="append",
        default=[],
        metavar="GOAL",
        help="run until intervals are as narrow as this: offences=100, offences=50%% (of the smallest "
        "difference that matters), or 50%% (all lead measures)",
    )
    parser.add_argument("--at-most", type=_positive, metavar="N", help="replications with --precision (256)")


def _add_ensemble(parser: argparse.ArgumentParser, usual: int = 2) -> None:
    parser.add_argument(
        "--ensemble",
        type=Path,
        metavar="FILE",
        help=f"table of draws of parameters (CSV): run all of them, with --replications of each ({usual})",
    )
    parser.add_argument("--draws", type=_positive, metavar="N", help="the first draws of the ensemble (all)")


def _add_check(given: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    check = given.add_parser(
        "check",
        help="check scenario files",
        description="Check scenario files; every error is shown at once.",
    )
    check.add_argument("paths", type=Path, nargs="+", metavar="path", help="scenario files or folders")
    check.set_defaults(command=commands.check)


def _add_adopt(given: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    adopt = given.add_parser(
        "adopt",
        help="make an area's baseline of its own aggregates",
        description="Read aggregates.csv in a copy of scenarios/template and write baseline.yaml beside it.",
    )
    adopt.add_argument(
        "folder", type=Path, help="folder with aggregates.csv; its name becomes that of the area"
    )
    adopt.add_argument("--title", help="the area, as a reader of the briefing sees it")
    adopt.set_defaults(command=commands.adopt)


def _add_validate(given: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    validate = given.add_parser(
        "validate",
        help="compare a baseline with published facts",
        description="Compare a scenario with published facts, in the year to 31 March 2022.",
    )
    validate.add_argument("scenario", type=Path, nargs="?", help="scenario file (the Suffolk baseline)")
    _add_running(validate)
    validate.set_defaults(command=commands.validate)


def _add_calibrate(given: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    calibrate = given.add_parser(
        "calibrate",
        help="find the values that published rates allow",
        description="Find the values that published rates allow, and say what they leave undetermined.",
    )
    calibrate.add_argument("problem", type=Path, help="problem file (calibration/problems/suffolk.yaml)")
    _add_workers(calibrate)
    calibrate.add_argument("--out", type=Path, metavar="DIR", help=_OUT)
    calibrate.add_argument(
        "--fitted", type=Path, metavar="DIR", help="also write NAME.yaml and NAME-ensemble.csv there"
    )
    calibrate.set_defaults(command=commands.calibrate)


def _add_backtest(given: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    backtest = given.add_parser(
        "backtest",
        help="score forecasts against what was published later",
        description="Run a scenario on from the year to 31 March 2022 and score it against later figures.",
    )
    backtest.add_argument("scenario", type=Path, nargs="?", help="scenario file (the Suffolk baseline)")
    _add_running(backtest, usual=19)
    _add_ensemble(backtest, usual=1)
    backtest.set_defaults(command=commands.backtest)


def _add_sensitivity(given: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    sensitivity = given.add_parser(
        "sensitivity",
        help="find what figures and a decision hang on",
        description="Find which values swing a decision and which would be worth knowing first (--decision), "
        "and what each figure hangs on (--calibration).",
        epilog="The problem file names the values that are not known; --also adds to them, as the effect of "
        "a programme, which no published rate tells.",
    )
    sensitivity.add_argument("problem", type=Path, help="problem file (calibration/problems/suffolk.yaml)")
    sensitivity.add_argument(
        "--decision",
        type=Path,
        nargs=2,
        metavar=("BASELINE", "OTHER"),
        help="whether to go from one to the other",
    )
    sensitivity.add_argument(
        "--measure",
        default="net_benefit",
        metavar="M",
        help="what the tornado is of (net_benefit), as offences",
    )
    sensitivity.add_argument(
        "--also",
        action="append",
        default=[],
        metavar="ID",
        help="another value that is not known (repeatable)",
    )
    sensitivity.add_argument(
        "--ensemble",
        type=Path,
        metavar="FILE",
        help="draws of the values (CSV), as desist calibrate writes them",
    )
    sensitivity.add_argument(
        "--calibration", type=Path, metavar="DIR", help="results of desist calibrate for this problem"
    )
    sensitivity.add_argument(
        "--draws",
        type=_no_fewer,
        metavar="N",
        help="draws for the value of information (200); 0: only the tornado",
    )
    _add_years(sensitivity)
    _add_running(sensitivity)
    sensitivity.set_defaults(command=commands.sensitivity)


def _add_assumptions(given: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    assumptions = given.add_parser(
        "assumptions",
        help="print every number the model uses",
        description="Print every number the model uses, with its range, source and grade.",
    )
    assumptions.add_argument("--grade", help="only rows of this grade: seed, published-verified, ...")
    assumptions.add_argument(
        "--under", metavar="PATH", help="only settings at or below this path, as iom.fixed"
    )
    assumptions.add_argument("--csv", action="store_true", help="as comma-separated text")
    assumptions.set_defaults(command=commands.assumptions)


def _add_schema(given: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    schema = given.add_parser(
        "schema",
        help="print the JSON Schema of scenario files",
        description="For editors: see the first line of each scenario.",
    )
    schema.set_defaults(command=commands.schema)


def _positive(text: str) -> int:
    return _whole(text, 1, "a whole number of at least 1")


def _years(text: str) -> int:
    from sim import clock

    allowed = f"a whole number from {clock.LEAST_YEARS} to {clock.MOST_YEARS}"
    return _whole(text, clock.LEAST_YEARS, allowed, clock.MOST_YEARS)


def _no_fewer(text: str) -> int:
    """Draws: none, or enough for a curve."""
    from calibration.sensitivity.draws_of_values import LEAST_FOR_A_CURVE

    allowed = f"0, or a whole number of at least {LEAST_FOR_A_CURVE}"
    return 0 if text == "0" else _whole(text, LEAST_FOR_A_CURVE, allowed)


def _seed(text: str) -> int:
    return _whole(text, 0, "a whole number of at least 0")


def _whole(text: str, least: int, allowed: str, most: int = 10**15) -> int:
    if not text.isdecimal() or len(text) > 15 or not least <= int(text) <= most:  # noqa: PLR2004
        raise argparse.ArgumentTypeError(f"must be {allowed}, not {text!r}")
    return int(text)
