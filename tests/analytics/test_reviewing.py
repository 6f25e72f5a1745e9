"""Verdicts on messages, what their senders see of them, and the files."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agencies.models import AuditEvent
from agencies.scope import Actor
from analytics.folding.recount import recount
from analytics.models import MessageReview
from analytics.review import export
from analytics.review.services import note_seen, review_message, withdraw_review
from tests import factories as f
from tests.analytics.sent import ago, said
from tests.clients import client_of

pytestmark = pytest.mark.django_db
PAGE = "/admin/reports/messages/"
EXPORT = f"{PAGE}export/"
PART = {"HX-Request": "true"}


def judge(team: Any, message: Any, by: Any = None, **headers: str) -> Any:
    body = {"verdict": "needs_work", "comment": "Ask about the trip.", "back": f"{PAGE}?period=30"}
    return client_of(by or team.owner).post(f"{PAGE}{message.pk}/review/", body, headers=headers)


class TestReviewing:
    def test_a_verdict_is_given_and_written_into_the_audit(self, team):
        message = said(team)
        response = judge(team, message)
        assert response["Location"] == f"{PAGE}?period=30#message-{message.pk}"
        review = MessageReview.objects.get()
        assert (review.verdict, review.comment, review.reviewer) == ("needs_work", "Ask about the trip.", team.owner)
        event = AuditEvent.objects.get(action="reviewed message")
        assert (event.changes["verdict"], event.membership_id) == ("needs_work", team.owner.pk)
        assert "trip" not in str(event.changes)

    def test_htmx_gets_the_part_with_the_verdict(self, team):
        part = judge(team, said(team), **PART).content.decode()
        assert "<html" not in part
        assert 'aria-pressed="true">Needs work' in part
        assert "not seen yet" in part

    def test_the_latest_verdict_stands_and_is_news_again(self, team):
        message = said(team)
        boss = Actor.from_membership(team.owner)
        review = review_message(actor=boss, message=message, verdict="needs_work")
        note_seen(actor=Actor.from_membership(team.chatter), ids=[review.pk])
        admin = f.MembershipFactory(agency=team.agency, role="admin")
        review_message(actor=Actor.from_membership(admin), message=message, verdict="good", comment="Well done")
        review = MessageReview.objects.get()
        assert (review.verdict, review.reviewer, review.seen_at) == ("good", admin, None)
        assert AuditEvent.objects.filter(action="reviewed message").count() == 2

    def test_saying_the_same_again_changes_nothing(self, team):
        message, boss = said(team), Actor.from_membership(team.owner)
        review = review_message(actor=boss, message=message, verdict="good")
        note_seen(actor=Actor.from_membership(team.chatter), ids=[review.pk])
        assert review_message(actor=boss, message=message, verdict="good", comment=" ").seen_at is not None
        assert AuditEvent.objects.filter(action="reviewed message").count() == 1

    def test_a_verdict_can_be_withdrawn(self, team):
        message = said(team)
        judge(team, message)
        client_of(team.owner).post(f"{PAGE}{message.pk}/review/", {"verdict": "none"})
        assert not MessageReview.objects.exists()
        assert AuditEvent.objects.filter(action="withdrew review").exists()

    @pytest.mark.parametrize("body", [{}, {"verdict": "bad"}, {"verdict": "good", "comment": "x" * 501}], ids=str)
    def test_what_is_wrong_is_said_and_not_kept(self, team, body):
        url = f"{PAGE}{said(team).pk}/review/"
        part = client_of(team.owner).post(url, body, headers=PART).content.decode()
        assert 'class="bad"' in part
        client_of(team.owner).post(url, body)
        assert not MessageReview.objects.exists()

    def test_the_way_back_stays_here(self, team):
        message = said(team)
        body = {"verdict": "good", "back": "https://elsewhere.example/"}
        response = client_of(team.owner).post(f"{PAGE}{message.pk}/review/", body)
        assert response["Location"].startswith(PAGE)

    def test_only_what_was_sent_to_a_fan_is_reviewed(self, team):
        message = f.MessageFactory(chat=team.chat)
        assert judge(team, message).status_code == 404
        with pytest.raises(ValidationError):
            review_message(actor=Actor.from_membership(team.owner), message=message, verdict="good")

    def test_a_chatter_reviews_nothing(self, team):
        message, chatter = said(team), Actor.from_membership(team.chatter)
        assert judge(team, message, by=team.chatter).status_code == 403
        assert client_of(team.chatter).get(PAGE).status_code == 403
        with pytest.raises(PermissionDenied):
            review_message(actor=chatter, message=message, verdict="good")
        with pytest.raises(PermissionDenied):
            withdraw_review(actor=chatter, review=f.MessageReviewFactory(message=message))

    def test_a_stranger_finds_nothing_to_review(self, team):
        rival = f.MembershipFactory(role="owner")
        assert judge(team, said(team), by=rival).status_code == 404

    def test_a_review_goes_with_its_message(self, team):
        message = said(team)
        f.MessageReviewFactory(message=message)
        message.delete()
        assert not MessageReview.objects.exists()


class TestFeedback:
    @pytest.fixture
    def reviewed(self, team):
        boss = Actor.from_membership(team.owner)
        mine = review_message(actor=boss, message=said(team, "my words"), verdict="needs_work", comment="Shorter")
        other = said(team, "not my words", sent_by=team.colleague)
        theirs = review_message(actor=boss, message=other, verdict="good", comment="Great")
        return SimpleNamespace(mine=mine, theirs=theirs)

    def test_a_chatter_sees_the_reviews_of_their_own_messages_only(self, team, reviewed):
        page = client_of(team.chatter).get("/inbox/feedback/").content.decode()
        for words in ("my words", "Shorter", "Needs work", "Olivia", f"?at={reviewed.mine.message_id}"):
            assert words in page
        assert "not my words" not in page
        assert "Great" not in page

    def test_an_owner_sees_those_of_their_own_messages_there(self, team, reviewed):
        assert "No feedback yet" in client_of(team.owner).get("/inbox/feedback/").content.decode()

    def test_the_top_bar_of_the_inbox_tells_how_many_are_new(self, team, reviewed):
        link = r'id="feedback-link"[^>]*>Feedback <span class="news-count">1<'
        assert re.search(link, client_of(team.chatter).get("/inbox/").content.decode())
        note_seen(actor=Actor.from_membership(team.chatter), ids=[reviewed.mine.pk])
        page = client_of(team.chatter).get("/inbox/").content.decode()
        assert "feedback-link" in page
        assert 'class="news-count"' not in page

    def test_more_than_can_be_counted_is_told_as_more(self, team):
        for _ in range(101):
            f.MessageReviewFactory(message=said(team))
        assert "99+" in client_of(team.chatter).get("/inbox/").content.decode()

    def test_who_has_no_feedback_and_is_no_chatter_has_no_link(self, team, reviewed):
        assert "feedback-link" not in client_of(team.owner).get("/inbox/").content.decode()

    def test_looking_changes_nothing_until_the_page_says_what_it_showed(self, team, reviewed):
        client = client_of(team.chatter)
        page = client.get("/inbox/feedback/").content.decode()
        assert str(reviewed.mine.pk) in page
        assert MessageReview.objects.unseen().count() == 2
        shown = {"review": [reviewed.mine.pk, reviewed.theirs.pk, "x"]}
        part = client.post("/inbox/feedback/seen/", shown, headers={**PART, "HX-Target": "feedback-link"})
        assert "news-count" not in part.content.decode()
        assert list(MessageReview.objects.unseen()) == [reviewed.theirs]
        assert client.post("/inbox/feedback/seen/", shown)["Location"] == "/inbox/feedback/"

    def test_pages_follow_each_other(self, team):
        moment = ago(hours=1)
        made = {f.MessageReviewFactory(message=said(team), reviewed_at=moment).pk for _ in range(55)}
        client = client_of(team.chatter)
        first = client.get("/inbox/feedback/").context
        second = client.get("/inbox/feedback/", {"before": first["older"]}).context
        assert [review.pk for review in (*first["reviews"], *second["reviews"])] == sorted(made, reverse=True)
        assert second["older"] is None


class TestExports:
    def table(self, team: Any, **chosen: Any) -> list[dict[str, str]]:
        response = client_of(team.owner).get(EXPORT, chosen)
        assert response.status_code == 200
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))

    @pytest.fixture
    def talk(self, team):
        """A question, a reply and an offer, all on yesterday's noon."""
        noon = ago(days=1).replace(hour=11, minute=0, second=0, microsecond=0)
        minute = dt.timedelta(minutes=1)
        f.MessageFactory(chat=team.chat, sent_at=noon)
        first = said(team, 'Hi, "Anna"\nhow are you?', sent_at=noon + 10 * minute)
        offer = said(team, "=a look", sent_at=noon + 20 * minute, is_ppv=True, price=15, unlocked=True, sent_by=None)
        f.TransactionFactory(creator=team.creator, chat=team.chat, message=offer, kind="ppv")
        review_message(actor=Actor.from_membership(team.owner), message=first, verdict="good", comment="Nice")
        recount(team.agency.pk)
        return SimpleNamespace(first=first, offer=offer)

    def test_a_row_for_each_message(self, team, talk):
        offer, first = self.table(team)
        assert (first["Sender"], first["Text"], first["Fan"]) == ("Cora", 'Hi, "Anna"\nhow are you?', "Anna")
        assert (first["Reply time, seconds"], first["Review"], first["Comment"]) == ("600", "good", "Nice")
        assert (offer["Text"], offer["Price"], offer["Bought"], offer["Earned, net"]) == (
            "'=a look", "15.00", "bought", "8.00"
        )  # fmt: skip
        assert (offer["Sender"], offer["Message"]) == ("imported (test)", str(talk.offer.pk))

    def test_a_row_for_each_conversation_of_a_day(self, team, talk):
        said(team, "another fan", chat=f.ChatFactory(creator=team.creator), sent_by=team.colleague, sent_at=ago(days=3))
        talk_of, before = self.table(team, rows="conversations")
        assert (talk_of["Fan"], talk_of["Creator"], talk_of["Senders"]) == ("Anna", "Luna", "Cora, imported (test)")
        assert (talk_of["Messages received"], talk_of["Messages sent"]) == ("1", "2")
        assert (talk_of["PPVs sent"], talk_of["PPVs bought"], talk_of["Earned, net"]) == ("1", "1", "8.00")
        assert talk_of["Median reply time, seconds"] == "600"
        assert (before["Senders"], before["Messages sent"]) == ("Dave", "1")

    def test_they_keep_the_filter(self, team, talk):
        assert len(self.table(team, offer="bought")) == 1
        assert self.table(team, sender=team.colleague.pk) == []
        assert self.table(team, rows="conversations", sender=team.colleague.pk) == []

    def test_workbooks_hold_numbers_and_times(self, team, talk):
        response = client_of(team.owner).get(EXPORT, {"format": "xlsx"})
        with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as book:
            sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert len(re.findall("<row ", sheet)) == 3
        assert re.search(r"<v>15(\.0+)?</v>", sheet)
        assert "=a look" in sheet

    def test_they_read_in_parts(self, team, monkeypatch):
        monkeypatch.setattr(export, "PART", 7)
        made = {str(said(team, sent_at=ago(hours=n)).pk) for n in range(30)}
        rows = [row["Message"] for row in self.table(team)]
        assert len(rows) == 30
        assert set(rows) == made

    def test_what_is_too_long_says_that_it_is_cut(self, team, monkeypatch):
        monkeypatch.setattr(export, "MOST_ROWS", 2)
        for _ in range(3):
            said(team)
        *rows, last = self.table(team)
        assert len(rows) == 2
        assert "Only the first 2 rows" in last["Sent at"]

    @pytest.mark.parametrize("chosen", [{"rows": "fans"}, {"format": "pdf"}], ids=str)
    def test_another_table_or_format_is_not_found(self, team, chosen):
        assert client_of(team.owner).get(EXPORT, chosen).status_code == 404


def test_a_chatters_key_has_no_messages_of_its_own(team):
    f.MessageReviewFactory(message=said(team, sent_by=None))
    key = f.ApiKeyFactory(agency=team.agency, role="chatter")
    f.ApiKeyCreatorFactory(api_key=key, creator=team.creator)
    assert not MessageReview.objects.visible_to(Actor.from_api_key(key)).exists()
