"""The reply box: what was begun, chosen, kept for later or taken back is never lost."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import connection
from django.utils import timezone

from agencies.models import CreatorAssignment
from agencies.scope import Actor
from agencies.tenancy import agency_scope
from chats import services
from chats.models import Draft, Message, ScheduledMessage
from chats.tasks import send_scheduled_message
from tests import factories as f
from tests.clients import client_of

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true", "HX-Target": "composer"}


@pytest.fixture
def desk(db):
    """A chatter, logged in, with one chat."""
    member = f.MembershipFactory()
    creator = f.CreatorFactory(agency=member.agency)
    f.CreatorAssignmentFactory(membership=member, creator=creator)
    chat = f.ChatFactory(creator=creator, fan_display_name="Anna")
    return SimpleNamespace(
        member=member, creator=creator, chat=chat, client=client_of(member), url=f"/inbox/{chat.pk}/"
    )


def rows(desk, model):
    with agency_scope(desk.member.agency_id):
        return list(model.objects.filter(agency_id=desk.member.agency_id))


def token(desk) -> str:
    return str(desk.client.get(desk.url).context["reply"]["token"].value())


def post(desk, what: str, **fields):
    return desk.client.post(f"{desk.url}{what}/", fields, headers=PART)


def test_what_is_begun_is_kept_and_comes_back(desk):
    answer = post(desk, "draft", text="Hello Anna, ", price="12.50")
    assert (answer.status_code, answer.content) == (204, b"")
    page = desk.client.get(desk.url)
    assert "Hello Anna, </textarea>" in page.content.decode()
    assert str(page.context["reply"]["price"].value()) == "12.50"


def test_the_draft_of_a_colleague_is_not_shown(desk):
    owner = f.MembershipFactory(agency=desk.member.agency, role="owner")
    post(desk, "draft", text="Hello Anna")
    assert "Hello Anna" not in client_of(owner).get(desk.url).content.decode()


def test_a_price_that_makes_no_sense_yet_does_not_stop_the_text(desk):
    post(desk, "draft", text="Look", price="1x")
    assert [(d.text, d.price) for d in rows(desk, Draft)] == [("Look", None)]


def test_a_warning_is_shown_and_send_anyway_sends(desk):
    f.WordRuleFactory(agency=desk.member.agency, words="meet", action="warn", reason="No meetings.")
    first = token(desk)
    asked = post(desk, "reply", text="Shall we meet?", token=first)
    assert asked.status_code == 422
    assert "No meetings." in asked.content.decode()
    assert "Send anyway" in asked.content.decode()
    assert post(desk, "reply", text="Shall we meet?", token=first, confirmed="yes").status_code == 200
    assert [m.text for m in rows(desk, Message)] == ["Shall we meet?"]


def test_a_message_that_is_taken_back_returns_with_its_media_in_front_of_what_is_typed(desk):
    media = f.CreatorMediaFactory(creator=desk.creator)
    post(desk, "reply", text="First", price="9", of_media_ids=[media.of_media_id], token=token(desk))
    (message,) = rows(desk, Message)
    back = post(desk, f"messages/{message.pk}/withdraw", text="second")
    assert "First\nsecond</textarea>" in back.content.decode()
    assert f'name="of_media_ids" value="{media.of_media_id}"' in back.content.decode()
    assert rows(desk, Message) == []


def test_the_picker_tells_what_this_fan_has_had(desk):
    now = timezone.now()
    bought, fresh = (f.CreatorMediaFactory(creator=desk.creator, last_sent_at=now) for _ in range(2))
    f.SentMediaFactory(chat=desk.chat, of_media_id=bought.of_media_id, bought_at=now)
    unsent = desk.client.get(f"{desk.url}media/?show=unsent").context["media"]
    assert unsent == [fresh]
    assert desk.client.get(f"{desk.url}media/?show=bought").context["media"] == [bought]
    assert b"bought</strong>" in desk.client.get(f"{desk.url}media/").content


def test_the_picker_goes_on_behind_its_last_media(desk):
    now = timezone.now()
    media = [f.CreatorMediaFactory(creator=desk.creator, last_sent_at=now - dt.timedelta(hours=n)) for n in range(30)]
    first = desk.client.get(f"{desk.url}media/").context["media"]
    rest = desk.client.get(f"{desk.url}media/?after={first[-1].pk}").context["media"]
    assert [*first, *rest] == media


def test_scripts_come_with_names_filled_in_and_tell_of_what_is_unknown(desk):
    f.ScriptFactory(agency=desk.member.agency, shortcut="hi", text="Hi {fan}, {nobody}")
    f.ScriptFactory(agency=desk.member.agency, creator=f.CreatorFactory(agency=desk.member.agency))
    (script,) = desk.client.get(f"{desk.url}scripts/").json()["scripts"]
    assert script["text"] == "Hi Anna, {nobody}"
    assert "{nobody}" in script["problem"]


def later(desk, **fields) -> ScheduledMessage:
    """A reply for later whose time has come."""
    return f.ScheduledMessageFactory(
        chat=desk.chat, author=desk.member, send_at=timezone.now() - dt.timedelta(minutes=1), **fields
    )


def test_a_reply_for_later_is_shown_and_can_be_changed(desk):
    at = (timezone.now() + dt.timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    answer = post(desk, "reply", text="Good morning", token=token(desk), send_at=at, later="yes")
    assert "Good morning" in answer.content.decode()
    (row,) = rows(desk, ScheduledMessage)
    assert "Good morning</textarea>" in post(desk, f"scheduled/{row.pk}", edit="yes").content.decode()
    assert rows(desk, ScheduledMessage) == rows(desk, Message) == []


def test_a_time_that_is_past_is_refused_with_a_sentence(desk):
    answer = post(desk, "reply", text="x", token=token(desk), send_at="2020-01-01T10:00", later="yes")
    assert answer.status_code == 422
    assert "still to come" in answer.content.decode()


def test_what_is_due_leaves_once_however_often_it_is_looked_for(desk):
    later(desk, text="Now")
    services.send_due(agency_id=desk.member.agency_id)
    services.send_due(agency_id=desk.member.agency_id)
    assert [(m.text, m.sent_by_id) for m in rows(desk, Message)] == [("Now", desk.member.pk)]
    assert [row.status for row in rows(desk, ScheduledMessage)] == ["sent"]


def jobs(row) -> list[tuple]:
    """When the jobs of a reply for later are to run."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT scheduled_at FROM procrastinate_jobs WHERE task_name = 'chats.send_scheduled_message' "
            "AND args->>'scheduled_id' = %s ORDER BY id",
            [str(row.pk)],
        )
        return [at for (at,) in cursor.fetchall()]


