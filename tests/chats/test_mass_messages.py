"""A mass message: who gets it, that each gets it once, and that it obeys while it runs."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from agencies.models import AuditEvent
from agencies.scope import Actor
from agencies.tenancy import agency_scope
from chats import audience, services
from chats.models import Chat, InboxSettings, MassMessage, Message
from chats.services import mass_sending
from chats.summary import refresh_summaries
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> SimpleNamespace:
    """A creator with an owner and a chatter, and four fans: anna, bob, carl and dora."""
    owner = f.MembershipFactory(role="owner")
    chatter = f.MembershipFactory(agency=owner.agency)
    creator = f.CreatorFactory(agency=owner.agency, display_name="Luna")
    f.CreatorAssignmentFactory(membership=chatter, creator=creator)
    fans = {
        name: f.ChatFactory(creator=creator, fan_username=name, fan_display_name=name.title())
        for name in ("anna", "bob", "carl", "dora")
    }
    with agency_scope(owner.agency_id):
        yield SimpleNamespace(
            agency=owner.agency,
            owner=Actor.from_membership(owner),
            chatter=Actor.from_membership(chatter),
            member=owner,
            chatter_member=chatter,
            creator=creator,
            **fans,
        )


def said(chat, direction="in", hours=1, **options):
    message = f.MessageFactory(
        chat=chat, direction=direction, sent_at=timezone.now() - dt.timedelta(hours=hours), **options
    )
    refresh_summaries(chat.agency_id, [chat.pk])
    return message


def chosen(house, of_media_ids=(), **filters) -> set[str]:
    form = audience.AudienceForm(filters)
    assert form.is_valid(), form.errors
    chats = services.audience_of(house.owner, house.creator.pk)
    return {chat.fan_username for chat in audience.recipients(chats, form.cleaned_data, of_media_ids)}


def written(house, actor=None, **options) -> MassMessage:
    values = {"creator": house.creator, "title": "News", "text": "Good morning {fan}!", "pace_per_minute": 600}
    return services.save_mass_message(actor=actor or house.owner, mass=MassMessage(**values | options))


def started(house, **options) -> MassMessage:
    mass = written(house, **options)
    services.start_mass_message(actor=house.owner, mass=mass)
    return mass


def waiting_jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'chats.send_mass_batch'")
        return int(cursor.fetchone()[0])


def batch(mass, now=True) -> int:
    if now:
        MassMessage.objects.filter(pk=mass.pk).update(next_batch_at=timezone.now() - dt.timedelta(seconds=1))
    sent = mass_sending.run_batch(agency_id=mass.agency_id, mass_id=mass.pk)
    mass.refresh_from_db()
    return sent


def outcomes(mass) -> dict[str, tuple[str, str]]:
    return {r.chat.fan_username: (r.status, r.reason) for r in mass.recipients.select_related("chat")}


class TestAudience:
    def test_without_a_filter_everybody_of_the_creator_gets_it_and_nobody_else(self, house):
        f.ChatFactory(creator=f.CreatorFactory(agency=house.agency))
        assert chosen(house) == {"anna", "bob", "carl", "dora"}

    def test_fans_by_any_or_all_of_some_tags(self, house):
        Chat.objects.filter(pk=house.anna.pk).update(tags=["vip", "gym"])
        Chat.objects.filter(pk=house.bob.pk).update(tags=["vip"])
        assert chosen(house, tags="VIP, gym") == {"anna", "bob"}
        assert chosen(house, tags="vip, gym", tags_match="all") == {"anna"}
        assert chosen(house, exclude_tags="gym") == {"bob", "carl", "dora"}

    def test_fans_by_what_they_have_spent(self, house):
        f.FanStatsFactory(chat=house.anna, total_spent=100)
        f.FanStatsFactory(chat=house.bob, total_spent=20)
        assert chosen(house, spent_from="20") == {"anna", "bob"}
        assert chosen(house, spent_from="20", spent_to="50") == {"bob"}
        assert chosen(house, spent_to="50") == {"bob", "carl", "dora"}

    def test_fans_by_their_subscription(self, house):
        now = timezone.now()
        for chat, active, days in ((house.anna, True, 30), (house.bob, True, 2), (house.carl, False, -5)):
            Chat.objects.filter(pk=chat.pk).update(
                subscription_active=active, subscription_expires_at=now + dt.timedelta(days=days)
            )
        assert chosen(house, subscription="active") == {"anna", "bob"}
        assert chosen(house, subscription="expired") == {"carl"}
        assert chosen(house, subscription="expiring", expiring_days="3") == {"bob"}

    def test_fans_by_when_they_last_wrote_themselves(self, house):
        said(house.anna, hours=2)
        said(house.bob, hours=24 * 10)
        said(house.bob, "out", hours=1)
        assert chosen(house, active_days="3") == {"anna"}
        assert chosen(house, silent_days="3") == {"bob", "carl", "dora"}

    def test_fans_whose_chat_is_unread_or_waits(self, house):
        said(house.anna, read_at=timezone.now())
        said(house.bob)
        assert chosen(house, chats="unread") == {"bob"}
        assert chosen(house, chats="waiting") == {"anna", "bob"}

    def test_left_out_who_waits_or_was_messaged_or_knows_the_media(self, house):
        said(house.anna)
        said(house.bob, "out", hours=3)
        f.SentMediaFactory(chat=house.carl, of_media_id=5, bought_at=timezone.now())
        f.SentMediaFactory(chat=house.dora, of_media_id=5)
        assert chosen(house, exclude_waiting=True) == {"bob", "carl", "dora"}
        assert chosen(house, exclude_hours="4") == {"anna", "carl", "dora"}
        assert chosen(house, exclude_hours="2") == {"anna", "bob", "carl", "dora"}
        assert chosen(house, [5], exclude_bought=True) == {"anna", "bob", "dora"}
        assert chosen(house, [5], exclude_had=True) == {"anna", "bob"}

    def test_a_preview_tells_how_many_who_and_why_not_in_two_queries(self, house, django_assert_num_queries):
        said(house.anna)
        said(house.bob, "out")
        form = audience.AudienceForm({"exclude_waiting": True, "exclude_hours": "5"})
        assert form.is_valid()
        with django_assert_num_queries(2):
            seen = audience.preview(services.audience_of(house.owner, house.creator.pk), form.cleaned_data, [])
            names = {chat.fan_name for chat in seen.fans}
        assert (seen.included, names) == (2, {"Carl", "Dora"})
        assert seen.excluded == [(audience.REASONS["waiting"], 1), (audience.REASONS["messaged"], 1)]

    def test_filters_come_back_from_what_is_kept_as_they_were(self, house):
        form = audience.AudienceForm({"tags": "vip", "spent_from": "3.50", "exclude_waiting": "on", "active_days": "2"})
        assert form.is_valid()
        again = audience.AudienceForm(form.as_filters())
        assert again.is_valid()
        assert again.cleaned_data == form.cleaned_data


class TestWriting:
    def test_what_a_reply_could_not_say_a_mass_message_cannot_either(self, house):
        for wrong in ({"text": " "}, {"text": "a" * 10_001}, {"price": Decimal(2)}):
            with pytest.raises(ValidationError):
                written(house, **wrong)

    def test_media_must_be_the_creators(self, house):
        f.CreatorMediaFactory(creator=f.CreatorFactory(agency=house.agency), of_media_id=77)
        with pytest.raises(ValidationError, match="has no media 77"):
            written(house, of_media_ids=[77])

    def test_filters_that_make_no_sense_are_refused(self, house):
        with pytest.raises(ValidationError, match="nobody can fit both"):
            written(house, filters={"spent_from": "10", "spent_to": "5"})

    def test_a_chatter_may_only_if_the_agency_lets_them(self, house):
        with pytest.raises(PermissionDenied):
            written(house, actor=house.chatter)
        InboxSettings.objects.create(agency=house.agency, chatters_send_mass=True)
        assert written(house, actor=house.chatter).created_by_id == house.chatter.membership_id


class TestStarting:
    def test_recipients_are_fixed_at_the_start_and_nothing_has_left_yet(self, house):
        mass = started(house)
        f.ChatFactory(creator=house.creator)
        assert (mass.status, mass.total, mass.recipients.count(), Message.objects.count()) == ("running", 4, 4, 0)
        assert AuditEvent.objects.filter(action="started mass message").count() == 1

    def test_costs_the_same_for_many_fans(self, house, django_assert_max_num_queries):
        for _ in range(30):
            f.ChatFactory(creator=house.creator)
        mass = written(house)
        with django_assert_max_num_queries(13):
            services.start_mass_message(actor=house.owner, mass=mass)
        assert mass.total == 34

    def test_what_was_started_cannot_be_written_anew(self, house):
        mass = started(house)
        mass.text = "Something else"
        with pytest.raises(ValidationError, match="cannot be changed any more"):
            services.save_mass_message(actor=house.owner, mass=mass)
        mass.refresh_from_db()
        assert mass.text == "Good morning {fan}!"

    def test_twice_is_once(self, house):
        mass = started(house)
        with pytest.raises(ValidationError, match="started already"):
            services.start_mass_message(actor=house.owner, mass=mass)
        assert mass.recipients.count() == 4

    def test_nobody_to_send_to_is_said(self, house):
        mass = written(house, filters={"tags": "nobody"})
        with pytest.raises(ValidationError, match="Nobody would get it"):
            services.start_mass_message(actor=house.owner, mass=mass)
        mass.refresh_from_db()
        assert mass.status == "draft"

    def test_a_rule_that_is_newer_than_the_draft_holds_at_the_start(self, house):
        mass = written(house, text="Hello you")
        f.WordRuleFactory(agency=house.agency, words="hello", action="block", reason="Say hi")
        with pytest.raises(ValidationError, match="Say hi"):
            services.start_mass_message(actor=house.owner, mass=mass)
        mass.refresh_from_db()
        assert mass.status == "draft"

    def test_a_scheduled_one_starts_when_its_time_has_come(self, house):
        mass = written(house)
        services.start_mass_message(actor=house.owner, mass=mass, at=timezone.now() + dt.timedelta(hours=1))
        mass_sending.wake_mass_messages()
        mass.refresh_from_db()
        assert (mass.status, mass.recipients.count()) == ("scheduled", 0)
        MassMessage.objects.update(scheduled_for=timezone.now() - dt.timedelta(seconds=1))
        mass_sending.wake_mass_messages()
        mass.refresh_from_db()
        assert (mass.status, mass.total) == ("running", 4)


class TestSending:
    def test_each_fan_gets_it_once_with_their_own_name(self, house):
        mass = started(house, price=Decimal(5))
        assert batch(mass) == 4
        batch(mass)
        texts = {m.chat.fan_username: m.text for m in Message.objects.select_related("chat")}
        assert texts == {n: f"Good morning {n.title()}!" for n in ("anna", "bob", "carl", "dora")}
        assert {(m.source, m.sent_by_id, m.is_ppv, m.status) for m in Message.objects.all()} == {
            ("mass", house.member.pk, True, "queued")
        }
        assert (mass.status, mass.sent, mass.remaining) == ("done", 4, 0)

    def test_no_faster_than_its_pace(self, house):
        mass = started(house, pace_per_minute=6)
        assert batch(mass, now=False) == 1
        assert batch(mass, now=False) == 0
        assert mass.next_batch_at > timezone.now() + dt.timedelta(seconds=8)
        assert batch(mass) == 1

    def test_the_next_batch_has_its_job_before_anything_is_sent(self, house, monkeypatch):
        mass = started(house)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
        monkeypatch.setattr(mass_sending, "_take_next", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            batch(mass)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND scheduled_at > now()")
            assert cursor.fetchone() == (1,)

    def test_media_go_along_and_count_as_sent_to_the_fan(self, house):
        f.CreatorMediaFactory(creator=house.creator, of_media_id=9)
        mass = started(house, of_media_ids=[9], price=Decimal(7))
        batch(mass)
        assert [list(m.media.values_list("of_media_id", flat=True)) for m in Message.objects.all()] == [[9]] * 4
        assert house.anna.sent_media.get().of_media_id == 9

    def test_what_happened_since_the_start_leaves_fans_out_after_all(self, house):
        f.CreatorMediaFactory(creator=house.creator, of_media_id=9)
        filters = {"exclude_waiting": True, "exclude_hours": 5, "exclude_bought": True}
        mass = started(house, of_media_ids=[9], filters=filters)
        said(house.anna)
        said(house.bob, "out")
        f.SentMediaFactory(chat=house.carl, of_media_id=9, bought_at=timezone.now())
        assert batch(mass) == 1
        assert outcomes(mass) == {
            "anna": ("skipped", audience.REASONS["waiting"]),
            "bob": ("skipped", audience.REASONS["messaged"]),
            "carl": ("skipped", audience.REASONS["bought"]),
            "dora": ("sent", ""),
        }
        batch(mass)
        assert (mass.status, mass.sent, mass.skipped) == ("done", 1, 3)

    def test_one_that_cannot_be_sent_says_why_and_holds_up_nobody(self, house):
        mass = started(house, text="{fan}" * 60)
        Chat.objects.filter(pk=house.bob.pk).update(fan_custom_name="B" * 200)
        batch(mass)
        assert outcomes(mass)["bob"][0] == "failed"
        assert "12,000 characters" in outcomes(mass)["bob"][1]
        assert (mass.sent, mass.failed) == (3, 1)

    @pytest.mark.parametrize("who", ["member", "creator"])
    def test_without_its_author_or_creator_it_is_paused_with_the_reason(self, house, who):
        mass = started(house)
        row = getattr(house, who)
        row.is_active = False
        row.save()
        assert batch(mass) == 0
        assert mass.status == "paused"
        assert mass.status_reason

    def test_it_is_paused_when_the_agency_no_longer_lets_its_author(self, house):
        settings = InboxSettings.objects.create(agency=house.agency, chatters_send_mass=True)
        mass = written(house, actor=house.chatter)
        services.start_mass_message(actor=house.chatter, mass=mass)
        settings.chatters_send_mass = False
        settings.save()
        assert batch(mass) == 0
        assert (mass.status, mass.status_reason) == ("paused", "Its author may not send it any more.")

    def test_one_that_has_lost_its_job_is_given_a_new_one(self, house):
        mass = started(house)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs")
        mass_sending.wake_mass_messages()
        assert waiting_jobs() == 0
        MassMessage.objects.update(next_batch_at=timezone.now() - 2 * mass_sending.LATE)
        mass_sending.wake_mass_messages()
        assert waiting_jobs() == 1
        assert mass.status == "running"


class TestStopping:
    def test_only_who_may_send_it_stops_it(self, house):
        mass = started(house)
        for change in (services.pause_mass_message, services.cancel_mass_message):
            with pytest.raises(PermissionDenied):
                change(actor=house.chatter, mass=mass)

    def test_paused_and_resumed_nobody_is_missed(self, house):
        mass = started(house, pace_per_minute=12)
        batch(mass)
        services.pause_mass_message(actor=house.owner, mass=mass)
        assert batch(mass) == 0
        services.resume_mass_message(actor=house.owner, mass=mass)
        assert batch(mass) == 2
        assert (mass.sent, Message.objects.count()) == (4, 4)

    def test_cancelled_nobody_else_gets_it_and_what_waits_is_taken_back(self, house):
        mass = started(house, pace_per_minute=18)
        batch(mass)
        gone = Message.objects.order_by("chat_id")[0]
        Message.objects.filter(pk=gone.pk).update(status="sent")
        services.cancel_mass_message(actor=house.owner, mass=mass)
        while services.take_back_queued(agency_id=mass.agency_id, mass_id=mass.pk):
            pass
        mass.refresh_from_db()
        assert batch(mass) == 0
        assert list(Message.objects.values_list("pk", flat=True)) == [gone.pk]
        assert (mass.status, mass.sent, mass.skipped, mass.remaining) == ("cancelled", 1, 3, 0)
        assert Chat.objects.filter(last_message_at__isnull=False).count() == 1

    def test_what_is_over_cannot_be_paused_resumed_or_cancelled(self, house):
        mass = started(house)
        services.cancel_mass_message(actor=house.owner, mass=mass)
        for change in (services.pause_mass_message, services.resume_mass_message, services.cancel_mass_message):
            with pytest.raises(ValidationError):
                change(actor=house.owner, mass=mass)


def test_afterwards_it_tells_what_was_bought(house):
    mass = started(house, price=Decimal(5))
    batch(mass)
    Message.objects.filter(chat__in=[house.anna, house.bob]).update(unlocked=True)
    assert services.results_of(mass) == services.mass_messages.Results(2, Decimal(10))
