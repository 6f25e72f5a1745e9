"""What every row of an agency has in common."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models, transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from agencies import changes
from agencies.querysets import ScopedQuerySet
from agencies.scope import Scope


class IdentityModel(models.Model):
    """A row of one agency. Its UUIDv7 is time-ordered; in the database its key is (id, agency_id)."""

    SCOPE: ClassVar[Scope] = Scope()
    OPERATOR_SEES_ALL: ClassVar[bool] = False
    #: Worked out from other rows, with which it may go although nobody may delete it by itself.
    IS_DERIVED: ClassVar[bool] = False
    #: What those who follow our changes call a row of this kind; nothing is told of kinds without a name.
    TOLD_AS: ClassVar[str] = ""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.CASCADE, related_name="+", db_index=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[Any] = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        event = changes.CREATED if self._state.adding else changes.CHANGED
        with transaction.atomic(using=kwargs.get("using"), savepoint=False):
            super().save_base(*args, **kwargs)
            self.note(event)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic(savepoint=False):
            self.note(changes.DELETED)
            return super().delete(*args, **kwargs)

    def note(self, event: str) -> None:
        """Write down for those who follow that this has happened to the row; call in the transaction."""
        if self.TOLD_AS:
            creator_id = changes.creator_of(self) if event == changes.DELETED else None
            changes.note(model=type(self), agency_id=self.agency_id, ids=[self.pk], event=event, creator_id=creator_id)

    def _do_update(self, base_qs: Any, *args: Any, **kwargs: Any) -> Any:  # type: ignore[override]
        # The UPDATE of save() names the agency, so that it uses the whole key (and, on Citus, one shard).
        return super()._do_update(base_qs.filter(agency_id=self.agency_id), *args, **kwargs)


class TenantModel(IdentityModel):
    """A business row: as `IdentityModel`, and under row-level security (see `tenant_constraints`)."""

    class Meta:
        abstract = True
