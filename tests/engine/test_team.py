"""Teams: posts are filled with a lag, and people are away part of their time."""

from __future__ import annotations

import pytest

from sim.engine.kernel import Kernel
from sim.engine.team import Team
from sim.scenario.settings_of_work import Staffing

USUAL = Staffing(hours_a_week=40.0, sickness=0.1, abstraction=0.2, recruitment_days=60.0, training_days=30.0)


class Watched:
    """A team of eight posts, and how much work it could do on each day on which that changed."""

    def __init__(self) -> None:
        self.kernel = Kernel()
        self.seen: list[tuple[float, float]] = []
        self.team = Team(self.kernel, 8.0, USUAL, self.note)

    def note(self) -> None:
        self.seen.append((self.kernel.now, self.team.posts_at_work))


def test_the_posts_of_the_first_day_are_filled() -> None:
    team = Watched().team
    assert team.posts_at_work == 8
    assert team.hours_a_week == pytest.approx(8 * 40 * 0.9 * 0.8)


def test_new_posts_do_nothing_until_somebody_is_recruited_and_trained() -> None:
    watched = Watched()
    watched.kernel.at(10.0, lambda: watched.team.set(10.0, USUAL))
    watched.kernel.run(200.0)
    assert watched.seen == [(100.0, 10.0)]


def test_posts_that_are_cut_stop_at_once_and_those_being_filled_go_first() -> None:
    watched = Watched()
    watched.kernel.at(10.0, lambda: watched.team.set(11.0, USUAL))
    watched.kernel.at(50.0, lambda: watched.team.set(9.0, USUAL))
    watched.kernel.at(60.0, lambda: watched.team.set(5.0, USUAL))
    watched.kernel.run(300.0)
    assert watched.seen == [(60.0, 5.0)]


def test_a_post_cut_and_created_again_is_filled_anew() -> None:
    watched = Watched()
    watched.kernel.at(10.0, lambda: watched.team.set(6.0, USUAL))
    watched.kernel.at(20.0, lambda: watched.team.set(8.0, USUAL))
    watched.kernel.run(300.0)
    assert watched.seen == [(10.0, 6.0), (110.0, 8.0)]


def test_more_sickness_is_less_work_at_once() -> None:
    watched = Watched()
    watched.kernel.at(5.0, lambda: watched.team.set(8.0, USUAL.model_copy(update={"sickness": 0.55})))
    watched.kernel.run(10.0)
    assert watched.seen == [(5.0, pytest.approx(4.0))]
