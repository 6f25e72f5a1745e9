from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.event_enum import EventEnum
from ..models.webhook_delivery_status_enum import WebhookDeliveryStatusEnum

T = TypeVar("T", bound="WebhookDelivery")


@_attrs_define
class WebhookDelivery:
    """Shapes rows; references go through `ScopedRelatedField`, the agency comes from the actor."""

    id: UUID
    """ Ours; it never changes. """
    endpoint: UUID
    """ The webhook endpoint, by id. """
    event: EventEnum
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
    object_id: None | UUID
    """ The row that it is about. """
    body: str
    """ What is sent, word for word. """
    status: WebhookDeliveryStatusEnum
    """ * `waiting` - Waiting
    * `delivered` - Delivered
    * `failed` - given up """
    attempts: int
    """ How often it was sent. """
    next_try_at: datetime.datetime | None
    """ When it is sent again; null if it is not. """
    last_tried_at: datetime.datetime | None
    """ When it was sent last. """
    took_ms: int | None
    """ Milliseconds until the last answer. """
    response_status: int | None
    """ The HTTP status of the last answer; null if there was none. """
    response: str
    """ How the last answer began, or why there was none. """
    created_at: datetime.datetime
    """ When the row was made here. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        endpoint = str(self.endpoint)

        event = self.event.value

        object_id: None | str
        if isinstance(self.object_id, UUID):
            object_id = str(self.object_id)
        else:
            object_id = self.object_id

        body = self.body

        status = self.status.value

        attempts = self.attempts

        next_try_at: None | str
        if isinstance(self.next_try_at, datetime.datetime):
            next_try_at = self.next_try_at.isoformat()
        else:
            next_try_at = self.next_try_at

        last_tried_at: None | str
        if isinstance(self.last_tried_at, datetime.datetime):
            last_tried_at = self.last_tried_at.isoformat()
        else:
            last_tried_at = self.last_tried_at

        took_ms: int | None
        took_ms = self.took_ms

        response_status: int | None
        response_status = self.response_status

        response = self.response

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "endpoint": endpoint,
                "event": event,
                "object_id": object_id,
                "body": body,
                "status": status,
                "attempts": attempts,
                "next_try_at": next_try_at,
                "last_tried_at": last_tried_at,
                "took_ms": took_ms,
                "response_status": response_status,
                "response": response,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        endpoint = UUID(d.pop("endpoint"))

        event = EventEnum(d.pop("event"))

        def _parse_object_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                object_id_type_0 = UUID(data)

                return object_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        object_id = _parse_object_id(d.pop("object_id"))

        body = d.pop("body")

        status = WebhookDeliveryStatusEnum(d.pop("status"))

        attempts = d.pop("attempts")

        def _parse_next_try_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                next_try_at_type_0 = datetime.datetime.fromisoformat(data)

                return next_try_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        next_try_at = _parse_next_try_at(d.pop("next_try_at"))

        def _parse_last_tried_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_tried_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_tried_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_tried_at = _parse_last_tried_at(d.pop("last_tried_at"))

        def _parse_took_ms(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        took_ms = _parse_took_ms(d.pop("took_ms"))

        def _parse_response_status(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        response_status = _parse_response_status(d.pop("response_status"))

        response = d.pop("response")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        webhook_delivery = cls(
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

        webhook_delivery.additional_properties = d
        return webhook_delivery

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
