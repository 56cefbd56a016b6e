"""One run at a time."""

from __future__ import annotations

from django.db import connection

# Any number that nobody else uses; PostgreSQL keeps one set of them for each database.
PROVISIONING_LOCK = 0x4A53_0001


def lock_provisioning() -> None:
    """Wait until no other transaction changes which sub-sites there are, and keep others waiting until this one ends.

    One lock for all affiliates: they share the directories, the collection above theirs and the national groups, and
    rows that are not there yet cannot be locked. Must be called inside a transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PROVISIONING_LOCK])
