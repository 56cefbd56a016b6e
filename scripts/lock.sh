#!/usr/bin/env bash
# Locks the requirements that pyproject.toml allows, with their hashes and without any address of an index.
set -euo pipefail
cd "$(dirname "$0")/.."

compile() {
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --custom-compile-command "make lock" ${UPGRADE:+--upgrade} "$@"
}

compile pyproject.toml --output-file requirements/base.txt
compile pyproject.toml --group dev --constraint requirements/base.txt --output-file requirements/dev.txt
echo uv | compile - --no-annotate --constraint requirements/dev.txt --output-file requirements/uv.txt
