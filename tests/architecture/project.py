"""The project as these tests look at it: its apps, its files and its page types."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import get_page_models

from tests.database import PROJECT_DIR


@cache
def local_apps() -> tuple[str, ...]:
    """Return the apps of this project, in the order of the settings."""
    return tuple(
        app for app in settings.INSTALLED_APPS if (PROJECT_DIR / app).is_dir() or (PROJECT_DIR / "site" / app).is_dir()
    )


@cache
def packages() -> tuple[str, ...]:
    """Return the packages at the top of the project but the tests, whether or not the settings name them."""
    folders = {path.parent for path in committed_files("*/__init__.py")}
    tops = {folder for folder in folders if folder.parent in (PROJECT_DIR, PROJECT_DIR / "site")}
    return tuple(sorted(folder.name for folder in tops if folder.name not in {"tests", "bench"}))


@cache
def committed_files(*patterns: str) -> tuple[Path, ...]:
    """Return the files of the repository that match `patterns` of git, all of them without one."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=PROJECT_DIR, check=True, capture_output=True, text=True).stdout
    paths = (PROJECT_DIR / name for name in listed.split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def name_of(path: Path) -> str:
    """Return a path as people write it, for the names of tests and messages."""
    return path.relative_to(PROJECT_DIR).as_posix()


@cache
def syntax_tree(path: Path) -> ast.Module:
    """Return the parsed Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@cache
def page_types() -> tuple[Any, ...]:
    """Return every page type of this project."""
    return tuple(model for model in get_page_models() if model._meta.app_label in local_apps())


def label_of(model: Any) -> str:
    """Return "app.Model"."""
    return str(model._meta.label)


def stream_fields(model: Any) -> Iterator[StreamField]:
    """Yield the stream fields that `model` adds."""
    for field in model._meta.get_fields():
        if isinstance(field, StreamField):
            yield field


def nested_blocks(block: blocks.Block, path: str = "") -> Iterator[tuple[str, blocks.Block]]:
    """Yield every block inside `block`, at any depth, with the path that leads to it."""
    children = dict(getattr(block, "child_blocks", {}))
    if child := getattr(block, "child_block", None):
        children["item"] = child
    for name, child in children.items():
        here = f"{path}.{name}" if path else name
        yield here, child
        yield from nested_blocks(child, here)
