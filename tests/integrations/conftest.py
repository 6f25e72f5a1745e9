from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from agencies.models import Agency
from agencies.tenancy import agency_scope
from integrations.models import Connection
from integrations.providers.onlyfansapi.fake.platform import Account, Fan, Platform
from integrations.providers.onlyfansapi.fake.server import Service, serve
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


@pytest.fixture
def service() -> Iterator[Service]:
    """OnlyFansAPI.com on loopback, before an empty platform; `service.url` is its address."""
    made = Service(Platform())
    server = serve(made)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    made.url = f"http://127.0.0.1:{server.server_address[1]}"
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def account(service: Service) -> Account:
    """A creator's account there, with one fan, who has written nothing."""
    made = service.platform.add_account("acct_0123456789abcdef", 400_001, "luna.rose", "Luna Rose")
    service.platform.add_fan(made, Fan(700_001, "Alex Berg", "alexberg"))
    return made


@pytest.fixture
def connected(transactional_db: None, service: Service, account: Account) -> Connection:
    """That account, connected to one of our creators."""
    creator = f.CreatorFactory(username="luna.rose", of_user_id=None)
    return f.ConnectionFactory(creator=creator, account_id=account.id, base_url=service.url)


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
