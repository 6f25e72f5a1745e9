from enum import StrEnum


class NotesListExpandItem(StrEnum):
    AUTHOR = "author"
    CHAT = "chat"

    def __str__(self) -> str:
        return str(self.value)
