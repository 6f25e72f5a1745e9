from __future__ import annotations

from django.urls import path

from chats.mass import views

urlpatterns = [
    path("", views.index, name="mass_messages"),
    path("new/", views.new, name="mass_new"),
    path("media/", views.media, name="mass_media"),
    path("preview/", views.preview, name="mass_preview"),
    path("<uuid:pk>/", views.detail, name="mass_message"),
    path("<uuid:pk>/edit/", views.edit, name="mass_edit"),
    path("<uuid:pk>/start/", views.start, name="mass_start"),
    path("<uuid:pk>/pause/", views.change, {"verb": "pause"}, name="mass_pause"),
    path("<uuid:pk>/resume/", views.change, {"verb": "resume"}, name="mass_resume"),
    path("<uuid:pk>/cancel/", views.change, {"verb": "cancel"}, name="mass_cancel"),
]
