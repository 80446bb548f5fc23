"""Long names beside an axis stand in lines, and no word of them is cut."""

from sim.report.drawing import broken


def test_a_name_is_broken_after_dots_underscores_and_blanks() -> None:
    assert broken("iom.offending_effect", 40) == "iom.offending_effect"
    assert broken("the_gate.offending_effect", 12) == "the_gate.\noffending_\neffect"
    assert broken("all of these values", 12) == "all of these\nvalues"
    assert broken("undividable", 5) == "undividable"
