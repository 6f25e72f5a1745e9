from enum import StrEnum


class MediaListFieldsItem(StrEnum):
    CREATED_AT = "created_at"
    DURATION = "duration"
    ID = "id"
    IS_PREVIEW = "is_preview"
    MEDIA_TYPE = "media_type"
    MESSAGE = "message"
    OF_MEDIA_ID = "of_media_id"
    THUMBNAIL_URL = "thumbnail_url"
    URL = "url"

    def __str__(self) -> str:
        return str(self.value)
