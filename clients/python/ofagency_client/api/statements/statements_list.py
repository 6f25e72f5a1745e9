import datetime
from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.paginated_statement_list import PaginatedStatementList
from ...models.problem import Problem
from ...models.statements_list_expand_item import StatementsListExpandItem
from ...models.statements_list_fields_item import StatementsListFieldsItem
from ...models.statements_list_status import StatementsListStatus
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    cursor: str | Unset = UNSET,
    expand: list[StatementsListExpandItem] | Unset = UNSET,
    fields: list[StatementsListFieldsItem] | Unset = UNSET,
    membership: UUID | Unset = UNSET,
    month: datetime.date | Unset = UNSET,
    page_size: int | Unset = 50,
    status: StatementsListStatus | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    json_expand: list[str] | Unset = UNSET
    if not isinstance(expand, Unset):
        json_expand = []
        for expand_item_data in expand:
            expand_item = expand_item_data.value
            json_expand.append(expand_item)

    params["expand"] = json_expand

    json_fields: list[str] | Unset = UNSET
    if not isinstance(fields, Unset):
        json_fields = []
        for fields_item_data in fields:
            fields_item = fields_item_data.value
            json_fields.append(fields_item)

    params["fields"] = json_fields

    json_membership: str | Unset = UNSET
    if not isinstance(membership, Unset):
        json_membership = str(membership)
    params["membership"] = json_membership

    json_month: str | Unset = UNSET
    if not isinstance(month, Unset):
        json_month = month.isoformat()
    params["month"] = json_month

    params["page_size"] = page_size

    json_status: str | Unset = UNSET
    if not isinstance(status, Unset):
        json_status = status.value

    params["status"] = json_status

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/statements/",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | PaginatedStatementList | Problem | None:
    if response.status_code == 200:
        response_200 = PaginatedStatementList.from_dict(response.json())

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
) -> Response[Any | PaginatedStatementList | Problem]:
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
    expand: list[StatementsListExpandItem] | Unset = UNSET,
    fields: list[StatementsListFieldsItem] | Unset = UNSET,
    membership: UUID | Unset = UNSET,
    month: datetime.date | Unset = UNSET,
    page_size: int | Unset = 50,
    status: StatementsListStatus | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | PaginatedStatementList | Problem]:
    """A page of rows, newest first unless said otherwise

     A page of rows, newest first unless said otherwise.

    Args:
        cursor (str | Unset):
        expand (list[StatementsListExpandItem] | Unset):
        fields (list[StatementsListFieldsItem] | Unset):
        membership (UUID | Unset):
        month (datetime.date | Unset):
        page_size (int | Unset):  Default: 50.
        status (StatementsListStatus | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | PaginatedStatementList | Problem]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        expand=expand,
        fields=fields,
        membership=membership,
        month=month,
        page_size=page_size,
        status=status,
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
    expand: list[StatementsListExpandItem] | Unset = UNSET,
    fields: list[StatementsListFieldsItem] | Unset = UNSET,
    membership: UUID | Unset = UNSET,
    month: datetime.date | Unset = UNSET,
    page_size: int | Unset = 50,
    status: StatementsListStatus | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | PaginatedStatementList | Problem | None:
    """A page of rows, newest first unless said otherwise

     A page of rows, newest first unless said otherwise.

    Args:
        cursor (str | Unset):
        expand (list[StatementsListExpandItem] | Unset):
        fields (list[StatementsListFieldsItem] | Unset):
        membership (UUID | Unset):
        month (datetime.date | Unset):
        page_size (int | Unset):  Default: 50.
        status (StatementsListStatus | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | PaginatedStatementList | Problem
    """

    return sync_detailed(
        client=client,
        cursor=cursor,
        expand=expand,
        fields=fields,
        membership=membership,
        month=month,
        page_size=page_size,
        status=status,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    expand: list[StatementsListExpandItem] | Unset = UNSET,
    fields: list[StatementsListFieldsItem] | Unset = UNSET,
    membership: UUID | Unset = UNSET,
    month: datetime.date | Unset = UNSET,
    page_size: int | Unset = 50,
    status: StatementsListStatus | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | PaginatedStatementList | Problem]:
    """A page of rows, newest first unless said otherwise

     A page of rows, newest first unless said otherwise.

    Args:
        cursor (str | Unset):
        expand (list[StatementsListExpandItem] | Unset):
        fields (list[StatementsListFieldsItem] | Unset):
        membership (UUID | Unset):
        month (datetime.date | Unset):
        page_size (int | Unset):  Default: 50.
        status (StatementsListStatus | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | PaginatedStatementList | Problem]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        expand=expand,
        fields=fields,
        membership=membership,
        month=month,
        page_size=page_size,
        status=status,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    expand: list[StatementsListExpandItem] | Unset = UNSET,
    fields: list[StatementsListFieldsItem] | Unset = UNSET,
    membership: UUID | Unset = UNSET,
    month: datetime.date | Unset = UNSET,
    page_size: int | Unset = 50,
    status: StatementsListStatus | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | PaginatedStatementList | Problem | None:
    """A page of rows, newest first unless said otherwise

     A page of rows, newest first unless said otherwise.

    Args:
        cursor (str | Unset):
        expand (list[StatementsListExpandItem] | Unset):
        fields (list[StatementsListFieldsItem] | Unset):
        membership (UUID | Unset):
        month (datetime.date | Unset):
        page_size (int | Unset):  Default: 50.
        status (StatementsListStatus | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | PaginatedStatementList | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            cursor=cursor,
            expand=expand,
            fields=fields,
            membership=membership,
            month=month,
            page_size=page_size,
            status=status,
            if_none_match=if_none_match,
        )
    ).parsed
