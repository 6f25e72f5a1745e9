"""Nothing is sent twice that a client has, and nothing overwritten that it has not seen."""

from __future__ import annotations

import pytest

from agencies.models import Creator
from agencies.tenancy import agency_scope
from tests import factories as f
from tests.api.conftest import Api
from tests.races import at_once

GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture
def creator(world) -> str:
    """The address of a creator."""
    return f"creators/{world.acme.creator.pk}/"


def tag_of(owner, path, **headers) -> str:
    return owner.write("get", path, **headers)["ETag"]


def assert_is_not_modified(response):
    assert (response.status_code, response.content) == (304, b"")
    assert "Content-Type" not in response
    assert response["ETag"]


@pytest.mark.django_db
class TestReading:
    @pytest.mark.parametrize("path", ["messages/", "chats/?unread=true&page_size=1", "messages/?fields=id,text"])
    def test_a_list_that_the_client_has_is_not_sent_again(self, world, owner, path):
        assert_is_not_modified(owner.write("get", path, **{"If-None-Match": tag_of(owner, path)}))

    def test_a_row_that_the_client_has_is_not_sent_again(self, owner, creator):
        known = f'"other", {tag_of(owner, creator)}'
        assert_is_not_modified(owner.write("get", creator, **{"If-None-Match": known}))

    def test_what_has_changed_is_sent(self, world, owner, creator):
        known = {path: tag_of(owner, path) for path in ("creators/", creator)}
        owner.patch(creator, {"persona": "shy"})
        for path, tag in known.items():
            answer = owner.write("get", path, **{"If-None-Match": tag})
            assert answer.status_code == 200
            assert "shy" in answer.content.decode()

    def test_another_selection_of_fields_has_another_tag(self, owner, creator):
        tags = {tag_of(owner, creator + query) for query in ("", "?fields=id", "?fields=id,username")}
        assert len(tags) == 3

    def test_what_gzip_made_weak_is_known_again(self, world, owner):
        for _ in range(5):
            f.MessageFactory(chat=world.acme.chat)
        packed = owner.write("get", "messages/", **GZIP)
        assert packed["Content-Encoding"] == "gzip"
        assert packed["ETag"].startswith('W/"')
        for encoding in (GZIP, {}):
            assert_is_not_modified(owner.write("get", "messages/", **encoding, **{"If-None-Match": packed["ETag"]}))

    def test_a_problem_has_no_tag(self, owner):
        assert "ETag" not in owner.get("messages/", since="x")

    def test_who_keeps_an_answer_asks_again_before_using_it(self, owner):
        assert owner.get("messages/")["Cache-Control"] == "private, no-cache"


@pytest.mark.django_db
class TestWriting:
    def test_a_change_of_what_one_has_seen_goes_through(self, owner, creator):
        changed = owner.write("patch", creator, {"persona": "shy"}, **{"If-Match": tag_of(owner, creator)})
        assert (changed.status_code, changed.json()["persona"]) == (200, "shy")

    @pytest.mark.parametrize("method", ["patch", "delete"])
    def test_a_change_of_what_has_changed_is_refused(self, owner, method):
        made = owner.post("creators/", {"username": "new"})
        path, seen = f"creators/{made.json()['id']}/", {"If-Match": made["ETag"]}
        owner.patch(path, {"persona": "shy"})
        refused = owner.write(method, path, {"persona": "bold"}, **seen)
        assert (refused.status_code, refused.json()["code"]) == (412, "precondition_failed")
        assert owner.get(path).json()["persona"] == "shy"

    def test_the_answer_to_a_write_has_the_tag_for_the_next(self, owner):
        made = owner.post("creators/", {"username": "new"})
        path = f"creators/{made.json()['id']}/"
        assert made["ETag"] == tag_of(owner, path)
        changed = owner.write("patch", path, {"persona": "shy"}, **{"If-Match": made["ETag"]})
        assert changed["ETag"] == tag_of(owner, path)
        assert owner.write("delete", path, **{"If-Match": changed["ETag"]}).status_code == 204

    def test_the_weak_tag_of_a_packed_row_is_taken(self, world, owner, creator):
        with agency_scope(world.acme.agency.pk):
            Creator.objects.filter(pk=world.acme.creator.pk).update(persona="long " * 100)
        weak = tag_of(owner, creator, **GZIP)
        assert weak.startswith("W/")
        assert owner.write("patch", creator, {"persona": "shy"}, **{"If-Match": weak}).status_code == 200

    def test_a_star_asks_only_that_the_row_is_there(self, world, owner, creator):
        star = {"If-Match": "*"}
        assert owner.write("patch", creator, {"persona": "shy"}, **star).status_code == 200
        theirs = f"creators/{world.rival.creator.pk}/"
        assert owner.write("patch", theirs, {"persona": "shy"}, **star).status_code == 404

    def test_what_is_no_tag_is_a_wrong_header(self, owner, creator):
        refused = owner.write("patch", creator, {"persona": "shy"}, **{"If-Match": "nonsense"})
        assert refused.status_code == 400
        assert refused.json()["errors"][0]["header"] == "If-Match"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_have_seen_the_same_only_one_changes_it():
    creator = f.CreatorFactory()
    key = f.ApiKeyFactory(agency=creator.agency)
    path = f"creators/{creator.pk}/"
    seen = {"If-Match": tag_of(Api(key), path)}

    def change(persona: str) -> int:
        return Api(key).write("patch", path, {"persona": persona}, **seen).status_code

    assert at_once(lambda: change("first"), lambda: change("second")) == 412
    assert Api(key).get(path).json()["persona"] == "first"
