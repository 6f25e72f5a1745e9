"""The fan card: what it tells of the fan, and what the team writes on it."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.utils import timezone

from agencies.models import AuditEvent
from agencies.tenancy import agency_scope
from chats.models import ChatNote
from tests import factories as f
from tests.clients import client_of

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true", "HX-Target": "fan-card"}
DAY = dt.timedelta(days=1)


@pytest.fixture
def desk(db):
    """A chatter with one creator and one chat, logged in."""
    member = f.MembershipFactory(user__name="Chris")
    member.creator = f.CreatorFactory(agency=member.agency, display_name="Luna")
    f.CreatorAssignmentFactory(membership=member, creator=member.creator)
    member.client = client_of(member)
    member.chat = f.ChatFactory(creator=member.creator, fan_display_name="Anna", tags=["vip"])
    return member


def card(desk, client=None) -> str:
    response = (client or desk.client).get(f"/inbox/{desk.chat.pk}/fan/", headers=PART)
    return re.sub(r"\s+", " ", re.sub(r"<!--.*?-->", "", response.content.decode()))


def post(desk, path, client=None, **data):
    return (client or desk.client).post(f"/inbox/{desk.chat.pk}/{path}", data, headers=PART)


def fresh(desk):
    with agency_scope(desk.agency_id):
        desk.chat.refresh_from_db()
    return desk.chat


def audited(desk) -> list[str]:
    with agency_scope(desk.agency_id):
        return list(AuditEvent.objects.order_by("created_at").values_list("action", flat=True))


class TestTheSubscription:
    def test_the_latest_in_the_books_counts(self, desk):
        now = timezone.now()
        f.SubscriptionFactory(chat=desk.chat, price="5.00", started_at=now - 90 * DAY, status="expired")
        f.SubscriptionFactory(
            chat=desk.chat, price="9.99", started_at=now - 20 * DAY, expires_at=now + 10 * DAY, auto_renew=True
        )
        page = card(desk)
        assert '<span class="on">active</span>, $9.99 a month' in page
        assert "<dt>Renews</dt>" in page

    def test_one_that_ends_within_days_stands_out(self, desk):
        expires = timezone.now() + 2 * DAY + dt.timedelta(hours=1)
        f.SubscriptionFactory(chat=desk.chat, expires_at=expires, auto_renew=False)
        assert '<span class="soon">expires in 2 days</span>, does not renew' in card(desk)

    def test_one_that_is_over_has_ended_whatever_its_status_says(self, desk):
        f.SubscriptionFactory(chat=desk.chat, expires_at=timezone.now() - DAY, status="active")
        assert '<span class="off">ended</span>' in card(desk)

    def test_since_when_without_a_gap_how_often_renewed_and_what_it_cost(self, desk):
        now = timezone.now()
        for start, end, price in ((200, 170, "3.00"), (62, 32, "5.00"), (32, 2, "5.00"), (2, -28, "9.99")):
            f.SubscriptionFactory(chat=desk.chat, started_at=now - start * DAY, expires_at=now - end * DAY, price=price)
        page = card(desk)
        assert f"<dd>{(now - 62 * DAY):%-d %b %Y}, renewed 2 times</dd>" in page
        assert "All 4 periods" in page
        assert re.findall(r"<td>\$([\d.]+)</td></tr>", page) == ["9.99", "5.00", "5.00", "3.00"]
        assert page.count('<span class="hint">renewal</span>') == 2

    def test_without_books_the_chat_knows(self, desk):
        with agency_scope(desk.agency_id):
            desk.chat.subscription_active, desk.chat.subscription_price = True, Decimal(0)
            desk.chat.save()
        assert '<span class="on">active</span>, free' in card(desk)

    def test_what_nobody_has_told_is_not_known(self, desk):
        assert "<dt>Subscription</dt><dd>not known</dd>" in card(desk)


class TestTheMoney:
    def test_spending_is_told_by_kind_and_drawn_in_proportion(self, desk):
        f.FanStatsFactory(
            chat=desk.chat, total_tips="250.00", total_ppv_purchased="1250.00", total_spent="2000.00", ppv_sent=8,
            ppv_unlocked=6, avg_response_time_seconds=250, engagement_score=70,
        )  # fmt: skip
        page = card(desk)
        assert 'aria-label="Tips $250.00, Pay-per-view $1,250.00, Other $500.00"' in page
        assert re.findall(r'<rect class="(\w+)" x="([\d.]+)" width="([\d.]+)"', page) == [
            ("tips", "0.0", "12.5"), ("ppv", "12.5", "62.5"), ("other", "75.0", "25.0"),
        ]  # fmt: skip
        for words in ("6 of 8 (75 %)", "4 minutes", "70 of 100", "$2,000.00"):
            assert words in page

    def test_a_fan_who_bought_nothing_has_no_picture(self, desk):
        f.FanStatsFactory(chat=desk.chat)
        assert "<svg" not in card(desk)
        assert "Last purchase" not in card(desk)

    def test_the_last_purchase_and_those_of_twelve_months_are_shown(self, desk):
        f.FanStatsFactory(chat=desk.chat)
        now = timezone.now()
        for days, gross in ((1, "10.00"), (400, "99.00")):
            f.TransactionFactory(creator=desk.creator, chat=desk.chat, gross=gross, fee=0, net=gross,
                                 occurred_at=now - days * DAY)  # fmt: skip
        f.TransactionFactory(
            creator=desk.creator, chat=desk.chat, kind="chargeback", gross="-10.00", fee=0, net="-10.00"
        )
        f.TransactionFactory(creator=desk.creator, chat=f.ChatFactory(creator=desk.creator), gross="77.00", net="75.00")
        page = card(desk)
        assert "<dd>tip, $10.00<br>" in page.lower()
        assert "$10.00 in all" in page
        assert "99.00" not in page
        assert "77.00" not in page
        assert page.count("<tbody><tr>") == 1


class TestTheScore:
    def test_it_is_shown_with_its_parts_and_what_they_mean(self, desk):
        f.FanStatsFactory(chat=desk.chat, messages_received=3, engagement_score=64, recency_score=81, reply_score=7)
        page = card(desk)
        assert "Engagement <strong>64 of 100</strong>" in page
        assert re.findall(r'<rect width="(\d+)" height="6"/></svg>(\d+)', page) == [
            (n, n) for n in ("81", "0", "0", "7")
        ]
        assert "Per cent of the fans who last wrote or bought earlier than this one." in page

    def test_who_has_just_begun_is_not_compared_yet(self, desk):
        f.FanStatsFactory(chat=desk.chat, messages_received=1)
        assert "Engagement <strong>not yet compared</strong>" in card(desk)

    def test_who_has_never_written_has_none(self, desk):
        f.FanStatsFactory(chat=desk.chat, messages_sent=1)
        assert "never written or bought" in card(desk)


class TestTheFansOtherChats:
    def test_those_with_visible_creators_are_linked_and_others_are_not_told(self, desk):
        second, hidden = f.CreatorFactory(agency=desk.agency), f.CreatorFactory(agency=desk.agency)
        f.CreatorAssignmentFactory(membership=desk, creator=second)
        seen = f.ChatFactory(creator=second, fan_of_id=desk.chat.fan_of_id)
        unseen = f.ChatFactory(creator=hidden, fan_of_id=desk.chat.fan_of_id)
        foreign = f.ChatFactory(fan_of_id=desk.chat.fan_of_id)
        page = card(desk)
        assert f"/inbox/{seen.pk}/" in page
        assert str(unseen.pk) not in page
        assert str(foreign.pk) not in page
        owner = client_of(f.MembershipFactory(agency=desk.agency, role="owner"))
        assert str(unseen.pk) in card(desk, owner)


class TestTags:
    def test_one_is_added_and_one_removed(self, desk):
        assert post(desk, "tags/", tag=" Big Spender ").status_code == 200
        assert fresh(desk).tags == ["vip", "big spender"]
        post(desk, "tags/remove/", tag="vip")
        assert fresh(desk).tags == ["big spender"]
        assert audited(desk) == ["described fan"] * 2

    def test_a_tag_that_is_there_already_changes_nothing(self, desk):
        post(desk, "tags/", tag="VIP")
        assert fresh(desk).tags == ["vip"]
        assert audited(desk) == []

    @pytest.mark.parametrize(("tag", "reason"), [("x" * 41, "at most 40"), (" , ", "Type a tag first")])
    def test_a_wrong_tag_is_explained_and_kept_in_its_field(self, desk, tag, reason):
        response = post(desk, "tags/", tag=tag)
        assert response.status_code == 422
        assert reason in response.content.decode()
        assert f'value="{tag}"' in response.content.decode()
        assert fresh(desk).tags == ["vip"]

    def test_the_tags_of_visible_chats_are_offered(self, desk):
        f.ChatFactory(creator=f.CreatorFactory(agency=desk.agency), tags=["hidden"])
        f.ChatFactory(creator=desk.creator, tags=["new", "vip"])
        assert re.findall('value="([^"]*)"', desk.client.get("/inbox/tags/").content.decode()) == ["new", "vip"]


class TestNameAndTimeZone:
    def test_both_are_kept_and_shown_in_the_head(self, desk):
        response = post(desk, "fan/", custom_name=" Anna of Oslo ", fan_timezone="Europe/Oslo")
        chat = fresh(desk)
        assert (chat.fan_custom_name, chat.fan_timezone, chat.tags) == ("Anna of Oslo", "Europe/Oslo", ["vip"])
        assert 'data-fan-clock="Europe/Oslo"' in response.content.decode()
        assert audited(desk) == ["described fan"]

    def test_a_zone_that_is_none_is_refused_with_what_to_use(self, desk):
        response = post(desk, "fan/", custom_name="Anna", fan_timezone="Atlantis")
        assert response.status_code == 422
        assert "“Atlantis” is no time zone" in response.content.decode()
        assert fresh(desk).fan_timezone == ""

    def test_zones_are_offered(self, desk):
        assert '<option value="Europe/Berlin">' in desk.client.get("/inbox/timezones/").content.decode()


class TestNotes:
    @pytest.fixture
    def note(self, desk):
        return f.ChatNoteFactory(chat=desk.chat, author=desk, text="Has two cats")

    def test_the_author_changes_it_in_its_place(self, desk, note):
        form = desk.client.get(f"/inbox/{desk.chat.pk}/notes/{note.pk}/", headers=PART)
        assert ">Has two cats</textarea>" in form.content.decode()
        with agency_scope(desk.agency_id):
            ChatNote.objects.update(created_at=timezone.now() - DAY)
        assert "Has three cats" in post(desk, f"notes/{note.pk}/", text="Has three cats").content.decode()
        assert ", changed " in card(desk)
        assert audited(desk) == ["changed note"]

    def test_a_colleague_can_only_read_it(self, desk, note):
        colleague = f.MembershipFactory(agency=desk.agency)
        f.CreatorAssignmentFactory(membership=colleague, creator=desk.creator)
        client = client_of(colleague)
        assert "Has two cats" in card(desk, client)
        assert f"/notes/{note.pk}/" not in card(desk, client)
        assert post(desk, f"notes/{note.pk}/", client, text="Has none").status_code == 403

    def test_an_empty_note_is_refused_and_stays_open(self, desk, note):
        response = post(desk, f"notes/{note.pk}/", text=" ")
        assert response.status_code == 422
        assert 'id="id_note_edited"' in response.content.decode()

    def test_without_scripts_the_form_stands_in_the_page(self, desk, note):
        page = desk.client.get(f"/inbox/{desk.chat.pk}/notes/{note.pk}/").content.decode()
        assert 'id="id_note_edited"' in page
        assert 'id="chats"' in page


class TestTheApiWritesTheSameWay:
    def test_tags_are_tidied_and_audited(self, desk):
        answer = desk.client.patch(
            f"/api/v1/chats/{desk.chat.pk}/",
            {"tags": [" VIP ", "New", "new"], "fan_custom_name": " A "},
            content_type="application/json",
        )
        assert (answer.status_code, answer.json()["tags"]) == (200, ["vip", "new"])
        assert fresh(desk).fan_custom_name == "A"
        assert audited(desk) == ["described fan"]

    def test_a_note_is_changed_and_deleted_by_the_services(self, desk):
        note = f.ChatNoteFactory(chat=desk.chat, author=desk)
        address = f"/api/v1/notes/{note.pk}/"
        changed = desk.client.patch(address, {"text": "  new  "}, content_type="application/json")
        assert changed.json()["text"] == "new"
        assert desk.client.delete(address).status_code == 204
        assert audited(desk) == ["changed note", "deleted note"]


def test_owners_and_admins_find_the_chat_in_the_admin(desk):
    owner = client_of(f.MembershipFactory(agency=desk.agency, role="owner"))
    link = f"/admin/chats/chat/{desk.chat.pk}/change/"
    assert link in card(desk, owner)
    assert link not in card(desk)
    assert owner.get(link).status_code == 200


@pytest.mark.parametrize("rows", [1, 15])
def test_a_conversation_costs_the_same_for_few_and_many(desk, django_assert_num_queries, rows):
    f.FanStatsFactory(chat=desk.chat, total_spent="10.00")
    for n in range(rows):
        creator = f.CreatorFactory(agency=desk.agency)
        f.CreatorAssignmentFactory(membership=desk, creator=creator)
        f.ChatFactory(creator=creator, fan_of_id=desk.chat.fan_of_id)
        f.SubscriptionFactory(chat=desk.chat, started_at=timezone.now() - n * DAY)
        f.TransactionFactory(creator=desk.creator, chat=desk.chat, occurred_at=timezone.now() - n * 20 * DAY)
        f.ChatNoteFactory(chat=desk.chat, author=desk)
        f.MediaAttachmentFactory(message=f.MessageFactory(chat=desk.chat, direction="out", sent_by=desk))
    with django_assert_num_queries(18):
        desk.client.get(f"/inbox/{desk.chat.pk}/", headers={"HX-Request": "true", "HX-Target": "conversation"})
