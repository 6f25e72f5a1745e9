"""Tenants, the people in them, and the creators they work for."""

from agencies.models.access import ApiKey, ApiKeyCreator, AuditEvent
from agencies.models.agency import Agency
from agencies.models.base import IdentityModel, TenantModel
from agencies.models.change import Change
from agencies.models.creator import Creator, CreatorAssignment
from agencies.models.membership import Invitation, Membership, Shift
from agencies.models.requests import IdempotentRequest, RequestRate
from agencies.models.user import User

__all__ = [
    "Agency",
    "ApiKey",
    "ApiKeyCreator",
    "AuditEvent",
    "Change",
    "Creator",
    "CreatorAssignment",
    "IdempotentRequest",
    "IdentityModel",
    "Invitation",
    "Membership",
    "RequestRate",
    "Shift",
    "TenantModel",
    "User",
]
