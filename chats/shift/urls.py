from __future__ import annotations

from django.urls import path

from chats.shift import views

urlpatterns = [
    path("start/", views.start, name="shift_start"),
    path("end/", views.end, name="shift_end"),
    path("beat/", views.beat, name="shift_beat"),
]
