from enum import StrEnum


class TransactionsRetrieveFieldsItem(StrEnum):
    ATTRIBUTED_TO = "attributed_to"
    ATTRIBUTION = "attribution"
    CHAT = "chat"
    CREATED_AT = "created_at"
    CREATOR = "creator"
    FEE = "fee"
    GROSS = "gross"
    ID = "id"
    KIND = "kind"
    MESSAGE = "message"
    NET = "net"
    OCCURRED_AT = "occurred_at"
    OF_TRANSACTION_ID = "of_transaction_id"

    def __str__(self) -> str:
        return str(self.value)
