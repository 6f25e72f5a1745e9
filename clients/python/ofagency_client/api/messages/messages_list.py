import datetime
from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.messages_list_direction import MessagesListDirection
from ...models.messages_list_expand_item import MessagesListExpandItem
from ...models.messages_list_fields_item import MessagesListFieldsItem
from ...models.messages_list_status import MessagesListStatus
from ...models.messages_list_unlocked import MessagesListUnlocked
from ...models.paginated_message_list import PaginatedMessageList
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    chat: UUID | Unset = UNSET,
    creator: UUID | Unset = UNSET,
    cursor: str | Unset = UNSET,
    direction: MessagesListDirection | Unset = UNSET,
    expand: list[MessagesListExpandItem] | Unset = UNSET,
    fields: list[MessagesListFieldsItem] | Unset = UNSET,
    is_ppv: bool | Unset = UNSET,
    is_tip: bool | Unset = UNSET,
    of_message_id: int | Unset = UNSET,
    page_size: int | Unset = 50,
    since: datetime.datetime | Unset = UNSET,
    status: MessagesListStatus | Unset = UNSET,
    unlocked: MessagesListUnlocked | Unset = UNSET,
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

    json_direction: str | Unset = UNSET
    if not isinstance(direction, Unset):
        json_direction = direction.value

    params["direction"] = json_direction

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

    params["is_ppv"] = is_ppv

    params["is_tip"] = is_tip

    params["of_message_id"] = of_message_id

    params["page_size"] = page_size

    json_since: str | Unset = UNSET
    if not isinstance(since, Unset):
        json_since = since.isoformat()
    params["since"] = json_since

    json_status: str | Unset = UNSET
    if not isinstance(status, Unset):
        json_status = status.value

    params["status"] = json_status

    json_unlocked: str | Unset = UNSET
    if not isinstance(unlocked, Unset):
        json_unlocked = unlocked.value

    params["unlocked"] = json_unlocked

    json_until: str | Unset = UNSET
    if not isinstance(until, Unset):
        json_until = until.isoformat()
    params["until"] = json_until

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/messages/",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | PaginatedMessageList | Problem | None:
    if response.status_code == 200:
        response_200 = PaginatedMessageList.from_dict(response.json())

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
) -> Response[Any | PaginatedMessageList | Problem]:
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
    direction: MessagesListDirection | Unset = UNSET,
    expand: list[MessagesListExpandItem] | Unset = UNSET,
    fields: list[MessagesListFieldsItem] | Unset = UNSET,
    is_ppv: bool | Unset = UNSET,
    is_tip: bool | Unset = UNSET,
    of_message_id: int | Unset = UNSET,
    page_size: int | Unset = 50,
    since: datetime.datetime | Unset = UNSET,
    status: MessagesListStatus | Unset = UNSET,
    unlocked: MessagesListUnlocked | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | PaginatedMessageList | Problem]:
    """A page of rows, newest first unless said otherwise

     A page of rows, newest first unless said otherwise.

    Args:
        chat (UUID | Unset):
        creator (UUID | Unset):
        cursor (str | Unset):
        direction (MessagesListDirection | Unset):
        expand (list[MessagesListExpandItem] | Unset):
        fields (list[MessagesListFieldsItem] | Unset):
        is_ppv (bool | Unset):
        is_tip (bool | Unset):
        of_message_id (int | Unset):
        page_size (int | Unset):  Default: 50.
        since (datetime.datetime | Unset):
        status (MessagesListStatus | Unset):
        unlocked (MessagesListUnlocked | Unset):
        until (datetime.datetime | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | PaginatedMessageList | Problem]
    """

    kwargs = _get_kwargs(
        chat=chat,
        creator=creator,
        cursor=cursor,
        direction=direction,
        expand=expand,
        fields=fields,
        is_ppv=is_ppv,
        is_tip=is_tip,
        of_message_id=of_message_id,
        page_size=page_size,
        since=since,
        status=status,
        unlocked=unlocked,
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
    direction: MessagesListDirection | Unset = UNSET,
    expand: list[MessagesListExpandItem] | Unset = UNSET,
    fields: list[MessagesListFieldsItem] | Unset = UNSET,
    is_ppv: bool | Unset = UNSET,
    is_tip: bool | Unset = UNSET,
    of_message_id: int | Unset = UNSET,
    page_size: int | Unset = 50,
    since: datetime.datetime | Unset = UNSET,
    status: MessagesListStatus | Unset = UNSET,
    unlocked: MessagesListUnlocked | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | PaginatedMessageList | Problem | None:
    """A page of rows, newest first unless said otherwise

     A page of rows, newest first unless said otherwise.

    Args:
        chat (UUID | Unset):
        creator (UUID | Unset):
        cursor (str | Unset):
        direction (MessagesListDirection | Unset):
        expand (list[MessagesListExpandItem] | Unset):
        fields (list[MessagesListFieldsItem] | Unset):
        is_ppv (bool | Unset):
        is_tip (bool | Unset):
        of_message_id (int | Unset):
        page_size (int | Unset):  Default: 50.
        since (datetime.datetime | Unset):
        status (MessagesListStatus | Unset):
        unlocked (MessagesListUnlocked | Unset):
        until (datetime.datetime | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | PaginatedMessageList | Problem
    """

    return sync_detailed(
        client=client,
        chat=chat,
        creator=creator,
        cursor=cursor,
        direction=direction,
        expand=expand,
        fields=fields,
        is_ppv=is_ppv,
        is_tip=is_tip,
        of_message_id=of_message_id,
        page_size=page_size,
        since=since,
        status=status,
        unlocked=unlocked,
        until=until,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    chat: UUID | Unset = UNSET,
    creator: UUID | Unset = UNSET,
    cursor: str | Unset = UNSET,
    direction: MessagesListDirection | Unset = UNSET,
    expand: list[MessagesListExpandItem] | Unset = UNSET,
    fields: list[MessagesListFieldsItem] | Unset = UNSET,
    is_ppv: bool | Unset = UNSET,
    is_tip: bool | Unset = UNSET,
    of_message_id: int | Unset = UNSET,
    page_size: int | Unset = 50,
    since: datetime.datetime | Unset = UNSET,
    status: MessagesListStatus | Unset = UNSET,
    unlocked: MessagesListUnlocked | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | PaginatedMessageList | Problem]:
    """A page of rows, newest first unless said otherwise

     A page of rows, newest first unless said otherwise.

    Args:
        chat (UUID | Unset):
        creator (UUID | Unset):
        cursor (str | Unset):
        direction (MessagesListDirection | Unset):
        expand (list[MessagesListExpandItem] | Unset):
        fields (list[MessagesListFieldsItem] | Unset):
        is_ppv (bool | Unset):
        is_tip (bool | Unset):
        of_message_id (int | Unset):
        page_size (int | Unset):  Default: 50.
        since (datetime.datetime | Unset):
        status (MessagesListStatus | Unset):
        unlocked (MessagesListUnlocked | Unset):
        until (datetime.datetime | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | PaginatedMessageList | Problem]
    """

    kwargs = _get_kwargs(
        chat=chat,
        creator=creator,
        cursor=cursor,
        direction=direction,
        expand=expand,
        fields=fields,
        is_ppv=is_ppv,
        is_tip=is_tip,
        of_message_id=of_message_id,
        page_size=page_size,
        since=since,
        status=status,
        unlocked=unlocked,
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
    direction: MessagesListDirection | Unset = UNSET,
    expand: list[MessagesListExpandItem] | Unset = UNSET,
    fields: list[MessagesListFieldsItem] | Unset = UNSET,
    is_ppv: bool | Unset = UNSET,
    is_tip: bool | Unset = UNSET,
    of_message_id: int | Unset = UNSET,
    page_size: int | Unset = 50,
    since: datetime.datetime | Unset = UNSET,
    status: MessagesListStatus | Unset = UNSET,
    unlocked: MessagesListUnlocked | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | PaginatedMessageList | Problem | None:
    """A page of rows, newest first unless said otherwise

     A page of rows, newest first unless said otherwise.

    Args:
        chat (UUID | Unset):
        creator (UUID | Unset):
        cursor (str | Unset):
        direction (MessagesListDirection | Unset):
        expand (list[MessagesListExpandItem] | Unset):
        fields (list[MessagesListFieldsItem] | Unset):
        is_ppv (bool | Unset):
        is_tip (bool | Unset):
        of_message_id (int | Unset):
        page_size (int | Unset):  Default: 50.
        since (datetime.datetime | Unset):
        status (MessagesListStatus | Unset):
        unlocked (MessagesListUnlocked | Unset):
        until (datetime.datetime | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | PaginatedMessageList | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            chat=chat,
            creator=creator,
            cursor=cursor,
            direction=direction,
            expand=expand,
            fields=fields,
            is_ppv=is_ppv,
            is_tip=is_tip,
            of_message_id=of_message_id,
            page_size=page_size,
            since=since,
            status=status,
            unlocked=unlocked,
            until=until,
            if_none_match=if_none_match,
        )
    ).parsed
