#!/usr/bin/env bash
# Collects the texts of code and templates into locale/, and compiles the translations.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v xgettext >/dev/null || scripts/apt.sh gettext
.venv/bin/python manage.py makemessages --locale es --locale ar --no-location --no-wrap --no-obsolete \
    --ignore ".venv/*" --ignore ".local/*" --ignore "tests/*"
.venv/bin/python manage.py compilemessages --ignore ".venv/*" --verbosity 0
