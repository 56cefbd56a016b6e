"""What the tests of signing in share."""

from collections.abc import Callable

import pytest
from django.db import transaction

from tests.sign_in import make_user
from users.models import User


@pytest.fixture
def editor(db: None) -> User:
    return make_user()


@pytest.fixture(autouse=True)
def commits_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run at once what waits for a commit, inside the request as on the real site; tests never commit."""

    def run(function: Callable[[], None], using: str | None = None, robust: bool = False) -> None:
        function()

    monkeypatch.setattr(transaction, "on_commit", run)
