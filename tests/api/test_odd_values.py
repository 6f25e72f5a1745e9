"""Whatever stands in a field or a filter, the answer is a success or a problem, and the list can still be read."""

from __future__ import annotations

import pytest

from ofagency.api_urls import router

pytestmark = pytest.mark.django_db
ENDPOINTS = {prefix: viewset for prefix, viewset, _ in router.registry}
ODD = [
    None, "", "a\x00b", "x" * 20_000, -1, 2**63, 1e300, "NaN", "-0.001", "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00", [None], {"a": "\x00"}, "00000000-0000-0000-0000-000000000000",
]  # fmt: skip


def complete(world, prefix):
    """A body that would be accepted."""
    chat, creator = str(world.acme.chat.pk), str(world.acme.creator.pk)
    return {
        "ai-responses": {"chat": chat, "provider": "p", "draft_text": "x"},
        "transactions": {
            "creator": creator, "kind": "tip", "gross": "1", "fee": "0.2", "net": "0.8", "occurred_at": "2026-01-01",
        },
        "subscriptions": {"chat": chat, "started_at": "2026-01-01T00:00:00Z"},
        "notes": {"chat": chat, "text": "x"},
        "scripts": {"title": "t", "text": "x"},
        "chats": {"creator": creator, "fan_of_id": 4},
        "creators": {"username": "u"},
        "assignments": {"membership": str(world.acme.idle_chatter.pk), "creator": creator},
        "api-keys": {"name": "n", "role": "admin"},
        "messages": {"chat": chat, "text": "x"},
    }.get(prefix, {})  # fmt: skip


@pytest.mark.parametrize("prefix", ENDPOINTS)
def test_no_value_of_a_field_breaks_anything(world, owner, prefix):
    methods = ENDPOINTS[prefix].http_method_names
    fields = [name for name, field in ENDPOINTS[prefix].serializer_class().fields.items() if not field.read_only]
    (first, *_) = owner.rows(f"{prefix}/")
    for name in fields:
        for value in ODD:
            body = {**complete(world, prefix), name: value}
            if "post" in methods:
                assert owner.post(f"{prefix}/", body).status_code in (201, 400, 403), (name, value)
            if "patch" in methods:
                changed = owner.patch(f"{prefix}/{first['id']}/", {name: value})
                assert changed.status_code in (200, 400, 403), (name, value)
        assert owner.rows(f"{prefix}/")


@pytest.mark.parametrize("prefix", [prefix for prefix, viewset in ENDPOINTS.items() if viewset.filterset_class])
def test_no_value_of_a_filter_breaks_anything(owner, prefix):
    for name in ENDPOINTS[prefix].filterset_class.base_filters:
        for value in ODD:
            answer = owner.get(f"{prefix}/", **{name: str(value)})
            assert answer.status_code in (200, 400), (name, value)
