"""A fan's score compares them with the creator's other fans, and says so part by part."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.models import Change
from agencies.tenancy import agency_scope
from analytics import engagement
from analytics.engagement import WEIGHTS, compare_fans
from analytics.folding.fold import fold
from analytics.folding.recount import recount
from analytics.models import FanStats, StatsProgress
from tests import factories as f

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def creator():
    return f.CreatorFactory(agency=f.AgencyFactory(timezone="Europe/Berlin"))


def fan(creator, *, wrote=(0,), bought=(), **stats):
    """A fan who wrote and bought so many days ago, with what else is counted of them."""
    today = timezone.localdate()
    chat = f.ChatFactory(creator=creator)
    for ago in wrote:
        f.ChatDayFactory(chat=chat, day=today - ago * DAY, received=1)
    for ago in bought:
        f.TransactionFactory(creator=creator, chat=chat, day=today - ago * DAY, gross="5.00", fee=0, net="5.00")
    last = {"last_purchase_at": timezone.now() - min(bought) * DAY} if bought else {}
    counts = {"messages_received": len(wrote), "purchases": len(bought), **last}
    return f.FanStatsFactory(chat=chat, **{**counts, **stats})


def compared(*fans) -> list[FanStats]:
    """The fans as they are after all of their agency were compared."""
    agency = fans[0].agency
    compare_fans(agency.pk, at_once=True)
    with agency_scope(agency.pk):
        rows = {row.pk: row for row in FanStats.objects.all()}
    return [rows[one.pk] for one in fans]


def parts(stats) -> tuple[int, ...]:
    return tuple(getattr(stats, f"{part}_score") for part in WEIGHTS)


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    """Today is the same day for everybody."""
    noon = timezone.now().replace(hour=12)
    monkeypatch.setattr(timezone, "now", lambda: noon)


class TestTheFormula:
    def test_worked_by_hand(self, creator):
        """Four fans: of each measure, those with less count whole, those with as much half, in per cent of four."""
        ann = fan(creator, wrote=(0, 1, 2), total_spent="90", turns=5, turns_answered=5)
        ben = fan(creator, wrote=(0,), bought=(1,), total_spent="5", turns=5, turns_answered=5)
        cat = fan(creator, wrote=(40,), total_spent="30", turns=10, turns_answered=0)
        dan = fan(creator, wrote=(20,), turns=0)
        ann, ben, cat, dan = compared(ann, ben, cat, dan)
        # The creator's rate is 10 of 20; with five such turns more: Ann and Ben 7.5 of 10, Cat 2.5 of 15, Dan 2.5 of 5.
        assert parts(ann) == (75, 88, 88, 75)
        assert parts(ben) == (75, 63, 38, 75)
        assert parts(cat) == (13, 0, 63, 13)
        assert parts(dan) == (38, 38, 0, 38)
        scores = [one.engagement_score for one in (ann, ben, cat, dan)]
        assert scores == [82, 61, 25, 27]  # (25×75 + 25×88 + 30×88 + 20×75) ÷ 100 = 82.15, and so on

    def test_the_weights_are_those_that_are_shown(self):
        told = FanStats._meta.get_field("engagement_score").help_text
        assert sum(WEIGHTS.values()) == 100
        for part, weight in WEIGHTS.items():
            assert f"{'replies' if part == 'reply' else part} {weight} %" in told

        assert f"last {engagement.WINDOW_DAYS} days" in FanStats._meta.get_field("frequency_score").help_text

    def test_equals_are_equal(self, creator):
        one, other, _ = compared(*(fan(creator, wrote=(3,), total_spent=spent) for spent in (10, 10, 0)))
        assert parts(one) == parts(other) == (50, 50, 67, 50)

    def test_who_is_alone_is_in_the_middle(self, creator):
        (alone,) = compared(fan(creator, total_spent=10))
        assert parts(alone) == (50, 50, 50, 50)
        assert alone.engagement_score == 50

    def test_who_has_never_written_or_bought_has_nothing_and_is_compared_with_nobody(self, creator):
        silent, alone = compared(fan(creator, wrote=(), turns=9), fan(creator, total_spent=10))
        assert (*parts(silent), silent.engagement_score) == (0, 0, 0, 0, 0)
        assert not silent.takes_part
        assert alone.engagement_score == 50

    def test_whoever_takes_part_has_one_at_least(self, creator):
        lowest, *_ = compared(
            fan(creator, wrote=(300,), turns=9),
            *(fan(creator, wrote=(1,), total_spent=5, turns=9, turns_answered=9) for _ in range(60)),
        )
        assert lowest.engagement_score == 1

    def test_buying_counts_as_being_there(self, creator):
        buyer, _ = compared(fan(creator, wrote=(), bought=(0,)), fan(creator, wrote=(5,)))
        assert buyer.recency_score == 75

    def test_what_was_taken_back_does_not_count_as_spent(self, creator):
        gone, _ = compared(fan(creator, total_spent="-5.00"), fan(creator, total_spent="1"))
        assert gone.spending_score == 0

    def test_a_single_turn_says_little(self, creator):
        once, often, never = compared(
            fan(creator, turns=1, turns_answered=1), fan(creator, turns=50, turns_answered=45), fan(creator, turns=9)
        )
        assert often.reply_score > once.reply_score > never.reply_score

    def test_only_the_creators_own_fans_are_compared(self, creator):
        poor, _ = compared(
            fan(creator, total_spent=1),
            fan(f.CreatorFactory(agency=creator.agency), total_spent=1000),
        )
        assert poor.spending_score == 50


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    spent=st.lists(st.decimals(0, 500, places=2), min_size=2, max_size=6),
    more=st.decimals("0.01", 300, places=2),
)
def test_who_spends_more_never_has_less_others_equal(creator, spent, more):
    fans = [fan(creator, total_spent=amount) for amount in spent]
    before = compared(*fans)
    with agency_scope(creator.agency_id):
        FanStats.objects.filter(pk=fans[0].pk).update(total_spent=spent[0] + more)
    after = compared(*fans)
    assert after[0].engagement_score >= before[0].engagement_score
    for one in after:
        assert all(
            one.engagement_score >= other.engagement_score for other in after if one.total_spent >= other.total_spent
        )
        assert 0 < one.engagement_score <= 100
    with agency_scope(creator.agency_id):
        f.Chat.objects.all().delete()


class TestWhatIsWritten:
    def test_only_rows_that_differ_and_their_notes(self, creator):
        one, other = fan(creator, total_spent=1), fan(creator, total_spent=2)
        compared(one, other)
        assert compare_fans(creator.agency_id, at_once=True) == 0
        third = fan(creator, total_spent=Decimal("2.00"))
        # The first stays below the rest, the second shares its place with the third now.
        before = compared(one)[0].updated_at
        assert compared(third)[0].engagement_score
        assert compared(one)[0].updated_at == before

    @pytest.mark.django_db(transaction=True)
    def test_it_is_told_to_those_who_follow_changes(self, creator):
        scored = fan(creator)
        compare_fans(creator.agency_id)
        with agency_scope(creator.agency_id):
            notes = Change.objects.filter(told_as="fan_stats").order_by("created_at")
            assert list(notes.values_list("event", "object_ids")) == [
                ("created", [scored.pk]),
                ("changed", [scored.pk]),
            ]


@pytest.mark.django_db(transaction=True)
class TestWhen:
    @pytest.fixture
    def later(self, monkeypatch):
        def later(delta: dt.timedelta) -> None:
            moment = timezone.now() + delta
            monkeypatch.setattr(timezone, "now", lambda: moment)

        return later

    @pytest.fixture
    def chat(self, creator):
        chat = f.ChatFactory(creator=creator)
        f.MessageFactory(chat=chat, sent_at=timezone.now() - DAY)
        recount(creator.agency_id)
        return chat

    def score(self, chat) -> FanStats:
        with agency_scope(chat.agency_id):
            return FanStats.objects.get(chat=chat)

    def another_writes(self, chat) -> None:
        f.MessageFactory(chat=f.ChatFactory(creator=chat.creator), sent_at=timezone.now())
        while fold(chat.agency_id):
            pass

    def test_a_recount_ends_with_it_and_verifies_it(self, chat):
        assert self.score(chat).engagement_score == 35
        assert recount(chat.agency_id, verify=True) == {}
        with agency_scope(chat.agency_id):
            FanStats.objects.update(engagement_score=77)
        assert recount(chat.agency_id, verify=True) == {"scores": 1}
        assert recount(chat.agency_id) == {"scores": 1}

    def test_a_change_is_taken_in_after_ten_minutes_at_most_and_not_at_once(self, chat, later):
        self.another_writes(chat)
        assert compare_fans(chat.agency_id) == 0
        assert recount(chat.agency_id, verify=True) == {}
        later(engagement.EVERY)
        assert compare_fans(chat.agency_id) == 2
        assert self.score(chat).recency_score == 25

    def test_without_a_change_nothing_is_compared(self, chat, later):
        later(engagement.EVERY)
        with agency_scope(chat.agency_id):
            before = StatsProgress.objects.get().scored_at
        compare_fans(chat.agency_id)
        with agency_scope(chat.agency_id):
            assert StatsProgress.objects.get().scored_at == before

    def test_on_a_new_day_all_are_and_who_was_there_long_ago_is_so_no_more(self, chat, later):
        assert self.score(chat).frequency_score == 50
        for _ in range(engagement.WINDOW_DAYS):
            later(DAY)
            compare_fans(chat.agency_id)
        assert self.score(chat).frequency_score == 0
        assert recount(chat.agency_id, verify=True) == {}

    def test_another_creators_change_leaves_ours_alone(self, chat, later):
        other = f.ChatFactory(creator=f.CreatorFactory(agency=chat.agency))
        f.MessageFactory(chat=other, sent_at=timezone.now())
        while fold(chat.agency_id):
            pass
        with agency_scope(chat.agency_id):
            assert StatsProgress.objects.get().unscored == [other.creator_id]

    def test_a_fan_who_is_gone_moves_the_others(self, chat, later):
        self.another_writes(chat)
        later(engagement.EVERY)
        compare_fans(chat.agency_id)
        with agency_scope(chat.agency_id):
            f.Chat.objects.exclude(pk=chat.pk).get().delete()
        while fold(chat.agency_id):
            pass
        later(engagement.EVERY)
        compare_fans(chat.agency_id)
        assert self.score(chat).recency_score == 50
