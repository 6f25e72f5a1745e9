from enum import StrEnum


class SourceEnum(StrEnum):
    OFSCRAPER = "ofscraper"
    ONLYFANSAPI = "onlyfansapi"
    ULTIMASCRAPER = "ultimascraper"

    def __str__(self) -> str:
        return str(self.value)
