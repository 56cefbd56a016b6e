"""Puts up, once, what isolation changes in Wagtail; everything else is a middleware, a hook or a view."""

from __future__ import annotations

from django.core.checks import register

from affiliates.isolation import overrides  # noqa: F401 - importing connects the receiver
from affiliates.isolation.checks import check_addresses
from affiliates.isolation.chosen import wall_in_widgets
from affiliates.isolation.listings import wall_in_lists
from affiliates.isolation.policies import register_policies
from affiliates.isolation.tags import wall_in_tags


def put_up_walls() -> None:
    """Register policies and the check of addresses, and make choosers, filters and bulk actions ask who asks."""
    register_policies()
    wall_in_widgets()
    wall_in_lists()
    wall_in_tags()
    register(check_addresses)
