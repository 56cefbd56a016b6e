#!/usr/bin/env bash
# Creates or updates .venv from the locked requirements; does nothing when it is up to date.
set -euo pipefail
cd "$(dirname "$0")/.."

find_python() {
    local candidate
    for candidate in ${PYTHON:+"$PYTHON"} python3.11 python3 python; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "Python 3.11 is missing. Install it (Debian: apt-get install python3.11-venv), or set PYTHON=/path/to/python3.11." >&2
    return 1
}

create_environment() {
    echo "==> Creating the Python environment in .venv"
    if ! "$1" -c 'import ensurepip, venv' 2>/dev/null; then
        scripts/apt.sh python3.11-venv
    fi
    "$1" -m venv --clear .venv
}

# uv does not read pip's configuration, so a mirror and a certificate that are set there are handed on.
use_the_mirror_of_pip() {
    local certificate="${PIP_CERT:-$(.venv/bin/pip config get global.cert 2>/dev/null || true)}"
    if [[ -n "$certificate" && -z "${SSL_CERT_FILE:-}" ]]; then
        export SSL_CERT_FILE="$certificate"
    fi
    local mirror="${PIP_INDEX_URL:-$(.venv/bin/pip config get global.index-url 2>/dev/null || true)}"
    if [[ -n "$mirror" && -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ]]; then
        export UV_DEFAULT_INDEX="$mirror"
    fi
}

# The path is part of the state, because an environment cannot be moved.
state="$(pwd -P) $(cat requirements/dev.txt requirements/uv.txt scripts/setup.sh | cksum)"
stamp=.venv/installed
if [[ -f $stamp && "$(<$stamp)" == "$state" ]]; then
    exit 0
fi

python="$(find_python)"
if ! .venv/bin/python -c "import sys; sys.exit(sys.prefix != '$(pwd -P)/.venv' or sys.version_info[:2] != (3, 11))" 2>/dev/null; then
    create_environment "$python"
fi
echo "==> Installing the locked requirements"
if [[ ! -x .venv/bin/uv || "$(.venv/bin/uv --version | cut -d' ' -f2)" != "$(sed -n 's/^uv==\([^ ]*\).*/\1/p' requirements/uv.txt)" ]]; then
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
fi
use_the_mirror_of_pip
.venv/bin/uv pip sync --python .venv/bin/python --require-hashes --compile-bytecode requirements/dev.txt 2>&1 |
    sed '/^ [-+~] /d'
echo "$state" >"$stamp"
