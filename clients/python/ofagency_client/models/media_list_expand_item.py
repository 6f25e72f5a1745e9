from enum import StrEnum


class MediaListExpandItem(StrEnum):
    MESSAGE = "message"

    def __str__(self) -> str:
        return str(self.value)
