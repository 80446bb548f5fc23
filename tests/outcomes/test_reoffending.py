import math

import pytest

from sim.model.disposals import Disposal
from sim.model.events import RELEASE, SANCTION, Reception, Stage
from sim.outcomes.record import Window
from sim.outcomes.reoffending import After, Reoffending, proven_reoffending

ALL_MEASURED = Window(2, 8)
JULY = 730 + 91  # 1 July 2022


def sanction(story, time, person=1, offence=0, committed=0.0, disposal=Disposal.FINE):
    story.add(SANCTION, time, person, offence=offence, committed=committed, disposal=disposal)


def counts(story, after=After.ANY, window=ALL_MEASURED):
    found = proven_reoffending(story.record(), window, after)
    return found.offenders, found.reoffenders, found.reoffences


def custodial(story, proven, committed, offence, person=1):
    """Prove an offence without admitting to a cohort."""
    sanction(story, proven, person, offence, committed, Disposal.CUSTODY)


def test_an_offence_in_the_year_after_and_proven_in_time_counts(story):
    sanction(story, 740.0)
    custodial(story, 1200.0, committed=1000.0, offence=1)
    custodial(story, 1286.0, committed=1104.0, offence=2)
    assert counts(story) == (1, 1, 2)


@pytest.mark.parametrize(
    ("committed", "proven"),
    [
        (700.0, 800.0),  # committed before the index day
        (1106.0, 1200.0),  # committed after the year
        (1100.0, 1288.0),  # proven after a further half year
    ],
)
def test_what_does_not_count(story, committed, proven):
    sanction(story, 740.0)
    custodial(story, proven, committed, offence=1)
    assert counts(story) == (1, 0, 0)


def test_the_index_offence_is_no_reoffence(story):
    sanction(story, 740.0, offence=1, committed=739.0)
    assert counts(story) == (1, 0, 0)


def test_an_offence_proven_twice_counts_once(story):
    sanction(story, 740.0)
    custodial(story, 900.0, committed=800.0, offence=1)
    custodial(story, 950.0, committed=800.0, offence=1)
    assert counts(story) == (1, 1, 1)


def test_another_persons_offence_does_not_count(story):
    sanction(story, 740.0)
    custodial(story, 900.0, committed=800.0, offence=1, person=2)
    assert counts(story) == (1, 0, 0)


def test_once_a_quarter_at_the_first_event(story):
    sanction(story, 750.0)
    sanction(story, 760.0)
    # Committed between the two: counted from the first, so it is a reoffence.
    custodial(story, 770.0, committed=755.0, offence=1)
    assert counts(story) == (1, 1, 1)


def test_each_quarter_anew(story):
    sanction(story, JULY - 0.5)
    sanction(story, float(JULY))
    custodial(story, 1100.0, committed=1000.0, offence=1)
    assert counts(story) == (2, 2, 2)


def test_quarters_before_the_window_and_without_their_follow_up_are_left_out(story):
    sanction(story, 729.0)
    # 2922 - 547.5 = 2374.5: the quarter that ends on 1 October 2026 (day 2374) is the last whole one.
    sanction(story, 2373.0)
    sanction(story, 2374.0, person=2)
    assert counts(story) == (1, 0, 0)


def test_window_ends_admission_not_follow_up(story):
    sanction(story, 1090.0)
    sanction(story, 1095.0, person=2)
    custodial(story, 1300.0, committed=1200.0, offence=1)
    assert counts(story, window=Window(2, 3)) == (1, 1, 1)


def test_release_from_a_sentence_admits_and_custody_itself_does_not(story):
    custodial(story, 740.0, committed=700.0, offence=1)
    story.add(RELEASE, 840.0, 1, reason=Reception.SENTENCE, term_days=200.0)
    story.add(RELEASE, 850.0, 2, reason=Reception.REMAND)
    story.add(RELEASE, 850.0, 3, reason=Reception.RECALL)
    assert counts(story) == (1, 0, 0)


def test_release_of_somebody_who_has_gone_does_not_admit(story):
    story.gone[[1, 2, 3]] = 839.0, 840.0, 841.0
    for person in (1, 2, 3):
        story.add(RELEASE, 840.0, person, reason=Reception.SENTENCE, term_days=200.0)
    # Only person 3 is still there on the day of release.
    assert counts(story) == (1, 0, 0)
    assert counts(story, After.SHORT_CUSTODY) == (1, 0, 0)


def test_release_from_a_sentence_that_began_before_the_run_admits(story):
    story.add(RELEASE, 840.0, 1, reason=Reception.BEFORE_DAY_ZERO, term_days=2000.0)
    assert counts(story) == (1, 0, 0)
    assert counts(story, After.SHORT_CUSTODY) == (0, 0, 0)


def test_only_the_release_that_ends_a_spell_in_prison_admits(story):
    story.stay(Stage.PRISON, 750.0, 840.0, case=1, person=1)
    story.stay(Stage.PRISON, 800.0, 950.0, case=2, person=1)
    for day in (840.0, 950.0):
        story.add(RELEASE, day, 1, reason=Reception.SENTENCE, term_days=200.0)
    # A reoffence within a year of the second release only.
    custodial(story, 1350.0, committed=1300.0, offence=1)
    assert counts(story) == (1, 1, 1)


def test_a_fine_with_custody_at_the_same_time_does_not_admit(story):
    custodial(story, 740.0, committed=700.0, offence=1)
    sanction(story, 740.0, offence=2)
    sanction(story, 740.0, person=2, offence=3)
    assert counts(story) == (1, 0, 0)


@pytest.mark.parametrize(
    "disposal",
    [
        Disposal.CAUTION,
        Disposal.CONDITIONAL_CAUTION,
        Disposal.DISCHARGE,
        Disposal.COMMUNITY_ORDER,
        Disposal.SUSPENDED_SENTENCE,
    ],
)
def test_cautions_and_sentences_in_the_community_admit(story, disposal):
    sanction(story, 740.0, disposal=disposal)
    assert counts(story) == (1, 0, 0)


def test_after_custody_and_after_short_custody(story):
    sanction(story, 740.0)
    story.add(RELEASE, 750.0, 1, reason=Reception.SENTENCE, term_days=365.25)
    story.add(RELEASE, 760.0, 2, reason=Reception.SENTENCE, term_days=365.0)
    custodial(story, 900.0, committed=800.0, offence=1, person=2)
    assert counts(story) == (2, 1, 1)
    assert counts(story, After.CUSTODY) == (2, 1, 1)
    assert counts(story, After.SHORT_CUSTODY) == (1, 1, 1)


def test_rate_and_frequency():
    found = Reoffending(offenders=8, reoffenders=2, reoffences=7)
    assert found.rate == 0.25
    assert found.per_reoffender == 3.5


def test_nobody(story):
    found = proven_reoffending(story.record(), ALL_MEASURED)
    assert (found.offenders, found.reoffenders, found.reoffences) == (0, 0, 0)
    assert math.isnan(found.rate)
    assert math.isnan(found.per_reoffender)
