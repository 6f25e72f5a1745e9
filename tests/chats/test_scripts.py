"""Scripts are checked when they are written, not when they are sent."""

from __future__ import annotations

import pytest
from django.test import Client

from agencies.tenancy import agency_scope
from chats.models import MassMessage, Script
from tests import factories as f
from tests.clients import client_of

pytestmark = pytest.mark.django_db
KNOWN = "Nothing stands for {fann}. Known are {fan}, {username}, {creator}, {spent}."


@pytest.fixture
def owner(db):
    return f.MembershipFactory(role="owner")


def write(owner, **fields):
    form = {"title": "Hello", "text": "Hello {fan}", "of_media_ids": "", "is_active": "on"} | fields
    return client_of(owner).post("/admin/chats/script/add/", form)


def post(owner, path, fields):
    key = f.ApiKeyFactory(agency=owner.agency).key
    headers = {"Authorization": f"Api-Key {key}"}
    return Client().post(f"/api/v1/{path}/", fields, content_type="application/json", headers=headers)


def test_a_script_with_known_placeholders_is_kept(owner):
    assert write(owner, text="Hello {fan}, {Creator} here").status_code == 302
    with agency_scope(owner.agency_id):
        assert Script.objects.get().text == "Hello {fan}, {Creator} here"


def test_an_unknown_placeholder_is_named_in_the_admin(owner):
    answer = write(owner, text="Hello {fann}")
    assert answer.status_code == 200
    assert KNOWN in answer.content.decode()


def test_an_unknown_placeholder_is_named_in_the_api(owner):
    answer = post(owner, "scripts", {"title": "Hello", "text": "Hello {fann}"})
    wrong = [{"pointer": "/text", "code": "invalid", "detail": KNOWN}]
    assert (answer.status_code, answer.json()["errors"]) == (400, wrong)


def test_a_shortcut_that_is_taken_is_refused_in_the_admin(owner):
    f.ScriptFactory(agency=owner.agency, title="First", shortcut="hi")
    answer = write(owner, shortcut="Hi")
    assert answer.status_code == 200
    assert "/Hi brings the script “First” already." in answer.content.decode()


def test_a_shortcut_that_is_taken_is_refused_in_the_api(owner):
    f.ScriptFactory(agency=owner.agency, title="First", shortcut="hi")
    answer = post(owner, "scripts", {"title": "Second", "text": "Hello", "shortcut": "hi"})
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/shortcut"]


def test_another_creator_may_have_the_same_shortcut(owner):
    f.ScriptFactory(agency=owner.agency, creator=f.CreatorFactory(agency=owner.agency), shortcut="hi")
    assert write(owner, shortcut="hi").status_code == 302


def test_a_mass_message_with_an_unknown_placeholder_is_not_kept_and_its_text_comes_back(owner):
    creator = f.CreatorFactory(agency=owner.agency)
    form = {"creator": creator.pk, "title": "News", "text": "Hello {fann}", "pace_per_minute": 60}
    answer = client_of(owner).post("/inbox/mass/new/", form)
    assert answer.status_code == 422
    assert KNOWN in answer.content.decode()
    assert "Hello {fann}" in answer.content.decode()
    with agency_scope(owner.agency_id):
        assert not MassMessage.objects.exists()
