from __future__ import annotations

from django.urls import path

from chats.inbox import composer, fan_card, flags, live, page, queue, reply_box, search, thread_views

urlpatterns = [
    path("", page.inbox, name="inbox"),
    path("search/", search.search, name="inbox_search"),
    path("events/", live.events, name="inbox_events"),
    path("next/", queue.next_chat, name="inbox_next"),
    path("<uuid:pk>/here/", live.here, name="inbox_here"),
    path("<uuid:pk>/typing/", live.typing, name="inbox_typing"),
    path("<uuid:pk>/claim/", queue.claim, name="inbox_claim"),
    path("<uuid:pk>/release/", queue.release, name="inbox_release"),
    path("<uuid:pk>/head/", queue.head, name="inbox_head"),
    path("<uuid:pk>/snooze/", queue.snooze, name="inbox_snooze"),
    path("<uuid:pk>/decide/", flags.decide, name="inbox_decide"),
    path("<uuid:pk>/assign/", queue.assign, name="inbox_assign"),
    path("<uuid:pk>/", page.chat, name="inbox_chat"),
    path("<uuid:pk>/older/", thread_views.older, name="inbox_older"),
    path("<uuid:pk>/newer/", thread_views.newer, name="inbox_newer"),
    path("<uuid:pk>/place/", thread_views.place, name="inbox_place"),
    path("<uuid:pk>/find/", thread_views.find, name="inbox_find"),
    path("<uuid:pk>/day/", thread_views.day, name="inbox_day"),
    path("<uuid:pk>/read/", composer.read, name="inbox_read"),
    path("<uuid:pk>/unread/", composer.unread, name="inbox_unread"),
    path("<uuid:pk>/reply/", composer.reply, name="inbox_reply"),
    path("<uuid:pk>/draft/", reply_box.draft, name="inbox_draft"),
    path("<uuid:pk>/scripts/", reply_box.scripts, name="inbox_scripts"),
    path("<uuid:pk>/media/", reply_box.media, name="inbox_media"),
    path("<uuid:pk>/scheduled/<uuid:scheduled_pk>/", composer.scheduled, name="inbox_scheduled"),
    path("<uuid:pk>/messages/<uuid:message_pk>/withdraw/", composer.withdraw, name="inbox_withdraw"),
    path("<uuid:pk>/messages/<uuid:message_pk>/retry/", thread_views.retry, name="inbox_retry"),
    path("<uuid:pk>/fan/", fan_card.describe, name="inbox_fan"),
    path("timezones/", fan_card.timezones, name="inbox_timezones"),
    path("tags/", fan_card.tags, name="inbox_tags"),
    path("<uuid:pk>/tags/", fan_card.add_tags, name="inbox_add_tags"),
    path("<uuid:pk>/tags/remove/", fan_card.remove_tag, name="inbox_remove_tag"),
    path("<uuid:pk>/notes/<uuid:note_pk>/", fan_card.note, name="inbox_note"),
    path("<uuid:pk>/notes/", fan_card.add_note, name="inbox_add_note"),
    path("<uuid:pk>/notes/<uuid:note_pk>/delete/", fan_card.delete_note, name="inbox_delete_note"),
]
