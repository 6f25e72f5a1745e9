"""Log in by email (allauth), and answer `user.has_perm` from the permission table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Model

if TYPE_CHECKING:
    from agencies.models import User


class PermissionTableBackend(AuthenticationBackend):
    """Asks the user's actor in the active agency, which the middleware attached; without one: no."""

    def has_perm(self, user_obj: User, perm: str, obj: Model | None = None) -> bool:
        return bool(user_obj.is_active and user_obj.actor and user_obj.actor.has_perm(perm, obj))

    def has_module_perms(self, user_obj: User, app_label: str) -> bool:
        return bool(user_obj.is_active and user_obj.actor and user_obj.actor.uses_admin)

    def get_all_permissions(self, user_obj: Any, obj: Model | None = None) -> set[str]:
        # The table is asked one question at a time; there is no list to enumerate.
        return set()
