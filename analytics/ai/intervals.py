"""Shares, means and their differences, each with the interval that it lies in with 95 % confidence.

No claim is made where an interval says nothing: with fewer than `LEAST_CASES` cases on a side there is none.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import NamedTuple

CONFIDENCE = 0.95
#: Cases on each side below which nothing is said.
LEAST_CASES = 30
_UPPER = (1 + CONFIDENCE) / 2
_Z = NormalDist().inv_cdf(_UPPER)


class Interval(NamedTuple):
    """From `low` to `high`, in the unit of what it is about."""

    low: float
    high: float

    @property
    def spans_zero(self) -> bool:
        """Whether it may as well be nothing."""
        return self.low <= 0 <= self.high


def wilson(hits: int, cases: int) -> Interval | None:
    """The score interval of a share, None of no cases.

    E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", Journal of the American
    Statistical Association 22 (1927). Unlike p ± z·√(p(1−p)/n) it holds for few cases, and near 0 and 1.
    """
    if not cases:
        return None
    share, square = hits / cases, _Z**2
    middle = share + square / (2 * cases)
    reach = _Z * math.sqrt(share * (1 - share) / cases + square / (4 * cases**2))
    low, high = ((middle + sign * reach) / (1 + square / cases) for sign in (-1, 1))
    return Interval(0.0 if hits == 0 else low, 1.0 if hits == cases else high)


def students_t(degrees: float) -> float:
    """How many standard errors an interval reaches to each side, with so many degrees of freedom (3 or more).

    Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.7.5: the quantile of Student's t from that of
    the normal distribution, right to 0.01 from 3 degrees on and to 0.0001 from 10 on.
    """
    z = _Z
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / degrees**power for power, term in enumerate(terms, start=1))


@dataclass(frozen=True)
class Ratio:
    """A sum over another, as in dollars per draft: its `value`, its `variance`, and of how much it comes.

    `cases` are what it is divided by (drafts), `clusters` what is drawn at random and alike in itself (chats).
    """

    value: float
    variance: float
    cases: float
    clusters: int

    @classmethod
    def of(cls, clusters: Iterable[tuple[float, float]]) -> Ratio | None:
        """From the numerator and the denominator of each cluster; None if there is nothing to divide by.

        The variance is that of the ratio estimator with clusters as units: W. G. Cochran, Sampling Techniques (3rd
        edition 1977), 6.3 and 9A; as the "delta method" in A. Deng, U. Knoblich and J. Lu, "Applying the Delta Method
        in Metric Analytics", KDD 2018. Drafts of one chat resemble each other: taken for independent, they would seem
        to prove more than they do.
        """
        counted = [(above, below) for above, below in clusters if below]
        cases, number = sum(below for _, below in counted), len(counted)
        if not cases:
            return None
        value = sum(above for above, _ in counted) / cases
        squares = sum((above - value * below) ** 2 for above, below in counted)
        variance = squares * number / (number - 1) / cases**2 if number > 1 else math.inf
        return cls(value, variance, cases, number)

    @property
    def interval(self) -> Interval | None:
        """Where it lies; None with too few clusters."""
        if self.clusters < LEAST_CASES:
            return None
        reach = students_t(self.clusters - 1) * math.sqrt(self.variance)
        return Interval(self.value - reach, self.value + reach)


@dataclass(frozen=True)
class Difference:
    """What one side has more than the other, and the interval of that; `interval` is None with too few cases."""

    value: float
    interval: Interval | None

    @property
    def is_clear(self) -> bool:
        """Whether there is a difference at all, as far as one can tell."""
        return self.interval is not None and not self.interval.spans_zero


def difference(one: Ratio | None, other: Ratio | None) -> Difference | None:
    """`one` less `other`, independent of each other; None where a side has no value.

    B. L. Welch, "The Generalization of 'Student's' Problem When Several Different Population Variances Are Involved",
    Biometrika 34 (1947), with the degrees of freedom that he and Satterthwaite give.
    """
    if one is None or other is None:
        return None
    if min(one.clusters, other.clusters) < LEAST_CASES:
        return Difference(one.value - other.value, None)
    return between(one.value - other.value, [(one.variance, one.clusters - 1), (other.variance, other.clusters - 1)])


def between(value: float, parts: Sequence[tuple[float, float]]) -> Difference:
    """A difference whose variance is the sum of `parts`, each with its degrees of freedom."""
    variance = sum(part for part, _ in parts)
    weights = sum(part**2 / degrees for part, degrees in parts)
    reach = students_t(max(variance**2 / weights, 3)) * math.sqrt(variance) if weights else 0.0
    return Difference(value, Interval(value - reach, value + reach))
