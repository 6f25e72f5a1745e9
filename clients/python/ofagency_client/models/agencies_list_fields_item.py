from enum import StrEnum


class AgenciesListFieldsItem(StrEnum):
    CREATED_AT = "created_at"
    CURRENCY = "currency"
    ID = "id"
    NAME = "name"
    SLUG = "slug"
    TIMEZONE = "timezone"

    def __str__(self) -> str:
        return str(self.value)
