"""The pages of mass messages, from the empty list to what came of it."""

from __future__ import annotations

import pytest

from agencies.tenancy import agency_scope
from chats.models import MassMessage
from chats.services import mass_sending
from tests import factories as f
from tests.clients import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    owner = f.MembershipFactory(role="owner")
    creator = f.CreatorFactory(agency=owner.agency, display_name="Luna")
    for name in ("Anna", "Bob"):
        f.ChatFactory(creator=creator, fan_display_name=name)
    with agency_scope(owner.agency_id):
        yield owner, creator


def fields(creator, **more):
    return {"creator": creator.pk, "title": "News", "text": "Hello {fan}", "pace_per_minute": 60} | more


def test_written_reviewed_started_and_sent(house):
    owner, creator = house
    client = client_of(owner)
    assert "Nothing has been sent to many fans" in client.get("/inbox/mass/").content.decode()
    seen = client.post("/inbox/mass/preview/", fields(creator)).content.decode()
    assert "<strong>2</strong> fans get it" in seen
    assert "Hello Anna" in seen
    page = client.post("/inbox/mass/new/", fields(creator))["Location"]
    assert "Start" in client.get(page).content.decode()
    client.post(f"{page}start/", {"at": ""})
    mass = MassMessage.objects.get()
    assert 'hx-trigger="every 3s"' in client.get(page).content.decode()
    mass_sending.run_batch(agency_id=mass.agency_id, mass_id=mass.pk)
    mass.refresh_from_db()
    assert mass.sent == 2
    done = client.get(page).content.decode()
    assert "Done" in done
    assert "Unlocked" in done
    assert "every 3s" not in done
    assert "Hello {fan}" in client.get(f"/inbox/mass/new/?from={mass.pk}").content.decode()


def test_what_was_typed_comes_back_with_what_is_wrong(house):
    owner, creator = house
    answer = client_of(owner).post("/inbox/mass/new/", fields(creator, media_ids="77"))
    assert answer.status_code == 422
    assert "has no media 77" in answer.content.decode()
    assert "Hello {fan}" in answer.content.decode()


def test_a_chatter_is_told_who_may_and_sees_no_link(house):
    owner, _ = house
    chatter = f.MembershipFactory(agency=owner.agency)
    client = client_of(chatter)
    answer = client.get("/inbox/mass/")
    assert answer.status_code == 403
    assert "only owners and admins send them" in answer.content.decode()
    assert "/inbox/mass/" not in client.get("/inbox/").content.decode()
    f.InboxSettingsFactory(agency=owner.agency, chatters_send_mass=True)
    assert client.get("/inbox/mass/").status_code == 200


def test_a_mass_message_of_another_agency_is_not_there(house):
    owner, _ = house
    theirs = f.MassMessageFactory(creator=f.CreatorFactory())
    client = client_of(owner)
    assert client.get(f"/inbox/mass/{theirs.pk}/").status_code == 404
    assert client.post(f"/inbox/mass/{theirs.pk}/cancel/").status_code == 404


def test_the_admin_shows_it_and_can_stop_it(house):
    owner, creator = house
    mass = f.MassMessageFactory(creator=creator, created_by=owner, title="News")
    client = client_of(owner)
    assert client.get(f"/admin/chats/massmessage/{mass.pk}/change/").status_code == 200
    client.post("/admin/chats/massmessage/", {"action": "cancel", "_selected_action": [str(mass.pk)]})
    mass.refresh_from_db()
    assert mass.status == "cancelled"
