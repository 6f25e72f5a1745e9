from enum import StrEnum


class WebhookDeliveriesListExpandItem(StrEnum):
    ENDPOINT = "endpoint"

    def __str__(self) -> str:
        return str(self.value)
