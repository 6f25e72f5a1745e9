"""Trials of two ways to make drafts: who has which, when they run, and what comes of them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from agencies.models import AuditEvent
from agencies.scope import Actor
from agencies.tenancy import agency_scope
from analytics.ai.trials import result_of
from chats import services
from chats.ai import prompts
from chats.ai.experiments import arm_of, letter_of
from tests import factories as f
from tests.clients import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    member = f.MembershipFactory(role="owner")
    with agency_scope(member.agency_id):
        yield member


@pytest.fixture
def trial(owner):
    a, b = (f.AIProviderFactory(agency=owner.agency, name=name) for name in ("cheap", "dear"))
    return f.AIExperimentFactory(provider_a=a, provider_b=b, percent_b=30)


@pytest.fixture
def chat(owner):
    return f.ChatFactory(creator=f.CreatorFactory(agency=owner.agency))


def start(owner, trial):
    return services.start_experiment(actor=Actor.from_membership(owner), experiment=trial)


def end(owner, trial):
    return services.end_experiment(actor=Actor.from_membership(owner), experiment=trial)


class TestAssignment:
    def test_a_chat_keeps_its_arm(self, owner, trial, chat):
        start(owner, trial)
        arms = {arm_of(chat).letter for _ in range(5)}
        assert arms == {letter_of(trial.pk, chat.pk, 30)}

    def test_the_arms_have_about_their_shares(self):
        trial = uuid7()
        for percent in (1, 30, 50, 99):
            share = sum(letter_of(trial, uuid7(), percent) == "b" for _ in range(5_000)) / 5_000
            # Four standard deviations.
            assert abs(share - percent / 100) < 4 * (percent / 100 * (1 - percent / 100) / 5_000) ** 0.5

    def test_the_next_trial_splits_anew(self):
        chats = [uuid7() for _ in range(2_000)]
        one, other = ([letter_of(trial, chat, 50) for chat in chats] for trial in (uuid7(), uuid7()))
        same = sum(a == b for a, b in zip(one, other, strict=True)) / 2_000
        assert 0.45 < same < 0.55

    def test_who_has_b_of_few_has_b_of_many(self):
        trial, chats = uuid7(), [uuid7() for _ in range(500)]
        few, many = ({c for c in chats if letter_of(trial, c, percent) == "b"} for percent in (10, 60))
        assert few < many

    def test_each_arm_has_its_own_provider(self, owner, trial, chat):
        start(owner, trial)
        arm = arm_of(chat)
        assert arm.provider == (trial.provider_b if arm.letter == "b" else trial.provider_a)

    def test_none_before_it_begins_and_after_it_is_over(self, owner, trial, chat, django_assert_num_queries):
        assert arm_of(chat) is None
        start(owner, trial)
        with django_assert_num_queries(2):
            assert arm_of(chat).experiment == trial
        end(owner, trial)
        assert arm_of(chat) is None

    def test_another_agencys_trial_is_none_of_ours(self, owner, trial):
        start(owner, trial)
        stranger = f.ChatFactory()
        with agency_scope(stranger.agency_id):
            assert arm_of(stranger) is None


class TestRunning:
    def test_one_runs_at_a_time(self, owner, trial):
        start(owner, trial)
        other = f.AIExperimentFactory(provider_a=trial.provider_a, provider_b=trial.provider_b)
        with pytest.raises(ValidationError, match="still runs"):
            start(owner, other)

    def test_it_begins_and_ends_once(self, owner, trial):
        with pytest.raises(ValidationError, match="does not run"):
            end(owner, trial)
        start(owner, trial)
        end(owner, trial)
        with pytest.raises(ValidationError, match="begun before"):
            start(owner, trial)
        assert list(AuditEvent.objects.values_list("action", flat=True).order_by("pk")) == ["added", "started", "ended"]

    def test_two_that_are_the_same_are_refused(self, owner, trial):
        same = f.AIExperimentFactory(provider_a=trial.provider_a)
        with pytest.raises(ValidationError, match="are the same"):
            start(owner, same)

    @pytest.mark.parametrize("letter", ["a", "b"])
    def test_a_provider_that_is_off_is_refused(self, owner, trial, letter):
        provider = getattr(trial, f"provider_{letter}")
        provider.is_active = False
        provider.save()
        with pytest.raises(ValidationError, match=f"provider of {letter.upper()} is switched off"):
            start(owner, trial)

    def test_one_provider_may_be_tried_with_two_prompts(self, owner, trial):
        prompts = {f"prompt_{letter}": f.PromptVersionFactory(agency=owner.agency) for letter in "ab"}
        alone = f.AIExperimentFactory(provider_a=trial.provider_a, **prompts)
        assert start(owner, alone).is_running

    def test_a_prompt_that_is_the_one_in_use_is_no_other_one(self, owner, trial):
        current = f.PromptVersionFactory(agency=owner.agency, is_current=True)
        same = f.AIExperimentFactory(provider_a=trial.provider_a, prompt_b=current)
        with pytest.raises(ValidationError, match="are the same"):
            start(owner, same)

    def test_a_prompt_left_open_stays_what_it_was_at_the_start(self, owner, trial):
        current = f.PromptVersionFactory(agency=owner.agency, is_current=True)
        start(owner, trial)
        trial.refresh_from_db()
        assert (trial.prompt_a, trial.prompt_b) == (current, current)

    def test_a_prompt_that_was_chosen_stays_beside_one_left_open(self, owner, trial):
        current = f.PromptVersionFactory(agency=owner.agency, is_current=True)
        trial.prompt_a = f.PromptVersionFactory(agency=owner.agency)
        trial.save()
        begun = start(owner, trial)
        assert (begun.prompt_a, begun.prompt_b) == (trial.prompt_a, current)

    def test_so_does_the_products_own_which_becomes_a_version(self, owner, trial, chat):
        begun = start(owner, trial)
        assert (begun.prompt_a, begun.prompt_a.template) == (begun.prompt_b, prompts.REPLY)
        assert not begun.prompt_a.is_current
        f.PromptVersionFactory(agency=owner.agency, number=9, is_current=True)
        with agency_scope(owner.agency_id):
            assert arm_of(chat).prompt == begun.prompt_a

    def test_a_chatter_may_not(self, owner, trial):
        with pytest.raises(PermissionDenied):
            start(f.MembershipFactory(agency=owner.agency), trial)

    def test_nothing_of_it_can_be_changed_once_it_runs(self, owner, trial):
        client = client_of(owner.user)
        address = reverse("admin:chats_aiexperiment_change", args=[trial.pk])
        told = {
            "name": "Other name", "provider_a": trial.provider_a_id, "provider_b": trial.provider_b_id,
            "percent_b": 60,
        }  # fmt: skip
        assert client.post(address, told).status_code == 302
        trial.refresh_from_db()
        assert (trial.name, trial.percent_b) == ("Other name", 60)
        client.post(reverse("admin:chats_aiexperiment_start", args=[trial.pk]))
        assert client.post(address, {**told, "percent_b": 70}).status_code == 403
        assert client.post(reverse("admin:chats_aiexperiment_delete", args=[trial.pk])).status_code == 403
        trial.refresh_from_db()
        assert trial.is_running
        assert trial.percent_b == 60
        with pytest.raises(ValidationError, match="cannot be changed"):
            trial.full_clean()

    def test_looking_at_the_question_changes_nothing(self, owner, trial):
        client = client_of(owner.user)
        page = client.get(reverse("admin:chats_aiexperiment_start", args=[trial.pk])).content.decode()
        assert "30 % of chats" in page
        trial.refresh_from_db()
        assert trial.started_at is None

    def test_only_what_can_be_done_is_offered(self, owner, trial):
        client = client_of(owner.user)

        def offered() -> list[bool]:
            page = client.get(reverse("admin:chats_aiexperiment_change", args=[trial.pk])).content.decode()
            return [f"{trial.pk}/{word}" in page for word in ("result", "start", "end")]

        assert offered() == [True, True, False]
        start(owner, trial)
        assert offered() == [True, False, True]
        end(owner, trial)
        assert offered() == [True, False, False]


class TestResult:
    def fill(self, trial, letter: str, *, chats: int, accepted: float, each: int = 1, **values) -> None:
        """So many chats with `each` drafts, of which a part is accepted."""
        for number in range(chats):
            chat = f.ChatFactory(creator=f.CreatorFactory(agency=trial.agency) if number == 0 else self.creator)
            self.creator = chat.creator
            request = f.DraftRequestFactory(chat=chat, experiment=trial, arm=letter)
            for place in range(each):
                is_taken = (number * each + place) % 10 < accepted * 10
                f.AIResponseFactory(chat=chat, request=request, status="accepted" if is_taken else "rejected", **values)

    def measures(self, trial):
        return {one.metric.name: one for one in result_of(trial).measures}

    def test_a_clear_winner_is_named(self, owner, trial):
        self.fill(trial, "a", chats=40, accepted=0.4)
        self.fill(trial, "b", chats=40, accepted=0.9)
        found = self.measures(trial)["acceptance"]
        assert (found.a.value, found.b.value, found.difference.value) == (0.4, 0.9, pytest.approx(0.5))
        assert found.difference.interval.low == pytest.approx(0.5 - 1.99 * ((0.24 + 0.09) / 39) ** 0.5, abs=0.005)
        assert "B is better" in found.words

    def test_cheaper_is_better(self, owner, trial):
        for letter, cost in (("a", "0.001"), ("b", "0.009")):
            self.fill(trial, letter, chats=31, accepted=0.5, cost=Decimal(cost))
        assert "A is better" in self.measures(trial)["cost"].words

    def test_no_claim_where_chance_explains_it(self, owner, trial):
        self.fill(trial, "a", chats=40, accepted=0.5)
        self.fill(trial, "b", chats=40, accepted=0.6)
        assert self.measures(trial)["acceptance"].words == "No clear difference."

    def test_no_claim_of_too_few_chats_however_many_drafts(self, owner, trial):
        self.fill(trial, "a", chats=12, accepted=0.1, each=6)
        self.fill(trial, "b", chats=12, accepted=0.9, each=6)
        words = self.measures(trial)["acceptance"].words
        assert words == "Too few yet: 12 chats with A, 12 with B; 30 of each are needed."

    def test_what_a_draft_earned_and_whether_the_fan_answered(self, owner, trial, chat):
        request = f.DraftRequestFactory(chat=chat, experiment=trial, arm="a")
        now = timezone.now()
        sent = f.MessageFactory(chat=chat, direction="out", sent_at=now - dt.timedelta(minutes=5))
        f.MessageFactory(chat=chat, direction="in", sent_at=now)
        values = {"chat": chat, "request": request}
        f.AIResponseFactory(
            **values, status="edited", edit_distance=6, sent_message=sent, revenue=Decimal("4.80"), cost=Decimal("0.2")
        )
        f.AIResponseFactory(**values, status="rejected", reject_reason="guard")
        found = self.measures(trial)
        assert {name: one.a.value for name, one in found.items()} == {
            "acceptance": 1, "edit_distance": 6, "revenue_per_draft": 2.4, "reply_rate": 1, "cost": 0.1,
        }  # fmt: skip
        assert all(one.b is None for one in found.values())

    def test_the_page_says_what_it_says_and_how_drafts_were_made(self, owner, trial):
        client = client_of(owner.user)
        address = reverse("admin:chats_aiexperiment_result", args=[trial.pk])
        assert "Start it, and drafts" in client.get(address).content.decode()
        self.fill(trial, "a", chats=31, accepted=0.4, model="small")
        self.fill(trial, "b", chats=31, accepted=0.9, model="large")
        page = client.get(address).content.decode()
        assert "B is better: the difference is larger than chance explains." in page
        assert "points" in page
        assert ">large<" in page

    def test_another_agency_does_not_find_it(self, owner, trial):
        stranger = client_of(f.MembershipFactory(role="owner").user)
        for page in ("result", "start", "end"):
            address = reverse(f"admin:chats_aiexperiment_{page}", args=[trial.pk])
            assert stranger.get(address).status_code == 404
            assert stranger.post(address).status_code == 404
