"""Tenants, the people in them, and the creators they work for."""

from agencies.models.access import ApiKey, ApiKeyCreator, AuditEvent
from agencies.models.agency import Agency
from agencies.models.base import IdentityModel, TenantModel
from agencies.models.creator import Creator, CreatorAssignment
from agencies.models.membership import Invitation, Membership, Shift
from agencies.models.requests import IdempotentRequest
from agencies.models.user import User

__all__ = [
    "Agency",
    "ApiKey",
    "ApiKeyCreator",
    "AuditEvent",
    "Creator",
    "CreatorAssignment",
    "IdempotentRequest",
    "IdentityModel",
    "Invitation",
    "Membership",
    "Shift",
    "TenantModel",
    "User",
]
