"""What every endpoint builds on: scoped references, serializers and viewsets."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from rest_framework import exceptions, serializers, viewsets


class ScopedRelatedField(serializers.PrimaryKeyRelatedField):
    """A reference by id that resolves only to what the actor may see; a hidden row reads as missing."""

    def get_queryset(self) -> Any:
        queryset = super().get_queryset()
        return None if queryset is None else queryset.visible_to(self.context["request"]._request.actor)


class ScopedSerializer(serializers.ModelSerializer[Any]):
    """Shapes rows; references go through `ScopedRelatedField`, the agency comes from the actor."""

    serializer_related_field = ScopedRelatedField


class ScopedViewSet(viewsets.GenericViewSet[Any]):
    """Starts from `visible_to`; after a write the row must still be visible, or nothing is written."""

    def permission_model(self) -> Any:
        return self.queryset.model  # type: ignore[union-attr]

    @property
    def actor(self) -> Any:
        return getattr(self.request._request, "actor", None)

    def get_queryset(self) -> Any:
        return self.queryset.all().visible_to(self.actor)  # type: ignore[union-attr]

    def perform_create(self, serializer: Any) -> None:
        self._write(serializer, agency_id=self.actor.agency_id)

    def perform_update(self, serializer: Any) -> None:
        self._write(serializer)

    def _write(self, serializer: Any, **values: Any) -> None:
        with transaction.atomic():
            row = serializer.save(**values)
            if not self.get_queryset().filter(pk=row.pk).exists():
                raise exceptions.PermissionDenied("You may not write a row that you could not see.")
            if not self.actor.may("change" if serializer.instance is None else "view", row):
                raise exceptions.PermissionDenied()
