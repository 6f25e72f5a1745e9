"""The inbox as a chatter meets it."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone
from uuid_utils.compat import uuid7

from agencies.models import AuditEvent
from agencies.tenancy import agency_scope
from chats.models import ChatNote, Message
from chats.summary import refresh_summaries
from tests import factories as f
from tests.clients import client_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def part(target: str = "conversation") -> dict[str, str]:
    """The headers of a request by htmx for the element `target`."""
    return {"HX-Request": "true", "HX-Target": target}


def rows(response) -> list[str]:
    return [chat.fan_username for chat in response.context["chats"]]


def chat_with(creator, *messages, **fields):
    """A chat whose messages are (direction, minutes ago)."""
    chat = f.ChatFactory(creator=creator, **fields)
    for direction, minutes in messages:
        f.MessageFactory(chat=chat, direction=direction, sent_at=NOW - dt.timedelta(minutes=minutes))
    with agency_scope(chat.agency_id):
        refresh_summaries(chat.agency_id, [chat.pk])
        chat.refresh_from_db()
    return chat


@pytest.fixture
def desk(db):
    """A chatter with one creator, logged in."""
    member = f.MembershipFactory()
    creator = f.CreatorFactory(agency=member.agency)
    f.CreatorAssignmentFactory(membership=member, creator=creator)
    member.creator, member.client = creator, client_of(member)
    return member


class TestTheList:
    def test_unread_come_first_then_who_waits_longest_then_the_latest(self, desk):
        chat_with(desk.creator, ("in", 50), ("out", 10), fan_username="answered")
        chat_with(desk.creator, ("in", 30), ("out", 2), fan_username="just-answered")
        chat_with(desk.creator, ("in", 5), fan_username="unread-new")
        chat_with(desk.creator, ("in", 60), fan_username="unread-old")
        read = chat_with(desk.creator, ("in", 90), fan_username="read-waiting")
        desk.client.post(f"/inbox/{read.pk}/read/")
        expected = ["unread-old", "unread-new", "read-waiting", "just-answered", "answered"]
        assert rows(desk.client.get("/inbox/")) == expected

    def test_it_is_narrowed_by_creator_tag_state_and_name(self, desk):
        other = f.CreatorFactory(agency=desk.agency)
        f.CreatorAssignmentFactory(membership=desk, creator=other)
        chat_with(desk.creator, ("in", 5), fan_username="anna", tags=["vip"])
        chat_with(desk.creator, ("in", 9), ("out", 4), fan_username="bob", fan_custom_name="Big Bob")
        chat_with(other, ("in", 3), fan_username="carl")
        assert rows(desk.client.get("/inbox/", {"creator": other.pk})) == ["carl"]
        assert rows(desk.client.get("/inbox/", {"tag": "vip"})) == ["anna"]
        assert rows(desk.client.get("/inbox/", {"show": "unread"})) == ["anna", "carl"]
        assert rows(desk.client.get("/inbox/", {"show": "waiting"})) == ["anna", "carl"]
        assert rows(desk.client.get("/inbox/", {"q": "big b"})) == ["bob"]

    @pytest.mark.parametrize("query", [{"creator": "x"}, {"show": "nonsense"}, {"q": "\0"}, {"tag": "a" * 500}])
    def test_a_filter_that_makes_no_sense_is_ignored(self, desk, query):
        chat_with(desk.creator, ("in", 5), fan_username="anna")
        assert rows(desk.client.get("/inbox/", query)) == ["anna"]

    def test_another_agencys_creator_is_no_choice(self, desk):
        stranger = f.CreatorFactory(username="stranger-creator")
        response = desk.client.get("/inbox/", {"creator": stranger.pk})
        assert "stranger-creator" not in response.content.decode()

    def test_pages_follow_each_other_without_gap_or_repeat(self, desk, monkeypatch):
        monkeypatch.setattr("chats.inbox.page.CHATS_ON_A_PAGE", 4)
        for n in range(10):
            chat_with(desk.creator, ("in", 5), fan_username=f"fan-{n}")
        seen, query = [], {}
        while True:
            response = desk.client.get("/inbox/", query, headers=part("chats") if query else {})
            seen += rows(response)
            if not response.context["has_more"]:
                break
            query = {"after": response.context["chats"][-1].pk}
        assert sorted(seen) == sorted(f"fan-{n}" for n in range(10))

    def test_filtering_keeps_the_opened_chat_in_the_address(self, desk):
        chat = chat_with(desk.creator, ("in", 5), fan_username="anna")
        address = f"http://testserver/inbox/{chat.pk}/"
        response = desk.client.get("/inbox/", {"q": "an"}, headers={**part("chats"), "HX-Current-URL": address})
        assert response["HX-Replace-Url"] == f"/inbox/{chat.pk}/?q=an"

    def test_an_empty_list_says_what_to_do(self, desk):
        assert "appears here" in desk.client.get("/inbox/").content.decode()
        assert "Show all chats" in desk.client.get("/inbox/", {"q": "nobody"}).content.decode()
        idle = f.MembershipFactory(agency=desk.agency)
        assert "assign you one" in client_of(idle).get("/inbox/").content.decode()


class TestAnOpenChat:
    def test_a_part_is_sent_to_htmx_and_the_page_to_everybody_else(self, desk):
        chat = chat_with(desk.creator, ("in", 5))
        whole = desk.client.get(f"/inbox/{chat.pk}/")
        assert b"<!doctype html>" in whole.content
        assert "HX-Request" in whole["Vary"]
        assert "no-store" in whole["Cache-Control"]
        assert b"<!doctype html>" not in desk.client.get(f"/inbox/{chat.pk}/", headers=part()).content
        restored = {**part(), "HX-History-Restore-Request": "true"}
        assert b"<!doctype html>" in desk.client.get(f"/inbox/{chat.pk}/", headers=restored).content

    def test_older_messages_follow_without_gap_or_repeat_even_at_the_same_second(self, desk, monkeypatch):
        monkeypatch.setattr("chats.inbox.thread.MESSAGES_ON_A_PAGE", 3)
        chat = f.ChatFactory(creator=desk.creator)
        made = [f.MessageFactory(chat=chat, sent_at=NOW, text=f"m{n}").pk for n in range(8)]
        response = desk.client.get(f"/inbox/{chat.pk}/")
        seen = [m.pk for m in response.context["messages_shown"]]
        while response.context["has_older"]:
            query = {"before": seen[0]}
            response = desk.client.get(f"/inbox/{chat.pk}/older/", query, headers=part("messages"))
            seen = [m.pk for m in response.context["messages_shown"]] + seen
        assert seen == made

    @pytest.mark.parametrize("before", ["", "nonsense", "018f0000-0000-7000-8000-000000000000"])
    def test_older_than_nothing_is_not_found(self, desk, before):
        chat = chat_with(desk.creator, ("in", 5))
        assert desk.client.get(f"/inbox/{chat.pk}/older/", {"before": before}).status_code == 404

    def test_what_a_fan_wrote_is_text_and_never_markup(self, desk):
        chat = f.ChatFactory(creator=desk.creator, fan_display_name="<img src=x>")
        f.MessageFactory(chat=chat, text="<script>alert(1)</script>")
        page = desk.client.get(f"/inbox/{chat.pk}/").content.decode()
        assert "<script>alert" not in page
        assert "<img src=x>" not in page
        assert "&lt;script&gt;alert(1)" in page

    @pytest.mark.parametrize(
        ("unlocked", "words"), [(True, "Unlocked"), (False, "Locked"), (None, "Not known if unlocked")]
    )
    def test_an_offer_shows_its_price_and_whether_it_was_bought(self, desk, unlocked, words):
        chat = f.ChatFactory(creator=desk.creator)
        offer = f.MessageFactory(chat=chat, direction="out", is_ppv=True, price="9.99", unlocked=unlocked)
        f.MediaAttachmentFactory(message=offer, media_type="video", duration=65)
        page = desk.client.get(f"/inbox/{chat.pk}/").content.decode()
        assert "$9.99" in page
        assert words in page
        assert "1:05" in page

    def test_opening_asks_to_mark_as_read_and_reading_puts_the_chat_back_in_line(self, desk):
        chat = chat_with(desk.creator, ("in", 9), ("in", 5))
        assert f"/inbox/{chat.pk}/read/" in desk.client.get(f"/inbox/{chat.pk}/", headers=part()).content.decode()
        desk.client.post(f"/inbox/{chat.pk}/read/", headers=part())
        with agency_scope(chat.agency_id):
            chat.refresh_from_db()
        assert (chat.unread_count, chat.awaiting_reply_since is not None) == (0, True)
        desk.client.post(f"/inbox/{chat.pk}/unread/", headers=part())
        with agency_scope(chat.agency_id):
            chat.refresh_from_db()
        assert chat.unread_count == 2

    def test_what_arrived_after_the_page_was_drawn_stays_unread(self, desk):
        chat = chat_with(desk.creator, ("in", 9), ("in", 5))
        page = desk.client.get(f"/inbox/{chat.pk}/", headers=part()).content.decode()
        until = re.search(r'name="until" value="([^"]+)"', page)[1]
        f.MessageFactory(chat=chat, text="One more thing", sent_at=NOW)
        with agency_scope(chat.agency_id):
            refresh_summaries(chat.agency_id, [chat.pk])
        desk.client.post(f"/inbox/{chat.pk}/read/", {"until": until}, headers=part())
        with agency_scope(chat.agency_id):
            chat.refresh_from_db()
        assert chat.unread_count == 1

    def test_an_older_page_that_is_read_late_takes_nothing_back(self, desk):
        chat = chat_with(desk.creator, ("in", 9), ("in", 5))
        desk.client.post(f"/inbox/{chat.pk}/read/", headers=part())
        long_ago = (NOW - dt.timedelta(minutes=9)).isoformat()
        desk.client.post(f"/inbox/{chat.pk}/read/", {"until": long_ago}, headers=part())
        with agency_scope(chat.agency_id):
            chat.refresh_from_db()
        assert chat.unread_count == 0


class TestReplying:
    def reply(self, desk, chat, headers=None, **fields):
        data = {"token": str(uuid7()), "text": "Hello you", **fields}
        return desk.client.post(f"/inbox/{chat.pk}/reply/", data, headers=headers or part("composer"))

    def test_a_reply_waits_to_be_sent_and_answers_the_chat(self, desk):
        chat = chat_with(desk.creator, ("in", 5))
        response = self.reply(desk, chat)
        assert "waiting to be sent" in response.content.decode()
        assert response["HX-Trigger"] == '{"reply-sent": {}}'
        with agency_scope(chat.agency_id):
            chat.refresh_from_db()
            message = Message.objects.get(direction="out")
        assert (message.status, message.sent_by_id, message.text) == ("queued", desk.pk, "Hello you")
        assert (chat.unread_count, chat.awaiting_reply_since, chat.last_message_preview) == (0, None, "Hello you")

    def test_the_same_form_sent_twice_makes_one_message(self, desk):
        chat, token = chat_with(desk.creator, ("in", 5)), str(uuid7())
        for _ in range(2):
            assert self.reply(desk, chat, token=token).status_code == 200
        with agency_scope(chat.agency_id):
            assert Message.objects.filter(direction="out").count() == 1

    def test_a_token_used_in_one_chat_does_not_reach_another(self, desk):
        one, other = chat_with(desk.creator, ("in", 5)), chat_with(desk.creator, ("in", 5))
        token = str(uuid7())
        self.reply(desk, one, token=token)
        assert self.reply(desk, other, token=token).status_code == 422

    def test_a_price_makes_an_offer(self, desk):
        chat = chat_with(desk.creator, ("in", 5))
        assert "$12.50" in self.reply(desk, chat, price="12.50").content.decode()
        with agency_scope(chat.agency_id):
            offer = Message.objects.get(direction="out")
        assert (offer.is_ppv, str(offer.price), offer.unlocked) == (True, "12.50", False)

    @pytest.mark.parametrize(
        ("fields", "says"),
        [
            ({"text": "  "}, "Write something"),
            ({"text": "x" * 10_001}, "10000"),
            ({"price": "2.99"}, "greater than or equal to 3"),
            ({"price": "201"}, "less than or equal to 200"),
            ({"price": "cheap"}, "number"),
        ],
    )
    def test_what_cannot_be_sent_comes_back_with_the_reason(self, desk, fields, says):
        chat = chat_with(desk.creator, ("in", 5))
        response = self.reply(desk, chat, **fields)
        assert response.status_code == 422
        assert says in response.content.decode()
        with agency_scope(chat.agency_id):
            assert not Message.objects.filter(direction="out").exists()

    def test_without_scripts_the_page_comes_back_with_the_reply_in_it(self, desk):
        chat = chat_with(desk.creator, ("in", 5))
        data = {"token": str(uuid7()), "text": "Hello you"}
        response = desk.client.post(f"/inbox/{chat.pk}/reply/", data, follow=True)
        assert response.redirect_chain == [(f"/inbox/{chat.pk}/", 302)]
        assert "Hello you" in response.content.decode()

    def test_who_was_logged_out_in_the_meantime_is_sent_to_the_login_and_back_to_the_chat(self, desk):
        chat = chat_with(desk.creator, ("in", 5))
        headers = {**part("composer"), "HX-Current-URL": f"http://testserver/inbox/{chat.pk}/"}
        response = Client().post(f"/inbox/{chat.pk}/reply/", {"text": "Hello"}, headers=headers)
        assert response["HX-Redirect"] == f"/accounts/login/?next=/inbox/{chat.pk}/"


class TestTakingBack:
    def queued(self, desk, chat, sender=None):
        return f.MessageFactory(chat=chat, direction="out", text="oops", status="queued", sent_by=sender or desk)

    def test_the_text_returns_to_the_reply_box_and_the_fan_waits_again(self, desk):
        chat = chat_with(desk.creator, ("in", 5))
        message = self.queued(desk, chat)
        response = desk.client.post(f"/inbox/{chat.pk}/messages/{message.pk}/withdraw/", headers=part("composer"))
        assert ">oops</textarea>" in response.content.decode()
        with agency_scope(chat.agency_id):
            assert not Message.objects.filter(pk=message.pk).exists()
            chat.refresh_from_db()
            assert AuditEvent.objects.get().action == "took back message"
        assert chat.awaiting_reply_since is not None

    def test_a_message_that_has_left_stays(self, desk):
        chat = chat_with(desk.creator, ("out", 5))
        with agency_scope(chat.agency_id):
            message = Message.objects.get()
            Message.objects.update(sent_by=desk)
        response = desk.client.post(f"/inbox/{chat.pk}/messages/{message.pk}/withdraw/", follow=True)
        assert "has been sent already" in response.content.decode()

    def test_a_colleagues_reply_is_not_ones_own_to_take_back(self, desk):
        chat = chat_with(desk.creator, ("in", 5))
        message = self.queued(desk, chat, f.MembershipFactory(agency=desk.agency))
        address = f"/inbox/{chat.pk}/messages/{message.pk}/withdraw/"
        assert desk.client.post(address, headers=part("composer")).status_code == 403
        owner = f.MembershipFactory(agency=desk.agency, role="owner")
        assert client_of(owner).post(address, headers=part("composer")).status_code == 200


class TestTheFanCard:
    def test_our_name_and_tags_are_kept_and_shown_in_the_list(self, desk):
        chat = chat_with(desk.creator, ("in", 5), fan_username="anna")
        named = desk.client.post(f"/inbox/{chat.pk}/fan/", {"custom_name": "Anna from Oslo"}, headers=part("fan-card"))
        assert named.content.decode().count("Anna from Oslo") >= 3
        desk.client.post(f"/inbox/{chat.pk}/tags/", {"tag": "VIP, vip, big  spender ,"}, headers=part("fan-card"))
        with agency_scope(chat.agency_id):
            chat.refresh_from_db()
        assert (chat.fan_custom_name, chat.tags) == ("Anna from Oslo", ["vip", "big  spender"])

    def test_notes_are_shared_and_only_ones_own_can_be_deleted(self, desk):
        chat = chat_with(desk.creator, ("in", 5))
        desk.client.post(f"/inbox/{chat.pk}/notes/", {"text": "Has two cats"}, headers=part("fan-card"))
        other = f.MembershipFactory(agency=desk.agency)
        f.CreatorAssignmentFactory(membership=other, creator=desk.creator)
        with agency_scope(chat.agency_id):
            note = ChatNote.objects.get()
        assert "Has two cats" in client_of(other).get(f"/inbox/{chat.pk}/").content.decode()
        address = f"/inbox/{chat.pk}/notes/{note.pk}/delete/"
        assert client_of(other).post(address, headers=part("fan-card")).status_code == 403
        assert desk.client.post(address, headers=part("fan-card")).status_code == 200


class TestIdsOfOtherChats:
    """The chat in the address is one's own, the second id is not."""

    @pytest.fixture
    def other_chat(self, desk):
        return chat_with(f.CreatorFactory(agency=desk.agency), ("in", 5))

    def test_a_note_elsewhere_cannot_be_deleted(self, desk, other_chat):
        own = chat_with(desk.creator, ("in", 5))
        note = f.ChatNoteFactory(chat=other_chat, author=desk)
        address = f"/inbox/{own.pk}/notes/{note.pk}/delete/"
        assert desk.client.post(address, headers=part("fan-card")).status_code == 404

    def test_a_reply_elsewhere_cannot_be_taken_back(self, desk, other_chat):
        own = chat_with(desk.creator, ("in", 5))
        message = f.MessageFactory(chat=other_chat, direction="out", status="queued", sent_by=desk)
        address = f"/inbox/{own.pk}/messages/{message.pk}/withdraw/"
        assert desk.client.post(address, headers=part("composer")).status_code == 404

    def test_a_message_elsewhere_is_no_place_in_the_thread(self, desk, other_chat):
        own = chat_with(desk.creator, ("in", 5))
        message = f.MessageFactory(chat=other_chat)
        assert desk.client.get(f"/inbox/{own.pk}/older/", {"before": message.pk}).status_code == 404

    def test_a_chat_elsewhere_is_no_place_in_the_list(self, desk, other_chat):
        assert desk.client.get("/inbox/", {"after": other_chat.pk}).status_code == 404


class TestCosts:
    """Queries of a page: session, user, memberships, scope, assignments, and what is named below."""

    def fill(self, desk, chats):
        for _ in range(chats):
            chat = chat_with(desk.creator, *[("in", n) for n in range(5)])
            f.ChatNoteFactory(chat=chat, author=desk)
            with agency_scope(chat.agency_id):
                for message in Message.objects.in_chat(chat):
                    f.MediaAttachmentFactory(message=message)
        return chat

    @pytest.mark.parametrize("chats", [1, 12])
    def test_the_list_costs_the_same_for_few_and_many(self, desk, django_assert_num_queries, chats):
        self.fill(desk, chats)
        with django_assert_num_queries(15):
            desk.client.get("/inbox/")

    @pytest.mark.parametrize("messages", [1, 30])
    def test_a_thread_costs_the_same_for_few_and_many(self, desk, django_assert_num_queries, messages):
        chat = self.fill(desk, 1)
        for _ in range(messages):
            f.MediaAttachmentFactory(message=f.MessageFactory(chat=chat, direction="out", sent_by=desk))
        with django_assert_num_queries(18):
            desk.client.get(f"/inbox/{chat.pk}/", headers=part())
