from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import _user_has_module_perms, _user_has_perm  # type: ignore[attr-defined]
from django.db import models
from django.db.models.functions import Lower
from django.utils.timezone import now
from uuid_utils.compat import uuid7

from agencies.models.agency import validate_timezone
from agencies.querysets import ScopedQuerySet
from agencies.scope import Scope

if TYPE_CHECKING:
    from agencies.scope import Actor


class UserManager(BaseUserManager.from_queryset(ScopedQuerySet)):  # type: ignore[misc]
    """Makes people and operators; emails are kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create a person who logs in by `email`; without a password they cannot until they set one."""
        user: User = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create a platform operator."""
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)  # type: ignore[no-any-return]


class User(AbstractBaseUser):
    """A person, who may belong to several agencies. What they may do comes from their membership."""

    SCOPE: ClassVar[Scope] = Scope(agency="memberships__agency_id")
    OPERATOR_SEES_ALL: ClassVar[bool] = True
    TOLD_AS: ClassVar[str] = ""
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    #: Set by the middleware for the active agency; None until then.
    actor: Actor | None = None

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True, error_messages={"unique": "This email is taken."})
    name = models.CharField(max_length=120, blank=True)
    timezone = models.CharField(max_length=64, default="UTC", validators=[validate_timezone])
    is_active = models.BooleanField(default=True)
    is_superuser = models.BooleanField("platform operator", default=False)
    date_joined = models.DateTimeField(default=now, editable=False)

    objects: ClassVar[Any] = UserManager()

    class Meta:
        ordering = ["email"]
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="agencies_user_email_lower")
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """The name, for the libraries that ask."""
        return str(self)

    get_short_name = get_full_name

    def clean(self) -> None:
        self.email = self.email.lower()

    @property
    def is_staff(self) -> bool:
        """Whether the admin site is open to them in the active agency."""
        return bool(self.is_active and self.actor and self.actor.uses_admin)

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        return bool(_user_has_perm(self, perm, obj))

    def has_perms(self, perm_list: list[str], obj: models.Model | None = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perm_list)

    def has_module_perms(self, app_label: str) -> bool:
        return bool(_user_has_module_perms(self, app_label))
