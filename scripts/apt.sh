#!/usr/bin/env bash
# Installs Debian packages, as root; says what to install otherwise.
set -euo pipefail

if [[ $EUID -ne 0 ]] || ! command -v apt-get >/dev/null; then
    echo "Missing on this machine: $*. Install them, for example: sudo apt-get install --no-install-recommends $*" >&2
    exit 1
fi
echo "==> Installing with apt-get: $*"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -qq -y --no-install-recommends "$@" >/dev/null
