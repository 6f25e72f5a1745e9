"""What every row of an agency has in common."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from uuid_utils.compat import uuid7

from agencies.querysets import ScopedQuerySet
from agencies.scope import Scope


class IdentityModel(models.Model):
    """A row of one agency. Its UUIDv7 is time-ordered; in the database its key is (id, agency_id)."""

    SCOPE: ClassVar[Scope] = Scope()
    OPERATOR_SEES_ALL: ClassVar[bool] = False
    #: Worked out from other rows, with which it may go although nobody may delete it by itself.
    IS_DERIVED: ClassVar[bool] = False

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.CASCADE, related_name="+", db_index=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[Any] = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True

    def _do_update(self, base_qs: Any, *args: Any, **kwargs: Any) -> Any:  # type: ignore[override]
        # The UPDATE of save() names the agency, so that it uses the whole key (and, on Citus, one shard).
        return super()._do_update(base_qs.filter(agency_id=self.agency_id), *args, **kwargs)


class TenantModel(IdentityModel):
    """A business row: as `IdentityModel`, and under row-level security (see `tenant_constraints`)."""

    class Meta:
        abstract = True
