"""Who gets an answer next: the order of the queue, claims, snoozes and assignments."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from agencies.models import AuditEvent
from agencies.scope import Actor
from agencies.tenancy import agency_scope
from chats import services
from chats.models import Chat, ChatClaim, InboxSettings
from chats.queue import reasons, refresh_all, refresh_due
from chats.summary import refresh_summaries
from tests import factories as f
from tests.clients import client_of

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def creator():
    return f.CreatorFactory()


@pytest.fixture
def chris(creator):
    member = f.MembershipFactory(agency=creator.agency, user__name="Chris")
    f.CreatorAssignmentFactory(membership=member, creator=creator)
    return member


@pytest.fixture
def mira(creator):
    member = f.MembershipFactory(agency=creator.agency, user__name="Mira")
    f.CreatorAssignmentFactory(membership=member, creator=creator)
    return member


@pytest.fixture(autouse=True)
def scope(request, creator):
    if request.node.get_closest_marker("django_db").kwargs.get("transaction"):
        yield
        return
    with agency_scope(creator.agency_id):
        yield


def actor(member) -> Actor:
    with agency_scope(member.agency_id):
        return Actor.from_membership(member)


def waiting(creator, since: dt.timedelta, spent: int = 0, **fields) -> Chat:
    """A chat whose fan has waited for `since` and has spent so many dollars."""
    chat = f.ChatFactory(creator=creator, **fields)
    if spent:
        f.FanStatsFactory(chat=chat, total_spent=spent)
    f.MessageFactory(chat=chat, sent_at=timezone.now() - since)
    with agency_scope(creator.agency_id):
        refresh_summaries(creator.agency_id, [chat.pk])
        chat.refresh_from_db()
    return chat


def queue(member) -> list[Chat]:
    return list(Chat.objects.visible_to(actor(member)).in_queue())


class TestTheOrder:
    def test_who_waits_longer_comes_first(self, creator, chris):
        late, early = waiting(creator, HOUR), waiting(creator, 2 * HOUR)
        assert queue(chris) == [early, late]

    def test_each_dollar_spent_counts_as_a_minute_of_waiting(self, creator, chris):
        poor = waiting(creator, HOUR)
        rich = waiting(creator, dt.timedelta(minutes=1), spent=100)
        assert queue(chris) == [rich, poor]

    def test_dollars_above_the_cap_do_not_count(self, creator, chris):
        poor = waiting(creator, 10 * HOUR)
        waiting(creator, HOUR, spent=50_000)
        assert queue(chris)[0] == poor

    def test_a_subscription_that_ends_soon_counts_as_two_hours(self, creator, chris):
        other = waiting(creator, HOUR)
        ending = waiting(creator, dt.timedelta(minutes=5), subscription_active=True,
                         subscription_expires_at=timezone.now() + dt.timedelta(days=1))  # fmt: skip
        assert queue(chris) == [ending, other]

    def test_a_subscription_that_has_ended_counts_no_more(self, creator, chris):
        other = waiting(creator, HOUR)
        waiting(creator, dt.timedelta(minutes=5), subscription_active=False,
                subscription_expires_at=timezone.now() - dt.timedelta(days=1))  # fmt: skip
        assert queue(chris)[0] == other

    def test_an_unlock_brings_a_chat_into_the_queue_that_was_answered(self, creator, chris):
        other = waiting(creator, 3 * HOUR)
        chat = f.ChatFactory(creator=creator)
        now = timezone.now()
        f.MessageFactory(chat=chat, direction="out", is_ppv=True, price=20, unlocked=True, sent_at=now - HOUR,
                         unlocked_at=now - dt.timedelta(minutes=2))  # fmt: skip
        refresh_summaries(creator.agency_id, [chat.pk])
        assert queue(chris) == [chat, other]
        chat.refresh_from_db()
        assert reasons(chat, services.settings_of(creator.agency_id))[0].startswith("bought or tipped")

    def test_an_answer_takes_the_chat_out(self, creator, chris):
        chat = waiting(creator, HOUR)
        services.send_message(actor=actor(chris), chat=chat, text="Here I am")
        assert queue(chris) == []

    def test_who_has_waited_for_weeks_is_forgotten(self, creator, chris):
        waiting(creator, dt.timedelta(days=15))
        assert queue(chris) == []

    def test_an_agency_weighs_as_it_likes(self, creator, chris):
        poor, rich = waiting(creator, HOUR), waiting(creator, dt.timedelta(minutes=1), spent=100)
        owner = f.MembershipFactory(agency=creator.agency, role="owner")
        assert queue(chris) == [rich, poor]
        services.save_settings(actor=actor(owner), settings=InboxSettings(minutes_per_dollar=0))
        assert queue(chris) == [poor, rich]

    def test_a_chatter_may_not_change_the_weights(self, creator, chris):
        with pytest.raises(PermissionDenied):
            services.save_settings(actor=actor(chris), settings=InboxSettings(minutes_per_dollar=0))

    def test_no_order_differs_from_one_that_is_worked_out_anew(self, creator, chris):
        for hours, spent in ((1, 0), (2, 10), (3, 600), (0, 90)):
            waiting(creator, hours * HOUR + dt.timedelta(minutes=1), spent=spent)
        before = queue(chris)
        refresh_all(creator.agency_id)
        assert queue(chris) == before


class TestTimeAlone:
    """What nobody does anything about is found when its time has come, and not by looking at every chat."""

    @pytest.fixture
    def later(self, creator, monkeypatch):
        """The clock goes on by so much, and due chats are looked at."""

        def go_on(by: dt.timedelta) -> None:
            moment = timezone.now() + by
            monkeypatch.setattr(timezone, "now", lambda: moment)
            refresh_due(creator.agency_id)

        return go_on

    def test_a_snooze_ends(self, creator, chris, later):
        chat = waiting(creator, HOUR, snoozed_until=timezone.now() + HOUR)
        assert queue(chris) == []
        later(2 * HOUR)
        assert queue(chris) == [chat]

    def test_a_subscription_comes_near_its_end_and_then_ends(self, creator, chris, later):
        other = waiting(creator, HOUR)
        chat = waiting(creator, dt.timedelta(minutes=5), subscription_active=True,
                       subscription_expires_at=timezone.now() + dt.timedelta(days=10))  # fmt: skip
        assert queue(chris) == [other, chat]
        later(dt.timedelta(days=8))
        assert queue(chris) == [chat, other]
        later(dt.timedelta(days=3))
        assert queue(chris) == [other, chat]

    def test_a_purchase_grows_old(self, creator, chris, later):
        chat, now = f.ChatFactory(creator=creator), timezone.now()
        f.MessageFactory(chat=chat, direction="out", is_ppv=True, price=20, unlocked=True, sent_at=now - HOUR,
                         unlocked_at=now - dt.timedelta(minutes=2))  # fmt: skip
        refresh_summaries(creator.agency_id, [chat.pk])
        assert queue(chris) == [chat]
        later(InboxSettings().purchase_hours * HOUR)
        assert queue(chris) == []

    def test_who_has_waited_for_weeks_is_forgotten(self, creator, chris, later):
        chat = waiting(creator, HOUR)
        later(dt.timedelta(days=InboxSettings().forget_days - 1))
        assert queue(chris) == [chat]
        later(dt.timedelta(days=1))
        assert queue(chris) == []


class TestNextChat:
    def test_it_is_claimed_for_the_one_who_asked(self, creator, chris):
        chat = waiting(creator, HOUR)
        assert services.next_chat(actor=actor(chris)) == chat
        assert ChatClaim.objects.get(chat=chat).membership == chris

    def test_two_chatters_get_two_chats(self, creator, chris, mira):
        first, second = waiting(creator, 2 * HOUR), waiting(creator, HOUR)
        assert services.next_chat(actor=actor(chris)) == first
        assert services.next_chat(actor=actor(mira)) == second
        assert services.next_chat(actor=actor(f.MembershipFactory(agency=creator.agency, role="admin"))) is None

    def test_leaving_a_chat_for_the_next_gives_it_back(self, creator, chris, mira):
        first, second = waiting(creator, 2 * HOUR), waiting(creator, HOUR)
        services.next_chat(actor=actor(chris))
        assert services.next_chat(actor=actor(chris), after=first) == second
        assert services.next_chat(actor=actor(mira)) == first

    def test_a_claim_without_an_answer_ends_by_itself(self, creator, chris, mira):
        chat = waiting(creator, HOUR)
        services.next_chat(actor=actor(chris))
        ChatClaim.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
        assert services.next_chat(actor=actor(mira)) == chat
        assert services.release_expired(agency_id=creator.agency_id) == 0

    def test_chats_of_creators_one_does_not_work_for_are_not_offered(self, creator, chris):
        waiting(f.CreatorFactory(agency=creator.agency), HOUR)
        assert services.next_chat(actor=actor(chris)) is None

    def test_a_chat_assigned_to_a_colleague_is_left_to_them(self, creator, chris, mira):
        chat = waiting(creator, HOUR)
        services.assign_chat(actor=actor(chris), chat=chat, member=mira, note="She asked for you")
        assert services.next_chat(actor=actor(chris)) is None
        assert services.next_chat(actor=actor(mira)) == chat

    def test_a_snoozed_chat_comes_back_when_its_time_has_come(self, creator, chris):
        chat = waiting(creator, HOUR)
        services.snooze_chat(actor=actor(chris), chat=chat, until=timezone.now() + HOUR)
        assert services.next_chat(actor=actor(chris)) is None
        past = timezone.now() - dt.timedelta(seconds=1)
        Chat.objects.filter(pk=chat.pk).update(snoozed_until=past, queue_recheck_at=past)
        assert services.next_chat(actor=actor(chris)) == chat

    def test_the_page_says_why(self, creator, chris):
        waiting(creator, HOUR, spent=420)
        headers = {"HX-Request": "true", "HX-Target": "conversation"}
        response = client_of(chris).post("/inbox/next/", headers=headers)
        assert "waits 1 hour" in response.content.decode().replace("\xa0", " ")
        assert "has spent $420" in response.content.decode()

    def test_an_empty_queue_says_so(self, chris):
        response = client_of(chris).post("/inbox/next/", follow=True)
        assert "Nobody waits for an answer" in response.content.decode()


class TestClaims:
    def test_a_key_is_nobody_who_could_answer(self, creator):
        key = f.ApiKeyFactory(agency=creator.agency, role="owner")
        with pytest.raises(PermissionDenied):
            services.claim_chat(actor=Actor.from_api_key(key), chat=waiting(creator, HOUR))
        assert not ChatClaim.objects.exists()

    def test_a_colleague_cannot_send_while_somebody_answers(self, creator, chris, mira):
        chat = waiting(creator, HOUR)
        services.claim_chat(actor=actor(chris), chat=chat)
        with pytest.raises(ValidationError, match="Chris is answering this fan since"):
            services.send_message(actor=actor(mira), chat=chat, text="Me too")
        assert chat.messages.filter(direction="out").count() == 0

    def test_sending_claims_the_chat(self, creator, chris, mira):
        chat = waiting(creator, HOUR)
        services.send_message(actor=actor(chris), chat=chat, text="Hello")
        with pytest.raises(ValidationError, match="Chris is answering"):
            services.send_message(actor=actor(mira), chat=chat, text="Me too")

    def test_taking_over_is_written_down(self, creator, chris, mira):
        chat = waiting(creator, HOUR)
        services.claim_chat(actor=actor(chris), chat=chat)
        services.claim_chat(actor=actor(mira), chat=chat, take_over=True)
        assert ChatClaim.objects.get(chat=chat).membership == mira
        assert AuditEvent.objects.get(action="took over chat").changes == {"from": "Chris"}

    def test_what_was_typed_comes_back_when_a_colleague_was_faster(self, creator, chris, mira):
        chat = waiting(creator, HOUR)
        services.claim_chat(actor=actor(chris), chat=chat)
        form = {"text": "Typed for minutes", "token": "018f0000-0000-7000-8000-000000000001"}
        response = client_of(mira).post(f"/inbox/{chat.pk}/reply/", form)
        assert response.status_code == 422
        assert "Typed for minutes" in response.content.decode()
        assert "Chris is answering" in response.content.decode()

    def test_an_expired_claim_is_freed_and_told(self, creator, chris):
        chat = waiting(creator, HOUR)
        services.claim_chat(actor=actor(chris), chat=chat)
        ChatClaim.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
        assert services.release_expired(agency_id=creator.agency_id) == 1

    def test_a_chat_goes_only_to_who_may_see_it(self, creator, chris):
        chat, stranger = waiting(creator, HOUR), f.MembershipFactory(agency=creator.agency)
        with pytest.raises(ValidationError, match="does not work for"):
            services.assign_chat(actor=actor(chris), chat=chat, member=stranger)

    def test_a_snooze_into_the_past_is_refused(self, creator, chris):
        with pytest.raises(ValidationError, match="still to come"):
            services.snooze_chat(actor=actor(chris), chat=waiting(creator, HOUR), until=timezone.now() - HOUR)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_ask_at_once_each_gets_another_chat(creator, chris, mira):
    chats = [waiting(creator, HOUR), waiting(creator, 2 * HOUR)]
    given, start = [], threading.Barrier(2)

    def ask(member):
        try:
            with agency_scope(creator.agency_id):
                asking = Actor.from_membership(member)
                start.wait(5)
                given.append(services.next_chat(actor=asking))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=[member]) for member in (chris, mira)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(chat.pk for chat in given) == sorted(chat.pk for chat in chats)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_send_at_once_one_is_refused(creator, chris, mira):
    chat, outcomes, start = waiting(creator, HOUR), [], threading.Barrier(2)

    def send(member):
        try:
            with agency_scope(creator.agency_id):
                sending = Actor.from_membership(member)
                start.wait(5)
                services.send_message(actor=sending, chat=chat, text=f"From {member}")
            outcomes.append("sent")
        except ValidationError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=[member]) for member in (chris, mira)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(outcomes) == ["refused", "sent"]
    with agency_scope(creator.agency_id):
        assert chat.messages.filter(direction="out").count() == 1
