from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.media_type_enum import MediaTypeEnum
from ..types import UNSET, Unset

T = TypeVar("T", bound="MessageMedia")


@_attrs_define
class MessageMedia:
    """Media inside a message."""

    id: UUID
    """ Ours; it never changes. """
    of_media_id: int
    """ The media, by the platform's id. """
    media_type: MediaTypeEnum
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
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

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
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
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
        id = UUID(d.pop("id"))

        of_media_id = d.pop("of_media_id")

        media_type = MediaTypeEnum(d.pop("media_type"))

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

        message_media = cls(
            id=id,
            of_media_id=of_media_id,
            media_type=media_type,
            url=url,
            thumbnail_url=thumbnail_url,
            duration=duration,
            is_preview=is_preview,
        )

        message_media.additional_properties = d
        return message_media

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
