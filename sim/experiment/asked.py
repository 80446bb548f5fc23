"""What a study was asked for, and the key under which each of its replications is kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sim import clock
from sim.evidence.register import load_register
from sim.experiment.ensemble import Ensemble
from sim.experiment.manifest import code_fingerprint
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Asked:
    """All that decides the result of a study, but its scenario files themselves."""

    command: str
    """As it is given: ``run``, ``compare``, ``calibrate``, ..."""
    files: tuple[str, ...]
    """Scenario files, the baseline's first, below the folder that holds the copies."""
    names: tuple[str, ...]
    fingerprints: tuple[str, ...]
    """Of the scenarios, the baseline first."""
    seed: int
    replications: int
    """As many, or with ``precision`` at most as many."""
    precision: tuple[str, ...]
    """Goals as they were written; none if the number of replications is given."""
    evidence: str
    code: str
    """Fingerprints of the evidence table and of the program."""
    years: int = clock.YEARS
    """Model years to run."""
    ensemble: str = ""
    """Fingerprint of the file of draws of parameters; empty without one."""
    ensemble_file: str = ""
    """Name of that file, which its copy does not have."""
    draws: int = 0
    """Draws of parameters that are run; 0 without an ensemble."""
    extended: str = ""
    """The scenario that a calibration's override extends, of which the copy goes in the end."""
    fitted: str = ""
    """Another folder that a calibration's override and ensemble are also written to; may be none."""

    @property
    def of_each_draw(self) -> int:
        """Replications of each draw of parameters; 0 without an ensemble."""
        return self.replications // self.draws if self.draws else 0

    def key(self, replication: int) -> str:
        """SHA-256 of all that decides what a replication gives: the same key, the same content.

        How many replications or draws there are, when to stop, and where to write is not part of it.
        """
        told = [
            self._kind,
            self.names,
            self.fingerprints,
            self.seed,
            self.evidence,
            self.code,
            replication,
            self.years,
            self.ensemble,
            self.of_each_draw,
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()

    @property
    def _kind(self) -> str:
        return "study" if self.command in ("run", "compare") else self.command


def ask(
    command: str,
    files: Sequence[str],
    scenarios: Sequence[Scenario],
    seed: int,
    replications: int,
    precision: Sequence[str] = (),
    years: int = clock.YEARS,
    ensemble: Ensemble | None = None,
) -> Asked:
    """What is asked of the program and the evidence as they are now.

    With an ``ensemble``, ``replications`` are those of all its draws together.
    """
    return Asked(
        command=command,
        files=tuple(files),
        names=tuple(scenario.name for scenario in scenarios),
        fingerprints=tuple(scenario.fingerprint for scenario in scenarios),
        seed=seed,
        replications=replications,
        precision=tuple(precision),
        evidence=load_register().fingerprint,
        code=code_fingerprint(),
        years=years,
        ensemble=ensemble.fingerprint if ensemble else "",
        ensemble_file=ensemble.name if ensemble else "",
        draws=len(ensemble.draws) if ensemble else 0,
    )


def asked_to_json(asked: Asked) -> dict[str, Any]:
    """As a mapping ready for JSON."""
    return asdict(asked)


def asked_from_json(content: dict[str, Any]) -> Asked:
    """What ``asked_to_json`` was given; raises ``TypeError`` where it was not."""
    known: Any = {name: tuple(value) if isinstance(value, list) else value for name, value in content.items()}
    return Asked(**known)
