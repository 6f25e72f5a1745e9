from __future__ import annotations

from django.urls import path

from agencies import views

urlpatterns = [
    path("agencies/switch/", views.switch_agency, name="switch_agency"),
    path("you/", views.profile, name="profile"),
    path("invitations/<str:token>/", views.accept_invitation, name="accept_invitation"),
]
