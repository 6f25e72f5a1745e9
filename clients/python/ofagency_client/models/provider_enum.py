from enum import StrEnum


class ProviderEnum(StrEnum):
    GENERIC = "generic"
    ONLYFANSAPI = "onlyfansapi"

    def __str__(self) -> str:
        return str(self.value)
