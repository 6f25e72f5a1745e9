"""Pay-per-view: which prices and which content sell."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.db.models import CharField, F, Max, Min, Sum
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.text import Truncator

from agencies.models import Creator
from analytics.dashboards.blocks import Chart, Column, Figure, Link, Page, Section, Series, Table, metric_columns
from analytics.metrics import METRICS, Unit
from analytics.models import OfferDay
from analytics.offers import fingerprint
from analytics.reports import Question, total
from chats.models import Message, Script

FIGURES = ["ppv_sent", "ppv_unlocked", "unlock_ratio", "golden_ratio", "ppv_price", "ppv_unlocked_value", "net_ppv"]
BEST_SHOWN, WORDS_SHOWN = 50, 80
#: Up to so many prices each has a point of its own; more are gathered in steps of so many dollars.
PRICES_SHOWN, PRICE_STEPS = 24, (5, 10, 20, 50)
COUNTS = ["sent", "known", "unlocked"]


def page(question: Question) -> Page:
    """Prices against the unlock ratio, best sellers, and scripts."""
    now, before = total(question), total(question.before())
    rows = question.rows(OfferDay).order_by()
    value = {"value": Sum(F("price") * F("unlocked"))}
    counts: dict[str, Any] = {f"n_{name}": Sum(name) for name in COUNTS} | value
    prices = list(rows.values("price").annotate(**counts).order_by("price"))
    offers = rows.values("offer", "creator_id").annotate(**counts)
    described = offers.annotate(low=Min("price"), high=Max("price"), example=Max(Cast("message_id", CharField())))
    best = list(described.order_by("-value", "-n_sent")[:BEST_SHOWN])
    return Page(
        [Figure.of(name, now, before) for name in FIGURES],
        [_prices(prices), _best(question, best), _scripts(question, offers)],
    )


def _prices(prices: list[dict[str, Any]]) -> Section:
    gathered = _gathered(prices)
    labels = [label for label, _ in gathered]
    ratios = [row["n_unlocked"] / row["n_known"] if row["n_known"] else None for _, row in gathered]
    per_offer = [row["value"] / row["n_known"] if row["n_known"] else None for _, row in gathered]
    columns = [
        Column("Price"), *metric_columns(["ppv_sent", "ppv_unlocked", "unlock_ratio", "ppv_unlocked_value"]),
        Column("Value per offer", Unit.DOLLARS, "What an offer at this price brings on average, bought or not, before "
               "the platform's share: the price to choose is where this is highest."),
    ]  # fmt: skip
    rows = [
        [label, row["n_sent"], row["n_unlocked"], ratio, row["value"], each]
        for (label, row), ratio, each in zip(gathered, ratios, per_offer, strict=True)
    ]
    chart = Chart("bars", labels, [Series(METRICS["unlock_ratio"].label, ratios)], Unit.RATIO)
    hint = "How many offers at a price are bought, by the day on which they were sent."
    return Section("Price and unlock ratio", Table("Price and unlock ratio", columns, rows), chart, hint)


def _gathered(prices: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    """The counts by price, or by ranges of prices where there are many."""
    if len(prices) <= PRICES_SHOWN:
        return [(f"${row['price']:.2f}".removesuffix(".00"), row) for row in prices]
    highest = max(row["price"] for row in prices)
    step = next((s for s in PRICE_STEPS if highest / s <= PRICES_SHOWN), PRICE_STEPS[-1])
    groups: dict[int, dict[str, Any]] = defaultdict(lambda: {"n_sent": 0, "n_known": 0, "n_unlocked": 0, "value": 0})
    for row in prices:
        group = groups[int(row["price"] // step) * step]
        for name in group:
            group[name] += row[name]
    return [(f"${low}–{Decimal(low + step) - Decimal('0.01')}", group) for low, group in sorted(groups.items())]


def _counts(row: dict[str, Any]) -> list[Any]:
    ratio = row["n_unlocked"] / row["n_known"] if row["n_known"] else None
    return [row["n_sent"], row["n_unlocked"], ratio, row["value"]]


_COUNT_COLUMNS = ["ppv_sent", "ppv_unlocked", "unlock_ratio", "ppv_unlocked_value"]


def _best(question: Question, offers: list[dict[str, Any]]) -> Section:
    examples = Message.objects.visible_to(question.actor).filter(pk__in=[row["example"] for row in offers])
    messages = {str(message.pk): message for message in examples}
    names = {creator.pk: str(creator) for creator in Creator.objects.visible_to(question.actor)}
    rows = []
    for row in offers:
        message = messages.get(row["example"])
        prices = f"${row['low']}" if row["low"] == row["high"] else f"${row['low']} to {row['high']}"
        words = Truncator(message.text or "(no words)").chars(WORDS_SHOWN) if message else "(deleted)"
        cell = Link(words, f"{reverse('inbox_chat', args=[message.chat_id])}?at={message.pk}") if message else words
        rows.append([cell, names.get(row["creator_id"], "?"), prices, *_counts(row)])
    columns = [
        Column("Offer", "link"), Column("Creator"), Column("Price"), *metric_columns(_COUNT_COLUMNS)
    ]  # fmt: skip
    hint = "Messages with the same media are one offer, whoever sent them at whatever price; the words are an example."
    return Section("Best sellers", Table("Best sellers", columns, rows), hint=hint)


def _scripts(question: Question, offers: Any) -> Section:
    scripts = Script.objects.visible_to(question.actor).filter(price__isnull=False).select_related("creator")
    priced = [(script, fingerprint(script.of_media_ids, script.text)) for script in scripts]
    sold: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for row in offers.filter(offer__in={offer for _, offer in priced}):
        sold[row["offer"]].append(row)
    rows = []
    for script, offer in priced:
        found = sold[offer]
        found = [row for row in found if script.creator_id in (None, row["creator_id"])]
        whole = {name: sum(row[name] for row in found) for name in ("n_sent", "n_known", "n_unlocked", "value")}
        url = reverse("admin:chats_script_change", args=[script.pk])
        rows.append([Link(script.title, url), str(script.creator or "All"), script.price, *_counts(whole)])
    rows.sort(key=lambda row: (-row[-1], -row[3]))
    columns = [
        Column("Script", "link"), Column("Creator"), Column("Price", Unit.DOLLARS), *metric_columns(_COUNT_COLUMNS)
    ]  # fmt: skip
    hint = "A script counts for each offer of its media, also where somebody has changed the words or the price."
    nothing = "No script has a price. Give one a price and media, and it is counted here."
    return Section("By script", Table("By script", columns, rows), hint=hint, nothing=nothing)
