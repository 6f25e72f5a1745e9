"""Notes say who wrote them, and scripts can be asked for by the creator who may use them."""

from __future__ import annotations

import pytest

from tests import factories as f

pytestmark = pytest.mark.django_db


def test_a_note_names_its_author_to_everybody_who_may_read_it(world, api):
    author = f.MembershipFactory(agency=world.acme.agency, user__name="Cora")
    chat = f.ChatFactory(creator=world.acme.creator)
    f.ChatNoteFactory(chat=chat, author=author)
    for role in ("owner", "admin", "chatter"):
        (note,) = api(world.acme.keys[role]).rows("notes/", chat=chat.pk)
        assert (note["author"], note["author_name"]) == (str(author.pk), "Cora")


def test_a_note_of_a_key_has_no_author(world, api):
    note = api(world.acme.keys["chatter"]).post("notes/", {"chat": str(world.acme.chat.pk), "text": "Tall"}).json()
    assert (note["author"], note["author_name"]) == (None, None)


def test_scripts_usable_for_a_creator_are_their_own_and_those_for_all(world, owner):
    found = {row["title"] for row in owner.rows("scripts/", usable_for=world.acme.creator.pk)}
    assert found == {"acme-main-script", "acme-shared script"}


def test_a_creator_who_is_hidden_has_no_scripts_but_those_for_all(world, api):
    key = world.acme.keys["chatter"]
    for hidden in (world.acme.other_creator, world.rival.creator):
        titles = {row["title"] for row in api(key).rows("scripts/", usable_for=hidden.pk)}
        assert titles == {"acme-shared script"}


def test_a_creator_that_is_no_id_is_refused(owner):
    assert owner.get("scripts/", usable_for="Luna").status_code == 400
