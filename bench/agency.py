"""The agency that is measured in, and goes afterwards."""

from __future__ import annotations

from django.db import connection

from agencies.checks import GLOBAL, our_models
from agencies.models import Agency
from agencies.tenancy import agency_scope


def remove(agency: Agency) -> None:
    """Delete an agency with all that is its own: quickly, as references are checked when all is done."""
    with agency_scope(agency.pk), connection.cursor() as cursor:
        # The checks' plans are kept from when these tables were empty, and would read them whole for each row.
        cursor.execute("SET LOCAL enable_seqscan = off")
        for model in our_models():
            if model._meta.label_lower not in GLOBAL:
                cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE agency_id = %s", [agency.pk])
        cursor.execute("DELETE FROM agencies_agency WHERE id = %s", [agency.pk])
