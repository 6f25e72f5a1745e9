from enum import StrEnum


class MediaTypeEnum(StrEnum):
    AUDIO = "audio"
    GIF = "gif"
    IMAGE = "image"
    VIDEO = "video"

    def __str__(self) -> str:
        return str(self.value)
