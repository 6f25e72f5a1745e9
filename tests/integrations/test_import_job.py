"""An uploaded file becomes a run, a job imports it, and the run tells how far it is and what came of it."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import connection

from agencies.models import AuditEvent, Creator
from agencies.scope import Actor
from agencies.tenancy import agency_scope
from chats.models import Message
from integrations import services, tasks
from integrations.models import ImportRun
from integrations.providers.importing import Choices, ImportFileError
from integrations.providers.ofscraper import importer
from tests.integrations.ofscraper_files import CREATORS_FILE, FANS_FILE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _uploads(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
    }


@pytest.fixture
def acme(world):
    """Our agency without the rows of its world that are about messages."""
    with agency_scope(world.acme.agency.pk):
        Message.objects.all().delete()
        ImportRun.objects.all().delete()
        yield world.acme


def actor(membership) -> Actor:
    with agency_scope(membership.agency_id):
        return Actor.from_membership(membership)


def uploaded(path=FANS_FILE, **options) -> ImportRun:
    return ImportRun(file=ContentFile(path.read_bytes(), name=path.name), file_name="user_data.db", options=options)


def jobs() -> list[tuple[str, str, dict]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, queue_name, args FROM procrastinate_jobs ORDER BY id")
        return [(name, queue, json.loads(args) if isinstance(args, str) else args) for name, queue, args in cursor]


def finished(run: ImportRun) -> ImportRun:
    with agency_scope(run.agency_id):
        return ImportRun.objects.get(pk=run.pk)


class TestStarting:
    def test_the_run_waits_and_a_job_is_there_for_it(self, acme):
        run = services.start_import(actor=actor(acme.owner), run=uploaded())
        assert (run.status, run.source, run.started_by_id) == ("waiting", "ofscraper", acme.owner.pk)
        arguments = {"agency_id": str(acme.agency.pk), "run_id": str(run.pk)}
        assert jobs() == [("integrations.run_import", "imports", arguments)]

    def test_it_is_written_in_the_audit_with_who_did_it(self, acme):
        run = services.start_import(actor=actor(acme.admin), run=uploaded())
        line = AuditEvent.objects.get(action="started import")
        assert (line.membership_id, line.object_id) == (acme.admin.pk, str(run.pk))

    def test_a_chatter_may_not(self, acme):
        with pytest.raises(PermissionDenied):
            services.start_import(actor=actor(acme.chatter), run=uploaded())
        assert jobs() == []
        assert not ImportRun.objects.exists()

    def test_an_operator_outside_every_agency_may_not(self, world, acme):
        with pytest.raises(PermissionDenied):
            services.start_import(actor=Actor.operator(world.operator), run=uploaded())

    def test_the_run_belongs_to_the_actors_agency_whatever_the_row_said(self, world, acme):
        run = uploaded()
        run.agency_id = world.rival.agency.pk
        assert services.start_import(actor=actor(acme.owner), run=run).agency_id == acme.agency.pk


class TestRunning:
    def test_the_job_imports_the_file_and_the_run_tells_what_was_done(self, acme):
        run = services.start_import(actor=actor(acme.owner), run=uploaded())
        tasks.run_import(agency_id=str(acme.agency.pk), run_id=str(run.pk))
        run = finished(run)
        assert (run.status, run.done, run.total, run.percent, run.error) == ("done", 600, 600, 100, "")
        assert (run.summary["created"], run.summary["media"]) == (600, 318)
        assert run.created_at <= run.started_at <= run.finished_at
        assert Message.objects.count() == 600

    def test_progress_is_there_to_be_watched_between_chunks(self, acme, monkeypatch):
        monkeypatch.setattr(importer, "CHUNK", 1_000)
        run = services.start_import(actor=actor(acme.owner), run=uploaded(CREATORS_FILE, creator="luna"))
        seen = []
        services.record_run(
            agency_id=acme.agency.pk,
            run_id=run.pk,
            origin=CREATORS_FILE,
            choices=Choices("luna"),
            source="ofscraper",
            watch=lambda summary: seen.append((finished(run).status, finished(run).percent)),
        )
        assert seen == [("running", percent) for percent in (0, 20, 40, 60, 80, 100)]

    def test_a_chosen_creator_receives_the_messages(self, acme):
        with agency_scope(acme.agency.pk):
            creator = Creator.objects.create(agency=acme.agency, username="luna")
        run = uploaded(CREATORS_FILE)
        run.creator = creator
        services.start_import(actor=actor(acme.owner), run=run)
        services.run_import(agency_id=acme.agency.pk, run_id=run.pk)
        assert Message.objects.filter(chat__creator=creator).count() == 4992

    def test_options_say_whose_account_it_was(self, acme):
        run = uploaded(FANS_FILE, account="fan", account_id=458485726)
        services.start_import(actor=actor(acme.owner), run=run)
        assert services.run_import(agency_id=acme.agency.pk, run_id=run.pk).created == 600

    def test_a_second_run_of_the_job_changes_nothing(self, acme):
        run = services.start_import(actor=actor(acme.owner), run=uploaded())
        for _ in range(2):
            tasks.run_import(agency_id=str(acme.agency.pk), run_id=str(run.pk))
        assert (finished(run).summary["created"], finished(run).summary["unchanged"]) == (0, 600)
        assert Message.objects.count() == 600

    def test_a_run_of_another_agency_is_not_found(self, world, acme):
        run = services.start_import(actor=actor(acme.owner), run=uploaded())
        with pytest.raises(ImportRun.DoesNotExist):
            services.run_import(agency_id=world.rival.agency.pk, run_id=run.pk)


class TestDeleting:
    @pytest.mark.parametrize("page", ["{run.pk}/delete/", ""])
    def test_with_the_run_goes_its_file_and_the_messages_stay(
        self, acme, client, page, django_capture_on_commit_callbacks
    ):
        run = services.start_import(actor=actor(acme.owner), run=uploaded())
        services.run_import(agency_id=acme.agency.pk, run_id=run.pk)
        client.force_login(acme.owner.user)
        form = {"post": "yes", "action": "delete_selected", "_selected_action": [str(run.pk)]}
        with django_capture_on_commit_callbacks(execute=True):
            client.post(f"/admin/integrations/importrun/{page.format(run=run)}", form)
        assert not ImportRun.objects.exists()
        assert not run.file.storage.exists(run.file.name)
        assert Message.objects.count() == 600
        assert AuditEvent.objects.get(action="deleted import").object_id == str(run.pk)

    def test_nobody_else_may(self, acme):
        run = services.start_import(actor=actor(acme.owner), run=uploaded())
        with pytest.raises(PermissionDenied):
            services.delete_import(actor=actor(acme.chatter), run=run)
        assert run.file.storage.exists(run.file.name)


class TestFailing:
    @pytest.fixture
    def run(self, acme):
        run = ImportRun(file=ContentFile(b"these are notes", name="notes.db"))
        return services.start_import(actor=actor(acme.owner), run=run)

    def test_the_run_keeps_the_sentence_and_the_job_is_over(self, run):
        tasks.run_import(agency_id=str(run.agency_id), run_id=str(run.pk))
        run = finished(run)
        assert run.status == "failed"
        assert run.error.endswith("is not an SQLite database, or it is encrypted.")
        assert run.finished_at is not None

    def test_the_service_tells_its_caller(self, run):
        with pytest.raises(ImportFileError):
            services.run_import(agency_id=run.agency_id, run_id=run.pk)

    def test_a_file_that_is_gone_is_a_sentence_too(self, run):
        run.file.storage.delete(run.file.name)
        tasks.run_import(agency_id=str(run.agency_id), run_id=str(run.pk))
        assert "There is no file" in finished(run).error

    def test_an_error_of_ours_is_told_as_such_and_raised_for_the_log(self, acme, monkeypatch):
        run = services.start_import(actor=actor(acme.owner), run=uploaded())
        monkeypatch.setattr(importer, "CHUNK", "no number")
        with pytest.raises(ValueError, match="islice"):
            tasks.run_import(agency_id=str(run.agency_id), run_id=str(run.pk))
        assert (finished(run).status, finished(run).error) == (
            "failed", "The import stopped because of an error of ours.",
        )  # fmt: skip

    def test_a_failed_run_that_is_done_again_with_a_good_file_is_done(self, run):
        tasks.run_import(agency_id=str(run.agency_id), run_id=str(run.pk))
        with open(run.file.path, "wb") as file:
            file.write(FANS_FILE.read_bytes())
        tasks.run_import(agency_id=str(run.agency_id), run_id=str(run.pk))
        assert (finished(run).status, finished(run).error) == ("done", "")
