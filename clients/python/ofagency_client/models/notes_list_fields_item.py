from enum import StrEnum


class NotesListFieldsItem(StrEnum):
    AUTHOR = "author"
    AUTHOR_NAME = "author_name"
    CHAT = "chat"
    CREATED_AT = "created_at"
    ID = "id"
    TEXT = "text"
    UPDATED_AT = "updated_at"

    def __str__(self) -> str:
        return str(self.value)
