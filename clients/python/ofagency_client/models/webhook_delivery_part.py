from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.event_enum import EventEnum
from ..models.webhook_delivery_status_enum import WebhookDeliveryStatusEnum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.webhook_endpoint import WebhookEndpoint


T = TypeVar("T", bound="WebhookDeliveryPart")


@_attrs_define
class WebhookDeliveryPart:
    """Some fields of WebhookDelivery, references expanded: what `fields` and `expand` ask for."""

    id: UUID | Unset = UNSET
    """ Ours; it never changes. """
    endpoint: Unset | UUID | WebhookEndpoint = UNSET
    """ The webhook endpoint, by id. """
    event: EventEnum | Unset = UNSET
    """ * `message.created` - message.created
    * `message.changed` - message.changed
    * `message.sent` - message.sent
    * `message.failed` - message.failed
    * `message.unlocked` - message.unlocked
    * `chat.created` - chat.created
    * `chat.assigned` - chat.assigned
    * `fan.flagged` - fan.flagged
    * `note.created` - note.created
    * `transaction.created` - transaction.created
    * `subscription.created` - subscription.created
    * `subscription.changed` - subscription.changed
    * `ai_response.created` - ai_response.created
    * `ai_response.accepted` - ai_response.accepted
    * `ai_response.edited` - ai_response.edited
    * `ai_response.rejected` - ai_response.rejected
    * `ai_response.expired` - ai_response.expired
    * `guard_event.created` - guard_event.created
    * `guard_event.changed` - guard_event.changed
    * `alert.raised` - alert.raised
    * `alert.resolved` - alert.resolved
    * `webhook.test` - webhook.test """
    object_id: None | Unset | UUID = UNSET
    """ The row that it is about. """
    body: str | Unset = UNSET
    """ What is sent, word for word. """
    status: WebhookDeliveryStatusEnum | Unset = UNSET
    """ * `waiting` - Waiting
    * `delivered` - Delivered
    * `failed` - given up """
    attempts: int | Unset = UNSET
    """ How often it was sent. """
    next_try_at: datetime.datetime | None | Unset = UNSET
    """ When it is sent again; null if it is not. """
    last_tried_at: datetime.datetime | None | Unset = UNSET
    """ When it was sent last. """
    took_ms: int | None | Unset = UNSET
    """ Milliseconds until the last answer. """
    response_status: int | None | Unset = UNSET
    """ The HTTP status of the last answer; null if there was none. """
    response: str | Unset = UNSET
    """ How the last answer began, or why there was none. """
    created_at: datetime.datetime | Unset = UNSET
    """ When the row was made here. """

    def to_dict(self) -> dict[str, Any]:
        id: str | Unset = UNSET
        if not isinstance(self.id, Unset):
            id = str(self.id)

        endpoint: dict[str, Any] | str | Unset
        if isinstance(self.endpoint, Unset):
            endpoint = UNSET
        elif isinstance(self.endpoint, UUID):
            endpoint = str(self.endpoint)
        else:
            endpoint = self.endpoint.to_dict()

        event: str | Unset = UNSET
        if not isinstance(self.event, Unset):
            event = self.event.value

        object_id: None | str | Unset
        if isinstance(self.object_id, Unset):
            object_id = UNSET
        elif isinstance(self.object_id, UUID):
            object_id = str(self.object_id)
        else:
            object_id = self.object_id

        body = self.body

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status.value

        attempts = self.attempts

        next_try_at: None | str | Unset
        if isinstance(self.next_try_at, Unset):
            next_try_at = UNSET
        elif isinstance(self.next_try_at, datetime.datetime):
            next_try_at = self.next_try_at.isoformat()
        else:
            next_try_at = self.next_try_at

        last_tried_at: None | str | Unset
        if isinstance(self.last_tried_at, Unset):
            last_tried_at = UNSET
        elif isinstance(self.last_tried_at, datetime.datetime):
            last_tried_at = self.last_tried_at.isoformat()
        else:
            last_tried_at = self.last_tried_at

        took_ms: int | None | Unset
        if isinstance(self.took_ms, Unset):
            took_ms = UNSET
        else:
            took_ms = self.took_ms

        response_status: int | None | Unset
        if isinstance(self.response_status, Unset):
            response_status = UNSET
        else:
            response_status = self.response_status

        response = self.response

        created_at: str | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if endpoint is not UNSET:
            field_dict["endpoint"] = endpoint
        if event is not UNSET:
            field_dict["event"] = event
        if object_id is not UNSET:
            field_dict["object_id"] = object_id
        if body is not UNSET:
            field_dict["body"] = body
        if status is not UNSET:
            field_dict["status"] = status
        if attempts is not UNSET:
            field_dict["attempts"] = attempts
        if next_try_at is not UNSET:
            field_dict["next_try_at"] = next_try_at
        if last_tried_at is not UNSET:
            field_dict["last_tried_at"] = last_tried_at
        if took_ms is not UNSET:
            field_dict["took_ms"] = took_ms
        if response_status is not UNSET:
            field_dict["response_status"] = response_status
        if response is not UNSET:
            field_dict["response"] = response
        if created_at is not UNSET:
            field_dict["created_at"] = created_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.webhook_endpoint import WebhookEndpoint  # noqa: PLC0415

        d = dict(src_dict)
        _id = d.pop("id", UNSET)
        id: UUID | Unset
        if isinstance(_id, Unset):
            id = UNSET
        else:
            id = UUID(_id)

        def _parse_endpoint(data: object) -> Unset | UUID | WebhookEndpoint:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                endpoint_type_0 = UUID(data)

                return endpoint_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            endpoint_type_1 = WebhookEndpoint.from_dict(data)

            return endpoint_type_1

        endpoint = _parse_endpoint(d.pop("endpoint", UNSET))

        _event = d.pop("event", UNSET)
        event: EventEnum | Unset
        if isinstance(_event, Unset):
            event = UNSET
        else:
            event = EventEnum(_event)

        def _parse_object_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                object_id_type_0 = UUID(data)

                return object_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        object_id = _parse_object_id(d.pop("object_id", UNSET))

        body = d.pop("body", UNSET)

        _status = d.pop("status", UNSET)
        status: WebhookDeliveryStatusEnum | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = WebhookDeliveryStatusEnum(_status)

        attempts = d.pop("attempts", UNSET)

        def _parse_next_try_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                next_try_at_type_0 = datetime.datetime.fromisoformat(data)

                return next_try_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        next_try_at = _parse_next_try_at(d.pop("next_try_at", UNSET))

        def _parse_last_tried_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_tried_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_tried_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        last_tried_at = _parse_last_tried_at(d.pop("last_tried_at", UNSET))

        def _parse_took_ms(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        took_ms = _parse_took_ms(d.pop("took_ms", UNSET))

        def _parse_response_status(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        response_status = _parse_response_status(d.pop("response_status", UNSET))

        response = d.pop("response", UNSET)

        _created_at = d.pop("created_at", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        webhook_delivery_part = cls(
            id=id,
            endpoint=endpoint,
            event=event,
            object_id=object_id,
            body=body,
            status=status,
            attempts=attempts,
            next_try_at=next_try_at,
            last_tried_at=last_tried_at,
            took_ms=took_ms,
            response_status=response_status,
            response=response,
            created_at=created_at,
        )

        return webhook_delivery_part
