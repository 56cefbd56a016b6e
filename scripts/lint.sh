#!/usr/bin/env bash
# Runs every check that needs no running site; goes through all of them, and fails if one did.
set -uo pipefail
cd "$(dirname "$0")/.."
export PYTHONPATH=site:. DJANGO_SETTINGS_MODULE=config.settings.test
failed=()

check() {
    local name="$1"
    shift
    echo "==> $name"
    "$@" || failed+=("$name")
}

check "style" .venv/bin/ruff check .
check "format" .venv/bin/ruff format --check .
check "layers" .venv/bin/lint-imports
check "templates" .venv/bin/djlint --lint --quiet templates
check "migrations" .venv/bin/python manage.py makemigrations --check --dry-run
check "system checks" .venv/bin/python manage.py check --fail-level WARNING
check "types" .venv/bin/mypy .

if ((${#failed[@]})); then
    echo "Failed: ${failed[*]}" >&2
    exit 1
fi
