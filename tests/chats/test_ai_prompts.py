"""Versions of prompts: never changed, one in use, and templates that reach nothing."""

from __future__ import annotations

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import PermissionDenied, ValidationError

from agencies.models import AuditEvent
from agencies.scope import Actor
from agencies.tenancy import agency_scope
from chats.ai.prompts import BUILT_IN, built_in, prompt_in_use
from chats.ai.templates import MAX_LENGTH, check, render
from chats.models import PromptVersion
from chats.services import make_prompt_version, use_prompt_version
from tests import factories as f


@pytest.fixture
def owner(db):
    return f.MembershipFactory(role="owner")


def actor_of(person) -> Actor:
    with agency_scope(person.agency_id):
        return Actor.from_membership(person)


def make(person, template: str = "Write as {{ creator }}.", **options) -> PromptVersion:
    actor = actor_of(person)
    with agency_scope(person.agency_id):
        return make_prompt_version(actor=actor, kind=options.pop("kind", "reply"), template=template, **options)


def use(person, version, kind: str = "") -> None:
    actor = actor_of(person)
    with agency_scope(person.agency_id):
        use_prompt_version(actor=actor, version=version, kind=kind)


def in_use(person, kind: str = "reply") -> str:
    with agency_scope(person.agency_id):
        return prompt_in_use(person.agency_id, kind).label


class TestVersions:
    def test_the_product_brings_a_prompt_of_each_kind(self, owner):
        assert [in_use(owner, kind) for kind in BUILT_IN] == ["reply 0", "summary 0", "translation 0"]
        for kind, template in BUILT_IN.items():
            check(template)
            assert built_in(owner.agency_id, kind)._state.adding

    def test_versions_are_numbered_by_kind_and_agency(self, owner):
        other = f.MembershipFactory(role="owner")
        labels = [make(owner).label, make(owner, kind="summary").label, make(owner).label, make(other).label]
        assert labels == ["reply 1", "summary 1", "reply 2", "reply 1"]

    def test_a_new_version_is_used_if_asked(self, owner):
        make(owner, use=True)
        make(owner)
        assert in_use(owner) == "reply 1"
        make(owner, use=True)
        assert in_use(owner) == "reply 3"

    def test_an_old_version_can_be_used_again(self, owner):
        first = make(owner, use=True)
        make(owner, use=True)
        use(owner, first)
        assert in_use(owner) == "reply 1"

    def test_the_products_own_can_be_used_again(self, owner):
        make(owner, use=True)
        use(owner, None, kind="reply")
        assert in_use(owner) == "reply 0"

    def test_a_version_is_never_changed(self, owner):
        version = make(owner)
        version.template = "Something else"
        with agency_scope(owner.agency_id):
            with pytest.raises(ValidationError, match="never changed"):
                version.save()
            with pytest.raises(ValidationError, match="never changed"):
                version.save(update_fields=["template", "is_current"])
            assert PromptVersion.objects.get(pk=version.pk).template == "Write as {{ creator }}."

    def test_the_audit_knows_who_made_and_who_used_it(self, owner):
        make(owner, use=True)
        with agency_scope(owner.agency_id):
            events = AuditEvent.objects.filter(agency_id=owner.agency_id, object_label="reply 1")
            assert sorted(events.values_list("action", flat=True)) == ["added", "put into use"]

    def test_a_chatter_makes_none_and_uses_none(self, owner):
        chatter, version = f.MembershipFactory(agency=owner.agency), make(owner)
        with pytest.raises(PermissionDenied):
            make(chatter)
        with pytest.raises(PermissionDenied):
            use(chatter, version)

    def test_the_version_of_another_agency_is_not_used(self, owner):
        with pytest.raises(ValidationError, match="no such version"):
            use(owner, make(f.MembershipFactory(role="owner")))


class TestTemplates:
    """What is written in the admin is rendered on our server."""

    @pytest.mark.parametrize(
        "template",
        [
            "{% include 'admin/base.html' %}", "{% extends 'admin/base.html' %}", "{% load static %}", "{% debug %}",
            "{% url 'inbox' %}", "{% lorem 100000 %}", "{% now 'Y' %}", "{% csrf_token %}", "{% ssi '/etc/passwd' %}",
            "{{ creator|ljust:1000000000 }}", "{{ creator|center:1000000000 }}", "{{ creator|pprint }}",
            "{{ creator.__class__ }}", "{% if creator %}", "{{ creator", "{{ }}",
        ],
    )  # fmt: skip
    def test_nothing_but_words_can_be_reached(self, template):
        if template == "{{ creator":
            assert render(template, {"creator": "Luna"}) == "{{ creator"
            return
        with pytest.raises(ValidationError):
            check(template)

    @pytest.mark.parametrize("name", ["settings", "request", "fan", "fan_name", "creator.agency", "block"])
    def test_what_there_is_not_is_said_to_be_unknown(self, name):
        with pytest.raises(ValidationError, match="Nothing is called"):
            check(f"Hello {{{{ {name} }}}}")

    def test_secrets_are_no_values(self):
        assert django_settings.SECRET_KEY not in render("{{ settings.SECRET_KEY }}{{ SECRET_KEY }}x", {"creator": "L"})

    def test_a_loop_inside_a_loop_is_refused(self):
        with pytest.raises(ValidationError, match="One loop inside another"):
            check("{% for a in dos %}{% if a %}{% for b in dos %}{{ b }}{% endfor %}{% endif %}{% endfor %}")

    def test_loops_beside_each_other_are_fine(self):
        check("{% for a in dos %}{{ a }}{% endfor %}{% for b in donts %}{{ b }}{% endfor %}")

    def test_too_long_a_template_is_refused(self):
        with pytest.raises(ValidationError, match="characters"):
            check("x" * (MAX_LENGTH + 1))

    def test_an_empty_prompt_is_refused(self):
        with pytest.raises(ValidationError, match="empty prompt"):
            check("{% comment %}x{% endcomment %}")

    def test_the_sentence_says_what_is_wrong(self):
        with pytest.raises(ValidationError) as refused:
            check("{% include 'x' %}")
        assert "include" in refused.value.messages[0]
        assert "Did you forget" not in refused.value.messages[0]

    def test_text_is_not_escaped_for_pages(self):
        assert render("{{ voice }}", {"voice": "Fun & <3"}) == "Fun & <3"
