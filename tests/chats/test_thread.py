"""The thread of a chat: its pages, what a message shows, finding words, and sends that failed."""

from __future__ import annotations

import datetime as dt
import gzip
import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from agencies.models import AuditEvent
from agencies.scope import Actor
from agencies.tenancy import agency_scope
from chats import services
from chats.find import find_in_chat
from chats.models import MediaAttachment, Message
from chats.summary import refresh_summaries
from tests import factories as f
from tests.clients import client_of

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true", "HX-Target": "messages"}
START = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def desk(db):
    """A chatter with one creator and one chat, logged in."""
    member = f.MembershipFactory(user__name="Chris")
    creator = f.CreatorFactory(agency=member.agency)
    f.CreatorAssignmentFactory(membership=member, creator=creator)
    member.creator, member.client = creator, client_of(member)
    member.chat = f.ChatFactory(creator=creator, fan_display_name="Anna")
    return member


def say(chat, *texts, every=dt.timedelta(minutes=1), **fields):
    """Messages one after the other, the first at `START`."""
    made = [f.MessageFactory(chat=chat, text=text, sent_at=START + n * every, **fields) for n, text in enumerate(texts)]
    with agency_scope(chat.agency_id):
        refresh_summaries(chat.agency_id, [chat.pk])
        chat.refresh_from_db()
    return made


def shown(response) -> list[str]:
    return [message.text for message in response.context["messages_shown"]]


def open_chat(desk, headers=PART, **query):
    return desk.client.get(f"/inbox/{desk.chat.pk}/", query, headers=headers)


