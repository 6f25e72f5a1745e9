from __future__ import annotations

from types import SimpleNamespace

import pytest

from agencies.tenancy import agency_scope
from tests import factories as f


@pytest.fixture
def team():
    """An owner, a chatter with a creator and a chat, and a colleague; the scope stays open."""
    agency = f.AgencyFactory(timezone="Europe/Berlin")
    owner = f.MembershipFactory(agency=agency, role="owner", user__name="Olivia")
    chatter = f.MembershipFactory(agency=agency, user__name="Cora")
    colleague = f.MembershipFactory(agency=agency, user__name="Dave")
    creator = f.CreatorFactory(agency=agency, display_name="Luna")
    for member in (chatter, colleague):
        f.CreatorAssignmentFactory(membership=member, creator=creator)
    chat = f.ChatFactory(creator=creator, fan_display_name="Anna")
    with agency_scope(agency.pk):
        yield SimpleNamespace(
            agency=agency, owner=owner, chatter=chatter, colleague=colleague, creator=creator, chat=chat
        )
