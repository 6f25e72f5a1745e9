"""The guard on both sides of a chat: what is refused, what flags, what outlasts a refusal, who decides."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from agencies.models import AuditEvent, Membership
from agencies.scope import Actor
from agencies.tenancy import agency_scope
from chats import services
from chats.guard.built_in import BUILT_IN
from chats.guard.flagging import flag, why_no_drafts
from chats.guard.looking import Seen
from chats.guard.reading import look_at
from chats.guard.rules import ensure_rules, restore_rule, rules_in_force
from chats.ingest import IncomingMessage, record_messages
from chats.models import Chat, GuardEvent, GuardRule, MassMessage, Message, ScheduledMessage
from tests import factories as f

pytestmark = pytest.mark.django_db
PAYPAL = "Send it with PayPal, dear"


@pytest.fixture
def desk(db):
    """A chatter with a chat, in scope; `owner` decides."""
    member = f.MembershipFactory(user__name="Chris")
    creator = f.CreatorFactory(agency=member.agency)
    f.CreatorAssignmentFactory(membership=member, creator=creator)
    member.creator, member.chat = creator, f.ChatFactory(creator=creator)
    member.owner = f.MembershipFactory(agency=member.agency, role="owner")
    with agency_scope(member.agency_id):
        yield member


def actor(member) -> Actor:
    return Actor.from_membership(member)


def send(member, text, **fields):
    return services.send_message(actor=actor(member), chat=member.chat, text=text, **fields)


def told(member, text, direction="in", *, fan=None, of_id=1, ago=dt.timedelta(minutes=1), **fields):
    """What a platform tells of a message."""
    return record_messages(
        agency_id=member.agency_id,
        creator_id=member.creator.pk,
        source="onlyfansapi",
        messages=[
            IncomingMessage(fan or member.chat.fan_of_id, of_id, direction, timezone.now() - ago, text, **fields)
        ],
    )


def jobs_of(member):
    return ProcrastinateJob.objects.filter(task_name="chats.look_at_messages", args__agency_id=str(member.agency_id))


def run_jobs(member) -> int:
    told = [[UUID(pk) for pk in job.args["message_ids"]] for job in jobs_of(member)]
    return sum(look_at(agency_id=member.agency_id, message_ids=ids) for ids in told)


class TestRules:
    def test_an_agency_gets_the_built_in_rules_when_they_are_asked_for(self, desk):
        assert {rule.key for rule in rules_in_force(desk.agency_id)} == {rule.key for rule in BUILT_IN}
        assert GuardRule.objects.filter(agency_id=desk.agency_id).count() == len(BUILT_IN)

    def test_asking_again_takes_one_query(self, desk, django_assert_num_queries):
        ensure_rules(desk.agency_id)
        with django_assert_num_queries(1):
            rules_in_force(desk.agency_id)

    def test_what_the_agency_has_changed_stays(self, desk):
        ensure_rules(desk.agency_id)
        GuardRule.objects.filter(agency_id=desk.agency_id, key="payment").update(phrases="venmo", is_active=False)
        GuardRule.objects.filter(agency_id=desk.agency_id, key="phone").delete()
        keys = {rule.key for rule in rules_in_force(desk.agency_id)}
        assert "payment" not in keys
        assert "phone" in keys
        assert GuardRule.objects.get(agency_id=desk.agency_id, key="payment").phrases == "venmo"

    def test_a_rule_of_the_agency_may_be_called_as_a_built_in_one(self, desk):
        f.GuardRuleFactory(agency=desk.agency, title="Telephone number")
        ensure_rules(desk.agency_id)
        assert GuardRule.objects.get(agency_id=desk.agency_id, key="phone").title == "Telephone number (built in)"

    def test_the_built_in_text_can_be_restored(self, desk):
        ensure_rules(desk.agency_id)
        rule = GuardRule.objects.get(agency_id=desk.agency_id, key="payment")
        rule.phrases, rule.is_active, rule.action = "x", False, "flag"
        rule.save()
        restore_rule(actor=actor(desk.owner), rule=rule)
        rule.refresh_from_db()
        assert ("paypal*" in rule.phrases, rule.is_active, rule.action) == (True, True, "block")
        assert AuditEvent.objects.filter(object_id=str(rule.pk), action="restored guard rule").exists()

    def test_only_who_may_change_rules_restores_them_and_only_built_in_ones(self, desk):
        own = f.GuardRuleFactory(agency=desk.agency)
        with pytest.raises(PermissionDenied):
            restore_rule(actor=actor(desk), rule=own)
        with pytest.raises(ValidationError):
            restore_rule(actor=actor(desk.owner), rule=own)

    @pytest.mark.parametrize(
        "wrong", [{"phrases": " \n**"}, {"phrases": "a" * 20_001}, {"watches_fan": False, "watches_team": False}]
    )
    def test_a_rule_that_makes_no_sense_is_refused(self, desk, wrong):
        with pytest.raises(ValidationError):
            GuardRule(**{"agency": desk.agency, "title": "Mine", "kind": "other", "phrases": "x", **wrong}).full_clean()


class TestSending:
    def test_what_may_not_be_sent_is_refused_with_the_advice(self, desk):
        with pytest.raises(ValidationError) as refusal:
            send(desk, PAYPAL)
        assert "Send it with PayPal, dear" in refusal.value.messages[0]
        assert "The platform forbids it" in refusal.value.messages[0]
        assert not Message.objects.filter(agency_id=desk.agency_id).exists()

    def test_the_chat_is_flagged_with_who_wanted_to_send_what(self, desk):
        with pytest.raises(ValidationError):
            send(desk, PAYPAL)
        event = GuardEvent.objects.get(agency_id=desk.agency_id)
        assert (event.kind, event.origin, event.status) == ("off platform", "team", "open")
        assert (event.member_id, event.excerpt, event.message_id) == (desk.pk, PAYPAL, None)

    def test_the_same_refused_words_are_one_event_as_long_as_it_is_open(self, desk):
        for _ in range(3):
            with pytest.raises(ValidationError):
                send(desk, PAYPAL)
        assert GuardEvent.objects.filter(agency_id=desk.agency_id).count() == 1

    def test_a_rule_that_only_flags_lets_the_message_go_and_tells_of_it(self, desk):
        f.GuardRuleFactory(agency=desk.agency, phrases="pineapple", action="flag")
        message = send(desk, "I like pineapple")
        event = GuardEvent.objects.get(agency_id=desk.agency_id)
        assert (event.message_id, event.origin, event.member_id) == (message.pk, "team", desk.pk)

    def test_the_harmless_passes(self, desk):
        send(desk, "Good morning!")
        assert not GuardEvent.objects.filter(agency_id=desk.agency_id).exists()

    def test_a_message_that_is_sent_again_with_its_id_is_not_looked_at_again(self, desk):
        message = send(desk, "I like mango")
        f.GuardRuleFactory(agency=desk.agency, phrases="mango")
        assert send(desk, "I like mango", message_id=message.pk) == message

    def test_what_was_dismissed_as_a_false_alarm_may_be_sent_in_that_chat(self, desk):
        with pytest.raises(ValidationError):
            send(desk, PAYPAL)
        event = GuardEvent.objects.get(agency_id=desk.agency_id)
        services.decide_event(actor=actor(desk.owner), event=event, decision="dismissed", reason="A joke of theirs.")
        assert send(desk, PAYPAL).text == PAYPAL
        other = f.ChatFactory(creator=desk.creator)
        with pytest.raises(ValidationError):
            services.send_message(actor=actor(desk), chat=other, text=PAYPAL)

    def test_a_rule_of_another_agency_refuses_nothing(self, desk):
        rival = f.AgencyFactory()
        with agency_scope(rival.pk):
            f.GuardRuleFactory(agency=rival, phrases="strawberry")
        assert send(desk, "strawberry")


class TestLater:
    def test_a_reply_for_later_is_refused_when_it_is_written(self, desk):
        with pytest.raises(ValidationError):
            services.schedule_message(
                actor=actor(desk), chat=desk.chat, text=PAYPAL, send_at=timezone.now() + dt.timedelta(hours=1)
            )
        assert GuardEvent.objects.get(agency_id=desk.agency_id).member_id == desk.pk

    def test_one_that_a_newer_rule_forbids_fails_when_it_comes_due(self, desk):
        row = f.ScheduledMessageFactory(
            chat=desk.chat, author=desk, text="I like mango", send_at=timezone.now() - dt.timedelta(minutes=1)
        )
        f.GuardRuleFactory(agency=desk.agency, phrases="mango", title="No fruit", advice="Speak of vegetables.")
        services.send_due(agency_id=desk.agency_id)
        row.refresh_from_db()
        assert row.status == ScheduledMessage.Status.FAILED
        assert "No fruit" in row.failure_reason
        assert "Speak of vegetables." in row.failure_reason


class TestMass:
    def test_a_mass_message_is_refused_when_it_is_written_and_flags_nobody(self, desk):
        mass = MassMessage(creator=desk.creator, title="All", text=PAYPAL)
        with pytest.raises(ValidationError):
            services.save_mass_message(actor=actor(desk.owner), mass=mass)
        assert not GuardEvent.objects.filter(agency_id=desk.agency_id).exists()

    def test_a_message_of_it_is_refused_and_flags_nobody(self, desk):
        with pytest.raises(ValidationError):
            send(desk, PAYPAL, source="mass")
        assert not GuardEvent.objects.filter(agency_id=desk.agency_id).exists()


class TestWhatCameFromElsewhere:
    def test_a_fan_who_may_be_a_minor_flags_the_chat(self, desk):
        told(desk, "hey im 15")
        assert run_jobs(desk) == 1
        event = GuardEvent.objects.get(agency_id=desk.agency_id)
        assert (event.kind, event.origin, event.chat_id) == ("minor", "fan", desk.chat.pk)
        assert event.message.text == "hey im 15"

    def test_the_job_knows_ids_alone(self, desk):
        told(desk, "hey im 15")
        args = jobs_of(desk).get().args
        assert args == {
            "agency_id": str(desk.agency_id),
            "message_ids": [
                str(pk) for pk in Message.objects.filter(agency_id=desk.agency_id).values_list("pk", flat=True)
            ],
        }

    def test_looking_again_changes_nothing(self, desk):
        told(desk, "hey im 15")
        told(desk, "hey im 15", read_at=timezone.now())
        assert run_jobs(desk) == 1
        assert run_jobs(desk) == 0
        assert GuardEvent.objects.filter(agency_id=desk.agency_id).count() == 1

    def test_a_dismissed_event_does_not_come_back_for_the_same_message(self, desk):
        told(desk, "hey im 15")
        run_jobs(desk)
        event = GuardEvent.objects.get(agency_id=desk.agency_id)
        services.decide_event(actor=actor(desk.owner), event=event, decision="dismissed", reason="15 what?")
        assert run_jobs(desk) == 0

    def test_history_starts_no_job(self, desk):
        told(desk, "hey im 15", ago=dt.timedelta(days=8))
        assert not jobs_of(desk).exists()

    def test_of_a_big_batch_only_what_is_recent_is_looked_at(self, desk):
        now = timezone.now()
        messages = [
            IncomingMessage(
                n % 7 + 1, n, "in", now - (dt.timedelta(days=30) if n % 2 else dt.timedelta(hours=1)), "im 15"
            )
            for n in range(1, 201)
        ]
        record_messages(agency_id=desk.agency_id, creator_id=desk.creator.pk, source="import", messages=messages)
        assert sum(len(job.args["message_ids"]) for job in jobs_of(desk)) == 100

    def test_what_the_team_wrote_elsewhere_flags_and_is_not_touched(self, desk):
        told(desk, PAYPAL, "out")
        assert run_jobs(desk) == 1
        event = GuardEvent.objects.get(agency_id=desk.agency_id)
        assert (event.origin, event.message.text) == ("team", PAYPAL)

    def test_what_was_sent_from_here_is_not_looked_at_twice(self, desk):
        rule = f.GuardRuleFactory(agency=desk.agency, phrases="mango", action="flag", is_active=False)
        message = send(desk, "I like mango")
        rule.is_active = True
        rule.save()
        assert look_at(agency_id=desk.agency_id, message_ids=[message.pk]) == 0

    def test_nothing_of_another_agency_is_looked_at(self, desk):
        rival = f.AgencyFactory()
        with agency_scope(rival.pk):
            message = f.MessageFactory(chat=f.ChatFactory(creator=f.CreatorFactory(agency=rival)), text="im 15")
        assert look_at(agency_id=desk.agency_id, message_ids=[message.pk]) == 0


class TestDrafts:
    def test_they_stop_as_long_as_an_event_is_open(self, desk):
        assert why_no_drafts(desk.chat) == ""
        event = f.GuardEventFactory(chat=desk.chat, title="Says to be younger than 18", kind="minor")
        assert "Says to be younger than 18" in why_no_drafts(desk.chat)
        services.decide_event(actor=actor(desk.owner), event=event, decision="dismissed", reason="A height.")
        assert why_no_drafts(desk.chat) == ""

    def test_they_go_on_after_a_rule_that_does_not_stop_them(self, desk):
        f.GuardEventFactory(chat=desk.chat, stops_drafts=False)
        assert why_no_drafts(desk.chat) == ""

    @pytest.mark.parametrize(("kind", "stop"), [("minor", True), ("off platform", False)])
    def test_what_is_confirmed_frees_them_save_for_a_minor(self, desk, kind, stop):
        event = f.GuardEventFactory(chat=desk.chat, kind=kind)
        services.decide_event(actor=actor(desk.owner), event=event, decision="confirmed")
        assert bool(why_no_drafts(desk.chat)) is stop
        if stop:
            services.decide_event(actor=actor(desk.owner), event=event, decision="dismissed", reason="Showed an ID.")
            assert why_no_drafts(desk.chat) == ""

    def test_another_chat_goes_on(self, desk):
        f.GuardEventFactory(chat=desk.chat)
        assert why_no_drafts(f.ChatFactory(creator=desk.creator)) == ""

    def test_a_draft_is_told_of_once(self, desk):
        draft = f.AIResponseFactory(chat=desk.chat)
        seen = [Seen(f.GuardRuleFactory(agency=desk.agency), "dangerous")]
        assert len(flag(chat=desk.chat, seen=seen, origin="draft", ai_response=draft)) == 1
        assert flag(chat=desk.chat, seen=seen, origin="draft", ai_response=draft) == []


class TestDeciding:
    def test_a_chatter_cannot(self, desk):
        event = f.GuardEventFactory(chat=desk.chat)
        with pytest.raises(PermissionDenied):
            services.decide_event(actor=actor(desk), event=event, decision="dismissed", reason="No.")

    def test_it_is_kept_who_decided_when_and_why_and_audited(self, desk):
        event = f.GuardEventFactory(chat=desk.chat)
        services.decide_event(actor=actor(desk.owner), event=event, decision="dismissed", reason=" A song. ")
        event.refresh_from_db()
        assert (event.status, event.decided_by_id, event.decision_reason) == ("dismissed", desk.owner.pk, "A song.")
        assert event.decided_at
        assert AuditEvent.objects.get(object_id=str(event.pk)).action == "dismissed guard event"

    @pytest.mark.parametrize(
        ("decision", "reason"), [("dismissed", ""), ("dismissed", " "), ("open", "x"), ("dismissed", "x" * 301)]
    )
    def test_a_wrong_decision_is_refused(self, desk, decision, reason):
        event = f.GuardEventFactory(chat=desk.chat)
        with pytest.raises(ValidationError):
            services.decide_event(actor=actor(desk.owner), event=event, decision=decision, reason=reason)

    def test_the_second_decision_is_refused(self, desk):
        event = f.GuardEventFactory(chat=desk.chat)
        services.decide_event(actor=actor(desk.owner), event=event, decision="dismissed", reason="A song.")
        with pytest.raises(ValidationError, match="decided already"):
            services.decide_event(actor=actor(desk.owner), event=event, decision="confirmed")

    def test_the_flag_goes_with_the_last_open_event(self, desk):
        events = [f.GuardEventFactory(chat=desk.chat, title=title) for title in ("One", "Two")]
        assert Chat.objects.for_list().get(pk=desk.chat.pk).flag_titles == ["One", "Two"]
        for event in events:
            assert Chat.objects.flagged().filter(agency_id=desk.agency_id).exists()
            services.decide_event(actor=actor(desk.owner), event=event, decision="confirmed")
        assert Chat.objects.for_list().get(pk=desk.chat.pk).flag_titles == []
        assert not Chat.objects.flagged().filter(agency_id=desk.agency_id).exists()


@pytest.mark.django_db(transaction=True)
class TestWhatOutlastsARefusal:
    """With real transactions: a refusal mostly undoes what was written with it."""

    @pytest.fixture
    def desk(self, transactional_db):
        member = f.MembershipFactory()
        creator = f.CreatorFactory(agency=member.agency)
        f.CreatorAssignmentFactory(membership=member, creator=creator)
        member.creator, member.chat = creator, f.ChatFactory(creator=creator)
        return member

    def events(self, member) -> list[str]:
        with agency_scope(member.agency_id):
            return list(GuardEvent.objects.filter(agency_id=member.agency_id).values_list("excerpt", flat=True))

    def test_the_event_outlasts_a_transaction_that_is_rolled_back(self, desk):
        with pytest.raises(ValidationError), agency_scope(desk.agency_id):
            send(desk, PAYPAL)
        assert self.events(desk) == [PAYPAL]

    def test_it_is_there_once_after_a_commit(self, desk):
        with agency_scope(desk.agency_id), pytest.raises(ValidationError):
            send(desk, PAYPAL)
        assert self.events(desk) == [PAYPAL]

    def test_it_outlasts_a_savepoint(self, desk):
        with agency_scope(desk.agency_id):
            with pytest.raises(ValidationError), transaction.atomic():
                send(desk, PAYPAL)
            assert not GuardEvent.objects.filter(agency_id=desk.agency_id).exists()
        assert self.events(desk) == [PAYPAL]

    def test_it_outlasts_the_failure_of_a_reply_for_later(self, desk):
        with agency_scope(desk.agency_id):
            at = timezone.now() - dt.timedelta(minutes=1)
            f.ScheduledMessageFactory(chat=desk.chat, author=desk, text=PAYPAL, send_at=at)
        services.send_due(agency_id=desk.agency_id)
        assert self.events(desk) == [PAYPAL]

    def test_nothing_is_left_over_for_the_next_transaction(self, desk):
        with pytest.raises(ValidationError), agency_scope(desk.agency_id):
            send(desk, PAYPAL)
        assert connection.after_end == []
        with agency_scope(desk.agency_id):
            GuardEvent.objects.filter(agency_id=desk.agency_id).delete()
        with agency_scope(desk.agency_id):
            Membership.objects.count()
        assert self.events(desk) == []

    def test_a_chat_that_is_undone_too_has_no_event(self, desk):
        with pytest.raises(ValidationError), agency_scope(desk.agency_id):
            chat = f.ChatFactory(creator=desk.creator)
            services.send_message(actor=actor(desk), chat=chat, text=PAYPAL)
        assert self.events(desk) == []

    def test_one_that_fails_stops_neither_the_others_nor_the_caller(self, desk, caplog):
        done = []
        with transaction.atomic():
            connection.after_end += [lambda: 1 / 0, lambda: done.append(1)]
        assert done == [1]
        assert "after_end_failed ZeroDivisionError" in caplog.text
