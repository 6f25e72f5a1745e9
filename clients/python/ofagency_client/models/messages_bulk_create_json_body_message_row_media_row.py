from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.messages_bulk_create_json_body_message_row_media_row_media_type import (
    MessagesBulkCreateJsonBodyMessageRowMediaRowMediaType,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="MessagesBulkCreateJsonBodyMessageRowMediaRow")


@_attrs_define
class MessagesBulkCreateJsonBodyMessageRowMediaRow:
    """A reference to media on the platform."""

    of_media_id: int
    media_type: MessagesBulkCreateJsonBodyMessageRowMediaRowMediaType
    url: str | Unset = ""
    thumbnail_url: str | Unset = ""
    duration: int | None | Unset = UNSET
    is_preview: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        of_media_id = self.of_media_id

        media_type = self.media_type.value

        url = self.url

        thumbnail_url = self.thumbnail_url

        duration: int | None | Unset
        if isinstance(self.duration, Unset):
            duration = UNSET
        else:
            duration = self.duration

        is_preview = self.is_preview

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "of_media_id": of_media_id,
                "media_type": media_type,
            }
        )
        if url is not UNSET:
            field_dict["url"] = url
        if thumbnail_url is not UNSET:
            field_dict["thumbnail_url"] = thumbnail_url
        if duration is not UNSET:
            field_dict["duration"] = duration
        if is_preview is not UNSET:
            field_dict["is_preview"] = is_preview

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        of_media_id = d.pop("of_media_id")

        media_type = MessagesBulkCreateJsonBodyMessageRowMediaRowMediaType(
            d.pop("media_type")
        )

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

        messages_bulk_create_json_body_message_row_media_row = cls(
            of_media_id=of_media_id,
            media_type=media_type,
            url=url,
            thumbnail_url=thumbnail_url,
            duration=duration,
            is_preview=is_preview,
        )

        return messages_bulk_create_json_body_message_row_media_row
