"""Draws by address: the published hash, even numbers, and nothing that hangs on order or shape."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.draws import fold, fold_array, run_key, uniform, uniform_array, uniform_table

WORD = 1 << 64
GOLDEN = 0x9E3779B97F4A7C15
KEYS = st.integers(0, WORD - 1)
LABELS = st.integers(0, 1 << 40)
PEOPLE = 100_000


class SplitMix64:
    """The generator as its authors published it: a counter that moves by the golden ratio, then a mix."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def step(self) -> int:
        self.state = (self.state + GOLDEN) % WORD
        word = self.state
        word = (word ^ word // 2**30) * 0xBF58476D1CE4E5B9 % WORD
        word = (word ^ word // 2**27) * 0x94D049BB133111EB % WORD
        return word ^ word // 2**31


def nth(seed: int, number: int) -> int:
    """Output ``number`` (from 0) of the generator."""
    generator = SplitMix64(seed)
    for _ in range(number):
        generator.step()
    return generator.step()


def test_folding_is_the_published_generator() -> None:
    published = (  # the generator's test vector for seed 1234567
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    )
    assert tuple(nth(1234567, number) for number in range(5)) == published
    assert tuple(fold(1234567, label) for label in range(5)) == published


@pytest.mark.parametrize(
    ("seed", "replication", "labels", "column", "word"),
    [
        (1, 0, (1, 131072, 1512, 3), 4, 17943522733213006579),
        (2022, 15, (1, 640, 1544), 0, 9472762089487037439),
        (0, 0, (), 41, 1353789539298231713),
    ],
)
def test_three_addresses(
    seed: int, replication: int, labels: tuple[int, ...], column: int, word: int
) -> None:
    """Run, people, person, layer of a year, candidate; then the column: worked out step by step."""
    theirs, ours = nth(nth(0, seed), replication), run_key(seed, replication)
    for label in labels:
        theirs, ours = nth(theirs, label), fold(ours, label)
    assert ours == theirs
    assert nth(theirs, column) == word
    assert uniform(ours, column) == (word // 2**12 + 0.5) / 2**52


@given(keys=st.lists(KEYS, min_size=1, max_size=20), label=LABELS, column=st.integers(0, 1000))
def test_arrays_and_scalars_agree_to_the_last_bit(keys: list[int], label: int, column: int) -> None:
    array = np.array(keys, dtype=np.uint64)
    assert fold_array(array, label).tolist() == [fold(key, label) for key in keys]
    assert uniform_array(array, column).tolist() == [uniform(key, column) for key in keys]


@given(key=KEYS, labels=st.lists(LABELS, min_size=1, max_size=20))
def test_one_key_and_many_labels(key: int, labels: list[int]) -> None:
    array = np.array(labels, dtype=np.int64)
    assert fold_array(key, array).tolist() == [fold(key, label) for label in labels]
    both = fold_array(np.full(len(labels), key, dtype=np.uint64), array)
    assert both.tolist() == [fold(key, label) for label in labels]


@given(keys=st.lists(KEYS, min_size=2, max_size=20, unique=True), column=st.integers(0, 100))
def test_a_number_hangs_on_its_own_address_alone(keys: list[int], column: int) -> None:
    array = np.array(keys, dtype=np.uint64)
    assert uniform_array(array[::-1], column).tolist() == uniform_array(array, column)[::-1].tolist()
    assert uniform_array(array[1:], column).tolist() == uniform_array(array, column)[1:].tolist()


def test_reading_changes_no_key() -> None:
    keys = fold_array(run_key(1, 0), np.arange(10))
    before = keys.copy()
    uniform_array(keys, 3)
    fold_array(keys, 3)
    assert (keys == before).all()


def unmixed(word: int) -> int:
    """The word that is mixed into ``word``: each step of the mix undone, the last one first."""
    for shift, factor in ((31, 0x94D049BB133111EB), (27, 0xBF58476D1CE4E5B9), (30, 1)):
        plain = word
        for _ in range(64 // shift + 1):
            plain = word ^ plain >> shift
        word = plain * pow(factor, -1, WORD) % WORD
    return word


@pytest.mark.parametrize("word", [0, WORD - 1], ids=["all bits off", "all bits on"])
def test_even_the_most_extreme_hash_lies_strictly_between_0_and_1(word: int) -> None:
    key = (unmixed(word) - GOLDEN) % WORD
    assert nth(key, 0) == word
    assert 0 < uniform(key, 0) < 1
    assert 0 < uniform_array(np.array([key], dtype=np.uint64), 0)[0] < 1


@pytest.fixture(scope="module")
def people() -> np.ndarray:
    return fold_array(fold(run_key(1, 0), 1), np.arange(PEOPLE))


@pytest.mark.parametrize("column", [0, 1, 2, 8, 25, 44])
def test_numbers_are_even(people: np.ndarray, column: int) -> None:
    """Chi-square over 256 equal bins, and over the 256 values of bits 9 to 16."""
    scaled = uniform_array(people, column) * 256
    coarse = np.bincount(scaled.astype(np.int64), minlength=256)
    fine = np.bincount((scaled % 1 * 256).astype(np.int64), minlength=256)
    assert stats.chisquare(coarse).pvalue > 1e-4
    assert stats.chisquare(fine).pvalue > 1e-4


def test_columns_are_not_correlated(people: np.ndarray) -> None:
    columns = np.array([uniform_array(people, column) for column in range(30)])
    found = np.corrcoef(columns)[np.triu_indices(30, 1)]
    # 435 correlations with standard error 1 / sqrt(n): beyond 5 of them is a chance in 4,000
    assert np.abs(found).max() < 5 / np.sqrt(PEOPLE)


@pytest.mark.parametrize("apart", [1, 2, 7, 64, 131072 % PEOPLE])
def test_neighbours_are_not_correlated(people: np.ndarray, apart: int) -> None:
    for keys in (people, fold_array(people, 1512), np.arange(PEOPLE, dtype=np.uint64)):
        numbers = uniform_array(keys, 0)
        assert abs(np.corrcoef(numbers[apart:], numbers[:-apart])[0, 1]) < 4.5 / np.sqrt(PEOPLE)


def test_replications_and_seeds_are_not_correlated() -> None:
    people = np.arange(PEOPLE)
    keys = [
        fold_array(run_key(seed, replication), people)
        for seed, replication in ((1, 0), (1, 1), (2, 0), (0, 1))
    ]
    found = np.corrcoef([uniform_array(each, 0) for each in keys])[np.triu_indices(4, 1)]
    assert np.abs(found).max() < 4.5 / np.sqrt(PEOPLE)


def test_no_two_addresses_of_a_run_share_a_key() -> None:
    """The chance that two of 640,000 meet in 2**64 is one in 90 million."""
    people = fold_array(fold(run_key(1, 0), 1), np.arange(5_000))
    keys = np.concatenate([fold_array(people, label) for label in range(1000, 1128)])
    assert len(np.unique(keys)) == len(keys)


def test_a_table_has_the_numbers_of_its_columns() -> None:
    keys = fold_array(run_key(1, 2), np.arange(5))
    table = uniform_table(keys, 7, 3)
    assert table.shape == (5, 3)
    for place in range(3):
        assert table[:, place].tolist() == uniform_array(keys, 7 + place).tolist()
        assert table[:, place].tolist() == [uniform(int(key), 7 + place) for key in keys]
