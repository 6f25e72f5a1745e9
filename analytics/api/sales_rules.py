"""The agency's rules about sales: one document, so its address has no id."""

from __future__ import annotations

from typing import Any, ClassVar

import orjson
from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.api_base import ReadableViewSet
from agencies.api_conditional import etag_of, require_unchanged
from agencies.api_defaults import OrjsonRenderer
from analytics.api.serializers import RulesPreviewSerializer, SalesRulesSerializer
from analytics.models import SalesRules
from analytics.sales_rules import preview_rules, rules_of, save_rules


class SalesRulesViewSet(ReadableViewSet):
    """Whose a sale is, and what the platform keeps of it."""

    queryset = SalesRules.objects.all()
    serializer_class = SalesRulesSerializer
    pagination_class: Any = None
    http_method_names: ClassVar = ["get", "post", "patch", "head", "options"]  # type: ignore[misc]

    @extend_schema(responses=SalesRulesSerializer)
    def read(self, request: Request) -> Response:
        """The rules in force, and how far they are applied to what was sold before."""
        return Response(orjson.Fragment(self._as_text(self._rules())))

    @extend_schema(responses=SalesRulesSerializer)
    def change(self, request: Request) -> Response:
        """Change the named rules. They are then applied to all sales there are, which may take some minutes."""
        rules = self._rules(lock=True)
        if wanted := request.headers.get("If-Match"):
            require_unchanged(wanted, self._as_text(rules))
        text = self._as_text(save_rules(actor=self.actor, rules=self._changed(rules)))
        return Response(orjson.Fragment(text), headers={"ETag": etag_of(text)})

    @extend_schema(responses=RulesPreviewSerializer)
    def preview(self, request: Request) -> Response:
        """What the rules would change if the named ones were changed so. Nothing is."""
        found = preview_rules(actor=self.actor, rules=self._changed(self._rules()))
        return Response(RulesPreviewSerializer(found).data)

    def _rules(self, *, lock: bool = False) -> SalesRules:
        if self.actor.agency_id is None:
            raise PermissionDenied
        return rules_of(self.actor.agency_id, lock=lock)

    def _changed(self, rules: SalesRules) -> SalesRules:
        serializer = self.get_serializer(rules, data=self.request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        for name, value in serializer.validated_data.items():
            setattr(rules, name, value)
        return rules

    def _as_text(self, rules: SalesRules) -> bytes:
        return OrjsonRenderer().render(self.get_serializer(rules).data)
