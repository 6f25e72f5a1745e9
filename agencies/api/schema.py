"""What the OpenAPI document says beyond the serializers: how to authenticate, and what errors look like."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from agencies.api_shape import references

PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "Problem details (RFC 9457).",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "description": "Of a 400: each wrong field, by JSON pointer; an empty one is the whole body.",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {"pointer": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}
EVERYWHERE = {"401": "No key, or a wrong, revoked or expired one.", "403": "Visible, but not allowed."}
NOT_FOUND = {"404": "No such row, or none that you may see."}
INVALID = {"400": "Something in the request is wrong."}
NOT_JSON = {"415": "The body is not JSON."}


class KeyAuthenticationScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "agencies.api_defaults.KeyAuthentication"
    name = "ApiKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Authorization: Api-Key <key>`; keys are made in the admin or at /api/v1/api-keys/.",
        }


#: Marks the operations that take a shape, until `add_shapes` has said what comes of it.
SHAPED = "x-shaped"


class ScopedSchema(AutoSchema):  # type: ignore[no-untyped-call]
    """What every viewset of ours has in common and its code does not say."""

    def get_override_parameters(self) -> list[Any]:
        return [*super().get_override_parameters(), *(self._shape_parameters() if self._takes_shape() else ())]

    def get_operation(self, *args: Any, **kwargs: Any) -> Any:
        operation: Any = super().get_operation(*args, **kwargs)
        if operation and self._takes_shape():
            shown: Any = self.resolve_serializer(self.view.serializer_class(), "response")  # type: ignore[no-untyped-call]
            targets = {
                name: self.resolve_serializer(view.serializer_class(), "response").ref  # type: ignore[no-untyped-call]
                for name, view in references(type(self.view)).items()
            }
            operation[SHAPED] = {"component": shown.name, "targets": targets}
        return operation

    def _takes_shape(self) -> bool:
        return self.method == "GET" and getattr(self.view, "action", None) in ("list", "retrieve")

    def _shape_parameters(self) -> list[Any]:
        fields, expandable = self.view.serializer_class.Meta.fields, list(references(type(self.view)))
        named = [_names("fields", fields, "Show these fields only.")]
        if expandable:
            named.append(_names("expand", expandable, "Show the rows that these fields name in place of their ids."))
        return named


def _names(name: str, known: list[str], description: str) -> OpenApiParameter:
    schema = {"type": "array", "items": {"type": "string", "enum": known}, "uniqueItems": True}
    return OpenApiParameter(name, schema, style="form", explode=False, description=description)


def add_shapes(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Hook of drf-spectacular: where a shape can be asked for, the answer may be a part, with rows in place of ids."""
    components = result["components"]["schemas"]
    for operations in result["paths"].values():
        for operation in operations.values():
            if shape := operation.pop(SHAPED, None):
                _widen(operation, components, **shape)
    return result


def _widen(operation: dict[str, Any], components: dict[str, Any], component: str, targets: dict[str, Any]) -> None:
    whole, part = components[component], f"{component}Part"
    properties = {
        name: {"anyOf": [schema, targets[name]]} if name in targets else schema
        for name, schema in whole["properties"].items()
    }
    description = f"Some fields of {component}, references expanded: what `fields` and `expand` ask for."
    shape = {"type": "object", "properties": properties, "additionalProperties": False}
    components[part] = {**shape, "description": description}
    either = {"anyOf": [{"$ref": f"#/components/schemas/{name}"} for name in (component, part)]}
    content = operation["responses"]["200"]["content"]["application/json"]
    page = components[content["schema"]["$ref"].rpartition("/")[2]]
    if page is whole:
        content["schema"] = either
    else:
        page["properties"]["results"]["items"] = either


def add_problems(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Hook of drf-spectacular: give each operation the errors it answers with."""
    result["components"]["schemas"]["Problem"] = PROBLEM
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            may_be_wrong = method != "get" or "{id}" not in path
            errors = {
                **EVERYWHERE,
                **(NOT_FOUND if "{id}" in path else {}),
                **(INVALID if may_be_wrong else {}),
                **(NOT_JSON if "requestBody" in operation else {}),
            }
            operation["responses"] |= {status: _problem(errors[status]) for status in sorted(errors)}
    return result


def _problem(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {"application/problem+json": {"schema": schema}}}
