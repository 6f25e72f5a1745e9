"""Strangers leave no files here, not even for the length of a request."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile

from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def on_disk(monkeypatch) -> list[str]:
    """The names of the files that were begun on the disk."""
    begun: list[str] = []
    begin = TemporaryUploadedFile.__init__

    def note(self, name, *args, **kwargs):
        begun.append(name)
        begin(self, name, *args, **kwargs)

    monkeypatch.setattr(TemporaryUploadedFile, "__init__", note)
    return begun


@pytest.mark.parametrize("page", ["/accounts/login/", "/admin/integrations/importrun/add/"])
def test_a_strangers_file_never_gets_to_the_disk(client, on_disk, page):
    client.post(page, {"login": "x", "file": SimpleUploadedFile("big.db", b"x" * 1000)})
    assert on_disk == []


def test_the_file_of_an_owner_does(client, on_disk):
    client.force_login(f.MembershipFactory(role="owner").user)
    client.post("/admin/integrations/importrun/add/", {"file": SimpleUploadedFile("big.db", b"x" * 1000)})
    assert on_disk == ["big.db"]
