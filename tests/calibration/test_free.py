"""Free values as a cube: even over each range, on the scale of its search."""

import numpy as np
import pytest

from calibration.free import Free, Scale, Space

RATE = Free("rate", start=4.0, low=1.0, high=100.0, scale=Scale.LOG, whole=False)
SHARE = Free("share", start=0.5, low=0.1, high=0.9, scale=Scale.LOGIT, whole=False)
EFFECT = Free("effect", start=0.0, low=-0.3, high=0.1, scale=Scale.PLAIN, whole=False)
SPACE = Space((RATE, SHARE, EFFECT))


def test_corners_and_middle_of_the_cube() -> None:
    low, middle, high = SPACE.values(np.array([[0.0] * 3, [0.5] * 3, [1.0] * 3]))
    assert low == pytest.approx({"rate": 1.0, "share": 0.1, "effect": -0.3})
    assert middle == pytest.approx({"rate": 10.0, "share": 0.5, "effect": -0.1})
    assert high == pytest.approx({"rate": 100.0, "share": 0.9, "effect": 0.1})


def test_values_and_points_are_the_same_thing() -> None:
    point = np.array([0.2, 0.7, 0.9])
    assert SPACE.point(SPACE.values(point[None, :])[0]) == pytest.approx(point)
    assert SPACE.dimensions == 3
