from __future__ import annotations

from django.urls import path

from analytics import views

urlpatterns = [
    path("shift/<uuid:pk>/", views.shift, name="shift"),
    path("numbers/", views.own_numbers, name="own_numbers"),
]
