"""The pages of mass messages, from the empty list to what came of it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

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


def test_the_picker_offers_the_media_of_the_chosen_creator_only(house):
    owner, creator = house
    now = timezone.now()
    mine = f.CreatorMediaFactory(creator=creator, last_sent_at=now)
    other = f.CreatorMediaFactory(creator=f.CreatorFactory(agency=owner.agency), last_sent_at=now)
    shown = client_of(owner).get("/inbox/mass/media/", {"creator": creator.pk}).content.decode()
    assert f'data-media="{mine.of_media_id}"' in shown
    assert str(other.of_media_id) not in shown
    assert "this fan" not in shown


def test_the_picker_goes_on_behind_its_last_media(house):
    owner, creator = house
    for minute in range(25):
        f.CreatorMediaFactory(creator=creator, last_sent_at=timezone.now() - dt.timedelta(minutes=minute))
    first = client_of(owner).get("/inbox/mass/media/", {"creator": creator.pk}).context
    query = {"creator": creator.pk, "after": first["media"][-1].pk}
    rest = client_of(owner).get("/inbox/mass/media/", query).context
    assert (len(first["media"]), len(rest["media"])) == (24, 1)


def test_the_media_of_a_rivals_creator_are_not_found(house):
    owner, _ = house
    rival = f.CreatorFactory()
    assert client_of(owner).get("/inbox/mass/media/", {"creator": rival.pk}).status_code == 404


@pytest.mark.parametrize("how", ["of_media_ids", "media_ids"])
def test_media_are_taken_from_the_picker_or_as_typed_and_come_back(house, how):
    owner, creator = house
    media = f.CreatorMediaFactory(creator=creator, media_type="video")
    client = client_of(owner)
    page = client.post("/inbox/mass/new/", fields(creator, **{how: str(media.of_media_id)}))["Location"]
    assert MassMessage.objects.get().of_media_ids == [media.of_media_id]
    again = client.get(f"{page}edit/").content.decode()
    assert f'name="of_media_ids" value="{media.of_media_id}" disabled>Video {media.of_media_id}' in again
    assert f'name="media_ids" value="{media.of_media_id}"' in again
