"""Messages with AI beside those without, in the same hours: what they bring, and whether fans answer."""

from __future__ import annotations

from collections.abc import Callable

from analytics.ai.beside import ANSWER, KINDS, REVENUE, Beside, beside
from analytics.ai.intervals import LEAST_CASES
from analytics.dashboards.ai.words import as_points, as_range, verdict
from analytics.dashboards.blocks import Chart, Column, Section, Series, Table
from analytics.metrics import Unit
from analytics.reports import Question

#: Days that are compared at most: messages are read one by one for it.
MOST_DAYS = 100
HINT = (
    "Messages that began as a draft, beside those without in the same hour of the week, of the same creator; mass "
    "messages aside. It is no proof: people may ask for drafts where they expect more, or less. An experiment proves."
)
NOTHING = "No draft was sent in these days, so there is nothing to compare. Ask for one in the inbox."
_WITH = Column("Messages with AI", Unit.COUNT, "Of these, as many as had a message without AI in the same hour.")
_BESIDE = Column("Without AI", Unit.COUNT, "Messages of the same creators in the same hours of the week.")
_SAYS = Column(
    "What it says",
    definition=(
        f"Nothing is claimed with fewer than {LEAST_CASES} messages or chats on a side, with next to none that brought "
        "something, or while the interval spans 0. Messages of one chat count as one case."
    ),
)


def sections(question: Question, name_of: Callable[[str, str], str]) -> list[Section]:
    """What messages bring, and how many are answered."""
    if question.days > MOST_DAYS:
        words = f"Messages with and without AI are compared for up to {MOST_DAYS} days. Choose fewer days."
        return [Section(title, Table(title, [], []), nothing=words) for title in ("Revenue with AI and without",)]
    found = sorted(beside(question), key=lambda one: (KINDS.index(one.kind), -one.all_cases))
    revenue = [one for one in found if one.outcome == REVENUE]
    answers = [one for one in found if one.outcome == ANSWER]
    return [
        _section("Revenue with AI and without", "Per message", revenue, name_of, Unit.DOLLARS),
        _section("Answers with AI and without", "Answered", answers, name_of, Unit.RATIO),
    ]


def _section(title: str, what: str, found: list[Beside], name_of: Callable[[str, str], str], unit: Unit) -> Section:
    columns = [
        Column("Which"), _WITH, _BESIDE, Column(f"{what}, with AI", unit),
        Column(f"{what}, without", unit, "On average, as if sent in the same hours as those with AI."),
        Column("Difference", unit, "With AI less without."),
        Column("Difference, from–to", definition="With 95 % confidence it lies in there."), _SAYS,
    ]  # fmt: skip
    names = [name_of(one.kind, one.name) for one in found]
    rows = [[name, *_cells(one, unit)] for name, one in zip(names, found, strict=True)]
    enough = [(name, one) for name, one in zip(names, found, strict=True) if one.is_enough]
    chart = Chart(
        "bars",
        [name for name, _ in enough],
        [
            Series("With AI", [one.with_ai for _, one in enough]),
            Series("Without AI", [one.without_ai for _, one in enough], faint=True),
        ],
        unit,
    )
    return Section(title, Table(title, columns, rows), chart, HINT, NOTHING, is_open=True)


def _cells(one: Beside, unit: Unit) -> list[object]:
    difference = one.difference
    written = as_points(difference.interval) if unit == Unit.RATIO else as_range(difference.interval, unit)
    more, less = ("More answers", "Fewer answers") if unit == Unit.RATIO else ("Brings more", "Brings less")
    says = verdict(
        difference,
        more=f"{more} with AI",
        less=f"{less} with AI",
        cases=f"{one.cases} with AI in {one.chats} chats, {one.other_cases} without",
    )
    # A difference that nobody may rely on is not written down.
    value = difference.value if difference.interval else None
    return [one.cases, one.other_cases, one.with_ai, one.without_ai, value, written or "–", says]
