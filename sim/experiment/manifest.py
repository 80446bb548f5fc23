"""What a result rests on: scenarios, evidence, code, seed, versions. Only ``timing`` differs between runs."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

import sim
from sim.evidence.register import load_register
from sim.scenario.scenario import Scenario

_PACKAGES = (
    "simpy",
    "numpy",
    "scipy",
    "pandas",
    "matplotlib",
    "seaborn",
    "pydantic",
    "ruamel.yaml",
    "jinja2",
    "filelock",
)


def versions() -> dict[str, str]:
    """Versions of everything the numbers depend on."""
    return {"desist": sim.__version__, "python": platform.python_version()} | {
        name: version(name) for name in _PACKAGES
    }


@cache
def code_fingerprint() -> str:
    """SHA-256 of the source of the program as this process has it, file names included."""
    root = Path(sim.__file__).parent.parent
    files = [path for package in ("sim", "calibration") for path in (root / package).rglob("*.py")]
    digest = hashlib.sha256()
    for path in sorted(files, key=lambda path: path.relative_to(root).as_posix()):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def manifest(
    scenarios: Sequence[Scenario], replications: int, seed: int, others: Mapping[str, object]
) -> dict[str, object]:
    """The manifest of a study as a mapping ready for JSON; ``others`` come last, ``timing`` among them."""
    return {
        "scenarios": [
            {
                "name": scenario.name,
                "title": scenario.title,
                "fingerprint": scenario.fingerprint,
                "files": [Path(file).name for file in scenario.files],
            }
            for scenario in scenarios
        ],
        "baseline": scenarios[0].name,
        "evidence": load_register().fingerprint,
        "code": code_fingerprint(),
        "seed": seed,
        "replications": replications,
        "versions": versions(),
        **others,
    }
