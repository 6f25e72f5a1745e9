"""OF-Scraper's own code, from PyPI, reads what we export, and finds nothing to change in it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from typing import Any

import pytest
from django.utils import timezone

from tests import factories as f
from tests.integrations.ofscraper_files import ACCOUNT, CREATORS_FILE, FAN, rows_of, run_command, run_export
from tests.integrations.ofscraper_program import run_ofscraper

pytestmark = pytest.mark.django_db

READ = """
import asyncio
from ofscraper.db.operations_ import media, messages, profile

async def of_each(models, read):
    return {model: list(await read(model_id=model, db_path=FILE)) for model in models}

async def read_all():
    models = [row["model_id"] for row in await profile.get_all_models(db_path=FILE)]
    return {
        "models": models,
        "profiles": await profile.get_all_profiles(db_path=FILE),
        "messages": await messages.get_all_messages_transition(db_path=FILE),
        "medias": await media.get_all_medias_transition(db_path=FILE),
        "dates": await of_each(models, messages.get_messages_post_info),
        "deleted": await of_each(models, messages.get_deleted_messages_ids),
    }

told = asyncio.run(read_all())
told["media"] = {model: media.get_messages_media(model_id=model, db_path=FILE) for model in told["models"]}
print(json.dumps(told))
"""
CHANGE = """
from ofscraper.db.difference import get_group_difference
from ofscraper.db.operations import create_tables
from ofscraper.db.transition import modify_tables

create_tables(db_path=FILE)
missing = sorted(get_group_difference(db_path=FILE))
modify_tables(db_path=FILE)
print(json.dumps(missing))
"""


@pytest.fixture
def exported(scope, path):
    """The genuine file, imported and exported again."""
    run_command(CREATORS_FILE, scope, creator="luna")
    run_export(path, scope)
    return path


@pytest.fixture
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


def settled(told: dict[str, Any]) -> dict[str, Any]:
    """What it read, without the order and without the texts: what is bold or a link in one is plain in the other."""
    for row in told["messages"]:
        del row["text"]
    for row in told["medias"]:
        row.pop("id", None)

    def in_order(rows: list[Any]) -> list[Any]:
        return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))

    return {
        name: {model: in_order(rows) for model, rows in found.items()} if isinstance(found, dict) else in_order(found)
        for name, found in told.items()
    }


def test_it_reads_our_file_as_it_reads_its_own(exported, home, tmp_path):
    own = tmp_path / "own.db"
    shutil.copyfile(CREATORS_FILE, own)
    ours = run_ofscraper(READ, exported, home)
    assert (len(ours["models"]), len(ours["messages"]), len(ours["medias"])) == (40, 4992, 2839)
    assert sum(map(len, ours["media"].values())) == 2839
    assert settled(ours) == settled(run_ofscraper(READ, own, home))


def test_what_is_gone_on_the_platform_is_gone_to_it_too(scope, path, home):
    creator = f.CreatorFactory(agency=scope, username="luna", of_user_id=ACCOUNT)
    chat = f.ChatFactory(creator=creator, fan_of_id=FAN)
    f.MessageFactory(chat=chat, of_message_id=1, deleted_at=timezone.now())
    f.MessageFactory(chat=chat, of_message_id=2)
    run_export(path, scope)
    assert run_ofscraper(READ, path, home)["deleted"] == {str(FAN): [1]}


def test_its_changes_for_newer_versions_find_nothing_to_do(exported, home):
    def everything() -> list[str]:
        file = sqlite3.connect(exported)
        try:
            return list(file.iterdump())
        finally:
            file.close()

    before = everything()
    assert run_ofscraper(CHANGE, exported, home) == []
    assert everything() == before
    assert not (exported.parent / "backup").exists()


def test_its_own_new_file_has_our_tables_and_flags(scope, path, home, tmp_path):
    f.CreatorFactory(agency=scope, username="luna")
    run_export(path, scope)
    own = tmp_path / "new.db"
    assert len(run_ofscraper(CHANGE, own, home)) == 25
    assert tables(own) == tables(path) == tables(CREATORS_FILE)
    flags = "SELECT flag_name, flag_value FROM schema_flags ORDER BY 1"
    assert rows_of(own, flags) == rows_of(path, flags)


def tables(path) -> dict[str, tuple]:
    """Columns with type, NOT NULL, default and key, and what is unique, of each table."""
    file = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    found = {}
    for (table,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        unique = {
            tuple(column[2] for column in file.execute(f"PRAGMA index_info({index[1]})"))
            for index in file.execute(f"PRAGMA index_list({table})").fetchall()
        }
        found[table] = file.execute(f"PRAGMA table_info({table})").fetchall(), unique
    file.close()
    return found
