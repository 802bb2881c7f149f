#!/bin/sh
# Builds the style sheet and the script into the folder OUT and embeds them, with the images, in OUT/embedded_assets.cpp.
# Usage: assets/build.sh OUT   (after `npm ci` in this folder)
set -eu
cd "$(dirname "$0")"
out=${1:?usage: assets/build.sh OUT}
mkdir -p "$out"
node_modules/.bin/sass --no-source-map --style=compressed --load-path=node_modules --quiet-deps \
  sass/kith.scss "$out/kith.css"
node_modules/.bin/esbuild script/kith.js --bundle --minify --format=esm --target=es2018 --legal-comments=none \
  --log-level=warning --outfile="$out/kith.js"
cp images/favicon.svg "$out/favicon.svg"
node embed.mjs "$out"
