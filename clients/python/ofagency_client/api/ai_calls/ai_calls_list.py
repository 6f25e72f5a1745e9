import datetime
from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.ai_calls_list_expand_item import AiCallsListExpandItem
from ...models.ai_calls_list_fields_item import AiCallsListFieldsItem
from ...models.ai_calls_list_outcome import AiCallsListOutcome
from ...models.ai_calls_list_purpose import AiCallsListPurpose
from ...models.paginated_ai_call_list import PaginatedAICallList
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    chat: UUID | Unset = UNSET,
    creator: UUID | Unset = UNSET,
    cursor: str | Unset = UNSET,
    expand: list[AiCallsListExpandItem] | Unset = UNSET,
    fields: list[AiCallsListFieldsItem] | Unset = UNSET,
    model: str | Unset = UNSET,
    outcome: AiCallsListOutcome | Unset = UNSET,
    page_size: int | Unset = 50,
    provider: str | Unset = UNSET,
    purpose: AiCallsListPurpose | Unset = UNSET,
    request: UUID | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    json_chat: str | Unset = UNSET
    if not isinstance(chat, Unset):
        json_chat = str(chat)
    params["chat"] = json_chat

    json_creator: str | Unset = UNSET
    if not isinstance(creator, Unset):
        json_creator = str(creator)
    params["creator"] = json_creator

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

    params["model"] = model

    json_outcome: str | Unset = UNSET
    if not isinstance(outcome, Unset):
        json_outcome = outcome.value

    params["outcome"] = json_outcome

    params["page_size"] = page_size

    params["provider"] = provider

    json_purpose: str | Unset = UNSET
    if not isinstance(purpose, Unset):
        json_purpose = purpose.value

    params["purpose"] = json_purpose

    json_request: str | Unset = UNSET
    if not isinstance(request, Unset):
        json_request = str(request)
    params["request"] = json_request

    json_since: str | Unset = UNSET
    if not isinstance(since, Unset):
        json_since = since.isoformat()
    params["since"] = json_since

    json_until: str | Unset = UNSET
    if not isinstance(until, Unset):
        json_until = until.isoformat()
    params["until"] = json_until

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/ai-calls/",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | PaginatedAICallList | Problem | None:
    if response.status_code == 200:
        response_200 = PaginatedAICallList.from_dict(response.json())

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
) -> Response[Any | PaginatedAICallList | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    chat: UUID | Unset = UNSET,
    creator: UUID | Unset = UNSET,
    cursor: str | Unset = UNSET,
    expand: list[AiCallsListExpandItem] | Unset = UNSET,
    fields: list[AiCallsListFieldsItem] | Unset = UNSET,
    model: str | Unset = UNSET,
    outcome: AiCallsListOutcome | Unset = UNSET,
    page_size: int | Unset = 50,
    provider: str | Unset = UNSET,
    purpose: AiCallsListPurpose | Unset = UNSET,
    request: UUID | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | PaginatedAICallList | Problem]:
    """A page of rows, newest first unless said otherwise

     A page of rows, newest first unless said otherwise.

    Args:
        chat (UUID | Unset):
        creator (UUID | Unset):
        cursor (str | Unset):
        expand (list[AiCallsListExpandItem] | Unset):
        fields (list[AiCallsListFieldsItem] | Unset):
        model (str | Unset):
        outcome (AiCallsListOutcome | Unset):
        page_size (int | Unset):  Default: 50.
        provider (str | Unset):
        purpose (AiCallsListPurpose | Unset):
        request (UUID | Unset):
        since (datetime.datetime | Unset):
        until (datetime.datetime | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | PaginatedAICallList | Problem]
    """

    kwargs = _get_kwargs(
        chat=chat,
        creator=creator,
        cursor=cursor,
        expand=expand,
        fields=fields,
        model=model,
        outcome=outcome,
        page_size=page_size,
        provider=provider,
        purpose=purpose,
        request=request,
        since=since,
        until=until,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    chat: UUID | Unset = UNSET,
    creator: UUID | Unset = UNSET,
    cursor: str | Unset = UNSET,
    expand: list[AiCallsListExpandItem] | Unset = UNSET,
    fields: list[AiCallsListFieldsItem] | Unset = UNSET,
    model: str | Unset = UNSET,
    outcome: AiCallsListOutcome | Unset = UNSET,
    page_size: int | Unset = 50,
    provider: str | Unset = UNSET,
    purpose: AiCallsListPurpose | Unset = UNSET,
    request: UUID | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | PaginatedAICallList | Problem | None:
    """A page of rows, newest first unless said otherwise

     A page of rows, newest first unless said otherwise.

    Args:
        chat (UUID | Unset):
        creator (UUID | Unset):
        cursor (str | Unset):
        expand (list[AiCallsListExpandItem] | Unset):
        fields (list[AiCallsListFieldsItem] | Unset):
        model (str | Unset):
        outcome (AiCallsListOutcome | Unset):
        page_size (int | Unset):  Default: 50.
        provider (str | Unset):
        purpose (AiCallsListPurpose | Unset):
        request (UUID | Unset):
        since (datetime.datetime | Unset):
        until (datetime.datetime | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | PaginatedAICallList | Problem
    """

    return sync_detailed(
        client=client,
        chat=chat,
        creator=creator,
        cursor=cursor,
        expand=expand,
        fields=fields,
        model=model,
        outcome=outcome,
        page_size=page_size,
        provider=provider,
        purpose=purpose,
        request=request,
        since=since,
        until=until,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    chat: UUID | Unset = UNSET,
    creator: UUID | Unset = UNSET,
    cursor: str | Unset = UNSET,
    expand: list[AiCallsListExpandItem] | Unset = UNSET,
    fields: list[AiCallsListFieldsItem] | Unset = UNSET,
    model: str | Unset = UNSET,
    outcome: AiCallsListOutcome | Unset = UNSET,
    page_size: int | Unset = 50,
    provider: str | Unset = UNSET,
    purpose: AiCallsListPurpose | Unset = UNSET,
    request: UUID | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | PaginatedAICallList | Problem]:
    """A page of rows, newest first unless said otherwise

     A page of rows, newest first unless said otherwise.

    Args:
        chat (UUID | Unset):
        creator (UUID | Unset):
        cursor (str | Unset):
        expand (list[AiCallsListExpandItem] | Unset):
        fields (list[AiCallsListFieldsItem] | Unset):
        model (str | Unset):
        outcome (AiCallsListOutcome | Unset):
        page_size (int | Unset):  Default: 50.
        provider (str | Unset):
        purpose (AiCallsListPurpose | Unset):
        request (UUID | Unset):
        since (datetime.datetime | Unset):
        until (datetime.datetime | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | PaginatedAICallList | Problem]
    """

    kwargs = _get_kwargs(
        chat=chat,
        creator=creator,
        cursor=cursor,
        expand=expand,
        fields=fields,
        model=model,
        outcome=outcome,
        page_size=page_size,
        provider=provider,
        purpose=purpose,
        request=request,
        since=since,
        until=until,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    chat: UUID | Unset = UNSET,
    creator: UUID | Unset = UNSET,
    cursor: str | Unset = UNSET,
    expand: list[AiCallsListExpandItem] | Unset = UNSET,
    fields: list[AiCallsListFieldsItem] | Unset = UNSET,
    model: str | Unset = UNSET,
    outcome: AiCallsListOutcome | Unset = UNSET,
    page_size: int | Unset = 50,
    provider: str | Unset = UNSET,
    purpose: AiCallsListPurpose | Unset = UNSET,
    request: UUID | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | PaginatedAICallList | Problem | None:
    """A page of rows, newest first unless said otherwise

     A page of rows, newest first unless said otherwise.

    Args:
        chat (UUID | Unset):
        creator (UUID | Unset):
        cursor (str | Unset):
        expand (list[AiCallsListExpandItem] | Unset):
        fields (list[AiCallsListFieldsItem] | Unset):
        model (str | Unset):
        outcome (AiCallsListOutcome | Unset):
        page_size (int | Unset):  Default: 50.
        provider (str | Unset):
        purpose (AiCallsListPurpose | Unset):
        request (UUID | Unset):
        since (datetime.datetime | Unset):
        until (datetime.datetime | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | PaginatedAICallList | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            chat=chat,
            creator=creator,
            cursor=cursor,
            expand=expand,
            fields=fields,
            model=model,
            outcome=outcome,
            page_size=page_size,
            provider=provider,
            purpose=purpose,
            request=request,
            since=since,
            until=until,
            if_none_match=if_none_match,
        )
    ).parsed
