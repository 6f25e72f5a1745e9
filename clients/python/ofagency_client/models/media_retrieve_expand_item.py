from enum import StrEnum


class MediaRetrieveExpandItem(StrEnum):
    MESSAGE = "message"

    def __str__(self) -> str:
        return str(self.value)