def html(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def actor(member):
    with agency_scope(member.agency_id):
        return Actor.from_membership(member)


class TestMovingThroughIt:
    def test_a_message_is_opened_with_what_was_said_around_it(self, desk):
        made = say(desk.chat, *[f"number {n}" for n in range(120)])
        response = open_chat(desk, at=made[60].pk)
        assert shown(response) == [f"number {n}" for n in range(35, 85)]
        assert re.findall(r'<li class="message[^"]*sought" tabindex="-1" id="message-([^"]*)"', html(response)) == [
            str(made[60].pk)
        ]
        assert "Older messages" in html(response)
        assert "Newer messages" in html(response)
        assert "Jump to the latest" in html(response)

    def test_newer_messages_follow_without_gap_or_repeat_even_at_the_same_second(self, desk, monkeypatch):
        monkeypatch.setattr("chats.inbox.thread.MESSAGES_ON_A_PAGE", 7)
        monkeypatch.setattr("chats.inbox.thread.MESSAGES_AROUND", 3)
        made = say(desk.chat, *[f"number {n}" for n in range(30)], every=dt.timedelta(0))
        texts, response = [], open_chat(desk, at=made[0].pk)
        texts += shown(response)
        while response.context["has_newer"]:
            after = response.context["messages_shown"][-1].pk
            response = desk.client.get(f"/inbox/{desk.chat.pk}/newer/", {"after": after}, headers=PART)
            texts += shown(response)
        assert texts == [message.text for message in sorted(made, key=lambda m: m.pk)]

    def test_a_page_beside_another_claims_no_beginning_and_no_end(self, desk):
        made = say(desk.chat, "one", "two", "three")
        page = desk.client.get(f"/inbox/{desk.chat.pk}/newer/", {"after": made[0].pk}, headers=PART)
        assert "The first message" not in html(page)
        assert "Jump to" not in html(page)

    def test_the_part_around_a_message_says_so_in_the_address(self, desk):
        made = say(desk.chat, "one", "two")
        response = desk.client.get(f"/inbox/{desk.chat.pk}/place/", {"at": made[0].pk}, headers=PART)
        assert response["HX-Push-Url"] == f"/inbox/{desk.chat.pk}/?at={made[0].pk}"
        latest = desk.client.get(f"/inbox/{desk.chat.pk}/place/", headers=PART)
        assert latest["HX-Push-Url"] == f"/inbox/{desk.chat.pk}/"
        without_scripts = desk.client.get(f"/inbox/{desk.chat.pk}/place/", {"at": made[0].pk})
        assert without_scripts["Location"] == f"/inbox/{desk.chat.pk}/?at={made[0].pk}"

    @pytest.mark.parametrize("query", ["at={}", "at=nonsense"])
    def test_a_message_that_is_not_of_this_chat_is_not_found(self, desk, query):
        other = f.MessageFactory(chat=f.ChatFactory(creator=desk.creator))
        for page in ("", "place/", "newer/", "older/", "find/?words=x&before={}"):
            address = f"/inbox/{desk.chat.pk}/{page or '?' + query}".format(other.pk)
            if page in ("newer/", "older/", "place/"):
                address += "?" + query.replace("at", {"newer/": "after", "older/": "before"}.get(page, "at"))
            assert desk.client.get(address.format(other.pk), headers=PART).status_code == 404, address

    @pytest.mark.parametrize(
        ("on", "found"),
        [("2026-03-02", "day 1"), ("2026-03-04", "day 4"), ("2025-01-01", "day 0"), ("2027-01-01", "day 4")],
    )
    def test_a_date_leads_to_its_first_message_or_the_next(self, desk, on, found):
        day = dt.timedelta(days=1)
        for n in (0, 1, 4):
            f.MessageFactory(chat=desk.chat, text=f"day {n}", sent_at=START + n * day)
            f.MessageFactory(chat=desk.chat, text=f"day {n}, later", sent_at=START + n * day + dt.timedelta(hours=1))
        if on == "2027-01-01":
            found = "day 4, later"
        response = desk.client.get(f"/inbox/{desk.chat.pk}/day/", {"on": on}, headers=PART)
        with agency_scope(desk.agency_id):
            assert Message.objects.get(pk=response.context["sought"]).text == found

    def test_a_day_begins_at_midnight_of_the_viewer(self, desk):
        desk.user.timezone = "America/New_York"
        desk.user.save()
        f.MessageFactory(chat=desk.chat, text="still the first", sent_at=dt.datetime(2026, 3, 2, 3, tzinfo=dt.UTC))
        f.MessageFactory(chat=desk.chat, text="the second", sent_at=dt.datetime(2026, 3, 2, 6, tzinfo=dt.UTC))
        response = desk.client.get(f"/inbox/{desk.chat.pk}/day/", {"on": "2026-03-02"}, headers=PART)
        with agency_scope(desk.agency_id):
            assert Message.objects.get(pk=response.context["sought"]).text == "the second"
        assert html(response).count('class="day"') == 2

    def test_a_date_that_is_none_shows_the_latest(self, desk):
        say(desk.chat, "one", "two")
        response = desk.client.get(f"/inbox/{desk.chat.pk}/day/", {"on": "soon"}, headers=PART)
        assert shown(response) == ["one", "two"]
        assert "sought" not in response.context


class TestWhatAMessageShows:
    def test_messages_of_one_sender_in_a_row_belong_together(self, desk):
        say(desk.chat, "a", "b")
        f.MessageFactory(
            chat=desk.chat, text="c", direction="out", sent_by=desk, sent_at=START + dt.timedelta(minutes=3)
        )
        f.MessageFactory(
            chat=desk.chat, text="d", direction="out", source="api", sent_at=START + dt.timedelta(minutes=4)
        )
        f.MessageFactory(chat=desk.chat, text="e", direction="out", source="api", sent_at=START + dt.timedelta(days=1))
        continued = [m.text for m in open_chat(desk).context["messages_shown"] if getattr(m, "continues", False)]
        assert continued == ["b"]

    @pytest.mark.parametrize(
        ("source", "label"),
        [("api", "through the API"), ("ofscraper", "imported (ofscraper)"), ("inbox", "a former member")],
    )
    def test_the_sender_of_an_outgoing_message_is_named(self, desk, source, label):
        say(desk.chat, "hello", direction="out", source=source)
        assert f'<bdi class="by">{label}</bdi>' in html(open_chat(desk))

    def test_a_member_who_sent_is_named(self, desk):
        say(desk.chat, "hello", direction="out", sent_by=desk)
        assert '<bdi class="by">Chris</bdi>' in html(open_chat(desk))

    def test_each_time_is_also_the_fans_where_their_zone_is_known(self, desk):
        with agency_scope(desk.agency_id):
            desk.chat.fan_timezone = "America/New_York"
            desk.chat.save()
        say(desk.chat, "hello")
        page = html(open_chat(desk))
        assert '<span class="theirs">07:00 for them</span>' in page
        assert 'data-fan-clock="America/New_York"' in page

    def test_a_fan_in_the_viewers_zone_gets_no_second_time(self, desk):
        with agency_scope(desk.agency_id):
            desk.chat.fan_timezone = "Africa/Abidjan"
            desk.chat.save()
        say(desk.chat, "hello")
        assert 'class="theirs"' not in html(open_chat(desk))

    @pytest.mark.parametrize(
        ("unlocked", "words"), [(True, "Unlocked 1 Mar, 12:30"), (False, "Locked"), (None, "Not known if unlocked")]
    )
    def test_an_offer_says_its_price_its_state_and_its_media(self, desk, unlocked, words):
        at = START + dt.timedelta(minutes=30) if unlocked else None
        offer = say(
            desk.chat, "look", direction="out", is_ppv=True, price="1200.00", unlocked=unlocked, unlocked_at=at
        )[0]
        for kind in ("image", "image", "video"):
            f.MediaAttachmentFactory(message=offer, media_type=kind)
        page = html(open_chat(desk))
        assert '<span class="price">$1,200.00</span>' in page
        assert f"{words} · 2 images, 1 video" in page

    def test_five_hundred_media_are_eight_tiles_and_a_number(self, desk):
        offer = say(desk.chat, "all of it", direction="out")[0]
        with agency_scope(desk.agency_id):
            MediaAttachment.objects.bulk_create(
                MediaAttachment(
                    agency=desk.agency, message=offer, of_media_id=n, media_type="video" if n % 5 == 0 else "image"
                )
                for n in range(500)
            )
        page = html(open_chat(desk))
        assert page.count('<li class="image">') + page.count('<li class="video">') == 8
        assert "492 more" in page
        assert "In all 400 images, 100 videos." in page
        assert len(open_chat(desk).context["messages_shown"][0].tiles) == 8

    def test_markup_of_a_fan_is_text(self, desk):
        say(desk.chat, "<script>alert(1)</script><img src=x onerror=alert(2)>")
        assert "<script>alert" not in html(open_chat(desk))
        assert "&lt;script&gt;alert(1)" in html(open_chat(desk))

    def test_a_very_long_message_can_be_unfolded(self, desk):
        say(desk.chat, "x" * 10_000, "short")
        page = html(open_chat(desk))
        assert "Show all 10,000 characters" in page
        assert page.count("data-show-all") == 1


class TestFailedSends:
    @pytest.fixture
    def failed(self, desk):
        return say(
            desk.chat, "hi", direction="out", sent_by=desk, status="failed", failure_reason="The fan has blocked you."
        )[0]

    def retry(self, member, failed):
        address = f"/inbox/{failed.chat_id}/messages/{failed.pk}/retry/"
        return client_of(member).post(address, headers={"HX-Request": "true", "HX-Target": f"message-{failed.pk}"})

    def test_the_reason_is_shown(self, desk, failed):
        assert "not delivered: The fan has blocked you." in html(open_chat(desk))

    def test_a_retry_queues_it_again_and_is_in_the_audit(self, desk, failed):
        response = self.retry(desk, failed)
        assert "waiting to be sent" in html(response)
        with agency_scope(desk.agency_id):
            failed.refresh_from_db()
            assert (failed.status, failed.failure_reason) == ("queued", "")
            assert AuditEvent.objects.get().action == "retried message"

    def test_a_colleague_may_not_retry_it_and_an_admin_may(self, desk, failed):
        colleague, admin = (
            f.MembershipFactory(agency=desk.agency),
            f.MembershipFactory(agency=desk.agency, role="admin"),
        )
        f.CreatorAssignmentFactory(membership=colleague, creator=desk.creator)
        assert self.retry(colleague, failed).status_code == 403
        assert self.retry(admin, failed).status_code == 200

    def test_the_buttons_are_shown_to_those_who_may_use_them(self, desk, failed):
        colleague = f.MembershipFactory(agency=desk.agency)
        f.CreatorAssignmentFactory(membership=colleague, creator=desk.creator)
        page = f"/inbox/{failed.chat_id}/"
        assert '<span class="own">' in html(desk.client.get(page))
        assert '<span class="own" hidden>' in html(client_of(colleague).get(page))

    def test_a_second_retry_is_too_late(self, desk, failed):
        with agency_scope(desk.agency_id):
            services.retry_message(actor=actor(desk), message=failed)
            with pytest.raises(ValidationError, match="has not failed"):
                services.retry_message(actor=actor(desk), message=failed)

    def test_it_can_be_taken_back(self, desk, failed):
        address = f"/inbox/{failed.chat_id}/messages/{failed.pk}/withdraw/"
        response = desk.client.post(address, headers={"HX-Request": "true", "HX-Target": "composer"})
        assert ">hi</textarea>" in html(response)
        with agency_scope(desk.agency_id):
            assert not Message.objects.exists()

    def test_the_sender_tells_why_it_failed(self, desk):
        queued = say(desk.chat, "hi", direction="out", sent_by=desk, status="queued")[0]
        with agency_scope(desk.agency_id):
            services.fail_message(message=queued, reason="No connection. " * 100)
            assert queued.status == "failed"
            assert len(queued.failure_reason) <= 300
            with pytest.raises(ValidationError):
                services.fail_message(message=queued, reason="again")

    def test_the_api_retries_too(self, desk, failed):
        address = f"/api/v1/messages/{failed.pk}/retry/"
        answer = desk.client.post(address)
        assert (answer.status_code, answer.json()["status"]) == (200, "queued")
        again = desk.client.post(address)
        assert again.status_code == 400
        assert "has not failed" in again.content.decode()

    def test_a_key_of_a_chatter_is_nobodys_author(self, desk, failed):
        key = f.ApiKeyFactory(agency=desk.agency, role="chatter")
        f.ApiKeyCreatorFactory(api_key=key, creator=desk.creator)
        with agency_scope(desk.agency_id), pytest.raises(PermissionDenied):
            services.retry_message(actor=Actor.from_api_key(key), message=failed)


class TestFinding:
    def find(self, desk, words, **query):
        return desk.client.get(f"/inbox/{desk.chat.pk}/find/", {"words": words, **query}, headers=PART)

    def texts(self, response) -> list[str]:
        return [message.text for message in response.context["found"].messages]

    def test_words_are_found_whatever_their_case_latest_first(self, desk):
        say(desk.chat, "A cat", "a dog", "two CATS")
        assert self.texts(self.find(desk, "cat")) == ["two CATS", "A cat"]

    def test_hits_are_marked_and_markup_stays_text(self, desk):
        say(desk.chat, "<b>cat</b> & Cat")
        page = html(self.find(desk, "cat"))
        assert "&lt;b&gt;<mark>cat</mark>&lt;/b&gt; &amp; <mark>Cat</mark>" in page

    @pytest.mark.parametrize("words", ["%", "_", "\\", "50%"])
    def test_signs_that_mean_something_to_the_database_are_only_signs(self, desk, words):
        say(desk.chat, "nothing here", f"with {words} in it")
        assert self.texts(self.find(desk, words)) == [f"with {words} in it"]

    def test_only_this_chat_is_searched(self, desk):
        say(f.ChatFactory(creator=desk.creator), "a cat elsewhere")
        page = html(self.find(desk, "cat"))
        assert "Nobody said “cat” in this chat." in page

    def test_the_search_goes_on_where_it_stopped(self, desk, monkeypatch):
        monkeypatch.setattr("chats.find.HITS_AT_ONCE", 4)
        say(desk.chat, *[f"cat {n}" if n % 3 == 0 else "dog" for n in range(30)])
        texts, reached = [], None
        while True:
            response = self.find(desk, "cat", **({"before": reached.pk} if reached else {}))
            texts += self.texts(response)
            reached = response.context["found"].reached
            if reached is None:
                break
        assert texts == [f"cat {n}" for n in range(27, -1, -3)]

    def test_one_search_reads_a_bounded_part_of_the_chat(self, desk, monkeypatch):
        monkeypatch.setattr("chats.find.STEPS", (5, 10))
        made = say(desk.chat, "cat", *["dog"] * 30)
        with agency_scope(desk.agency_id):
            found = find_in_chat(desk.chat, "cat")
            assert (found.messages, found.reached) == ([], made[16])
            assert find_in_chat(desk.chat, "cat", before=made[15]).messages == [made[0]]

    def test_nothing_typed_is_answered_with_what_to_do(self, desk):
        assert "Type a word" in html(self.find(desk, " "))

    def test_without_scripts_the_hits_stand_in_the_page(self, desk):
        say(desk.chat, "a cat")
        page = desk.client.get(f"/inbox/{desk.chat.pk}/find/", {"words": "cat"})
        assert "<mark>cat</mark>" in html(page)
        assert "chat-filter" in html(page)


class TestBytes:
    def test_opening_a_chat_of_fifty_messages_stays_small(self, desk):
        for n in range(50):
            f.MessageFactory(
                chat=desk.chat, direction="out" if n % 2 else "in", sent_by=desk if n % 2 else None,
                text=f"{n * 7919 % 1000} words that differ a little: {n * 7_368_787 % 10**7}",
                sent_at=timezone.now() - dt.timedelta(hours=n),
            )  # fmt: skip
        part = open_chat(desk, headers={"HX-Request": "true", "HX-Target": "conversation"})
        assert len(gzip.compress(part.content)) < 15_000
