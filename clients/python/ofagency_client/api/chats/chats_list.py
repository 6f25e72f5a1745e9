import datetime
from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.chats_list_expand_item import ChatsListExpandItem
from ...models.chats_list_fields_item import ChatsListFieldsItem
from ...models.paginated_chat_list import PaginatedChatList
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    assigned_to: UUID | Unset = UNSET,
    awaiting: bool | Unset = UNSET,
    creator: UUID | Unset = UNSET,
    cursor: str | Unset = UNSET,
    expand: list[ChatsListExpandItem] | Unset = UNSET,
    fan_of_id: int | Unset = UNSET,
    fields: list[ChatsListFieldsItem] | Unset = UNSET,
    flagged: bool | Unset = UNSET,
    last_message_after: datetime.datetime | Unset = UNSET,
    last_message_before: datetime.datetime | Unset = UNSET,
    page_size: int | Unset = 50,
    search: str | Unset = UNSET,
    tag: str | Unset = UNSET,
    unread: bool | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    json_assigned_to: str | Unset = UNSET
    if not isinstance(assigned_to, Unset):
        json_assigned_to = str(assigned_to)
    params["assigned_to"] = json_assigned_to

    params["awaiting"] = awaiting

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

    params["fan_of_id"] = fan_of_id

    json_fields: list[str] | Unset = UNSET
    if not isinstance(fields, Unset):
        json_fields = []
        for fields_item_data in fields:
            fields_item = fields_item_data.value
            json_fields.append(fields_item)

    params["fields"] = json_fields

    params["flagged"] = flagged

    json_last_message_after: str | Unset = UNSET
    if not isinstance(last_message_after, Unset):
        json_last_message_after = last_message_after.isoformat()
    params["last_message_after"] = json_last_message_after

    json_last_message_before: str | Unset = UNSET
    if not isinstance(last_message_before, Unset):
        json_last_message_before = last_message_before.isoformat()
    params["last_message_before"] = json_last_message_before

    params["page_size"] = page_size

    params["search"] = search

    params["tag"] = tag

    params["unread"] = unread

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/chats/",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | PaginatedChatList | Problem | None:
    if response.status_code == 200:
        response_200 = PaginatedChatList.from_dict(response.json())

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
) -> Response[Any | PaginatedChatList | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    assigned_to: UUID | Unset = UNSET,
    awaiting: bool | Unset = UNSET,
    creator: UUID | Unset = UNSET,
    cursor: str | Unset = UNSET,
    expand: list[ChatsListExpandItem] | Unset = UNSET,
    fan_of_id: int | Unset = UNSET,
    fields: list[ChatsListFieldsItem] | Unset = UNSET,
    flagged: bool | Unset = UNSET,
    last_message_after: datetime.datetime | Unset = UNSET,
    last_message_before: datetime.datetime | Unset = UNSET,
    page_size: int | Unset = 50,
    search: str | Unset = UNSET,
    tag: str | Unset = UNSET,
    unread: bool | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | PaginatedChatList | Problem]:
    """A page of rows, newest first unless said otherwise

     A page of rows, newest first unless said otherwise.

    Args:
        assigned_to (UUID | Unset):
        awaiting (bool | Unset):
        creator (UUID | Unset):
        cursor (str | Unset):
        expand (list[ChatsListExpandItem] | Unset):
        fan_of_id (int | Unset):
        fields (list[ChatsListFieldsItem] | Unset):
        flagged (bool | Unset):
        last_message_after (datetime.datetime | Unset):
        last_message_before (datetime.datetime | Unset):
        page_size (int | Unset):  Default: 50.
        search (str | Unset):
        tag (str | Unset):
        unread (bool | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | PaginatedChatList | Problem]
    """

    kwargs = _get_kwargs(
        assigned_to=assigned_to,
        awaiting=awaiting,
        creator=creator,
        cursor=cursor,
        expand=expand,
        fan_of_id=fan_of_id,
        fields=fields,
        flagged=flagged,
        last_message_after=last_message_after,
        last_message_before=last_message_before,
        page_size=page_size,
        search=search,
        tag=tag,
        unread=unread,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    assigned_to: UUID | Unset = UNSET,
    awaiting: bool | Unset = UNSET,
    creator: UUID | Unset = UNSET,
    cursor: str | Unset = UNSET,
    expand: list[ChatsListExpandItem] | Unset = UNSET,
    fan_of_id: int | Unset = UNSET,
    fields: list[ChatsListFieldsItem] | Unset = UNSET,
    flagged: bool | Unset = UNSET,
    last_message_after: datetime.datetime | Unset = UNSET,
    last_message_before: datetime.datetime | Unset = UNSET,
    page_size: int | Unset = 50,
    search: str | Unset = UNSET,
    tag: str | Unset = UNSET,
    unread: bool | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | PaginatedChatList | Problem | None:
    """A page of rows, newest first unless said otherwise

     A page of rows, newest first unless said otherwise.

    Args:
        assigned_to (UUID | Unset):
        awaiting (bool | Unset):
        creator (UUID | Unset):
        cursor (str | Unset):
        expand (list[ChatsListExpandItem] | Unset):
        fan_of_id (int | Unset):
        fields (list[ChatsListFieldsItem] | Unset):
        flagged (bool | Unset):
        last_message_after (datetime.datetime | Unset):
        last_message_before (datetime.datetime | Unset):
        page_size (int | Unset):  Default: 50.
        search (str | Unset):
        tag (str | Unset):
        unread (bool | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | PaginatedChatList | Problem
    """

    return sync_detailed(
        client=client,
        assigned_to=assigned_to,
        awaiting=awaiting,
        creator=creator,
        cursor=cursor,
        expand=expand,
        fan_of_id=fan_of_id,
        fields=fields,
        flagged=flagged,
        last_message_after=last_message_after,
        last_message_before=last_message_before,
        page_size=page_size,
        search=search,
        tag=tag,
        unread=unread,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    assigned_to: UUID | Unset = UNSET,
    awaiting: bool | Unset = UNSET,
    creator: UUID | Unset = UNSET,
    cursor: str | Unset = UNSET,
    expand: list[ChatsListExpandItem] | Unset = UNSET,
    fan_of_id: int | Unset = UNSET,
    fields: list[ChatsListFieldsItem] | Unset = UNSET,
    flagged: bool | Unset = UNSET,
    last_message_after: datetime.datetime | Unset = UNSET,
    last_message_before: datetime.datetime | Unset = UNSET,
    page_size: int | Unset = 50,
    search: str | Unset = UNSET,
    tag: str | Unset = UNSET,
    unread: bool | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | PaginatedChatList | Problem]:
    """A page of rows, newest first unless said otherwise

     A page of rows, newest first unless said otherwise.

    Args:
        assigned_to (UUID | Unset):
        awaiting (bool | Unset):
        creator (UUID | Unset):
        cursor (str | Unset):
        expand (list[ChatsListExpandItem] | Unset):
        fan_of_id (int | Unset):
        fields (list[ChatsListFieldsItem] | Unset):
        flagged (bool | Unset):
        last_message_after (datetime.datetime | Unset):
        last_message_before (datetime.datetime | Unset):
        page_size (int | Unset):  Default: 50.
        search (str | Unset):
        tag (str | Unset):
        unread (bool | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | PaginatedChatList | Problem]
    """

    kwargs = _get_kwargs(
        assigned_to=assigned_to,
        awaiting=awaiting,
        creator=creator,
        cursor=cursor,
        expand=expand,
        fan_of_id=fan_of_id,
        fields=fields,
        flagged=flagged,
        last_message_after=last_message_after,
        last_message_before=last_message_before,
        page_size=page_size,
        search=search,
        tag=tag,
        unread=unread,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    assigned_to: UUID | Unset = UNSET,
    awaiting: bool | Unset = UNSET,
    creator: UUID | Unset = UNSET,
    cursor: str | Unset = UNSET,
    expand: list[ChatsListExpandItem] | Unset = UNSET,
    fan_of_id: int | Unset = UNSET,
    fields: list[ChatsListFieldsItem] | Unset = UNSET,
    flagged: bool | Unset = UNSET,
    last_message_after: datetime.datetime | Unset = UNSET,
    last_message_before: datetime.datetime | Unset = UNSET,
    page_size: int | Unset = 50,
    search: str | Unset = UNSET,
    tag: str | Unset = UNSET,
    unread: bool | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | PaginatedChatList | Problem | None:
    """A page of rows, newest first unless said otherwise

     A page of rows, newest first unless said otherwise.

    Args:
        assigned_to (UUID | Unset):
        awaiting (bool | Unset):
        creator (UUID | Unset):
        cursor (str | Unset):
        expand (list[ChatsListExpandItem] | Unset):
        fan_of_id (int | Unset):
        fields (list[ChatsListFieldsItem] | Unset):
        flagged (bool | Unset):
        last_message_after (datetime.datetime | Unset):
        last_message_before (datetime.datetime | Unset):
        page_size (int | Unset):  Default: 50.
        search (str | Unset):
        tag (str | Unset):
        unread (bool | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | PaginatedChatList | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            assigned_to=assigned_to,
            awaiting=awaiting,
            creator=creator,
            cursor=cursor,
            expand=expand,
            fan_of_id=fan_of_id,
            fields=fields,
            flagged=flagged,
            last_message_after=last_message_after,
            last_message_before=last_message_before,
            page_size=page_size,
            search=search,
            tag=tag,
            unread=unread,
            if_none_match=if_none_match,
        )
    ).parsed
