from enum import StrEnum


class TransactionsRetrieveExpandItem(StrEnum):
    ATTRIBUTED_TO = "attributed_to"
    CHAT = "chat"
    CREATOR = "creator"
    MESSAGE = "message"

    def __str__(self) -> str:
        return str(self.value)
