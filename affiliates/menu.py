"""What affiliates adds to the menu of the back office."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from affiliates.authority import managed_affiliates, readable_affiliates, visible_affiliates
from affiliates.edition_admin.listings import to_do
from affiliates.people import affiliates_of, is_affiliate_person


class TeamMenuItem(MenuItem):
    """The way to the team, for those who manage one."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether there is a team to manage."""
        return managed_affiliates(request.user).exists()


class ActivityMenuItem(MenuItem):
    """The way to the affiliate's log, for those who may read one."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether there is a log to read."""
        return readable_affiliates(request.user).exists()


class NationalContentMenuItem(MenuItem):
    """The way to the national tree as it applies to a sub-site."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether there is a sub-site to look into."""
        return visible_affiliates(request.user).filter(home_pages__isnull=False).exists()


class EditionsMenuItem(MenuItem):
    """The way to the affiliate's editions, with how many of them wait for somebody."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether the person works for an affiliate; the nation comes by the national content."""
        return is_affiliate_person(request.user)

    def render_component(self, request: HttpRequest) -> Any:
        """Add the number, where something waits."""
        component = super().render_component(request)
        waiting = to_do(affiliates_of(request.user))
        if waiting:
            component.label = _("Local editions (%(number)s)") % {"number": waiting}
        return component


def editions_menu_item() -> MenuItem:
    """Return the way to the local editions."""
    return EditionsMenuItem(_("Local editions"), reverse_lazy("editions"), name="editions", icon_name="copy", order=155)


def national_content_menu_item() -> MenuItem:
    """Return the way to the national content."""
    return NationalContentMenuItem(
        _("National content"),
        reverse_lazy("national_content"),
        name="national-content",
        icon_name="globe",
        order=150,
    )


def team_menu_item() -> MenuItem:
    """Return the way to the team."""
    return TeamMenuItem(_("Team"), reverse_lazy("team_index"), name="team", icon_name="group", order=260)


def activity_menu_item() -> MenuItem:
    """Return the way to the log."""
    return ActivityMenuItem(_("Activity"), reverse_lazy("activity"), name="activity", icon_name="history", order=270)
