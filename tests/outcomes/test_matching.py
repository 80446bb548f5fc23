import numpy as np

from sim.outcomes.matching import first_of_each, join, labels, place_among_equals


def test_equal_keys_get_equal_labels_in_the_order_of_the_keys():
    person = np.array([5, 2, 5, 2])
    case = np.array([1, 9, 1, 8])
    assert labels(person, case).tolist() == [2, 1, 2, 0]


def test_labels_of_nothing():
    assert labels(np.array([], dtype=np.int64)).tolist() == []


def test_the_first_of_each_label():
    label, time = np.array([0, 1, 0, 1]), np.array([4.0, 3.0, 2.0, 9.0])
    assert first_of_each(np.lexsort((time, label)), label).tolist() == [2, 1]


def test_place_by_time_among_equals():
    assert place_among_equals(np.array([0, 1, 0, 0]), np.array([5.0, 1.0, 2.0, 9.0])).tolist() == [1, 0, 0, 2]


def test_join_gives_every_pair_once():
    left, right = join(np.array([7, 8, 7]), np.array([7, 9, 7]))
    assert list(zip(left.tolist(), right.tolist(), strict=True)) == [(0, 0), (0, 2), (2, 0), (2, 2)]


def test_join_with_nothing():
    left, right = join(np.array([7]), np.array([], dtype=np.int64))
    assert left.tolist() == right.tolist() == []
