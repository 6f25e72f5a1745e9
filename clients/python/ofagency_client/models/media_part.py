from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.media_type_enum import MediaTypeEnum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.message import Message


T = TypeVar("T", bound="MediaPart")


@_attrs_define
class MediaPart:
    """Some fields of Media, references expanded: what `fields` and `expand` ask for."""

    id: UUID | Unset = UNSET
    """ Ours; it never changes. """
    message: Message | Unset | UUID = UNSET
    """ The message, by id. """
    of_media_id: int | Unset = UNSET
    """ The media, by the platform's id. """
    media_type: MediaTypeEnum | Unset = UNSET
    """ * `image` - Image
    * `video` - Video
    * `audio` - Audio
    * `gif` - Gif """
    url: str | Unset = UNSET
    """ Where it is; the address expires. """
    thumbnail_url: str | Unset = UNSET
    """ A small picture; the address expires. """
    duration: int | None | Unset = UNSET
    """ Seconds. """
    is_preview: bool | Unset = UNSET
    """ Shown before the fan pays. """
    created_at: datetime.datetime | Unset = UNSET
    """ When the row was made here. """

    def to_dict(self) -> dict[str, Any]:
        id: str | Unset = UNSET
        if not isinstance(self.id, Unset):
            id = str(self.id)

        message: dict[str, Any] | str | Unset
        if isinstance(self.message, Unset):
            message = UNSET
        elif isinstance(self.message, UUID):
            message = str(self.message)
        else:
            message = self.message.to_dict()

        of_media_id = self.of_media_id

        media_type: str | Unset = UNSET
        if not isinstance(self.media_type, Unset):
            media_type = self.media_type.value

        url = self.url

        thumbnail_url = self.thumbnail_url

        duration: int | None | Unset
        if isinstance(self.duration, Unset):
            duration = UNSET
        else:
            duration = self.duration

        is_preview = self.is_preview

        created_at: str | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if message is not UNSET:
            field_dict["message"] = message
        if of_media_id is not UNSET:
            field_dict["of_media_id"] = of_media_id
        if media_type is not UNSET:
            field_dict["media_type"] = media_type
        if url is not UNSET:
            field_dict["url"] = url
        if thumbnail_url is not UNSET:
            field_dict["thumbnail_url"] = thumbnail_url
        if duration is not UNSET:
            field_dict["duration"] = duration
        if is_preview is not UNSET:
            field_dict["is_preview"] = is_preview
        if created_at is not UNSET:
            field_dict["created_at"] = created_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.message import Message  # noqa: PLC0415

        d = dict(src_dict)
        _id = d.pop("id", UNSET)
        id: UUID | Unset
        if isinstance(_id, Unset):
            id = UNSET
        else:
            id = UUID(_id)

        def _parse_message(data: object) -> Message | Unset | UUID:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                message_type_0 = UUID(data)

                return message_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            message_type_1 = Message.from_dict(data)

            return message_type_1

        message = _parse_message(d.pop("message", UNSET))

        of_media_id = d.pop("of_media_id", UNSET)

        _media_type = d.pop("media_type", UNSET)
        media_type: MediaTypeEnum | Unset
        if isinstance(_media_type, Unset):
            media_type = UNSET
        else:
            media_type = MediaTypeEnum(_media_type)

        url = d.pop("url", UNSET)

        thumbnail_url = d.pop("thumbnail_url", UNSET)

        def _parse_duration(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        duration = _parse_duration(d.pop("duration", UNSET))

        is_preview = d.pop("is_preview", UNSET)

        _created_at = d.pop("created_at", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        media_part = cls(
            id=id,
            message=message,
            of_media_id=of_media_id,
            media_type=media_type,
            url=url,
            thumbnail_url=thumbnail_url,
            duration=duration,
            is_preview=is_preview,
            created_at=created_at,
        )

        return media_part
