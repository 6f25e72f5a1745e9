"""How files come in: to the disk, and from people we know."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler


class UploadHandler(TemporaryFileUploadHandler):
    """Refuses the files of strangers at their first byte.

    Django reads a form before any view is asked, to look for its CSRF token: otherwise whoever finds the login
    page could fill the disk.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if not self.request.user.is_authenticated:  # type: ignore[union-attr]
            raise StopUpload(connection_reset=True)
        super().new_file(*args, **kwargs)
