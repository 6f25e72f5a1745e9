"""Background jobs: they enter the agency's scope by calling a service."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app


@app.task(name="integrations.run_import", queue="imports", retry=False)
def run_import(agency_id: str, run_id: str) -> None:
    """Import an uploaded file."""
    from integrations import services
    from integrations.providers.importing import ImportFileError

    try:
        services.run_import(agency_id=UUID(agency_id), run_id=UUID(run_id))
    except ImportFileError:
        # The run holds the sentence for the person; for the job there is nothing to retry.
        return
