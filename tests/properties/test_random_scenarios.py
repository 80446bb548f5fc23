"""Whatever a user can write is refused in plain words or runs soundly; ``soak`` asks it of many more."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.properties.scenario_files import OF_ONE_SEED, Files, files
from tests.properties.trial import Verdict, put_to_the_proof

SEEDS = 10
EXAMPLES = SEEDS * OF_ONE_SEED


def test_random_scenarios_run_soundly_or_are_refused_in_plain_words(tmp_path: Path) -> None:
    verdicts: Counter[Verdict] = Counter()
    for number in range(SEEDS):
        verdicts += proved(number, tmp_path)
    # A test of empty counties, or of the reader alone, would find nothing.
    assert verdicts[Verdict.LIVED] >= EXAMPLES / 2
    assert verdicts[Verdict.REFUSED] <= EXAMPLES / 4


def proved(number: int, folder: Path) -> Counter[Verdict]:
    """What became of the scenarios of one seed, if all are sound."""
    verdicts: Counter[Verdict] = Counter()

    @seed(number)
    @settings(
        max_examples=OF_ONE_SEED,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=(
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.large_base_example,
        ),
    )
    @given(files())
    def proof(drawn: Files) -> None:
        verdicts[put_to_the_proof(drawn, folder)] += 1

    proof()
    return verdicts
