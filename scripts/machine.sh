#!/usr/bin/env bash
# Installs what the tests need beside Python, each only when it is missing: Chromium, a font with Arabic letters,
# Java 17 or newer, gettext, and the Nu HTML validator in .local/vnu/vnu.jar.
set -euo pipefail
cd "$(dirname "$0")/.."

vnu_version=26.9.27
vnu_integrity=sha512-TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA==

has_chromium() { [[ -x "${CHROMIUM:-}" ]] || command -v chromium chromium-browser google-chrome >/dev/null; }

has_arabic_font() { [[ -n "$(fc-list :lang=ar family 2>/dev/null)" ]]; }

has_java() {
    local version
    version="$(java -version 2>&1 | sed -n '1s/.*version "\([0-9]*\).*/\1/p')" || return 1
    [[ -n "$version" && "$version" -ge 17 ]]
}

install_vnu() {
    local folder=.local/vnu tarball
    [[ -f $folder/vnu.jar && "$(cat $folder/version 2>/dev/null)" == "$vnu_version" ]] && return
    echo "==> Fetching the Nu HTML validator $vnu_version"
    mkdir -p $folder
    rm -f $folder/*.tgz
    npm pack --silent --pack-destination $folder "vnu-jar@$vnu_version" >/dev/null
    tarball="$(echo $folder/*.tgz)"
    if [[ "sha512-$(openssl dgst -sha512 -binary "$tarball" | base64 -w 0)" != "$vnu_integrity" ]]; then
        echo "The file of vnu-jar $vnu_version is not the one that was locked." >&2
        exit 1
    fi
    tar -xzf "$tarball" -C $folder --strip-components=3 package/build/dist/vnu.jar
    rm -f "$tarball"
    echo "$vnu_version" >$folder/version
}

missing=()
has_chromium || missing+=(chromium)
has_arabic_font || missing+=(fontconfig fonts-noto-core)
has_java || missing+=(default-jre-headless)
command -v npm >/dev/null || [[ -f .local/vnu/vnu.jar ]] || missing+=(npm)
command -v openssl >/dev/null || missing+=(openssl)
command -v msgfmt >/dev/null || missing+=(gettext)
if ((${#missing[@]})); then
    scripts/apt.sh "${missing[@]}"
fi
install_vnu
