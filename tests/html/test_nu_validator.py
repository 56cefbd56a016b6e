"""The Nu HTML validator finds no fault in any kind of page, in any language, nor in the style sheets."""

from __future__ import annotations

import json
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

import pytest
from pytest_django import DjangoDbBlocker

from tests import gunicorn
from tests.browser.content import SIGN_IN, prepare_content
from tests.database import PROJECT_DIR

VNU = PROJECT_DIR / ".local" / "vnu" / "vnu.jar"


@pytest.fixture(scope="module")
def html_files(
    site_server: gunicorn.Server, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> list[Path]:
    """A file for each kind of page in each language, named after it."""
    with django_db_blocker.unblock(), site_server.database.in_use():
        paths = dict(prepare_content().paths)
    paths |= {(name, "en"): path for name, path in SIGN_IN.items()}
    folder = tmp_path_factory.mktemp("html")
    files = []
    for (name, language), path in paths.items():
        file = folder / f"{name} {language}.html"
        file.write_bytes(fetch(site_server.url + path))
        files.append(file)
    return files


def fetch(url: str) -> bytes:
    """Return the body of the answer, also of one that says that there is no such page."""
    try:
        with urllib.request.urlopen(url) as answer:  # noqa: S310 - our own server
            return answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.read()


def validate(files: Iterable[Path], *options: str) -> list[str]:
    """Return a line for each complaint of the validator, warnings included."""
    command = ["java", "-jar", str(VNU), "--format", "json", "--exit-zero-always", *options, *map(str, files)]
    finished = subprocess.run(command, capture_output=True, check=True, text=True)
    return [
        f"{unquote(Path(one.get('url', '')).name)}: {one.get('subType', one['type'])}: {one['message']} "
        f"{one.get('extract', '').strip()!r}"
        for one in json.loads(finished.stderr)["messages"]
    ]


def test_every_kind_of_page_is_valid(html_files: list[Path]):
    assert validate(html_files) == []


def test_the_validator_does_complain(tmp_path: Path):
    """Otherwise its silence would say nothing."""
    (tmp_path / "bad.html").write_text('<!doctype html><html lang="en"><title>Bad</title><img src="a.png"></html>')
    assert validate(tmp_path.iterdir())
