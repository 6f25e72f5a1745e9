"""The system checks that keep a new model from forgetting tenancy."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from agencies import checks
from agencies.models import Creator, IdentityModel, TenantModel
from agencies.permissions import TABLE
from agencies.scope import Scope
from agencies.tenancy import TenantForeignKey, tenant_constraints


def ids(model) -> set[str]:
    return {problem.id for problem in checks._problems(model)}


@pytest.fixture(autouse=True)
def _forget_scratch_models():
    yield
    apps.all_models["chats"].pop("thing", None)
    apps.clear_cache()


@pytest.fixture
def row_in_table(monkeypatch):
    monkeypatch.setitem(TABLE, "chats.thing", ("v", "v", "v", "v"))


def test_the_projects_own_models_pass():
    assert checks.check_tenancy() == []


def test_the_whole_configuration_passes_with_warnings_as_errors():
    call_command("check", fail_level="WARNING")


def test_a_model_that_forgot_everything_is_told_everything():
    class Thing(models.Model):
        class Meta:
            app_label = "chats"

    assert ids(Thing) == {"agencies.E001", "agencies.E002", "agencies.E004", "agencies.E006"}


def test_a_plain_foreign_key_between_tenant_models_is_refused(row_in_table):
    class Thing(TenantModel):
        creator = models.ForeignKey(Creator, on_delete=models.CASCADE)

        class Meta:
            app_label = "chats"
            constraints = tenant_constraints("chats_thing")

    assert ids(Thing) == {"agencies.E008"}


def test_a_tenant_reference_without_its_constraint_is_refused(row_in_table):
    class Thing(TenantModel):
        creator = TenantForeignKey(Creator, on_delete=models.CASCADE)

        class Meta:
            app_label = "chats"
            constraints = tenant_constraints("chats_thing")

    assert ids(Thing) == {"agencies.E003"}


def test_a_unique_constraint_without_the_agency_is_refused(row_in_table):
    class Thing(TenantModel):
        name = models.CharField(max_length=10)

        class Meta:
            app_label = "chats"
            constraints = [
                *tenant_constraints("chats_thing"),
                models.UniqueConstraint(fields=["name"], name="chats_thing_name"),
            ]

    assert ids(Thing) == {"agencies.E005"}


def test_a_business_model_without_a_policy_is_refused(row_in_table):
    class Thing(IdentityModel):
        class Meta:
            app_label = "chats"

    assert ids(Thing) == {"agencies.E002", "agencies.E004"}


def test_a_scope_path_that_leads_nowhere_is_refused(row_in_table):
    class Thing(TenantModel):
        SCOPE = Scope(creator="nowhere__id")

        class Meta:
            app_label = "chats"
            constraints = tenant_constraints("chats_thing")

    assert ids(Thing) == {"agencies.E007"}
