"""The account that PostgreSQL runs under: one's own, but for root, as whom it refuses to run, an unprivileged one."""

import os
import pwd
import stat
import subprocess
import sys
from pathlib import Path
from typing import TypedDict

ROOT_RUNS_AS = "embedded_postgres"
TRAVERSE = stat.S_IXOTH


class Identity(TypedDict, total=False):
    """The arguments of `subprocess.run` that change who a program runs as."""

    user: int
    group: int
    extra_groups: list[int]


def identity() -> Identity:
    """Return how to run a PostgreSQL program: as root, under the unprivileged account; else as oneself."""
    if os.geteuid() != 0:
        return {}
    entry = _entry()
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def take(directory: Path) -> None:
    """Make `directory` the account's alone.

    Raises PermissionError when it is somebody else's, or a link.
    """
    owner = identity().get("user", os.geteuid())
    found = directory.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {owner, os.geteuid()}:
        raise PermissionError(f"{directory} is not ours")
    if found.st_uid != owner:
        os.chown(directory, owner, identity()["group"])
    if stat.S_IMODE(found.st_mode) != 0o700:
        directory.chmod(0o700)


def prepare(root: Path, binaries: Path) -> None:
    """Give the folder `root` to the account and let it reach `root` and `binaries`."""
    take(root)
    if os.geteuid() != 0:
        return
    for path in (root, binaries):
        _open_way_to(path)
    program = [str(binaries / "postgres"), "--version"]
    readable = subprocess.run(program, check=False, cwd="/", capture_output=True, **identity())
    if readable.returncode:
        # Installed under a umask that keeps others out.
        package = binaries.parents[1]
        libraries = package.with_name(f"{package.name}.libs")
        subprocess.run(["chmod", "-R", "a+rX", str(package), str(libraries)], check=True)


def _entry() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(ROOT_RUNS_AS)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", ROOT_RUNS_AS]
        # Its failure shows in the next line: another process may have made the account meanwhile.
        subprocess.run(command, check=False)
        return pwd.getpwnam(ROOT_RUNS_AS)


def _open_way_to(path: Path) -> None:
    """Let other accounts pass through the folders above `path`; they still cannot list them."""
    for folder in path.resolve().parents:
        mode = stat.S_IMODE(folder.stat().st_mode)
        if not mode & TRAVERSE:
            print(f"devdb: letting the account {ROOT_RUNS_AS} pass through {folder}", file=sys.stderr)
            folder.chmod(mode | TRAVERSE)
