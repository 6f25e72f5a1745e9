import datetime
from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.paginated_webhook_delivery_list import PaginatedWebhookDeliveryList
from ...models.problem import Problem
from ...models.webhook_deliveries_list_event import WebhookDeliveriesListEvent
from ...models.webhook_deliveries_list_expand_item import (
    WebhookDeliveriesListExpandItem,
)
from ...models.webhook_deliveries_list_fields_item import (
    WebhookDeliveriesListFieldsItem,
)
from ...models.webhook_deliveries_list_status import WebhookDeliveriesListStatus
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    cursor: str | Unset = UNSET,
    endpoint: UUID | Unset = UNSET,
    event: WebhookDeliveriesListEvent | Unset = UNSET,
    expand: list[WebhookDeliveriesListExpandItem] | Unset = UNSET,
    fields: list[WebhookDeliveriesListFieldsItem] | Unset = UNSET,
    object_id: UUID | Unset = UNSET,
    page_size: int | Unset = 50,
    since: datetime.datetime | Unset = UNSET,
    status: WebhookDeliveriesListStatus | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    json_endpoint: str | Unset = UNSET
    if not isinstance(endpoint, Unset):
        json_endpoint = str(endpoint)
    params["endpoint"] = json_endpoint

    json_event: str | Unset = UNSET
    if not isinstance(event, Unset):
        json_event = event.value

    params["event"] = json_event

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

    json_object_id: str | Unset = UNSET
    if not isinstance(object_id, Unset):
        json_object_id = str(object_id)
    params["object_id"] = json_object_id

    params["page_size"] = page_size

    json_since: str | Unset = UNSET
    if not isinstance(since, Unset):
        json_since = since.isoformat()
    params["since"] = json_since

    json_status: str | Unset = UNSET
    if not isinstance(status, Unset):
        json_status = status.value

    params["status"] = json_status

    json_until: str | Unset = UNSET
    if not isinstance(until, Unset):
        json_until = until.isoformat()
    params["until"] = json_until

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/webhook-deliveries/",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | PaginatedWebhookDeliveryList | Problem | None:
    if response.status_code == 200:
        response_200 = PaginatedWebhookDeliveryList.from_dict(response.json())

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
) -> Response[Any | PaginatedWebhookDeliveryList | Problem]:
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
    endpoint: UUID | Unset = UNSET,
    event: WebhookDeliveriesListEvent | Unset = UNSET,
    expand: list[WebhookDeliveriesListExpandItem] | Unset = UNSET,
    fields: list[WebhookDeliveriesListFieldsItem] | Unset = UNSET,
    object_id: UUID | Unset = UNSET,
    page_size: int | Unset = 50,
    since: datetime.datetime | Unset = UNSET,
    status: WebhookDeliveriesListStatus | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | PaginatedWebhookDeliveryList | Problem]:
    """A page of rows, newest first unless said otherwise

     A page of rows, newest first unless said otherwise.

    Args:
        cursor (str | Unset):
        endpoint (UUID | Unset):
        event (WebhookDeliveriesListEvent | Unset):
        expand (list[WebhookDeliveriesListExpandItem] | Unset):
        fields (list[WebhookDeliveriesListFieldsItem] | Unset):
        object_id (UUID | Unset):
        page_size (int | Unset):  Default: 50.
        since (datetime.datetime | Unset):
        status (WebhookDeliveriesListStatus | Unset):
        until (datetime.datetime | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | PaginatedWebhookDeliveryList | Problem]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        endpoint=endpoint,
        event=event,
        expand=expand,
        fields=fields,
        object_id=object_id,
        page_size=page_size,
        since=since,
        status=status,
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
    cursor: str | Unset = UNSET,
    endpoint: UUID | Unset = UNSET,
    event: WebhookDeliveriesListEvent | Unset = UNSET,
    expand: list[WebhookDeliveriesListExpandItem] | Unset = UNSET,
    fields: list[WebhookDeliveriesListFieldsItem] | Unset = UNSET,
    object_id: UUID | Unset = UNSET,
    page_size: int | Unset = 50,
    since: datetime.datetime | Unset = UNSET,
    status: WebhookDeliveriesListStatus | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | PaginatedWebhookDeliveryList | Problem | None:
    """A page of rows, newest first unless said otherwise

     A page of rows, newest first unless said otherwise.

    Args:
        cursor (str | Unset):
        endpoint (UUID | Unset):
        event (WebhookDeliveriesListEvent | Unset):
        expand (list[WebhookDeliveriesListExpandItem] | Unset):
        fields (list[WebhookDeliveriesListFieldsItem] | Unset):
        object_id (UUID | Unset):
        page_size (int | Unset):  Default: 50.
        since (datetime.datetime | Unset):
        status (WebhookDeliveriesListStatus | Unset):
        until (datetime.datetime | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | PaginatedWebhookDeliveryList | Problem
    """

    return sync_detailed(
        client=client,
        cursor=cursor,
        endpoint=endpoint,
        event=event,
        expand=expand,
        fields=fields,
        object_id=object_id,
        page_size=page_size,
        since=since,
        status=status,
        until=until,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    endpoint: UUID | Unset = UNSET,
    event: WebhookDeliveriesListEvent | Unset = UNSET,
    expand: list[WebhookDeliveriesListExpandItem] | Unset = UNSET,
    fields: list[WebhookDeliveriesListFieldsItem] | Unset = UNSET,
    object_id: UUID | Unset = UNSET,
    page_size: int | Unset = 50,
    since: datetime.datetime | Unset = UNSET,
    status: WebhookDeliveriesListStatus | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | PaginatedWebhookDeliveryList | Problem]:
    """A page of rows, newest first unless said otherwise

     A page of rows, newest first unless said otherwise.

    Args:
        cursor (str | Unset):
        endpoint (UUID | Unset):
        event (WebhookDeliveriesListEvent | Unset):
        expand (list[WebhookDeliveriesListExpandItem] | Unset):
        fields (list[WebhookDeliveriesListFieldsItem] | Unset):
        object_id (UUID | Unset):
        page_size (int | Unset):  Default: 50.
        since (datetime.datetime | Unset):
        status (WebhookDeliveriesListStatus | Unset):
        until (datetime.datetime | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | PaginatedWebhookDeliveryList | Problem]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        endpoint=endpoint,
        event=event,
        expand=expand,
        fields=fields,
        object_id=object_id,
        page_size=page_size,
        since=since,
        status=status,
        until=until,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    endpoint: UUID | Unset = UNSET,
    event: WebhookDeliveriesListEvent | Unset = UNSET,
    expand: list[WebhookDeliveriesListExpandItem] | Unset = UNSET,
    fields: list[WebhookDeliveriesListFieldsItem] | Unset = UNSET,
    object_id: UUID | Unset = UNSET,
    page_size: int | Unset = 50,
    since: datetime.datetime | Unset = UNSET,
    status: WebhookDeliveriesListStatus | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | PaginatedWebhookDeliveryList | Problem | None:
    """A page of rows, newest first unless said otherwise

     A page of rows, newest first unless said otherwise.

    Args:
        cursor (str | Unset):
        endpoint (UUID | Unset):
        event (WebhookDeliveriesListEvent | Unset):
        expand (list[WebhookDeliveriesListExpandItem] | Unset):
        fields (list[WebhookDeliveriesListFieldsItem] | Unset):
        object_id (UUID | Unset):
        page_size (int | Unset):  Default: 50.
        since (datetime.datetime | Unset):
        status (WebhookDeliveriesListStatus | Unset):
        until (datetime.datetime | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | PaginatedWebhookDeliveryList | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            cursor=cursor,
            endpoint=endpoint,
            event=event,
            expand=expand,
            fields=fields,
            object_id=object_id,
            page_size=page_size,
            since=since,
            status=status,
            until=until,
            if_none_match=if_none_match,
        )
    ).parsed
