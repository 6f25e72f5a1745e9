"""Intervals are those that the literature prints."""

from __future__ import annotations

import random

import pytest

from analytics.ai.intervals import Interval, Ratio, difference, students_t, wilson


@pytest.mark.parametrize(
    ("hits", "cases", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_in_newcombe_1998a(hits, cases, low, high):
    """R. G. Newcombe, "Two-Sided Confidence Intervals for the Single Proportion", Stat. Med. 17, table I, method 3."""
    assert wilson(hits, cases) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("degrees", "value"), [(3, 3.182), (5, 2.571), (10, 2.2281), (30, 2.0423), (120, 1.9799), (1e9, 1.95996)]
)
def test_students_t_as_in_every_table(degrees, value):
    assert students_t(degrees) == pytest.approx(value, abs=0.01 if degrees < 10 else 1e-4)


def test_a_share_at_the_edge_stays_a_share():
    assert wilson(30, 30).high == 1
    assert wilson(0, 0) is None


def test_of_clusters_of_one_the_variance_is_that_of_a_mean():
    values = [1.0, 2.0, 4.0, 5.0]
    ratio = Ratio.of((value, 1) for value in values)
    # Their variance is 10/3; of the mean of four, a quarter of that.
    assert (ratio.value, ratio.variance) == (3.0, pytest.approx(10 / 12))


def test_what_comes_in_clusters_proves_less():
    alone = Ratio.of([(1, 1)] * 60 + [(0, 1)] * 60)
    together = Ratio.of([(3, 3)] * 20 + [(0, 3)] * 20)
    assert alone.value == together.value
    assert together.variance > 2.5 * alone.variance


def test_thirty_clusters_a_side_or_nothing_is_said():
    some, few = Ratio.of([(1, 2), (2, 2)] * 20), Ratio.of([(1, 2), (2, 2)] * 14)
    assert difference(some, few).interval is None
    assert difference(some, some).interval is not None
    assert few.interval is None
    assert difference(some, None) is None


def test_a_difference_is_clear_when_its_interval_leaves_out_nothing_at_all():
    low, high = (Ratio.of([(value, 1), (value + 1, 1)] * 20) for value in (0, 5))
    assert difference(high, low).is_clear
    assert not difference(low, low).is_clear
    assert Interval(-1, 0).spans_zero


def test_nineteen_of_twenty_intervals_hold_the_truth():
    """Fans who differ much, and few who pay: the usual trouble. Both sides are alike, so the truth is 0."""
    dice, held, rounds = random.Random(7), 0, 400

    def side() -> Ratio:
        chats = []
        for _ in range(80):
            drafts, pays = dice.randint(1, 12), 0.02 + 0.3 * (dice.random() < 0.3)
            chats.append((sum(dice.choice([5, 10, 25]) for _ in range(drafts) if dice.random() < pays), drafts))
        return Ratio.of(chats)

    for _ in range(rounds):
        held += difference(side(), side()).interval.spans_zero
    assert 0.92 < held / rounds < 0.98
