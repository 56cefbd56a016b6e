"""Two addresses for whoever watches the process."""

import pytest
from django.db import OperationalError
from django.test import Client


def test_the_process_answers_without_the_database(client: Client):
    # Without the mark django_db any query would raise.
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_it_is_ready_when_the_database_answers(client: Client):
    assert client.get("/readyz").status_code == 200


def test_it_is_not_ready_when_the_database_is_down(client: Client, monkeypatch: pytest.MonkeyPatch):
    def refuse() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr("core.health.connection.cursor", refuse)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.headers["Cache-Control"] == "no-store"
