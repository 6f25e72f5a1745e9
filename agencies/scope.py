"""Who is acting, and how a model says whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models

from agencies.permissions import TABLE, allowed

if TYPE_CHECKING:
    from agencies.models import ApiKey, Membership, User


class Role(models.TextChoices):
    """What a person or an API key is in an agency; the order of rank is OWNER, ADMIN, CHATTER."""

    OWNER = "owner"
    ADMIN = "admin"
    CHATTER = "chatter"


#: The platform operator (superuser). Not a membership role: it is never stored.
OPERATOR = "operator"
RANK = {OPERATOR: 3, Role.OWNER: 2, Role.ADMIN: 1, Role.CHATTER: 0}


@dataclass(frozen=True)
class Scope:
    """A model's look-up paths to what limits its visibility. The branch on roles is in `visible_to`.

    `agency`: to the agency's id. `creator`: to the creator's id, for rows that a chatter sees only if
    assigned. `shared`: rows without a creator are for everyone in the agency. `member`: to the
    membership's id, for rows that a chatter sees only if they are their own.
    """

    agency: str = "agency_id"
    creator: str | None = None
    shared: bool = False
    member: str | None = None


@dataclass(frozen=True)
class Actor:
    """Someone acting in one agency: made from a membership, an API key, or the operator.

    `agency_id` is None only for an operator who has entered no agency. `creator_ids` None means all
    creators of the agency.
    """

    role: str
    agency_id: UUID | None
    agency_name: str = ""
    creator_ids: frozenset[UUID] | None = None
    membership_id: UUID | None = None
    api_key_id: UUID | None = None
    user_id: UUID | None = None
    label: str = ""

    @classmethod
    def from_membership(cls, membership: Membership) -> Actor:
        """Build the actor of an active membership; call inside the agency's scope (reads assignments)."""
        creator_ids = None
        if membership.role == Role.CHATTER:
            creator_ids = frozenset(
                membership.assignments.filter(agency_id=membership.agency_id).values_list("creator_id", flat=True)
            )
        return cls(
            role=membership.role,
            agency_id=membership.agency_id,
            agency_name=membership.agency.name,
            creator_ids=creator_ids,
            membership_id=membership.pk,
            user_id=membership.user_id,
            label=str(membership.user),
        )

    @classmethod
    def from_api_key(cls, api_key: ApiKey) -> Actor:
        """Build the actor of a usable key; call inside the agency's scope (reads its creators).

        A key of role chatter sees only its creators; other keys see all unless limited to some.
        """
        creator_ids: frozenset[UUID] | None = None
        if api_key.limited_to_creators or api_key.role == Role.CHATTER:
            creator_ids = frozenset(
                api_key.creator_limits.filter(agency_id=api_key.agency_id).values_list("creator_id", flat=True)
            )
        return cls(
            role=api_key.role,
            agency_id=api_key.agency_id,
            agency_name=api_key.agency.name,
            creator_ids=creator_ids,
            api_key_id=api_key.pk,
            label=f"API key {api_key.name}",
        )

    @classmethod
    def operator(cls, user: User, agency: Any = None) -> Actor:
        """Build the actor of the platform operator, who has entered `agency` or none."""
        return cls(
            role=OPERATOR,
            agency_id=agency.pk if agency else None,
            agency_name=agency.name if agency else "",
            user_id=user.pk,
            label=str(user),
        )

    @property
    def rank(self) -> int:
        """The higher may manage the lower."""
        return RANK[self.role]

    @property
    def uses_admin(self) -> bool:
        """Whether the admin site is theirs; chatters work in the inbox."""
        return self.rank >= RANK[Role.ADMIN] and self.api_key_id is None

    def may(self, action: str, model: type[models.Model] | models.Model) -> bool:
        """Whether the permission table lets this actor `action` (view, add, change, delete) the model or row."""
        label = model._meta.label_lower
        if label not in TABLE or not allowed(self.role, label, action):
            return False
        guard = getattr(model, "may_be_managed_by", None)
        if isinstance(model, models.Model) and action != "view" and guard is not None:
            return bool(guard(self))
        return True

    def has_perm(self, permission: str, obj: models.Model | None = None) -> bool:
        """Answer Django's question (`chats.change_chat`) from the permission table."""
        app_label, _, codename = permission.partition(".")
        action, _, model_name = codename.partition("_")
        label = f"{app_label}.{model_name}"
        if label not in TABLE or not allowed(self.role, label, action):
            return False
        return obj is None or self.may(action, obj)
