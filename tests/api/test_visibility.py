"""Compiled lists show exactly what `visible_to` shows, to whoever asks, in whatever order they come."""

from __future__ import annotations

import pytest
from django.test import Client

from agencies.identify import ACTIVE_AGENCY
from agencies.permissions import allowed
from agencies.scope import Actor
from agencies.tenancy import agency_scope
from ofagency.api_urls import router

pytestmark = pytest.mark.django_db
PEOPLE = ["owner", "admin", "chatter", "idle_chatter"]


def visible(viewset, actor):
    with agency_scope(actor.agency_id):
        return {str(row.pk) for row in viewset.queryset.model.objects.visible_to(actor)}


def shown(client, prefix):
    return {row["id"] for row in client.get(f"/api/v1/{prefix}/").json()["results"]}


def actor_of(membership):
    with agency_scope(membership.agency_id):
        return Actor.from_membership(membership)


@pytest.mark.parametrize(("prefix", "viewset"), [(prefix, viewset) for prefix, viewset, _ in router.registry])
def test_people_are_listed_what_is_visible_to_them(world, prefix, viewset):
    for side in (world.acme, world.rival, world.acme):
        for person in PEOPLE:
            membership = getattr(side, person)
            if allowed(membership.role, viewset.permission_model()._meta.label_lower, "view"):
                client = Client()
                client.force_login(membership.user)
                assert shown(client, prefix) == visible(viewset, actor_of(membership)), (side.agency.slug, person)


@pytest.mark.parametrize(("prefix", "viewset"), [(prefix, viewset) for prefix, viewset, _ in router.registry])
def test_the_operator_is_listed_the_agency_they_entered_and_no_business_without_one(world, prefix, viewset):
    client = Client()
    client.force_login(world.operator)
    assert shown(client, prefix) == visible(viewset, Actor.operator(world.operator))
    for side in (world.acme, world.rival):
        session = client.session
        session[ACTIVE_AGENCY] = str(side.agency.pk)
        session.save()
        assert shown(client, prefix) == visible(viewset, Actor.operator(world.operator, side.agency))
