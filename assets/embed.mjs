// Writes OUT/embedded_assets.cpp: each built file with its bytes, plain and compressed, under a name that carries the
// fingerprint of its content, so that browsers may keep it for ever; and the message catalogues of words/ as they are.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const out = resolve(process.argv[2]);
const files = [
  { name: "kith.css", type: "text/css; charset=utf-8" },
  { name: "kith.js", type: "text/javascript; charset=utf-8" },
  { name: "door.css", type: "text/css; charset=utf-8" },
  { name: "door-rtl.css", type: "text/css; charset=utf-8" },
  { name: "door.js", type: "text/javascript; charset=utf-8" },
  { name: "favicon.svg", type: "image/svg+xml" },
];

const sections = [];
const rows = [];
const embed = (symbol, file) =>
  sections.push(`asm(".section .rodata\\n.global ${symbol}\\n${symbol}:\\n.incbin \\"${file}\\"\\n.byte 0\\n.previous\\n");
extern "C" char const ${symbol}[];`);
for (const [index, { name, type }] of files.entries()) {
  const bytes = readFileSync(resolve(out, name));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const [stem, extension] = name.split(".");
  const encodings = {
    identity: bytes,
    gzip: gzipSync(bytes, { level: 9 }),
    brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  };
  for (const [encoding, content] of Object.entries(encodings)) {
    const file = resolve(out, `${name}.${encoding}`);
    writeFileSync(file, content);
    embed(`kith_asset_${index}_${encoding}`, file);
  }
  const view = (encoding) => `{kith_asset_${index}_${encoding}, ${encodings[encoding].length}}`;
  rows.push(`    {"${name}", "/assets/${stem}-${sha256.slice(0, 16)}.${extension}", "${type}",
     "${sha256}",
     ${view("identity")}, ${view("gzip")}, ${view("brotli")}},`);
}

const words = resolve(dirname(fileURLToPath(import.meta.url)), "words");
const catalogues = [];
for (const name of readdirSync(words).filter((name) => name.endsWith(".toml")).sort()) {
  const language = name.slice(0, -".toml".length);
  embed(`kith_words_${language}`, resolve(words, name));
  catalogues.push(`    {"${language}", {kith_words_${language}, ${readFileSync(resolve(words, name)).length}}},`);
}

writeFileSync(
  resolve(out, "embedded_assets.cpp"),
  `// Made by assets/embed.mjs from what assets/build.sh built.
#include "html/assets.h"

${sections.join("\n")}

namespace kith::html {

std::span<Asset const> assets() {
  static constexpr Asset all[] = {
${rows.join("\n")}
  };
  return all;
}

std::span<Catalogue const> catalogues() {
  static constexpr Catalogue all[] = {
${catalogues.join("\n")}
  };
  return all;
}

}  // namespace kith::html
`,
);
