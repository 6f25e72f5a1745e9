from enum import StrEnum


class SubscriptionsListExpandItem(StrEnum):
    CHAT = "chat"

    def __str__(self) -> str:
        return str(self.value)
