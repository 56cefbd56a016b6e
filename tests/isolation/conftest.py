"""The furnished federation that the tests of isolation share."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.isolation.federation import Federation, build


@pytest.fixture(scope="module")
def federation(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Federation]:
    """Illinois and Indiana with one object of every kind each, for the length of a module."""
    logging.disable(logging.CRITICAL)
    with django_db_blocker.unblock():
        with transaction.atomic():
            yield build()
            transaction.set_rollback(True)
        cache.clear()
    logging.disable(logging.NOTSET)
