"""Endpoints are told of what happens: signed, each event once, tried again for days, switched off with a notice."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from agencies import changes
from agencies.api_shape import told_endpoints
from agencies.models import AuditEvent
from agencies.scope import Actor
from agencies.tenancy import agency_scope
from analytics.ledger import IncomingTransaction, record_transactions
from chats import services as chats
from chats.ingest import IncomingFan, IncomingMessage, record_messages
from integrations import services
from integrations.models import WebhookDelivery, WebhookEndpoint
from integrations.webhooks import deliver as delivering
from integrations.webhooks import dispatch
from integrations.webhooks.deliver import PATIENCE, PAUSES, deliver
from integrations.webhooks.events import EVENTS
from tests import factories as f
from tests.api.conftest import Api
from tests.integrations.receiver import receiver

pytestmark = pytest.mark.django_db(transaction=True)
Status = WebhookDelivery.Status


@pytest.fixture(autouse=True)
def _loopback_is_allowed(settings):
    settings.WEBHOOKS_ALLOWED_NETWORKS = ["127.0.0.0/8"]


@pytest.fixture
def theirs():
    with receiver() as it:
        yield it


@pytest.fixture
def creator():
    return f.CreatorFactory(username="luna", of_user_id=1)


@pytest.fixture
def chat(creator):
    return f.ChatFactory(creator=creator, fan_of_id=7)


@pytest.fixture
def owner(creator):
    return f.MembershipFactory(agency=creator.agency, role="owner")


@pytest.fixture
def actor(owner):
    with agency_scope(owner.agency_id):
        return Actor.from_membership(owner)


@pytest.fixture
def endpoint(creator, theirs):
    return listening(creator, theirs)


def listening(luna, theirs, **fields) -> WebhookEndpoint:
    """An endpoint that is told of what happens from now on."""
    return f.WebhookEndpointFactory(agency=luna.agency, url=theirs.url, told_transaction=next_transaction(), **fields)


def next_transaction() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        return cursor.fetchone()[0]


def work(endpoint) -> None:
    """What the jobs do."""
    is_behind = True
    while is_behind:
        _, is_behind = dispatch.dispatch(endpoint.agency_id)
    deliver(agency_id=endpoint.agency_id, endpoint_id=endpoint.pk)


def fan_writes(chat, text="hello", of_id=100, ago=dt.timedelta(0), **told) -> None:
    message = IncomingMessage(chat.fan_of_id, of_id, "in", timezone.now() - ago, text, **told)
    record_messages(agency_id=chat.agency_id, creator_id=chat.creator_id, messages=[message], source="test")


def names(theirs) -> list[str]:
    return [told["type"] for _, told in theirs.got]


def only(endpoint) -> WebhookDelivery:
    with agency_scope(endpoint.agency_id):
        return WebhookDelivery.objects.get(agency_id=endpoint.agency_id)


def stored(endpoint) -> WebhookEndpoint:
    with agency_scope(endpoint.agency_id):
        return WebhookEndpoint.objects.get(pk=endpoint.pk)


def later(endpoint, by=None, **fields) -> None:
    """Time goes by: what waits is due."""
    with agency_scope(endpoint.agency_id):
        WebhookDelivery.objects.filter(status=Status.WAITING).update(next_try_at=timezone.now() - dt.timedelta(1))
        WebhookEndpoint.objects.update(rests_until=None, **fields)


class TestWhatIsTold:
    def test_a_message_is_told_signed_and_as_the_api_shows_it(self, chat, endpoint, theirs):
        fan_writes(chat)
        work(endpoint)
        (told,) = (told for _, told in theirs.got if told["type"] == "message.created")
        key = f.ApiKeyFactory(agency=chat.agency, role="owner")
        assert told["data"] == Api(key).get(f"messages/{told['data']['id']}/").json()
        assert theirs.refused == []

    def test_each_event_is_told_once(self, chat, endpoint, theirs):
        fan_writes(chat)
        for _ in range(3):
            work(endpoint)
        assert sorted(names(theirs)) == ["message.created"]

    def test_each_is_told_once_where_the_horizon_falls_for_a_moment(self, chat, endpoint, theirs, monkeypatch):
        f.ChatNoteFactory(chat=chat)
        work(endpoint)
        reached = changes.horizon()
        with monkeypatch.context() as fallen:
            fallen.setattr(dispatch, "horizon", lambda: reached._replace(below=reached.below - 1000))
            dispatch.dispatch(endpoint.agency_id)
        work(endpoint)
        assert names(theirs) == ["note.created"]

    def test_an_endpoint_from_another_server_is_told_from_now_on(self, chat, endpoint, theirs):
        with agency_scope(endpoint.agency_id):
            WebhookEndpoint.objects.update(told_transaction=2**60)
        f.ChatNoteFactory(chat=chat)
        work(endpoint)
        f.ChatNoteFactory(chat=chat, text="new")
        work(endpoint)
        assert [told["data"]["text"] for _, told in theirs.got] == ["new"]

    def test_only_what_was_asked_for(self, creator, chat, theirs):
        endpoint = listening(creator, theirs, events=["note.created"])
        fan_writes(chat)
        f.ChatNoteFactory(chat=chat)
        work(endpoint)
        assert names(theirs) == ["note.created"]

    def test_only_of_the_creator_who_was_asked_for(self, creator, chat, theirs):
        other = f.ChatFactory(creator__agency=creator.agency, fan_of_id=8)
        endpoint = listening(creator, theirs, creator=creator, events=["note.created"])
        f.ChatNoteFactory(chat=other)
        mine = f.ChatNoteFactory(chat=chat)
        work(endpoint)
        assert [told["data"]["id"] for _, told in theirs.got] == [str(mine.pk)]

    def test_nothing_of_another_agency(self, endpoint, theirs):
        f.ChatNoteFactory(chat=f.ChatFactory())
        work(endpoint)
        assert theirs.got == []

    def test_nothing_from_before_it_was_there(self, creator, chat, theirs):
        f.ChatNoteFactory(chat=chat)
        work(listening(creator, theirs))
        assert theirs.got == []

    def test_history_that_comes_in_is_no_news(self, chat, endpoint, theirs):
        fan_writes(chat, ago=dt.timedelta(days=2))
        work(endpoint)
        assert theirs.got == []

    def test_an_unlock_is_told_when_it_happens(self, chat, endpoint, theirs):
        offer = {"price": Decimal(20)}
        fan_writes(chat, unlocked=False, **offer)
        fan_writes(chat, unlocked=True, unlocked_at=timezone.now(), **offer)
        fan_writes(chat, unlocked=True, **offer)
        work(endpoint)
        assert names(theirs).count("message.unlocked") == 1

    def test_an_assignment_and_a_flag_are_told(self, actor, owner, chat, endpoint, theirs):
        with agency_scope(chat.agency_id):
            chats.assign_chat(actor=actor, chat=chat, member=owner)
            chats.assign_chat(actor=actor, chat=chat, member=owner)
            chats.describe_fan(actor=actor, chat=chat, tags=["vip"])
            chats.describe_fan(actor=actor, chat=chat, tags=["vip", "flag:chargeback"])
            chats.describe_fan(actor=actor, chat=chat, tags=["flag:chargeback"])
        work(endpoint)
        assert sorted(names(theirs)) == ["chat.assigned", "fan.flagged"]

    def test_a_new_fan_and_money_are_told(self, creator, endpoint, theirs):
        money = IncomingTransaction("t1", "tip", Decimal(10), Decimal(2), timezone.now(), IncomingFan(99))
        record_transactions(agency_id=creator.agency_id, creator_id=creator.pk, transactions=[money], source="test")
        work(endpoint)
        assert sorted(names(theirs)) == ["chat.created", "transaction.created"]

    def test_a_draft_is_told_when_it_is_decided_on(self, chat, endpoint, theirs):
        draft = f.AIResponseFactory(chat=chat)
        owner = Api(f.ApiKeyFactory(agency=chat.agency, role="owner"))
        assert owner.post(f"ai-responses/{draft.pk}/reject/", {"reason": "tone"}).status_code == 200
        work(endpoint)
        assert sorted(names(theirs)) == ["ai_response.created", "ai_response.rejected"]

    def test_so_is_one_that_the_team_decides_on_or_leaves(self, chat, endpoint, theirs, actor):
        old = {"created_at": timezone.now() - dt.timedelta(days=1)}
        texts = {"accepted": "Good morning", "edited": "Good day", "rejected": "Good night", "expired": "Bye"}
        made = {status: f.AIResponseFactory(chat=chat, draft_text=text, **old) for status, text in texts.items()}
        with agency_scope(chat.agency_id):
            for status, text in (("accepted", "Good morning"), ("edited", "Good day!")):
                chats.send_message(actor=actor, chat=chat, text=text, ai_response_id=made[status].pk)
            chats.reject_draft(actor=actor, draft=made["rejected"])
        chats.expire_drafts(agency_id=chat.agency_id)
        work(endpoint)
        told = {name for name in names(theirs) if name.startswith("ai_response.")}
        assert told == {"ai_response.created", *(f"ai_response.{status}" for status in made)}

    def test_what_is_gone_before_it_is_told_is_left_out(self, chat, endpoint, theirs):
        note = f.ChatNoteFactory(chat=chat)
        with agency_scope(chat.agency_id):
            note.delete()
        work(endpoint)
        assert theirs.got == []

    def test_much_at_once_arrives_to_the_last(self, chat, endpoint, theirs):
        told = [IncomingMessage(7, 100 + n, "in", timezone.now(), str(n)) for n in range(700)]
        record_messages(agency_id=chat.agency_id, creator_id=chat.creator_id, messages=told, source="test")
        work(endpoint)
        texts = [told["data"]["text"] for _, told in theirs.got if told["type"] == "message.created"]
        assert sorted(map(int, texts)) == list(range(700))

    def test_a_job_is_begun_behind_the_commit(self, chat, endpoint):
        from procrastinate.contrib.django.models import ProcrastinateJob

        from integrations import tasks

        tasks._followers.clear()
        fan_writes(chat)
        mine = {"agency_id": str(chat.agency_id)}
        assert ProcrastinateJob.objects.filter(task_name="integrations.dispatch_webhooks", args=mine).count() == 1


class TestAnEndpointThatFails:
    def test_it_gets_the_same_again_after_a_pause(self, chat, endpoint, theirs):
        theirs.answers.append((500, {}, b"out of order"))
        f.ChatNoteFactory(chat=chat)
        work(endpoint)
        delivery = only(endpoint)
        assert (delivery.status, delivery.response_status, delivery.response) == (Status.WAITING, 500, "out of order")
        assert timezone.now() < delivery.next_try_at < timezone.now() + dt.timedelta(seconds=6)
        later(endpoint)
        work(endpoint)
        assert len({message_id for message_id, _ in theirs.got}) == 1
        assert (only(endpoint).status, only(endpoint).attempts) == (Status.DELIVERED, 2)
        assert stored(endpoint).failing_since is None

    def test_it_is_waited_as_long_as_it_asks_for(self, chat, endpoint, theirs):
        theirs.answers.append((429, {"Retry-After": "1800"}, b""))
        f.ChatNoteFactory(chat=chat)
        work(endpoint)
        assert only(endpoint).next_try_at > timezone.now() + dt.timedelta(minutes=29)

    def test_after_days_a_delivery_is_given_up_and_can_be_sent_once_more(self, actor, chat, endpoint, theirs):
        theirs.otherwise = 500
        f.ChatNoteFactory(chat=chat)
        for _ in range(len(PAUSES) + 1):
            work(endpoint)
            later(endpoint)
        assert only(endpoint).status == Status.FAILED
        theirs.otherwise = 200
        with agency_scope(chat.agency_id):
            services.replay_deliveries(actor=actor, deliveries=WebhookDelivery.objects.all())
        work(endpoint)
        assert only(endpoint).status == Status.DELIVERED

    def test_the_pauses_add_up_to_three_days(self):
        assert dt.timedelta(days=3) < sum(PAUSES, dt.timedelta(0)) < dt.timedelta(days=4)

    def test_one_that_refuses_everything_is_left_alone_for_a_while(self, chat, endpoint, theirs):
        theirs.otherwise = 500
        for _ in range(3):
            f.ChatNoteFactory(chat=chat)
        work(endpoint)
        f.ChatNoteFactory(chat=chat)
        work(endpoint)
        assert len(theirs.got) == 3
        assert stored(endpoint).rests_until > timezone.now()

    def test_after_five_days_it_is_switched_off_and_the_owners_are_told(
        self, settings, owner, chat, endpoint, theirs, client
    ):
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        theirs.otherwise = 500
        f.ChatNoteFactory(chat=chat)
        later(endpoint, failing_since=timezone.now() - PATIENCE)
        work(endpoint)
        it = stored(endpoint)
        assert (it.is_active, it.disabled_reason) == (False, "Nothing has arrived there for 5 days.")
        assert [message.to for message in mail.outbox] == [[owner.user.email]]
        with agency_scope(chat.agency_id):
            assert AuditEvent.objects.filter(action="switched off webhook endpoint").count() == 1
        client.force_login(owner.user)
        assert "was switched off" in client.get("/admin/").content.decode()

    def test_one_that_is_gone_is_switched_off_at_once(self, chat, endpoint, theirs):
        theirs.otherwise = 410
        f.ChatNoteFactory(chat=chat)
        work(endpoint)
        assert not stored(endpoint).is_active

    def test_switched_on_again_it_gets_what_happened_meanwhile(self, actor, chat, endpoint, theirs):
        it = stored(endpoint)
        with agency_scope(chat.agency_id):
            it.is_active = False
            services.save_endpoint(actor=actor, endpoint=it)
        f.ChatNoteFactory(chat=chat)
        work(endpoint)
        assert theirs.got == []
        with agency_scope(chat.agency_id):
            it.is_active = True
            services.save_endpoint(actor=actor, endpoint=it)
        work(endpoint)
        assert names(theirs) == ["note.created"]

    def test_nobody_there_is_a_reason_and_no_crash(self, creator, chat, theirs):
        endpoint = listening(creator, theirs)
        with agency_scope(creator.agency_id):
            WebhookEndpoint.objects.update(url="http://127.0.0.1:9/")
        f.ChatNoteFactory(chat=chat)
        work(endpoint)
        assert (only(endpoint).response_status, only(endpoint).status) == (None, Status.WAITING)
        assert "refused" in only(endpoint).response

    def test_an_answer_without_end_is_cut_off(self, chat, endpoint, theirs):
        theirs.answers.append((200, {}, b"x" * 5_000_000))
        f.ChatNoteFactory(chat=chat)
        work(endpoint)
        assert only(endpoint).response == "x" * delivering.KEPT

    def test_what_a_job_that_died_had_taken_comes_again(self, chat, endpoint, theirs):
        f.ChatNoteFactory(chat=chat)
        dispatch.dispatch(endpoint.agency_id)
        with agency_scope(chat.agency_id):
            delivering._take(endpoint)
        work(endpoint)
        assert theirs.got == []
        later(endpoint)
        work(endpoint)
        assert names(theirs) == ["note.created"]


class TestItsSecret:
    def test_while_it_is_replaced_both_verify(self, actor, chat, endpoint, theirs):
        with agency_scope(chat.agency_id):
            new = services.renew_webhook_secret(actor=actor, row=stored(endpoint))
        for secret in (f.ENDPOINT_SECRET, new):
            theirs.secret = secret
            f.ChatNoteFactory(chat=chat)
            work(endpoint)
        assert (len(theirs.got), theirs.refused) == (2, [])

    def test_after_a_day_the_old_one_does_not(self, actor, chat, endpoint, theirs):
        with agency_scope(chat.agency_id):
            services.renew_webhook_secret(actor=actor, row=stored(endpoint))
        later(endpoint, previous_secret_until=timezone.now())
        f.ChatNoteFactory(chat=chat)
        work(endpoint)
        assert (theirs.got, theirs.refused) == ([], ["No matching signature found"])

    def test_it_is_stored_sealed(self, actor, creator, theirs):
        with agency_scope(creator.agency_id):
            endpoint = WebhookEndpoint(url=theirs.url)
            secret = services.save_endpoint(actor=actor, endpoint=endpoint)
        assert secret.startswith("whsec_")
        assert secret not in stored(endpoint).sealed_webhook_secret


def test_the_test_button_delivers_a_test(actor, endpoint, theirs):
    with agency_scope(endpoint.agency_id):
        services.send_test(actor=actor, endpoint=endpoint)
    work(endpoint)
    assert names(theirs) == ["webhook.test"]


def test_deliveries_that_are_long_over_go(chat, endpoint, theirs):
    f.ChatNoteFactory(chat=chat)
    work(endpoint)
    with agency_scope(chat.agency_id):
        WebhookDelivery.objects.update(created_at=timezone.now() - dispatch.KEPT - dt.timedelta(1))
        assert dispatch.forget(chat.agency_id) == 1


def test_every_event_has_a_kind_that_the_api_shows():
    assert {event.kind for event in EVENTS.values()} <= {*told_endpoints()}