def schedule(desk, at):
    with agency_scope(desk.member.agency_id):
        actor = Actor.from_membership(desk.member)
        return actor, services.schedule_message(actor=actor, chat=desk.chat, text="Now", send_at=at)


def test_it_has_a_job_of_its_own_at_its_very_time(desk):
    at = timezone.now() + dt.timedelta(hours=3)
    _, row = schedule(desk, at)
    assert jobs(row) == [at]


def test_a_draft_that_became_a_reply_for_later_is_no_draft_any_more(desk):
    f.DraftFactory(membership=desk.member, chat=desk.chat, text="Now")
    schedule(desk, timezone.now() + dt.timedelta(hours=3))
    assert rows(desk, Draft) == []


def test_its_job_sends_it_once(desk):
    row = later(desk, text="Now")
    for _ in range(2):
        send_scheduled_message(agency_id=str(row.agency_id), scheduled_id=str(row.pk))
    assert [m.text for m in rows(desk, Message)] == ["Now"]


def test_one_that_is_put_off_has_a_job_at_the_new_time_and_the_old_job_sends_nothing(desk):
    at = timezone.now() + dt.timedelta(hours=3)
    actor, row = schedule(desk, at)
    later_still = at + dt.timedelta(hours=1)
    with agency_scope(desk.member.agency_id):
        services.change_scheduled(actor=actor, row=row, text="Now", send_at=later_still, price=None, of_media_ids=[])
    assert jobs(row) == [at, later_still]
    send_scheduled_message(agency_id=str(row.agency_id), scheduled_id=str(row.pk))
    assert rows(desk, Message) == []


def test_a_blocked_word_or_a_lost_creator_lets_it_fail_with_the_reason(desk):
    f.WordRuleFactory(agency=desk.member.agency, words="cash", reason="Not here.")
    later(desk, text="cash")
    services.send_due(agency_id=desk.member.agency_id)
    with agency_scope(desk.member.agency_id):
        CreatorAssignment.objects.all().delete()
    later(desk, text="hello")
    services.send_due(agency_id=desk.member.agency_id)
    reasons = sorted(row.failure_reason for row in rows(desk, ScheduledMessage))
    assert reasons == ["Its author may not write in this chat any more.", "“cash” may not be sent: Not here."]
    assert rows(desk, Message) == []


def test_a_colleague_cannot_cancel_it(desk):
    colleague = f.MembershipFactory(agency=desk.member.agency)
    f.CreatorAssignmentFactory(membership=colleague, creator=desk.creator)
    row = later(desk)
    assert client_of(colleague).post(f"{desk.url}scheduled/{row.pk}/", {"cancel": "yes"}).status_code == 403
    with agency_scope(desk.member.agency_id):
        assert Actor.from_membership(colleague).creator_ids == {desk.creator.pk}
    assert len(rows(desk, ScheduledMessage)) == 1
