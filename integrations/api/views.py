from __future__ import annotations

from typing import ClassVar

from agencies.api_base import ReadOnlyViewSet, ScopedSerializer
from integrations.models import ImportRun


class ImportRunSerializer(ScopedSerializer):
    class Meta:
        model = ImportRun
        fields: ClassVar = [
            "id", "source", "creator", "started_by", "file_name", "status", "total", "done", "summary", "error",
            "started_at", "finished_at", "created_at",
        ]  # fmt: skip


class ImportRunViewSet(ReadOnlyViewSet):
    """Imports of files, and how far they are."""

    queryset = ImportRun.objects.all()
    serializer_class = ImportRunSerializer
