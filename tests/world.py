"""The people and rows that access tests are about: our agency, a rival, and everybody's keys."""

from __future__ import annotations

from types import SimpleNamespace


from agencies.scope import Role
from agencies.tenancy import agency_scope
from agencies.models import AuditEvent, User
from tests import factories as f


def make_agency(slug: str) -> SimpleNamespace:
    """An agency with two creators (`creator` is the chatter's, `other_creator` is not), the whole team,
    a key of each role, and at least one row of every tenant model for each creator."""
    agency = f.AgencyFactory(slug=slug, name=slug.title())
    team = {
        "owner": f.MembershipFactory(agency=agency, role=Role.OWNER, user__email=f"owner@{slug}.test"),
        "admin": f.MembershipFactory(agency=agency, role=Role.ADMIN, user__email=f"admin@{slug}.test"),
        "chatter": f.MembershipFactory(agency=agency, user__email=f"chatter@{slug}.test"),
        "idle_chatter": f.MembershipFactory(agency=agency, user__email=f"idle@{slug}.test"),
    }
    creator, other_creator = f.CreatorFactory(agency=agency), f.CreatorFactory(agency=agency)
    f.CreatorAssignmentFactory(membership=team["chatter"], creator=creator)
    keys = {role: f.ApiKeyFactory(agency=agency, role=role, name=f"{slug} {role}") for role in Role.values}
    f.ApiKeyCreatorFactory(api_key=keys["chatter"], creator=creator)
    f.InvitationFactory(agency=agency)
    f.ImportRunFactory(agency=agency)
    f.ScriptFactory(agency=agency)
    for member in team.values():
        f.ShiftFactory(membership=member)
    with agency_scope(agency.pk):
        AuditEvent.objects.create(
            agency=agency, actor_label="somebody", action="changed", object_type="chats.chat", object_id="1", object_label="a fan"
        )
    return SimpleNamespace(
        agency=agency,
        **team,
        keys=keys,
        creator=creator,
        other_creator=other_creator,
        chat=_fill(creator, team["chatter"]),
        other_chat=_fill(other_creator, team["idle_chatter"]),
    )


def _fill(creator, member):
    chat = f.ChatFactory(creator=creator)
    incoming = f.MessageFactory(chat=chat)
    offer = f.MessageFactory(chat=chat, direction="out", is_ppv=True, price="15.00", unlocked=False, sent_by=member)
    f.MediaAttachmentFactory(message=offer)
    f.ChatNoteFactory(chat=chat, author=member)
    f.ScriptFactory(agency=creator.agency, creator=creator)
    f.AIResponseFactory(chat=chat, in_reply_to=incoming, requested_by=member)
    f.TransactionFactory(creator=creator, chat=chat, attributed_to=member)
    f.SubscriptionFactory(chat=chat)
    f.FanStatsFactory(chat=chat)
    return chat


def make_world() -> SimpleNamespace:
    """Our agency `acme`, the rival `rival`, and the platform operator."""
    operator = User.objects.create_superuser("operator@platform.test", f.PASSWORD)
    return SimpleNamespace(acme=make_agency("acme"), rival=make_agency("rival"), operator=operator)


