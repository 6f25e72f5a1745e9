"""How an agency's AI drafts are made: providers and their prices, prompts, limits, and trials of two ways."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from agencies.models import Membership, TenantModel
from agencies.scope import Scope
from agencies.sealing import seal, unseal
from agencies.tenancy import TenantForeignKey, tenant_constraints
from chats.ai.templates import check as check_template


class AISettings(TenantModel):
    """The rules of an agency's AI; one row for each agency that has changed something."""

    SCOPE: ClassVar[Scope] = Scope()

    is_enabled = models.BooleanField("AI drafts", default=True, help_text="Whether chatters can ask for drafts.")
    drafts = models.PositiveSmallIntegerField(
        default=3, validators=[MinValueValidator(1), MaxValueValidator(3)], help_text="Drafts for each request."
    )
    history_messages = models.PositiveSmallIntegerField(
        "messages of the chat",
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(200)],
        help_text="The latest so many are sent to the provider, as far as the tokens allow.",
    )
    token_budget = models.PositiveIntegerField(
        "tokens of context",
        default=3000,
        validators=[MinValueValidator(500), MaxValueValidator(200_000)],
        help_text="A request sends at most about so many tokens; the oldest messages are left out first.",
    )
    sends_names = models.BooleanField(
        "send fans' names", default=True, help_text="Otherwise a placeholder leaves this machine, and the name is put "
        "back into the draft."
    )  # fmt: skip
    sends_notes = models.BooleanField("send notes about fans", default=True)
    sends_spending = models.BooleanField("send what fans have spent", default=True)
    monthly_budget = models.DecimalField(
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="Dollars a month for paid providers. A warning comes at 80 %; at 100 % only free providers go on. "
        "Empty: no limit.",
    )
    expire_minutes = models.PositiveSmallIntegerField(
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(1440)],
        help_text="Drafts that nobody has decided about expire after so many minutes.",
    )
    writes_summaries = models.BooleanField(
        "keep fan summaries", default=False, help_text="A provider reads new messages and keeps facts about the fan."
    )
    team_language = models.CharField(
        max_length=40, default="English", help_text="What messages from fans are translated into."
    )

    class Meta:
        verbose_name = verbose_name_plural = "AI settings"
        constraints = [
            *tenant_constraints("chats_aisettings"),
            models.UniqueConstraint(fields=["agency"], name="chats_aisettings_one"),
        ]

    def __str__(self) -> str:
        return "AI settings"


