from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.media_type_enum import MediaTypeEnum

T = TypeVar("T", bound="CreatorMedia")


@_attrs_define
class CreatorMedia:
    """A media of a creator that has been in some message."""

    id: UUID
    """ Ours; it never changes. """
    creator: UUID
    """ The creator, by id; null where it is for all. """
    of_media_id: int
    """ The media, by the platform's id. """
    media_type: MediaTypeEnum
    """ * `image` - Image
    * `video` - Video
    * `audio` - Audio
    * `gif` - Gif """
    thumbnail_url: str
    """ A small picture; the address expires. """
    duration: int | None
    """ Seconds. """
    last_sent_at: datetime.datetime | None
    """ When it was in a message last. """
    created_at: datetime.datetime
    """ When the row was made here. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        creator = str(self.creator)

        of_media_id = self.of_media_id

        media_type = self.media_type.value

        thumbnail_url = self.thumbnail_url

        duration: int | None
        duration = self.duration

        last_sent_at: None | str
        if isinstance(self.last_sent_at, datetime.datetime):
            last_sent_at = self.last_sent_at.isoformat()
        else:
            last_sent_at = self.last_sent_at

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "creator": creator,
                "of_media_id": of_media_id,
                "media_type": media_type,
                "thumbnail_url": thumbnail_url,
                "duration": duration,
                "last_sent_at": last_sent_at,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        creator = UUID(d.pop("creator"))

        of_media_id = d.pop("of_media_id")

        media_type = MediaTypeEnum(d.pop("media_type"))

        thumbnail_url = d.pop("thumbnail_url")

        def _parse_duration(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        duration = _parse_duration(d.pop("duration"))

        def _parse_last_sent_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_sent_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_sent_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_sent_at = _parse_last_sent_at(d.pop("last_sent_at"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        creator_media = cls(
            id=id,
            creator=creator,
            of_media_id=of_media_id,
            media_type=media_type,
            thumbnail_url=thumbnail_url,
            duration=duration,
            last_sent_at=last_sent_at,
            created_at=created_at,
        )

        creator_media.additional_properties = d
        return creator_media

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
