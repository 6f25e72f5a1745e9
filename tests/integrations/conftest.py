from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agencies.models import Agency
from agencies.tenancy import agency_scope
from tests import factories as f


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
