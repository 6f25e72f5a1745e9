from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.guard_rules_list_fields_item import GuardRulesListFieldsItem
from ...models.guard_rules_list_kind import GuardRulesListKind
from ...models.paginated_guard_rule_list import PaginatedGuardRuleList
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    cursor: str | Unset = UNSET,
    fields: list[GuardRulesListFieldsItem] | Unset = UNSET,
    is_active: bool | Unset = UNSET,
    kind: GuardRulesListKind | Unset = UNSET,
    page_size: int | Unset = 50,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    json_fields: list[str] | Unset = UNSET
    if not isinstance(fields, Unset):
        json_fields = []
        for fields_item_data in fields:
            fields_item = fields_item_data.value
            json_fields.append(fields_item)

    params["fields"] = json_fields

    params["is_active"] = is_active

    json_kind: str | Unset = UNSET
    if not isinstance(kind, Unset):
        json_kind = kind.value

    params["kind"] = json_kind

    params["page_size"] = page_size

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/guard-rules/",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | PaginatedGuardRuleList | Problem | None:
    if response.status_code == 200:
        response_200 = PaginatedGuardRuleList.from_dict(response.json())

        return response_200

    if response.status_code == 304:
        response_304 = cast(Any, None)
        return response_304

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())

        return response_429

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | PaginatedGuardRuleList | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    fields: list[GuardRulesListFieldsItem] | Unset = UNSET,
    is_active: bool | Unset = UNSET,
    kind: GuardRulesListKind | Unset = UNSET,
    page_size: int | Unset = 50,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | PaginatedGuardRuleList | Problem]:
    """A page of rules; those that come with the product have a key

     A page of rules; those that come with the product have a key.

    Args:
        cursor (str | Unset):
        fields (list[GuardRulesListFieldsItem] | Unset):
        is_active (bool | Unset):
        kind (GuardRulesListKind | Unset):
        page_size (int | Unset):  Default: 50.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | PaginatedGuardRuleList | Problem]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        fields=fields,
        is_active=is_active,
        kind=kind,
        page_size=page_size,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    fields: list[GuardRulesListFieldsItem] | Unset = UNSET,
    is_active: bool | Unset = UNSET,
    kind: GuardRulesListKind | Unset = UNSET,
    page_size: int | Unset = 50,
    if_none_match: str | Unset = UNSET,
) -> Any | PaginatedGuardRuleList | Problem | None:
    """A page of rules; those that come with the product have a key

     A page of rules; those that come with the product have a key.

    Args:
        cursor (str | Unset):
        fields (list[GuardRulesListFieldsItem] | Unset):
        is_active (bool | Unset):
        kind (GuardRulesListKind | Unset):
        page_size (int | Unset):  Default: 50.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | PaginatedGuardRuleList | Problem
    """

    return sync_detailed(
        client=client,
        cursor=cursor,
        fields=fields,
        is_active=is_active,
        kind=kind,
        page_size=page_size,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    fields: list[GuardRulesListFieldsItem] | Unset = UNSET,
    is_active: bool | Unset = UNSET,
    kind: GuardRulesListKind | Unset = UNSET,
    page_size: int | Unset = 50,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | PaginatedGuardRuleList | Problem]:
    """A page of rules; those that come with the product have a key

     A page of rules; those that come with the product have a key.

    Args:
        cursor (str | Unset):
        fields (list[GuardRulesListFieldsItem] | Unset):
        is_active (bool | Unset):
        kind (GuardRulesListKind | Unset):
        page_size (int | Unset):  Default: 50.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | PaginatedGuardRuleList | Problem]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        fields=fields,
        is_active=is_active,
        kind=kind,
        page_size=page_size,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    fields: list[GuardRulesListFieldsItem] | Unset = UNSET,
    is_active: bool | Unset = UNSET,
    kind: GuardRulesListKind | Unset = UNSET,
    page_size: int | Unset = 50,
    if_none_match: str | Unset = UNSET,
) -> Any | PaginatedGuardRuleList | Problem | None:
    """A page of rules; those that come with the product have a key

     A page of rules; those that come with the product have a key.

    Args:
        cursor (str | Unset):
        fields (list[GuardRulesListFieldsItem] | Unset):
        is_active (bool | Unset):
        kind (GuardRulesListKind | Unset):
        page_size (int | Unset):  Default: 50.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | PaginatedGuardRuleList | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            cursor=cursor,
            fields=fields,
            is_active=is_active,
            kind=kind,
            page_size=page_size,
            if_none_match=if_none_match,
        )
    ).parsed
