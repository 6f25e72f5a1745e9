from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.messages_bulk_create_json_body_message_row_direction import (
    MessagesBulkCreateJsonBodyMessageRowDirection,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.messages_bulk_create_json_body_message_row_media_row import (
        MessagesBulkCreateJsonBodyMessageRowMediaRow,
    )


T = TypeVar("T", bound="MessagesBulkCreateJsonBodyMessageRow")


@_attrs_define
class MessagesBulkCreateJsonBodyMessageRow:
    """A message as a client tells it. An unknown name is refused: with a typo in it, something would be lost."""

    fan_of_id: int
    """ The fan, by the platform's id. """
    of_message_id: int
    """ The message, by the platform's id. """
    direction: MessagesBulkCreateJsonBodyMessageRowDirection
    """ `in` from the fan, `out` to the fan, `unknown` if the source does not tell. """
    sent_at: datetime.datetime
    """ With its zone. """
    creator: None | Unset | UUID = UNSET
    """ Whose chat it is, by our id; or name them by `creator_of_user_id`. """
    creator_of_user_id: int | None | Unset = UNSET
    """ Whose chat it is, by the platform's id. """
    fan_username: str | Unset = ""
    """ Empty: not told, and what is known stays. """
    fan_display_name: str | Unset = ""
    """ Empty: not told. """
    fan_avatar_url: str | Unset = ""
    """ Empty: not told. """
    text: str | Unset = ""
    """ May hold HTML, as platforms send it: it becomes plain text. """
    price: str | Unset = "0"
    """ Dollars; above 0 it is a PPV. """
    unlocked: bool | None | Unset = UNSET
    """ Of a PPV: whether the fan has bought it; null is not known. """
    unlocked_at: datetime.datetime | None | Unset = UNSET
    """ When the fan has bought it. """
    is_tip: bool | Unset = False
    """ Whether it came with a tip. """
    tip_amount: None | str | Unset = UNSET
    """ Dollars. """
    read_at: datetime.datetime | None | Unset = UNSET
    """ When the other side has read it. """
    deleted_at: datetime.datetime | None | Unset = UNSET
    """ When it was deleted on the platform. """
    media: list[MessagesBulkCreateJsonBodyMessageRowMediaRow] | Unset = UNSET
    """ What it brought along. """

    def to_dict(self) -> dict[str, Any]:
        fan_of_id = self.fan_of_id

        of_message_id = self.of_message_id

        direction = self.direction.value

        sent_at = self.sent_at.isoformat()

        creator: None | str | Unset
        if isinstance(self.creator, Unset):
            creator = UNSET
        elif isinstance(self.creator, UUID):
            creator = str(self.creator)
        else:
            creator = self.creator

        creator_of_user_id: int | None | Unset
        if isinstance(self.creator_of_user_id, Unset):
            creator_of_user_id = UNSET
        else:
            creator_of_user_id = self.creator_of_user_id

        fan_username = self.fan_username

        fan_display_name = self.fan_display_name

        fan_avatar_url = self.fan_avatar_url

        text = self.text

        price = self.price

        unlocked: bool | None | Unset
        if isinstance(self.unlocked, Unset):
            unlocked = UNSET
        else:
            unlocked = self.unlocked

        unlocked_at: None | str | Unset
        if isinstance(self.unlocked_at, Unset):
            unlocked_at = UNSET
        elif isinstance(self.unlocked_at, datetime.datetime):
            unlocked_at = self.unlocked_at.isoformat()
        else:
            unlocked_at = self.unlocked_at

        is_tip = self.is_tip

        tip_amount: None | str | Unset
        if isinstance(self.tip_amount, Unset):
            tip_amount = UNSET
        else:
            tip_amount = self.tip_amount

        read_at: None | str | Unset
        if isinstance(self.read_at, Unset):
            read_at = UNSET
        elif isinstance(self.read_at, datetime.datetime):
            read_at = self.read_at.isoformat()
        else:
            read_at = self.read_at

        deleted_at: None | str | Unset
        if isinstance(self.deleted_at, Unset):
            deleted_at = UNSET
        elif isinstance(self.deleted_at, datetime.datetime):
            deleted_at = self.deleted_at.isoformat()
        else:
            deleted_at = self.deleted_at

        media: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.media, Unset):
            media = []
            for media_item_data in self.media:
                media_item = media_item_data.to_dict()
                media.append(media_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "fan_of_id": fan_of_id,
                "of_message_id": of_message_id,
                "direction": direction,
                "sent_at": sent_at,
            }
        )
        if creator is not UNSET:
            field_dict["creator"] = creator
        if creator_of_user_id is not UNSET:
            field_dict["creator_of_user_id"] = creator_of_user_id
        if fan_username is not UNSET:
            field_dict["fan_username"] = fan_username
        if fan_display_name is not UNSET:
            field_dict["fan_display_name"] = fan_display_name
        if fan_avatar_url is not UNSET:
            field_dict["fan_avatar_url"] = fan_avatar_url
        if text is not UNSET:
            field_dict["text"] = text
        if price is not UNSET:
            field_dict["price"] = price
        if unlocked is not UNSET:
            field_dict["unlocked"] = unlocked
        if unlocked_at is not UNSET:
            field_dict["unlocked_at"] = unlocked_at
        if is_tip is not UNSET:
            field_dict["is_tip"] = is_tip
        if tip_amount is not UNSET:
            field_dict["tip_amount"] = tip_amount
        if read_at is not UNSET:
            field_dict["read_at"] = read_at
        if deleted_at is not UNSET:
            field_dict["deleted_at"] = deleted_at
        if media is not UNSET:
            field_dict["media"] = media

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.messages_bulk_create_json_body_message_row_media_row import (
            MessagesBulkCreateJsonBodyMessageRowMediaRow,  # noqa: PLC0415
        )

        d = dict(src_dict)
        fan_of_id = d.pop("fan_of_id")

        of_message_id = d.pop("of_message_id")

        direction = MessagesBulkCreateJsonBodyMessageRowDirection(d.pop("direction"))

        sent_at = datetime.datetime.fromisoformat(d.pop("sent_at"))

        def _parse_creator(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                creator_type_0 = UUID(data)

                return creator_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        creator = _parse_creator(d.pop("creator", UNSET))

        def _parse_creator_of_user_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        creator_of_user_id = _parse_creator_of_user_id(
            d.pop("creator_of_user_id", UNSET)
        )

        fan_username = d.pop("fan_username", UNSET)

        fan_display_name = d.pop("fan_display_name", UNSET)

        fan_avatar_url = d.pop("fan_avatar_url", UNSET)

        text = d.pop("text", UNSET)

        price = d.pop("price", UNSET)

        def _parse_unlocked(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        unlocked = _parse_unlocked(d.pop("unlocked", UNSET))

        def _parse_unlocked_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                unlocked_at_type_0 = datetime.datetime.fromisoformat(data)

                return unlocked_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        unlocked_at = _parse_unlocked_at(d.pop("unlocked_at", UNSET))

        is_tip = d.pop("is_tip", UNSET)

        def _parse_tip_amount(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        tip_amount = _parse_tip_amount(d.pop("tip_amount", UNSET))

        def _parse_read_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                read_at_type_0 = datetime.datetime.fromisoformat(data)

                return read_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        read_at = _parse_read_at(d.pop("read_at", UNSET))

        def _parse_deleted_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                deleted_at_type_0 = datetime.datetime.fromisoformat(data)

                return deleted_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        deleted_at = _parse_deleted_at(d.pop("deleted_at", UNSET))

        _media = d.pop("media", UNSET)
        media: list[MessagesBulkCreateJsonBodyMessageRowMediaRow] | Unset = UNSET
        if _media is not UNSET:
            media = []
            for media_item_data in _media:
                media_item = MessagesBulkCreateJsonBodyMessageRowMediaRow.from_dict(
                    media_item_data
                )

                media.append(media_item)

        messages_bulk_create_json_body_message_row = cls(
            fan_of_id=fan_of_id,
            of_message_id=of_message_id,
            direction=direction,
            sent_at=sent_at,
            creator=creator,
            creator_of_user_id=creator_of_user_id,
            fan_username=fan_username,
            fan_display_name=fan_display_name,
            fan_avatar_url=fan_avatar_url,
            text=text,
            price=price,
            unlocked=unlocked,
            unlocked_at=unlocked_at,
            is_tip=is_tip,
            tip_amount=tip_amount,
            read_at=read_at,
            deleted_at=deleted_at,
            media=media,
        )

        return messages_bulk_create_json_body_message_row
