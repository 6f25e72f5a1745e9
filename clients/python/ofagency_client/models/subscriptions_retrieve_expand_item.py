from enum import StrEnum


class SubscriptionsRetrieveExpandItem(StrEnum):
    CHAT = "chat"

    def __str__(self) -> str:
        return str(self.value)
