"""Starting and running imports."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agencies.scope import Actor
from agencies.services import record_audit
from agencies.tenancy import agency_scope
from integrations import tasks
from integrations.models import ImportRun
from integrations.providers.importing import Choices, ImportFileError, Summary
from integrations.providers.ofscraper.importer import import_file
from integrations.providers.onlyfansapi.exports import import_export
from integrations.providers.ultimascraper.archive import Address
from integrations.providers.ultimascraper.importer import import_archive


def start_import(*, actor: Actor, run: ImportRun) -> ImportRun:
    """Save an uploaded file as a run and leave the work to a job; both or neither happen.

    `run` has its file, its source and its options (`creator`, `account`, `account_id`).
    """
    if not actor.may("add", run) or actor.agency_id is None:
        raise PermissionDenied
    run.agency_id = actor.agency_id
    run.started_by_id = actor.membership_id
    run.file_name = run.file_name or Path(run.file.name or "").name
    run.save()
    record_audit(actor=actor, action="started import", row=run)
    tasks.run_import.defer(agency_id=str(run.agency_id), run_id=str(run.pk))
    return run


def delete_import(*, actor: Actor, run: ImportRun) -> None:
    """Remove a run and the file that was uploaded for it; the messages that it brought stay."""
    if not actor.may("delete", run):
        raise PermissionDenied
    record_audit(actor=actor, action="deleted import", row=run)
    storage, name = run.file.storage, run.file.name
    run.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def run_import(*, agency_id: UUID, run_id: UUID) -> Summary:
    """Do the import of a saved run and keep its progress; a run that was cut off is done again from the start.

    Raises `ImportFileError`, after the run has been marked as failed with that sentence.
    """
    with agency_scope(agency_id):
        run = ImportRun.objects.select_related("creator").get(agency_id=agency_id, pk=run_id)
        path = Path(run.file.path)
        choices, source = _choices(run), run.source
    return record_run(agency_id=agency_id, run_id=run.pk, origin=path, choices=choices, source=source)


def import_history(*, source: str, origin: Path | Address, **asked: Any) -> Summary:
    """Import what an `ImportRun.Source` wrote without keeping a run; takes and raises what the importers do."""
    if isinstance(origin, Address):
        return import_archive(address=origin, **asked)
    if source == ImportRun.Source.ONLYFANSAPI:
        return import_export(path=origin, **asked)
    return import_file(path=origin, **asked, source=ImportRun.Source(source))


def record_run(
    *, agency_id: UUID, run_id: UUID, origin: Path | Address, choices: Choices, source: str, watch: Any = None
) -> Summary:
    """Import `origin`, which `source` wrote, and keep progress, summary or error in the run.

    `watch(summary)` is told of progress too.
    """

    def progress(summary: Summary) -> None:
        _update(agency_id, run_id, total=summary.total, done=summary.read + summary.skipped.total())
        if watch:
            watch(summary)

    _update(agency_id, run_id, status=ImportRun.Status.RUNNING, started_at=timezone.now(), error="")
    try:
        summary = import_history(agency_id=agency_id, origin=origin, choices=choices, source=source, progress=progress)
    except Exception as error:
        sentence = (
            # Whoever uploaded the file knows it by its name and not by where we keep it.
            str(error).replace(str(origin), origin.name)
            if isinstance(error, ImportFileError)
            else "The import stopped because of an error of ours."
        )
        _update(agency_id, run_id, status=ImportRun.Status.FAILED, error=sentence, finished_at=timezone.now())
        raise
    creators = {creator for creator, _ in summary.chats}
    made = {"creator_id": creators.pop()} if len(creators) == 1 else {}
    _update(
        agency_id,
        run_id,
        status=ImportRun.Status.DONE,
        summary=summary.as_dict(),
        done=summary.total,
        finished_at=timezone.now(),
        **made,
    )
    return summary


def _choices(run: ImportRun) -> Choices:
    options = run.options
    return Choices(
        creator=run.creator.username if run.creator else options.get("creator") or None,
        account=options.get("account") or None,
        account_id=options.get("account_id") or None,
    )


def _update(agency_id: UUID, run_id: UUID, **values: Any) -> None:
    with agency_scope(agency_id):
        ImportRun.objects.filter(agency_id=agency_id, pk=run_id).update(**values)
