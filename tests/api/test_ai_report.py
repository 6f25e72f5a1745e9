"""Numbers about AI drafts by API: by anything, with intervals, for whom they are; and results of trials."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from tests import factories as f
from tests.clients import client_of

pytestmark = pytest.mark.django_db
MOMENT = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)
DAYS = {"first_day": "2026-03-10", "last_day": "2026-03-10"}


def draft(chat, **values):
    return f.AIResponseFactory(chat=chat, created_at=MOMENT, **values)


@pytest.fixture(autouse=True)
def _drafts(world):
    acme = world.acme
    for status in ("accepted", "accepted", "edited", "rejected"):
        draft(acme.chat, status=status, requested_by=acme.chatter, model="small", cost=Decimal("0.0002"))
    draft(acme.other_chat, status="accepted", requested_by=acme.idle_chatter, model="large", revenue=Decimal(8))


def test_shares_come_with_their_intervals_and_money_as_text(owner):
    told = owner.get("reports/ai/", **DAYS, metrics="drafts,acceptance,revenue,cost").json()
    [row] = told["results"]
    assert row["values"] == {"drafts": 5, "acceptance": 0.8, "revenue": "8.000000", "cost": "0.000800"}
    acceptance = row["intervals"]["acceptance"]
    assert (acceptance["low"], acceptance["high"]) == pytest.approx((0.3755, 0.9638), abs=1e-4)
    assert told["beside"] == []


def test_a_row_for_each_of_what_it_is_grouped_by(world, owner):
    told = owner.get("reports/ai/", **DAYS, group_by="creator,model", metrics="drafts").json()
    found = {(row["creator"], row["model"]): row["values"]["drafts"] for row in told["results"]}
    assert found == {(str(world.acme.creator.pk), "small"): 4, (str(world.acme.other_creator.pk), "large"): 1}


def test_a_chatter_gets_what_they_asked_for_only(world):
    client = client_of(world.acme.chatter)
    told = client.get("/api/v1/reports/ai/", {**DAYS, "metrics": "drafts"}).json()
    assert told["results"][0]["values"] == {"drafts": 4}
    other = str(world.acme.idle_chatter.pk)
    told = client.get("/api/v1/reports/ai/", {**DAYS, "metrics": "drafts", "member": other}).json()
    assert told["results"][0]["values"] == {"drafts": 0}


def test_another_agency_is_told_nothing(world, api):
    rival = api(world.rival.keys["owner"])
    told = rival.get("reports/ai/", **DAYS, creator=str(world.acme.creator.pk), metrics="drafts").json()
    assert told["results"] == [{"values": {"drafts": 0}, "intervals": {}}]


def test_messages_without_ai_stand_beside_if_asked_for(world, owner):
    chat = f.ChatFactory(creator=world.acme.creator, last_message_at=MOMENT)
    with_ai, _ = (f.MessageFactory(chat=chat, direction="out", sent_at=MOMENT) for _ in range(2))
    draft(chat, status="accepted", sent_message=with_ai)
    told = owner.get("reports/ai/", **DAYS, beside="true").json()["beside"]
    row = next(one for one in told if (one["outcome"], one["kind"]) == ("revenue", "all"))
    assert (row["cases"], row["other_cases"], row["interval"]) == (1, 1, None)


@pytest.mark.parametrize(
    ("wrong", "parameter"),
    [
        ({"first_day": "x"}, "first_day"),
        ({"metrics": "luck"}, "metrics"),
        ({"group_by": "moon"}, "group_by"),
        ({"first_day": "2025-03-10", "beside": "true"}, "beside"),
        ({"beside": "maybe"}, "beside"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place(owner, wrong, parameter):
    answer = owner.get("reports/ai/", **{**DAYS, **wrong})
    assert answer.status_code == 400
    assert [error["parameter"] for error in answer.json()["errors"]] == [parameter]


def test_results_of_trials_that_have_begun(world, owner, api):
    provider = f.AIProviderFactory(agency=world.acme.agency)
    trial = f.AIExperimentFactory(provider_a=provider, name="Shorter", started_at=MOMENT)
    request = f.DraftRequestFactory(chat=world.acme.chat, experiment=trial, arm="a")
    draft(world.acme.chat, request=request, status="accepted")
    [one] = owner.get("reports/ai-experiments/").json()["results"]
    assert one["name"] == "Shorter"
    acceptance = one["measures"][0]
    assert acceptance["a"] == {"value": 1.0, "cases": 1.0, "chats": 1, "interval": None}
    assert (acceptance["b"], acceptance["difference"], acceptance["interval"]) == (None, None, None)
    assert acceptance["words"].startswith("Too few yet")
    assert api(world.rival.keys["owner"]).get("reports/ai-experiments/").json()["results"] == []
    assert api(world.acme.keys["chatter"]).get("reports/ai-experiments/").status_code == 403


def test_a_key_that_is_limited_to_some_creators_gets_no_results_of_all(world, api):
    key = f.ApiKeyFactory(agency=world.acme.agency, role="admin", limited_to_creators=True)
    f.ApiKeyCreatorFactory(api_key=key, creator=world.acme.creator)
    assert api(key).get("reports/ai-experiments/").status_code == 403
