"""A shift: one at a time, pauses count as idle, and whoever forgets to end it is not counted all night."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from agencies import shifts
from agencies.models import AuditEvent, Shift
from agencies.scope import Actor
from agencies.tenancy import agency_scope
from chats.models import InboxSettings
from tests import factories as f
from tests.clients import client_of

pytestmark = pytest.mark.django_db
IDLE = dt.timedelta(minutes=10)
NINE = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


@pytest.fixture
def member():
    member = f.MembershipFactory()
    with agency_scope(member.agency_id):
        yield member


@pytest.fixture
def actor(member) -> Actor:
    return Actor.from_membership(member)


@pytest.fixture
def clock(monkeypatch):
    """Sets the time of the services: `clock(minutes)` after nine."""

    def at(minutes: float) -> dt.datetime:
        now = NINE + dt.timedelta(minutes=minutes)
        monkeypatch.setattr(timezone, "now", lambda: now)
        return now

    at(0)
    return at


def beat(member) -> Shift:
    return shifts.note_activity(agency_id=member.agency_id, membership_id=member.pk, idle_after=IDLE)


class TestStarting:
    def test_a_second_start_is_the_same_shift(self, actor):
        assert shifts.start_shift(actor=actor) == shifts.start_shift(actor=actor)
        assert AuditEvent.objects.filter(action="started shift").count() == 1

    def test_after_the_end_a_new_one_can_begin(self, actor):
        first = shifts.start_shift(actor=actor)
        shifts.end_shift(actor=actor, idle_after=IDLE)
        assert shifts.start_shift(actor=actor) != first

    def test_a_program_has_no_shift(self, member):
        key = f.ApiKeyFactory(agency=member.agency)
        with pytest.raises(PermissionDenied):
            shifts.start_shift(actor=Actor.from_api_key(key))


class TestIdle:
    def test_short_pauses_count_as_work_and_long_ones_as_idle(self, member, actor, clock):
        shifts.start_shift(actor=actor)
        for minutes in (5, 15, 40, 45):
            clock(minutes)
            shift = beat(member)
        assert (shift.idle_seconds, shift.last_active_at) == (25 * 60, clock(45))

    def test_the_pause_before_the_end_counts_too(self, member, actor, clock):
        shifts.start_shift(actor=actor)
        clock(30)
        shift = shifts.end_shift(actor=actor, idle_after=IDLE)
        assert (shift.idle_seconds, shift.duration) == (30 * 60, dt.timedelta(minutes=30))

    def test_a_clock_that_goes_backwards_takes_nothing_away(self, member, actor, clock):
        shifts.start_shift(actor=actor)
        late = clock(8)
        beat(member)
        clock(3)
        shift = beat(member)
        assert (shift.idle_seconds, shift.last_active_at) == (0, late)
        clock(-5)
        shift = shifts.end_shift(actor=actor, idle_after=IDLE)
        assert shift.ended_at == shift.started_at

    def test_the_change_of_the_clocks_is_no_hour_of_work(self, member, actor, monkeypatch):
        # In Berlin 03:00 followed 02:00 on this night; two hours by the wall were one.
        for hour, minute in ((0, 30), (1, 30)):
            now = dt.datetime(2026, 3, 29, hour, minute, tzinfo=dt.UTC)
            monkeypatch.setattr(timezone, "now", lambda now=now: now)
            shift = shifts.start_shift(actor=actor)
        assert shift.duration == dt.timedelta(hours=1)


class TestEnding:
    def test_two_windows_the_second_end_is_told_and_a_late_sign_of_life_changes_nothing(self, member, actor):
        shifts.start_shift(actor=actor)
        ended = shifts.end_shift(actor=actor, idle_after=IDLE)
        with pytest.raises(ValidationError, match="another window"):
            shifts.end_shift(actor=actor, idle_after=IDLE)
        assert beat(member) is None
        assert Shift.objects.get().ended_at == ended.ended_at

    def test_a_forgotten_shift_ends_at_the_last_sign_of_life_and_the_audit_says_why(self, member, actor, clock):
        shifts.start_shift(actor=actor)
        last = clock(8)
        beat(member)
        clock(68)
        assert shifts.end_forgotten_shifts(agency_id=member.agency_id) == 0
        clock(69)
        assert shifts.end_forgotten_shifts(agency_id=member.agency_id) == 1
        shift = Shift.objects.get()
        assert (shift.ended_at, shift.idle_seconds) == (last, 0)
        line = AuditEvent.objects.get(action="ended shift")
        assert (line.actor_label, line.changes) == ("Automatic", {"reason": "idle for more than 60 minutes"})


class TestPages:
    def test_start_and_end_in_the_top_bar(self, member):
        client = client_of(member)
        back = client.post("/inbox/shift/start/", {"back": "/inbox/?show=unread"})
        assert back["Location"] == "/inbox/?show=unread"
        shift = Shift.objects.get()
        assert f'data-shift="{shift.pk}"' in client.get("/inbox/").content.decode()
        assert client.post("/inbox/shift/end/")["Location"] == f"/inbox/shift/{shift.pk}/"
        assert "Start shift" in client.get("/inbox/").content.decode()

    def test_nobody_is_sent_to_another_site(self, member):
        sent = client_of(member).post("/inbox/shift/start/", {"back": "https://elsewhere.test/"})
        assert sent["Location"] == "/inbox/"

    def test_a_sign_of_life_uses_the_agencys_idle_time(self, member):
        InboxSettings.objects.create(agency=member.agency, idle_minutes=1)
        started = timezone.now() - dt.timedelta(minutes=3)
        shift = f.ShiftFactory(membership=member, started_at=started)
        answer = client_of(member).post("/inbox/shift/beat/").content.decode()
        shift.refresh_from_db()
        assert shift.idle_seconds in (180, 181)
        assert f'data-shift="{shift.pk}"' in answer

    def test_a_sign_of_life_after_the_end_answers_that_it_is_over(self, member):
        answer = client_of(member).post("/inbox/shift/beat/")
        assert answer.status_code == 200
        assert "data-shift=" not in answer.content.decode()
