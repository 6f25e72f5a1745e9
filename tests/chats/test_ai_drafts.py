"""What becomes of drafts: sent as they are, edited, rejected, expired, taken back; and who may ask for them."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from agencies.scope import Actor
from agencies.tenancy import agency_scope
from chats import services
from chats.models import AIResponse, DraftRequest, Message, ScheduledMessage
from chats.services import ai_drafts
from tests import factories as f
from tests.clients import client_of

pytestmark = pytest.mark.django_db
PANEL = {"HX-Request": "true", "HX-Target": "ai-panel"}


@pytest.fixture
def desk(db):
    """A chatter with one chat, whose fan waits for an answer."""
    member = f.MembershipFactory()
    creator = f.CreatorFactory(agency=member.agency)
    f.CreatorAssignmentFactory(membership=member, creator=creator)
    chat = f.ChatFactory(creator=creator, fan_display_name="Anna")
    asked = f.MessageFactory(chat=chat, text="Hello?")
    return SimpleNamespace(
        member=member,
        agency=member.agency,
        creator=creator,
        chat=chat,
        asked=asked,
        client=client_of(member),
        url=f"/inbox/{chat.pk}/",
    )


def act(desk, service, *, member=None, **arguments):
    with agency_scope(desk.agency.pk):
        return service(actor=Actor.from_membership(member or desk.member), **arguments)


def draft(desk, text="I was just thinking of you", **fields) -> AIResponse:
    return f.AIResponseFactory(**{"chat": desk.chat, "draft_text": text, **fields})


def now_of(row):
    with agency_scope(row.agency_id):
        return type(row).objects.get(agency_id=row.agency_id, pk=row.pk)


def send(desk, text, **fields) -> Message:
    return act(desk, services.send_message, chat=desk.chat, text=text, **fields)


def token(desk) -> str:
    return str(desk.client.get(desk.url).context["reply"]["token"].value())


class TestSending:
    def test_as_it_is(self, desk):
        made = draft(desk)
        message = send(desk, "I was just thinking of you", ai_response_id=made.pk)
        row = now_of(made)
        assert (row.status, row.edit_distance, row.sent_message_id) == ("accepted", 0, message.pk)
        assert (row.final_text, row.decided_by_id) == (message.text, desk.member.pk)
        assert row.decided_at

    def test_spaces_around_it_do_not_count(self, desk):
        made = draft(desk)
        send(desk, "  I was just thinking of you\n", ai_response_id=made.pk)
        assert now_of(made).status == "accepted"

    def test_edited(self, desk):
        made = draft(desk)
        send(desk, "I was just dreaming of you", ai_response_id=made.pk)
        row = now_of(made)
        assert (row.status, row.edit_distance, row.final_text) == ("edited", 5, "I was just dreaming of you")

    def test_what_has_next_to_nothing_left_of_it_is_ones_own(self, desk):
        made = draft(desk, "aaaa bbbb cccc")
        send(desk, "xxxxxxxxxxxxxxxx", ai_response_id=made.pk)
        row = now_of(made)
        assert (row.status, row.sent_message_id, row.edit_distance) == ("expired", None, None)

    def test_what_waited_past_its_time_is_taken_all_the_same(self, desk):
        made = draft(desk, status="expired")
        send(desk, made.draft_text, ai_response_id=made.pk)
        assert now_of(made).status == "accepted"

    def test_a_reply_of_ones_own_leaves_an_expired_draft_as_it_is(self, desk):
        long_ago = timezone.now() - dt.timedelta(days=1)
        made = draft(desk, "aaaa bbbb cccc", status="expired", decided_at=long_ago)
        send(desk, "xxxxxxxxxxxxxxxx", ai_response_id=made.pk)
        assert (now_of(made).status, now_of(made).decided_at) == ("expired", long_ago)

    @pytest.mark.parametrize("status", ["rejected", "accepted", "edited"])
    def test_what_is_decided_stays_so(self, desk, status):
        made = draft(desk, status=status)
        send(desk, made.draft_text, ai_response_id=made.pk)
        assert (now_of(made).status, now_of(made).sent_message_id) == (status, None)

    def test_a_draft_of_another_chat_or_agency_is_passed_over(self, desk):
        elsewhere = f.AIResponseFactory(chat=f.ChatFactory(creator=desk.creator))
        foreign = f.AIResponseFactory(chat=f.ChatFactory())
        for other in (elsewhere.pk, foreign.pk, uuid4()):
            assert send(desk, elsewhere.draft_text, ai_response_id=other)
        assert now_of(elsewhere).status == now_of(foreign).status == "suggested"

    def test_a_repeat_changes_nothing(self, desk):
        made, pk = draft(desk), uuid4()
        for text in (made.draft_text, "something else"):
            send(desk, text, ai_response_id=made.pk, message_id=pk)
        assert now_of(made).status == "accepted"

    def test_a_message_that_is_taken_back_gives_its_draft_back(self, desk):
        made = draft(desk)
        message = send(desk, f"{made.draft_text}!", ai_response_id=made.pk)
        back = desk.client.post(
            f"{desk.url}messages/{message.pk}/withdraw/", headers={"HX-Request": "true", "HX-Target": "composer"}
        )
        assert f'name="ai_response" value="{made.pk}"' in back.content.decode()
        row = now_of(made)
        assert (row.status, row.sent_message_id, row.decided_at, row.final_text) == ("suggested", None, None, "")
        assert (row.edit_distance, row.decided_by_id) == (None, None)

    def test_through_the_reply_box(self, desk):
        made = draft(desk)
        fields = {"text": made.draft_text, "token": token(desk), "ai_response": str(made.pk)}
        assert desk.client.post(f"{desk.url}reply/", fields).status_code == 302
        assert now_of(made).status == "accepted"

    def test_what_is_no_id_does_not_stop_a_reply(self, desk):
        fields = {"text": "Hi", "token": token(desk), "ai_response": "x"}
        assert desk.client.post(f"{desk.url}reply/", fields).status_code == 302

    def test_later(self, desk):
        made = draft(desk)
        at = timezone.now() + dt.timedelta(hours=1)
        row = act(
            desk,
            services.schedule_message,
            chat=desk.chat,
            text=made.draft_text,
            send_at=at,
            ai_response_id=made.pk,
        )
        assert now_of(made).status == "suggested"
        with agency_scope(desk.agency.pk):
            ScheduledMessage.objects.filter(pk=row.pk).update(send_at=timezone.now())
        services.send_due(agency_id=desk.agency.pk)
        assert now_of(made).status == "accepted"
        assert now_of(made).sent_message_id == now_of(row).message_id

    def test_what_is_begun_keeps_it_when_the_page_is_loaded_anew(self, desk):
        made = draft(desk)
        fields = {"text": made.draft_text, "token": token(desk), "ai_response": str(made.pk)}
        desk.client.post(f"{desk.url}draft/", fields)
        assert f'name="ai_response" value="{made.pk}"' in desk.client.get(desk.url).content.decode()


class TestWhoDrafted:
    @pytest.fixture
    def sent(self, desk):
        made = draft(desk, provider="Hosted", model="small")
        return send(desk, made.draft_text, ai_response_id=made.pk)

    def shown_to(self, desk, role) -> str:
        return client_of(f.MembershipFactory(agency=desk.agency, role=role)).get(desk.url).content.decode()

    @pytest.mark.parametrize("role", ["owner", "admin"])
    def test_owners_and_admins_see_it_in_the_thread(self, desk, sent, role):
        assert '<span class="drafted" title="Drafted by Hosted · small">' in self.shown_to(desk, role)

    def test_chatters_do_not(self, desk, sent):
        page = desk.client.get(desk.url).content.decode()
        assert '<span class="drafted" title="Drafted by Hosted · small" hidden>' in page

    def test_it_costs_no_question_for_each_message(self, desk, sent, django_assert_num_queries):
        with agency_scope(desk.agency.pk), django_assert_num_queries(2):
            shown = list(Message.objects.in_chat(desk.chat).for_thread())
            assert [message.drafted_by for message in shown] == [None, "Hosted · small"]

    def test_it_is_told_live(self, desk, sent):
        from chats.live.reading import read_messages

        with agency_scope(desk.agency.pk):
            assert read_messages(desk.agency.pk, [sent.pk])[sent.pk].drafted_by == "Hosted · small"
            assert read_messages(desk.agency.pk, [desk.asked.pk])[desk.asked.pk].drafted_by is None


class TestRejecting:
    def test_with_a_reason(self, desk):
        made = draft(desk)
        card = desk.client.post(
            f"{desk.url}drafts/{made.pk}/reject/", {"reason": "pushy"}, headers={"HX-Request": "true", "HX-Target": "x"}
        )
        assert "Rejected: too pushy." in card.content.decode()
        row = now_of(made)
        assert (row.status, row.reject_reason, row.decided_by_id) == ("rejected", "pushy", desk.member.pk)

    @pytest.mark.parametrize("reason", ["guard", "because"])
    def test_only_with_a_reason_that_there_is(self, desk, reason):
        with pytest.raises(ValidationError):
            act(desk, services.reject_draft, draft=draft(desk), reason=reason)

    def test_once(self, desk):
        made = draft(desk, status="accepted")
        with pytest.raises(ValidationError, match="accepted already, which is final"):
            act(desk, services.reject_draft, draft=made, reason="tone")

    def test_another_chats_or_agencys_is_not_found(self, desk):
        elsewhere = f.AIResponseFactory(chat=f.ChatFactory(creator__agency=desk.agency))
        foreign = f.AIResponseFactory(chat=f.ChatFactory())
        for other in (elsewhere, foreign):
            for chat in (desk.chat, other.chat):
                assert desk.client.post(f"/inbox/{chat.pk}/drafts/{other.pk}/reject/").status_code == 404
            assert now_of(other).status == "suggested"


class TestExpiring:
    def old(self, desk, minutes=31, **fields):
        return draft(desk, created_at=timezone.now() - dt.timedelta(minutes=minutes), **fields)

    def test_what_nobody_decides_about_expires(self, desk):
        old, new, taken = self.old(desk), self.old(desk, minutes=29), self.old(desk, status="accepted")
        assert services.expire_drafts(agency_id=desk.agency.pk) == 1
        assert [now_of(row).status for row in (old, new, taken)] == ["expired", "suggested", "accepted"]
        assert now_of(old).decided_at

    def test_also_when_the_next_drafts_are_asked_for(self, desk):
        old = self.old(desk)
        act(desk, services.request_drafts, chat=desk.chat)
        assert now_of(old).status == "expired"

    def test_but_not_those_that_are_in_a_reply(self, desk):
        begun = self.old(desk)
        f.DraftFactory(chat=desk.chat, membership=desk.member, ai_response=begun)
        act(desk, services.request_drafts, chat=desk.chat)
        assert now_of(begun).status == "suggested"

    def test_those_of_other_chats_wait_for_their_own_time(self, desk):
        elsewhere = self.old(desk, chat=f.ChatFactory(creator=desk.creator))
        act(desk, services.request_drafts, chat=desk.chat)
        assert now_of(elsewhere).status == "suggested"

    def test_not_what_is_in_a_reply(self, desk):
        begun, later = self.old(desk), self.old(desk)
        f.DraftFactory(chat=desk.chat, membership=desk.member, ai_response=begun)
        f.ScheduledMessageFactory(chat=desk.chat, author=desk.member, ai_response=later)
        assert services.expire_drafts(agency_id=desk.agency.pk) == 0

    def test_what_was_given_back_by_a_reply_that_had_left_is_in_none(self, desk):
        old = self.old(desk)
        f.ScheduledMessageFactory(chat=desk.chat, author=desk.member, ai_response=old, status="sent")
        assert services.expire_drafts(agency_id=desk.agency.pk) == 1

    def test_only_in_the_own_agency(self, desk):
        foreign = f.AIResponseFactory(chat=f.ChatFactory(), created_at=timezone.now() - dt.timedelta(days=1))
        services.expire_drafts(agency_id=desk.agency.pk)
        assert now_of(foreign).status == "suggested"

    def test_a_request_whose_process_died_fails(self, desk):
        long_ago = timezone.now() - ai_drafts.STUCK_AFTER
        stuck = f.DraftRequestFactory(chat=desk.chat, status="running", started_at=long_ago)
        fine = f.DraftRequestFactory(chat=desk.chat, status="running", created_at=long_ago, started_at=timezone.now())
        assert services.fail_stuck_requests(agency_id=desk.agency.pk) == 1
        assert (now_of(stuck).status, now_of(stuck).problem) == ("failed", ai_drafts.LOST)
        assert now_of(fine).status == "running"

    def test_a_request_that_many_are_before_has_an_hour_to_be_begun(self, desk):
        before = timezone.now() - ai_drafts.WAITS_AT_MOST
        left = f.DraftRequestFactory(chat=desk.chat, status="waiting", created_at=before)
        waits = f.DraftRequestFactory(chat=desk.chat, status="waiting", created_at=before + dt.timedelta(minutes=1))
        assert services.fail_stuck_requests(agency_id=desk.agency.pk) == 1
        assert (now_of(left).status, now_of(left).problem) == ("failed", ai_drafts.NOT_BEGUN)
        assert now_of(waits).status == "waiting"


class TestAsking:
    def ask(self, desk, **fields):
        return desk.client.post(f"{desk.url}drafts/", fields, headers=PANEL)

    def requests(self, desk):
        with agency_scope(desk.agency.pk):
            return list(DraftRequest.objects.filter(agency_id=desk.agency.pk))

    def test_opens_a_panel_with_a_place_for_each_draft(self, desk):
        page = self.ask(desk).content.decode()
        (made,) = self.requests(desk)
        assert page.count('class="ai-card"') == 3
        assert f'data-events="{desk.url}drafts/{made.pk}/events/"' in page
        assert (made.status, made.in_reply_to_id, made.requested_by_id) == ("waiting", desk.asked.pk, desk.member.pk)

    def test_the_agency_says_how_many_at_most(self, desk):
        f.AISettingsFactory(agency=desk.agency, drafts=2)
        assert self.ask(desk).content.decode().count('class="ai-card"') == 2

    def test_twice_is_once(self, desk):
        self.ask(desk)
        self.ask(desk, anew="yes")
        assert len(self.requests(desk)) == 1

    def test_drafts_that_are_there_are_shown_again_unless_others_are_wanted(self, desk):
        done = f.DraftRequestFactory(
            chat=desk.chat, requested_by=desk.member, in_reply_to=desk.asked, status="done", wanted=1
        )
        draft(desk, request=done)
        assert str(done.pk) in self.ask(desk).content.decode()
        assert str(done.pk) not in self.ask(desk, anew="yes").content.decode()

    def test_after_another_message_of_the_fan_they_are_made_anew(self, desk):
        self.ask(desk)
        f.MessageFactory(chat=desk.chat, text="And?")
        self.ask(desk)
        assert len(self.requests(desk)) == 2

    def test_what_is_asked_for_again_then_is_the_last_request(self, desk):
        first = f.DraftRequestFactory(chat=desk.chat, requested_by=desk.member, in_reply_to=desk.asked, status="failed")
        last = act(desk, services.request_drafts, chat=desk.chat)
        assert last.pk != first.pk
        assert act(desk, services.request_drafts, chat=desk.chat).pk == last.pk

    def test_it_is_the_fans_last_message_that_is_answered(self, desk):
        f.MessageFactory(chat=desk.chat, text="Never mind", deleted_at=timezone.now())
        f.MessageFactory(chat=desk.chat, text="Hi", direction="out")
        assert act(desk, services.request_drafts, chat=desk.chat).in_reply_to_id == desk.asked.pk

    def test_each_member_has_requests_of_their_own(self, desk):
        other = f.MembershipFactory(agency=desk.agency, role="owner")
        mine, theirs = (act(desk, services.request_drafts, chat=desk.chat, member=m) for m in (desk.member, other))
        assert mine.pk != theirs.pk
        assert theirs.requested_by_id == other.pk

    @pytest.mark.parametrize(
        ("status", "minutes", "drafts"), [("done", 31, "suggested"), ("done", 1, "rejected"), ("running", 6, "")]
    )
    def test_what_is_old_or_decided_on_or_was_left_lying_is_not_shown_again(self, desk, status, minutes, drafts):
        at = timezone.now() - dt.timedelta(minutes=minutes)
        request = f.DraftRequestFactory(
            chat=desk.chat, requested_by=desk.member, in_reply_to=desk.asked, status=status, created_at=at
        )
        if drafts:
            draft(desk, request=request, status=drafts, created_at=at)
        assert act(desk, services.request_drafts, chat=desk.chat, anew=False).pk != request.pk

    @pytest.mark.parametrize("why", ["off", "nothing said", "flagged"])
    def test_where_there_are_none_a_sentence_says_why(self, desk, why):
        if why == "off":
            f.AISettingsFactory(agency=desk.agency, is_enabled=False)
        elif why == "nothing said":
            with agency_scope(desk.agency.pk):
                Message.objects.all().delete()
        else:
            f.GuardEventFactory(chat=desk.chat, title="Fan may be a minor")
        page = self.ask(desk).content.decode()
        sentence = {
            "off": "switched off for this agency",
            "nothing said": "nothing to answer",
            "flagged": "waits for an owner or admin",
        }[why]
        assert sentence in page
        assert "data-events" not in page
        assert self.requests(desk) == []

    def test_who_may_not_see_the_chat_finds_nothing(self, desk):
        made = f.DraftRequestFactory(chat=desk.chat)
        for stranger in (f.MembershipFactory(agency=desk.agency), f.MembershipFactory(role="owner")):
            client = client_of(stranger)
            assert client.post(f"{desk.url}drafts/").status_code == 404
            assert client.get(f"{desk.url}drafts/{made.pk}/events/").status_code == 404

    def test_a_request_of_another_chat_is_not_found(self, desk):
        made = f.DraftRequestFactory(chat=f.ChatFactory(creator=desk.creator))
        assert desk.client.get(f"{desk.url}drafts/{made.pk}/events/").status_code == 404

    def test_a_ticket_holds_ids_and_nothing_else(self, desk):
        made = f.DraftRequestFactory(chat=desk.chat)
        ticket = desk.client.get(f"{desk.url}drafts/{made.pk}/events/").json()
        assert ticket == {"agency": str(desk.agency.pk), "request": str(made.pk)}

    def test_a_chat_in_an_experiment_keeps_its_way(self, desk):
        provider = f.AIProviderFactory(agency=desk.agency)
        trial = f.AIExperimentFactory(provider_a=provider, started_at=timezone.now(), percent_b=99)
        made = act(desk, services.request_drafts, chat=desk.chat)
        assert made.experiment_id == trial.pk
        assert made.arm in ("a", "b")

    def test_nobody_else_decides(self, desk):
        stranger = SimpleNamespace(may=lambda *args: False, membership_id=None)
        with agency_scope(desk.agency.pk), pytest.raises(PermissionDenied):
            services.request_drafts(actor=stranger, chat=desk.chat)
