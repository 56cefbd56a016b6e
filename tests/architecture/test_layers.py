"""Imports point down only, and no app stands outside the rule."""

import subprocess
import sys
import tomllib

import pytest

from tests.architecture.project import local_apps, packages
from tests.database import PROJECT_DIR

CONFIGURATION = tomllib.loads((PROJECT_DIR / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]


def layered() -> set[str]:
    """Return the names in the layers of the contract."""
    layers = next(contract["layers"] for contract in CONFIGURATION["contracts"] if contract["type"] == "layers")
    return {name.strip() for layer in layers for name in layer.split("|")}


def test_imports_point_down_only():
    # In a process of its own: the linter puts the current directory on the path and configures logging.
    program = (
        "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_logo=True, no_cache=True))"
    )
    finished = subprocess.run(
        [sys.executable, "-c", program],
        check=False,
        cwd=PROJECT_DIR,
        env={"PYTHONPATH": "site:.", "PATH": ""},
        capture_output=True,
        text=True,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr


@pytest.mark.parametrize("package", packages())
def test_the_settings_name_every_package(package):
    assert package in local_apps()


@pytest.mark.parametrize("app", local_apps())
def test_the_contract_has_a_layer_for_every_app(app):
    assert app in layered()


@pytest.mark.parametrize("app", local_apps())
def test_the_contract_looks_into_every_app(app):
    assert app in CONFIGURATION["root_packages"]


def test_the_contract_excuses_no_import():
    assert not [contract for contract in CONFIGURATION["contracts"] if contract.get("ignore_imports")]
