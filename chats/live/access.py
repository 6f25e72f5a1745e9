"""Tells the streams when somebody's right to listen may have changed.

These are signals, because only they also see cascades, bulk deletions and the admin's; nothing in the data depends on
them. What passes them by (an UPDATE by hand) is found by the stream itself, within a minute.
"""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.models import Session
from django.db.models.signals import post_delete, post_save

from agencies.models import Agency, CreatorAssignment, Membership, User
from chats.live.announce import ACCESS, notify


def connect() -> None:
    """Listen for changes of people, their places and their sessions."""
    for model, changed in ((CreatorAssignment, _assignment), (Membership, _membership), (User, _user)):
        for signal in (post_save, post_delete):
            signal.connect(changed, sender=model, dispatch_uid=f"live-access-{model.__name__}-{id(signal)}")
    post_save.connect(_agency, sender=Agency, dispatch_uid="live-access-agency")
    post_delete.connect(_session, sender=Session, dispatch_uid="live-access-session")


def _assignment(instance: Any, **kwargs: Any) -> None:
    user = Membership.objects.filter(pk=instance.membership_id, agency_id=instance.agency_id).values_list("user_id")
    for (user_id,) in user:
        _tell(instance.agency_id, user_id)


def _membership(instance: Any, **kwargs: Any) -> None:
    _tell(instance.agency_id, instance.user_id)


def _user(instance: Any, update_fields: Any = None, created: bool = False, **kwargs: Any) -> None:
    if not created and set(update_fields or ["*"]) != {"last_login"}:
        _tell(None, instance.pk)


def _agency(instance: Any, created: bool = False, **kwargs: Any) -> None:
    if not created:
        _tell(instance.pk, None)


def _session(instance: Any, **kwargs: Any) -> None:
    if user := instance.get_decoded().get("_auth_user_id"):
        _tell(None, user)


def _tell(agency_id: Any, user_id: Any) -> None:
    notify({"k": ACCESS, "a": agency_id, "user": user_id})
