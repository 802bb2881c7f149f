#!/bin/sh
# Builds the style sheets and scripts into the folder OUT and embeds them, with the images and the wording of the public
# pages, in OUT/embedded_assets.cpp. `kith` is for people who are signed in, `door` for the public pages.
# Usage: assets/build.sh OUT   (after `npm ci` in this folder)
set -eu
cd "$(dirname "$0")"
out=${1:?usage: assets/build.sh OUT}
mkdir -p "$out"
for bundle in kith door; do
  node_modules/.bin/sass --no-source-map --style=compressed --load-path=node_modules --quiet-deps \
    "sass/$bundle.scss" "$out/$bundle.css"
  node_modules/.bin/esbuild "script/$bundle.js" --bundle --minify --format=esm --target=es2018 --legal-comments=none \
    --log-level=warning --outfile="$out/$bundle.js"
done
# Mirrored, for languages that are written from right to left.
node_modules/.bin/rtlcss --silent "$out/door.css" "$out/door-rtl.css"
cp images/favicon.svg "$out/favicon.svg"
node embed.mjs "$out"
