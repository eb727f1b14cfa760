#!/usr/bin/env bash
# The browsers and the fonts that the tests of pages need, from Debian where they are missing.
set -euo pipefail

missing=()
[ -x "${CHROMIUM:-/usr/bin/chromium}" ] || missing+=(chromium)
[ -x "${FIREFOX:-/usr/bin/firefox-esr}" ] || missing+=(firefox-esr)
command -v WebKitWebDriver >/dev/null || missing+=(webkit2gtk-driver)
command -v xvfb-run >/dev/null || missing+=(xvfb xauth)
dpkg-query --status fonts-noto-cjk >/dev/null 2>&1 || missing+=(fonts-noto-cjk)
[ ${#missing[@]} = 0 ] && exit

as_root=
[ "$(id -u)" = 0 ] || as_root=sudo
$as_root apt-get update --quiet
$as_root apt-get install --yes --no-install-recommends "${missing[@]}"
