"""The site served by a real gunicorn process, for tests that need a browser or many requests at once."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.database import PROJECT_DIR, Database, bound

START_SECONDS = 60
STOP_SECONDS = 10


@dataclass(frozen=True)
class Server:
    """A running gunicorn: its address without a slash at the end, its database, and the file of its messages."""

    url: str
    database: Database
    log: Path


@contextmanager
def serve(database: Database, log: Path, *, workers: int = 1, threads: int = 2) -> Iterator[Server]:
    """Serve the site from `database` on a free port of 127.0.0.1; stop the server at the end.

    Raises RuntimeError with the server's messages when it does not answer.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with socket.create_server(("127.0.0.1", 0)) as listener, log.open("w") as output:
        # The server inherits the socket that is open already, so nobody can take its port.
        address = f"127.0.0.1:{listener.getsockname()[1]}"
        command = [sys.executable, "-m", "gunicorn", "tests.wsgi", "--bind", f"fd://{listener.fileno()}"]
        command += ["--workers", str(workers), "--threads", str(threads), "--access-logfile", "-"]
        command += ["--no-control-socket"]
        process = subprocess.Popen(
            bound(command),
            cwd=PROJECT_DIR,
            env=database.environment | {"BASE_URL": f"http://{address}"},
            stdout=output,
            stderr=subprocess.STDOUT,
            pass_fds=[listener.fileno()],
        )
        try:
            _wait_until_it_answers(process, f"http://{address}/healthz", log)
            yield Server(f"http://{address}", database, log)
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_it_answers(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url, timeout=START_SECONDS).close()  # noqa: S310 - our own server
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{url} answers {error.code}:\n{log.read_text()}") from error
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"gunicorn does not answer:\n{log.read_text()}")
