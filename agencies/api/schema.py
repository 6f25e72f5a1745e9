"""What the OpenAPI document says beyond the serializers: how to authenticate, and what errors look like."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from agencies.api_shape import references

PLACES = {
    "pointer": "JSON pointer of the field of the body; an empty one is the whole body.",
    "parameter": "Name of the query parameter.",
    "header": "Name of the header.",
}
PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "Problem details (RFC 9457).",
    "required": ["type", "title", "status", "code", "detail", "instance", "request_id"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "The kind of error, for programs; it never changes."},
        "detail": {"type": "string"},
        "instance": {"type": "string", "format": "uri-reference"},
        "request_id": {"type": ["string", "null"], "description": "The request in the logs, and in X-Request-ID."},
        "errors": {
            "type": "array",
            "description": "Of a 400: what is wrong where.",
            "items": {
                "type": "object",
                "required": ["code", "detail"],
                "properties": {
                    **{name: {"type": "string", "description": text} for name, text in PLACES.items()},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
                "description": "Names its place by one of pointer, parameter and header.",
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
EVERYWHERE = {
    "401": "No key, or a wrong, revoked or expired one.",
    "403": "Visible, but not allowed.",
    "429": "One request too many in this minute: the next is taken after `Retry-After`.",
}
NOT_FOUND = {"404": "No such row, or none that you may see."}
INVALID = {"400": "Something in the request is wrong."}
CONFLICT = {"409": "It contradicts a row that exists, or one that others need."}
NOT_JSON = {"413": "The body is too long.", "415": "The body is not JSON."}


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


#: By method: what clients may send, and what comes back with each answer that is no error.
UNCHANGED = {"If-Match": "The ETag of the whole row as you have seen it: if it has changed since, the answer is 412."}
HEADERS_TAKEN = {
    "GET": {"If-None-Match": "ETags that you have: if one is still true, the answer is 304 and empty."},
    "POST": {
        "Idempotency-Key": "Any text of your choice. For 24 hours a repeat with the same key does nothing and is "
        "answered as the first request was."
    },
    "PATCH": UNCHANGED,
    "DELETE": UNCHANGED,
}
ETAG = {"ETag": "Changes with what is sent. Of a whole row, it can go into `If-Match`."}
REPLAYED = {"Idempotent-Replayed": "`true` where this is the answer to an earlier request with the same key."}
HEADERS_GIVEN = {
    ("get", "200"): ETAG, ("get", "304"): ETAG, ("patch", "200"): ETAG,
    ("post", "200"): REPLAYED, ("post", "201"): REPLAYED,
}  # fmt: skip
REUSED = {"422": "The Idempotency-Key came with another request."}
NOT_MODIFIED = "You have it already."
CHANGED = {"412": "The row is not what `If-Match` names."}

#: What each answer to a key carries, as structured fields.
RATE = {
    "RateLimit-Policy": 'How many requests (`q`) the key may send in so many seconds (`w`): `"default";q=600;w=60`.',
    "RateLimit": 'How many (`r`) it may still send in the next seconds (`t`): `"default";r=598;t=42`.',
}
RETRY_AFTER = {"Retry-After": "Seconds until the next request is taken."}

#: Marks the operations that take a shape, until `add_shapes` has said what comes of it.
SHAPED = "x-shaped"


class ScopedSchema(AutoSchema):  # type: ignore[no-untyped-call]
    """What every viewset of ours has in common and its code does not say."""

    def get_override_parameters(self) -> list[Any]:
        named = [*super().get_override_parameters(), *(self._shape_parameters() if self._takes_shape() else ())]
        return [*named, *(_header(name, text) for name, text in HEADERS_TAKEN.get(self.method, {}).items())]

    def get_operation(self, *args: Any, **kwargs: Any) -> Any:
        operation: Any = super().get_operation(*args, **kwargs)
        if operation and self._takes_shape():
            targets = {name: self._component(view).ref for name, view in references(self._viewset()).items()}
            operation[SHAPED] = {"component": self._component(self._viewset()).name, "targets": targets}
        return operation

    def is_deprecated(self) -> bool:
        return bool(getattr(self.view, "deprecated_since", None))

    def _viewset(self) -> Any:
        return type(self.view)

    def _component(self, viewset: Any) -> Any:
        return self.resolve_serializer(viewset.serializer_class(), "response")  # type: ignore[no-untyped-call]

    def _takes_shape(self) -> bool:
        is_read = self.method == "GET" and getattr(self.view, "action", None) in ("list", "retrieve")
        return is_read and hasattr(getattr(self.view, "serializer_class", None), "columns")

    def _shape_parameters(self) -> list[Any]:
        viewset = self._viewset()
        fields, expandable = viewset.serializer_class.Meta.fields, list(references(viewset))
        named = [_names("fields", fields, "Show these fields only.")]
        if expandable:
            named.append(_names("expand", expandable, "Show the rows that these fields name in place of their ids."))
        return named


def _header(name: str, description: str) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, description=description)


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
    result["components"]["headers"] = {name: _said(text) for name, text in {**RATE, **RETRY_AFTER}.items()}
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            errors = {
                **EVERYWHERE,
                **(NOT_FOUND if "{id}" in path else {}),
                **INVALID,
                **(CONFLICT if method != "get" else {}),
                **(REUSED if method == "post" else {}),
                **(CHANGED if method in ("patch", "delete") else {}),
                **(NOT_JSON if "requestBody" in operation else {}),
            }
            operation["responses"] |= {status: _problem(errors[status]) for status in sorted(errors)}
            if method == "get":
                operation["responses"]["304"] = {"description": NOT_MODIFIED}
            for status, response in operation["responses"].items():
                given = {name: _said(text) for name, text in HEADERS_GIVEN.get((method, status), {}).items()}
                shared = {**RATE, **(RETRY_AFTER if status == "429" else {})}
                response["headers"] = given | {name: {"$ref": f"#/components/headers/{name}"} for name in shared}
    return result


def _said(description: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"}}


def _problem(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {"application/problem+json": {"schema": schema}}}
