from enum import StrEnum


class ConnectionsListProvider(StrEnum):
    GENERIC = "generic"
    ONLYFANSAPI = "onlyfansapi"

    def __str__(self) -> str:
        return str(self.value)
