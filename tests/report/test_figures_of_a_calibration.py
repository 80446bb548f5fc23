"""The figures of a calibration: what is drawn is what was given, and all of it can be read."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from sim.report import drawing, marginals_figure, pairs_figure
from sim.report.marginals_figure import Marginal

EVEN = (np.arange(400) + 0.5) / 400
"""Draws spread evenly over a range: ten in each of the 40 bars."""
FLAT = Marginal("people.offending_rate", "offences a year", "6", "25", EVEN, "15.5", "left undetermined")
PEAK = Marginal("leaving.charge", "share", "0.18", "0.3", 0.5 + EVEN / 40, "0.24", "pinned down")
"""All draws in the bar from 0.5 to 0.525."""
LONG = Marginal(
    "programmes.restorative_justice.staffing.recruitment_days",
    "share of adults arrested for a trigger offence", "100,000", "260,000", EVEN, "123,400",
    "left undetermined",
)  # fmt: skip
"""The longest id, unit, ends and verdict of the evidence table, all in one."""


def texts(figure: Figure) -> dict[Text, Bbox]:
    """What is written on a figure, and where it stands once all is laid out."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    shown = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text()]
    axes = [axis for axis in figure.axes if not axis.axison]
    return {text: text.get_window_extent(canvas.get_renderer()) for text in shown if text.axes not in axes}


def assert_legible(chart: drawing.Chart) -> None:
    """No text leaves the page, and none touches another."""
    with drawing.styled():
        found = texts(chart.figure)
    page = chart.figure.bbox
    for text, box in found.items():
        assert page.x0 <= box.x0 and box.x1 <= page.x1, text.get_text()  # noqa: PT018
        assert page.y0 <= box.y0 and box.y1 <= page.y1, text.get_text()  # noqa: PT018
    for (one, first), (other, second) in combinations(found.items(), 2):
        assert not first.overlaps(second), (one.get_text(), other.get_text())


def marginals(*values: Marginal) -> drawing.Chart:
    return marginals_figure.chart(values, "Made up", "400 draws")


def test_each_row_is_as_high_as_its_draws_are_dense_and_beforehand_is_flat() -> None:
    """A bar of a quarter of all draws or more is 0.72 rows high, others as the roots of their shares."""
    (axis,) = marginals(FLAT, PEAK).figure.axes
    bands = [each for each in axis.collections if isinstance(each, PolyCollection)]
    grey, blue = bands[::2], bands[1::2]
    flat = 0.72 * 0.1**0.5  # a fortieth of the draws is a tenth of a quarter
    for row, (before, after, high) in enumerate(zip(grey, blue, (flat, 0.72), strict=True)):
        base = row + 0.34
        for band, height in ((before, flat), (after, high)):
            corners = band.get_paths()[0].vertices
            assert corners[:, 1].min() == pytest.approx(base - height)  # rows are counted downwards
            assert corners[:, 1].max() == pytest.approx(base)
            raised = corners[corners[:, 1] < base - 1e-9, 0]
            ends = (0.5, 0.525) if height > flat else (0, 1)
            assert (raised.min(), raised.max()) == pytest.approx(ends)


def test_the_middle_nine_tenths_are_marked() -> None:
    """Of 400 even draws, from a twentieth of the way from the first to the last to as far before it."""
    (axis,) = marginals(FLAT, PEAK).figure.axes
    low = (0.5 + 0.05 * 399) / 400
    flat, peak = (line.get_xdata() for line in axis.lines)
    np.testing.assert_allclose(flat, [low, 1 - low])
    np.testing.assert_allclose(peak, [0.5 + low / 40, 0.5 + (1 - low) / 40])


def test_the_table_and_the_words_hold_what_is_drawn() -> None:
    chart = marginals(FLAT, PEAK)
    low = (0.5 + 0.05 * 399) / 400
    row = chart.data.iloc[0].to_dict()
    assert row == {
        "Value": "people.offending_rate", "Unit": "offences a year", "Low end": "6", "High end": "25",
        "Middle": "15.5", "5 % place": pytest.approx(low), "95 % place": pytest.approx(1 - low),
        "Told": "left undetermined",
    }  # fmt: skip
    assert "people.offending_rate: 15.5 offences a year, of 6 to 25, left undetermined; leaving" in chart.alt
    written = [text.get_text() for text in chart.figure.axes[0].texts]
    assert written[:3] == ["6", "25", "15.5 offences a year:\nleft undetermined"]


@pytest.mark.parametrize("number", [1, 2, 19])
def test_the_longest_names_can_be_read_in_any_number_of_rows(number: int) -> None:
    chart = marginals(*[LONG] * number)
    assert_legible(chart)
    assert [text.get_text() for text in chart.figure.axes[0].get_yticklabels()] == [
        "programmes.restorative_justice.\nstaffing.recruitment_days"
    ] * number


def pairs(*labels: str) -> drawing.Chart:
    """A value, its opposite, and how far it is from the middle, which is not correlated with either."""
    places = np.column_stack([EVEN, 1 - EVEN, np.abs(2 * EVEN - 1), EVEN, EVEN, EVEN])
    return pairs_figure.chart(labels, places[:, : len(labels)], "Made up", "400 draws")


def test_every_pair_is_drawn_once_with_its_draws_and_its_correlation() -> None:
    chart = pairs("one", "opposite", "distance")
    clouds = {
        (axis.get_subplotspec().rowspan.start, axis.get_subplotspec().colspan.start): axis
        for axis in chart.figure.axes
        if axis.collections
    }
    away = np.abs(2 * EVEN - 1)
    drawn = {
        (0, 0): (EVEN, 1 - EVEN, "−1"),
        (1, 0): (EVEN, away, "0"),
        (1, 1): (1 - EVEN, away, "0"),
    }
    assert clouds.keys() == drawn.keys()
    for place, (across, up, correlation) in drawn.items():
        (points,) = clouds[place].collections
        assert isinstance(points, PathCollection)
        np.testing.assert_allclose(points.get_offsets(), np.column_stack([across, up]))
        assert clouds[place].get_title(loc="left") == correlation
        assert clouds[place].get_xlim() == clouds[place].get_ylim() == (0, 1)
    assert clouds[1, 0].get_xlabel() == "one"
    assert clouds[1, 0].get_ylabel() == "distance"
    assert clouds[1, 1].get_xlabel() == "opposite"


def test_the_pairs_stand_in_the_table_and_in_words() -> None:
    chart = pairs("one", "opposite", "distance")
    expected = pd.DataFrame(
        [("one", "opposite", -1.0), ("one", "distance", 0.0), ("opposite", "distance", 0.0)],
        columns=["Value", "Other value", "Correlation"],
    )
    pd.testing.assert_frame_equal(chart.data, expected, atol=1e-12)
    assert chart.alt.endswith("one and opposite: −1; one and distance: 0; opposite and distance: 0.")


@pytest.mark.parametrize("number", [2, 3, pairs_figure.MOST])
def test_the_longest_names_can_be_read_beside_any_number_of_panels(number: int) -> None:
    assert_legible(pairs(*[LONG.label] * number))


def test_a_panel_has_the_same_shape_however_few_there_are() -> None:
    """A cloud that slants must not be drawn out into a band."""
    shapes = []
    for number in (2, pairs_figure.MOST):
        chart = pairs(*[f"value.{place}" for place in range(number)])
        texts(chart.figure)
        box = chart.figure.axes[0].get_window_extent()
        shapes.append(box.width / box.height)
    assert shapes[0] == pytest.approx(shapes[1], rel=0.25)
