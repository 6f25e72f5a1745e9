"""Changing the agency one works in, joining one, and what one says of oneself."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from agencies.forms import JoinForm, ProfileForm
from agencies.identify import ACTIVE_AGENCY
from agencies.invitations import accept, hold, open_invitation
from agencies.models import Invitation, User
from agencies.services import agencies_of, note_entry


@require_http_methods(["GET", "POST"])
@login_required
def switch_agency(request: Any) -> HttpResponse:
    """Work in another agency of one's own; an operator enters any, or leaves with no `agency`."""
    if request.method == "GET":
        return render(request, "agencies/switch.html", {"agencies": agencies_of(request.user)})
    chosen = request.POST.get("agency", "")
    if not chosen:
        request.session.pop(ACTIVE_AGENCY, None)
        return redirect("home")
    agency = next((a for a in agencies_of(request.user) if str(a.pk) == chosen), None)
    if agency is None:
        raise Http404
    note_entry(user=request.user, agency=agency)
    request.session[ACTIVE_AGENCY] = str(agency.pk)
    return redirect("home")


@require_http_methods(["GET", "POST"])
@login_required
def profile(request: Any) -> HttpResponse:
    """One's own name and time zone."""
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return redirect("profile")
    return render(request, "agencies/profile.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@sensitive_post_parameters("password")
def accept_invitation(request: Any, token: str) -> HttpResponse:
    """Join an agency: with the account of the invited address, or with a new one."""
    invitation = open_invitation(token)
    if invitation is None:
        return render(request, "agencies/invitation_over.html", status=404)
    known = User.objects.filter(email=invitation.email).first()
    if request.user.is_authenticated and request.user != known:
        return render(request, "agencies/invitation_for_other.html", {"invitation": invitation}, status=403)
    if known and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
    return _join(request, invitation, known)


def _join(request: Any, invitation: Invitation, known: User | None) -> HttpResponse:
    form = None if known else JoinForm(request.POST or None, email=invitation.email)
    if request.method != "POST" or (form and not form.is_valid()):
        return render(request, "agencies/invitation.html", {"invitation": invitation, "form": form})
    with transaction.atomic():
        if not hold(invitation):
            return render(request, "agencies/invitation_over.html", status=404)
        user = known or form.create_user()  # type: ignore[union-attr]
        accept(invitation=invitation, user=user)
    if not known:
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[ACTIVE_AGENCY] = str(invitation.agency_id)
    messages.success(request, f"Welcome to {invitation.agency}.")
    return redirect("home")
