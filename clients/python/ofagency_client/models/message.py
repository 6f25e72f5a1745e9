from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.direction_enum import DirectionEnum
from ..models.message_status_enum import MessageStatusEnum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.message_media import MessageMedia


T = TypeVar("T", bound="Message")


@_attrs_define
class Message:
    """POST queues a reply to the fan: only `chat`, `text`, `price` and what is write only are taken."""

    id: UUID
    """ Ours; it never changes. """
    chat: UUID
    """ The chat, by id. """
    of_message_id: int | None
    """ Empty until sent. """
    direction: DirectionEnum
    """ * `` - no message
    * `in` - from the fan
    * `out` - to the fan
    * `unknown` - not recorded """
    is_ppv: bool
    """ Whether the fan pays to see it. """
    unlocked: bool | None
    """ Bought; empty means not known, or not pay-per-view. """
    unlocked_at: datetime.datetime | None
    """ When the fan has bought it. """
    is_tip: bool
    """ Whether it came with a tip. """
    tip_amount: None | str
    """ Dollars. """
    sent_at: datetime.datetime
    """ When it was written. """
    read_at: datetime.datetime | None
    """ When the other side has read it. """
    deleted_at: datetime.datetime | None
    """ Gone on the platform; the text is kept here. """
    sent_by: None | UUID
    """ The member who has written it; null for fans, and for what was not written here. """
    source: str
    """ Where it came from: inbox, api, ofscraper, … """
    status: MessageStatusEnum
    """ * `queued` - waiting to be sent
    * `sending` - on its way
    * `sent` - sent
    * `failed` - failed """
    failure_reason: str
    """ Why it could not be delivered. """
    send_after: datetime.datetime | None
    """ Until then a queued message can be taken back. """
    created_at: datetime.datetime
    """ When the row was made here. """
    media: list[MessageMedia]
    """ What it brings along. """
    text: str | Unset = UNSET
    """ What it says: text, never markup. """
    price: str | Unset = UNSET
    """ Dollars; 0: it is free. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        chat = str(self.chat)

        of_message_id: int | None
        of_message_id = self.of_message_id

        direction = self.direction.value

        is_ppv = self.is_ppv

        unlocked: bool | None
        unlocked = self.unlocked

        unlocked_at: None | str
        if isinstance(self.unlocked_at, datetime.datetime):
            unlocked_at = self.unlocked_at.isoformat()
        else:
            unlocked_at = self.unlocked_at

        is_tip = self.is_tip

        tip_amount: None | str
        tip_amount = self.tip_amount

        sent_at = self.sent_at.isoformat()

        read_at: None | str
        if isinstance(self.read_at, datetime.datetime):
            read_at = self.read_at.isoformat()
        else:
            read_at = self.read_at

        deleted_at: None | str
        if isinstance(self.deleted_at, datetime.datetime):
            deleted_at = self.deleted_at.isoformat()
        else:
            deleted_at = self.deleted_at

        sent_by: None | str
        if isinstance(self.sent_by, UUID):
            sent_by = str(self.sent_by)
        else:
            sent_by = self.sent_by

        source = self.source

        status = self.status.value

        failure_reason = self.failure_reason

        send_after: None | str
        if isinstance(self.send_after, datetime.datetime):
            send_after = self.send_after.isoformat()
        else:
            send_after = self.send_after

        created_at = self.created_at.isoformat()

        media = []
        for media_item_data in self.media:
            media_item = media_item_data.to_dict()
            media.append(media_item)

        text = self.text

        price = self.price

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "chat": chat,
                "of_message_id": of_message_id,
                "direction": direction,
                "is_ppv": is_ppv,
                "unlocked": unlocked,
                "unlocked_at": unlocked_at,
                "is_tip": is_tip,
                "tip_amount": tip_amount,
                "sent_at": sent_at,
                "read_at": read_at,
                "deleted_at": deleted_at,
                "sent_by": sent_by,
                "source": source,
                "status": status,
                "failure_reason": failure_reason,
                "send_after": send_after,
                "created_at": created_at,
                "media": media,
            }
        )
        if text is not UNSET:
            field_dict["text"] = text
        if price is not UNSET:
            field_dict["price"] = price

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.message_media import MessageMedia  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        chat = UUID(d.pop("chat"))

        def _parse_of_message_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        of_message_id = _parse_of_message_id(d.pop("of_message_id"))

        direction = DirectionEnum(d.pop("direction"))

        is_ppv = d.pop("is_ppv")

        def _parse_unlocked(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        unlocked = _parse_unlocked(d.pop("unlocked"))

        def _parse_unlocked_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                unlocked_at_type_0 = datetime.datetime.fromisoformat(data)

                return unlocked_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        unlocked_at = _parse_unlocked_at(d.pop("unlocked_at"))

        is_tip = d.pop("is_tip")

        def _parse_tip_amount(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        tip_amount = _parse_tip_amount(d.pop("tip_amount"))

        sent_at = datetime.datetime.fromisoformat(d.pop("sent_at"))

        def _parse_read_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                read_at_type_0 = datetime.datetime.fromisoformat(data)

                return read_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        read_at = _parse_read_at(d.pop("read_at"))

        def _parse_deleted_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                deleted_at_type_0 = datetime.datetime.fromisoformat(data)

                return deleted_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        deleted_at = _parse_deleted_at(d.pop("deleted_at"))

        def _parse_sent_by(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                sent_by_type_0 = UUID(data)

                return sent_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        sent_by = _parse_sent_by(d.pop("sent_by"))

        source = d.pop("source")

        status = MessageStatusEnum(d.pop("status"))

        failure_reason = d.pop("failure_reason")

        def _parse_send_after(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                send_after_type_0 = datetime.datetime.fromisoformat(data)

                return send_after_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        send_after = _parse_send_after(d.pop("send_after"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        media = []
        _media = d.pop("media")
        for media_item_data in _media:
            media_item = MessageMedia.from_dict(media_item_data)

            media.append(media_item)

        text = d.pop("text", UNSET)

        price = d.pop("price", UNSET)

        message = cls(
            id=id,
            chat=chat,
            of_message_id=of_message_id,
            direction=direction,
            is_ppv=is_ppv,
            unlocked=unlocked,
            unlocked_at=unlocked_at,
            is_tip=is_tip,
            tip_amount=tip_amount,
            sent_at=sent_at,
            read_at=read_at,
            deleted_at=deleted_at,
            sent_by=sent_by,
            source=source,
            status=status,
            failure_reason=failure_reason,
            send_after=send_after,
            created_at=created_at,
            media=media,
            text=text,
            price=price,
        )

        message.additional_properties = d
        return message

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
