from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agencies.models import Agency
from agencies.tenancy import agency_scope
from tests import factories as f
from tests.integrations.ultimascraper_archive import LUNA, MIA, ROB, TOM, ArchiveDatabase, make_archive


@pytest.fixture
def scope(db: None) -> Iterator[Agency]:
    """An agency, and we are in it."""
    agency = f.AgencyFactory()
    with agency_scope(agency.pk):
        yield agency


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a file can be made."""
    return tmp_path / "user_data.db"


@pytest.fixture(scope="session")
def archive_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[ArchiveDatabase]:
    with django_db_blocker.unblock(), make_archive() as database:
        yield database


@pytest.fixture
def archive(archive_database: ArchiveDatabase) -> ArchiveDatabase:
    """UltimaScraper's archive: two performers, luna and mia, and two others, rob and tom, who have said nothing yet."""
    archive_database.clear()
    archive_database.user(LUNA, "luna", performer=True)
    archive_database.user(MIA, "mia", performer=True)
    archive_database.user(ROB, "rob673", name="Rob")
    archive_database.user(TOM, "tom1")
    return archive_database
