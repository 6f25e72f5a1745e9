"""Messages by their words, across all chats."""

from __future__ import annotations

import functools
from typing import ClassVar
from uuid import UUID

import orjson
from django.db import models
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from agencies.api_base import ScopedViewSet
from agencies.api_errors import WrongParametersError
from agencies.api_filters import given_filters
from agencies.api_pages import decode_cursor, encode_cursor
from agencies.api_shape import Shape, columns_of, given_shape
from agencies.api_sql import KEPT, json_statement, open_actor, values_of
from agencies.scope import Actor
from agencies.statements import Slot, Statement
from chats.api.filters import MessageSearchFilter
from chats.api.serializers import MessageSerializer
from chats.models import Message
from chats.search.find import Narrowing, Place, find_places
from chats.search.query import parse

IDS = Slot("ids", models.UUIDField(), "(SELECT unnest(%s::uuid[]))")
KEY = ["sent_at", "id"]


class MessageSearchViewSet(ScopedViewSet):
    """Messages with these words, newest first. Deleted ones are not found, new ones within moments."""

    queryset = Message.objects.all()
    serializer_class = MessageSerializer
    filterset_class = MessageSearchFilter
    http_method_names: ClassVar = ["get", "head", "options"]  # type: ignore[misc]

    def list(self, request: Request) -> Response:
        """A page of the messages that have all words of `q`."""
        actor, size = self.actor, self.paginator.size(request)  # type: ignore[union-attr]
        _, given = given_filters(self.filterset_class, request.query_params)
        shape = given_shape(self.__class__, request.query_params)
        query = parse(given.pop("q", ""))
        if query.is_empty:
            raise WrongParametersError({"q": "Give at least one word that must be there."}, code="required")
        cursor = request.query_params.get("cursor")
        after = Place(*decode_cursor(cursor, Message, KEY)) if cursor else None
        narrowing = Narrowing(creator_id=given.pop("creator", None), **given)
        places = find_places(actor, query, limit=size + 1, narrowing=narrowing, after=after)
        following = None
        if len(places) > size:
            end = places[size - 1]
            cursor = encode_cursor(Message, [end.sent_at.isoformat(), end.message_id])
            following = replace_query_param(request.build_absolute_uri(), "cursor", cursor)
        found = [place.message_id for place in places[:size]]
        return Response({"next": following, "results": _rows(actor, found, shape)})


def _rows(actor: Actor, ids: list[UUID], shape: Shape) -> orjson.Fragment:
    statement = _statement(open_actor(actor), shape)
    rows = statement.run({**values_of(actor), "ids": ids, "limit": len(ids)}) if statement and ids else []
    return orjson.Fragment(f"[{','.join(row[0] for row in rows)}]")


@functools.lru_cache(maxsize=KEPT)
def _statement(actor: Actor, shape: Shape) -> Statement | None:
    rows = Message.objects.visible_to(actor).filter(pk__in=IDS, deleted_at__isnull=True).order_by("-sent_at", "-id")
    return json_statement(rows, columns_of(MessageSearchViewSet, actor, shape), {})
