"""What the OpenAPI document says beyond the serializers: how to authenticate, and what errors look like."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension

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
