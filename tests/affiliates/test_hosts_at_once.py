"""A new host is known to every process at once."""

import http.client
from urllib.parse import urlsplit

from affiliates.models import Affiliate
from affiliates.provisioning import provision_affiliate
from tests import gunicorn
from tests.conftest import LOG_DIR
from tests.database import Database

HOST = "in.example.org"
REQUESTS = 12


def ask(server: gunicorn.Server, path: str, host: str = "") -> tuple[int, str]:
    """Return status and body of an answer on a connection of its own, so that any worker may give it."""
    netloc = urlsplit(server.url).netloc
    connection = http.client.HTTPConnection(netloc, timeout=60)
    connection.request("GET", path, headers={"Host": host or netloc})
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return response.status, body


def test_a_new_host_answers_on_every_worker_at_once(fresh_database: Database):
    log = LOG_DIR / "hosts-at-once.log"
    with gunicorn.serve(fresh_database, log, workers=3, threads=1) as server:
        # Every worker has remembered where the sites begin.
        before = {ask(server, "/affiliates/")[1].count(HOST) for _number in range(REQUESTS)}
        assert before == {0}
        assert ask(server, "/", HOST)[0] == 404
        provision_affiliate(Affiliate.objects.get(slug="indiana"), host=HOST)
        assert {ask(server, "/", HOST)[0] for _number in range(REQUESTS)} == {200}
        assert {ask(server, "/affiliates/indiana/")[0] for _number in range(REQUESTS)} == {301}
        assert all(HOST in ask(server, "/affiliates/")[1] for _number in range(REQUESTS))
    log.unlink()