class AIProvider(TenantModel):
    """One way to have drafts made. Those in force are asked in the order of `place`, the next when one has failed."""

    class Kind(models.TextChoices):
        PLAYBOOK = "playbook", "playbook: our own best replies and scripts, nothing leaves this machine"
        OPENAI = "openai", "a service that speaks OpenAI's protocol (hosted, vLLM, Ollama, …)"

    SCOPE: ClassVar[Scope] = Scope()

    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.OPENAI)
    place = models.PositiveSmallIntegerField(default=1, help_text="1 is asked first.")
    is_active = models.BooleanField(default=True)
    base_url = models.URLField(
        "address", max_length=300, blank=True, help_text="As in https://api.openai.com/v1; its own if left empty."
    )
    model = models.CharField(max_length=80, blank=True, help_text="As the service calls it.")
    sealed_api_key = models.TextField(blank=True, editable=False)
    time_limit_seconds = models.PositiveSmallIntegerField(
        "time limit",
        default=20,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text="Seconds until a draft must be there; then the next provider is asked.",
    )
    max_tokens = models.PositiveIntegerField(
        default=300, validators=[MinValueValidator(16), MaxValueValidator(8000)], help_text="Of one answer."
    )
    temperature = models.DecimalField(
        max_digits=3, decimal_places=2, default="0.80", validators=[MinValueValidator(0), MaxValueValidator(2)]
    )

    class Meta:
        verbose_name = "AI provider"
        ordering = ["place", "name"]
        constraints = [
            *tenant_constraints("chats_aiprovider"),
            models.UniqueConstraint(fields=["agency", "name"], name="chats_aiprovider_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raise `ValidationError` for an address that could never be called."""
        if self.kind == self.Kind.OPENAI and not self.model:
            raise ValidationError({"model": "Say which model the service is to use, as it calls it."})
        try:
            parts = urlsplit(self.base_url)
        except ValueError:
            raise ValidationError({"base_url": "That is no address."}) from None
        if self.base_url and (parts.scheme not in ("http", "https") or not parts.hostname):
            raise ValidationError({"base_url": "Give an address that begins with https://."})
        if parts.username or parts.password:
            raise ValidationError({"base_url": "Leave name and password out: the key has a field of its own."})

    @property
    def api_key(self) -> str:
        """What opens the service. Raises `SecretUnreadableError`."""
        return unseal(self.sealed_api_key)

    @api_key.setter
    def api_key(self, secret: str) -> None:
        self.sealed_api_key = seal(secret)


class ModelPrice(TenantModel):
    """What a model costs, in dollars for a million tokens."""

    SCOPE: ClassVar[Scope] = Scope()

    model = models.CharField(max_length=80, help_text="As in the provider.")
    input_per_million = models.DecimalField(max_digits=10, decimal_places=4, validators=[MinValueValidator(0)])
    output_per_million = models.DecimalField(max_digits=10, decimal_places=4, validators=[MinValueValidator(0)])

    class Meta:
        ordering = ["model"]
        constraints = [
            *tenant_constraints("chats_modelprice"),
            models.UniqueConstraint(fields=["agency", "model"], name="chats_modelprice_once"),
        ]

    def __str__(self) -> str:
        return self.model


class PromptVersion(TenantModel):
    """What providers are told to do. A version is never changed: whoever wants another text makes the next one."""

    class Kind(models.TextChoices):
        REPLY = "reply", "drafts of replies"
        SUMMARY = "summary", "fan summaries"
        TRANSLATION = "translation"

    SCOPE: ClassVar[Scope] = Scope()

    kind = models.CharField(max_length=11, choices=Kind.choices, default=Kind.REPLY)
    number = models.PositiveIntegerField(editable=False)
    template = models.TextField(help_text="Django's template language; see the preview for what can be named.")
    remark = models.CharField(max_length=200, blank=True, help_text="What is new in it.")
    created_by = TenantForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    is_current = models.BooleanField(default=False, help_text="The one in use; one of each kind.")

    class Meta:
        ordering = ["kind", "-number"]
        constraints = [
            *tenant_constraints("chats_promptversion", "created_by"),
            models.UniqueConstraint(fields=["agency", "kind", "number"], name="chats_promptversion_once"),
            models.UniqueConstraint(
                fields=["agency", "kind"], condition=Q(is_current=True), name="chats_promptversion_current"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """Raise `ValidationError` for a template that does not work."""
        try:
            check_template(self.template)
        except ValidationError as error:
            raise ValidationError({"template": error.messages}) from error

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save what may change of a version that stands: whether it is in use, and nothing else."""
        if not self._state.adding and set(kwargs.get("update_fields") or ["template"]) != {"is_current"}:
            raise ValidationError("A version is never changed. Make the next one.")
        super().save(*args, **kwargs)

    @property
    def label(self) -> str:
        """What a draft keeps of it: as in "reply 3"."""
        return f"{self.kind} {self.number}"


def _arm(model: Any, **options: Any) -> Any:
    return TenantForeignKey(model, on_delete=models.PROTECT, related_name="+", db_index=False, **options)


class AIExperiment(TenantModel):
    """A trial of two ways to make drafts. Each chat has one of them for as long as it runs."""

    SCOPE: ClassVar[Scope] = Scope()

    name = models.CharField(max_length=80)
    provider_a = _arm(AIProvider, verbose_name="provider of A")
    prompt_a = _arm(
        PromptVersion, verbose_name="prompt of A", null=True, blank=True,
        help_text="The one in use at the start if left empty.",
    )  # fmt: skip
    provider_b = _arm(AIProvider, verbose_name="provider of B")
    prompt_b = _arm(
        PromptVersion, verbose_name="prompt of B", null=True, blank=True,
        help_text="The one in use at the start if left empty.",
    )  # fmt: skip
    percent_b = models.PositiveSmallIntegerField(
        "share of B",
        default=50,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
        help_text="Per cent of chats",
    )
    started_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "AI experiment"
        ordering = ["-created_at"]
        constraints = [
            *tenant_constraints("chats_aiexperiment", "provider_a", "prompt_a", "provider_b", "prompt_b"),
            models.UniqueConstraint(
                fields=["agency"],
                condition=Q(started_at__isnull=False, ended_at__isnull=True),
                name="chats_aiexperiment_one_runs",
            ),
        ]

    @property
    def is_running(self) -> bool:
        """Whether chats get their drafts by it now."""
        return self.started_at is not None and self.ended_at is None

    def clean(self) -> None:
        """What runs, or has run, stays what it was: its result would be of nothing else."""
        if self.pk and AIExperiment.objects.filter(agency_id=self.agency_id, pk=self.pk, started_at__isnull=False):
            raise ValidationError("This experiment has begun, so it cannot be changed any more. Make a new one.")
        for name in ("prompt_a", "prompt_b"):
            prompt = getattr(self, name)
            if prompt and prompt.kind != PromptVersion.Kind.REPLY:
                raise ValidationError({name: "Choose a prompt for drafts of replies."})

    def __str__(self) -> str:
        return self.name
