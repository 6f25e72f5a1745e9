"""The transaction and scope of a request."""

from __future__ import annotations

import pytest
from django.db import connection
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from agencies.middleware import ActorMiddleware
from agencies.models import Creator
from agencies.tenancy import agency_scope
from tests import factories as f

pytestmark = pytest.mark.django_db


def run(view, user):
    """One request through the middleware alone; an exception goes the way Django sends it."""
    request = RequestFactory().get("/inbox/")
    request.user, request.session = user, {}

    def handle(request):
        middleware.process_view(request, view, (), {})
        try:
            return view(request)
        except Exception as error:
            middleware.process_exception(request, error)
            return HttpResponse(status=500)

    middleware = ActorMiddleware(handle)
    return middleware(request)


def test_what_a_view_wrote_stays_when_it_answers():
    member = f.MembershipFactory(role="owner")

    def view(request):
        Creator.objects.create(agency_id=request.actor.agency_id, username="kept")
        return HttpResponse()

    run(view, member.user)
    with_scope = f.CreatorFactory(agency=member.agency)
    assert names(with_scope.agency) == {"kept", with_scope.username}


@pytest.mark.parametrize("error", [Http404, ValueError])
def test_what_a_view_wrote_goes_when_it_fails(error):
    member = f.MembershipFactory(role="owner")

    def view(request):
        Creator.objects.create(agency_id=request.actor.agency_id, username="gone")
        raise error

    run(view, member.user)
    assert names(member.agency) == set()


def test_after_the_request_no_scope_is_left():
    member = f.MembershipFactory(role="owner")
    run(lambda request: HttpResponse(), member.user)
    assert not connection.scoped_agency_id
    assert not Creator.objects.exists()


def test_a_page_that_needs_a_fresh_login_sends_there(client):
    member = f.MembershipFactory(role="owner")
    client.force_login(member.user)
    response = client.get("/accounts/2fa/totp/activate/")
    assert response.status_code == 302
    assert "/reauthenticate/" in response["Location"]


def names(agency) -> set[str]:
    with agency_scope(agency.pk):
        return set(Creator.objects.values_list("username", flat=True))
