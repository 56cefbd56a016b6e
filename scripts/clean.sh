#!/usr/bin/env bash
# Stops the project's own databases and removes the environment, the local data and every generated file.
set -euo pipefail
cd "$(dirname "$0")/.."

if [[ -x .venv/bin/python ]]; then
    .venv/bin/python manage.py devdb stop
    .venv/bin/python manage.py devdb stop --tests
fi
rm -rf .local .venv staticfiles screenshots .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
find . -name __pycache__ -type d -prune -exec rm -rf {} +
