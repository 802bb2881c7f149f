#include <doctest/doctest.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "html/assets.h"
#include "html/page.h"

using namespace kith;
using namespace kith::html;

namespace {

std::string const source_folder = KITH_SOURCE_DIR;

std::string read(std::filesystem::path const& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file.good(), path.string());
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, 32> digest{};
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
  std::string hex;
  for (auto byte : digest) {
    hex += "0123456789abcdef"[byte >> 4];
    hex += "0123456789abcdef"[byte & 15];
  }
  return hex;
}

// WCAG's relative luminance and contrast ratio.
double luminance(std::string const& colour) {
  double sum = 0;
  double const weights[] = {0.2126, 0.7152, 0.0722};
  for (std::size_t i = 0; i < 3; ++i) {
    double channel = std::stoi(colour.substr(1 + 2 * i, 2), nullptr, 16) / 255.0;
    sum += weights[i] * (channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4));
  }
  return sum;
}
double contrast(std::string const& one, std::string const& other) {
  auto [dark, light] = std::minmax({luminance(one), luminance(other)});
  return (light + 0.05) / (dark + 0.05);
}

}  // namespace

TEST_CASE("an asset's path carries the fingerprint of its bytes") {
  REQUIRE(assets().size() == 6);
  for (auto const& asset : assets()) {
    CAPTURE(asset.path);
    CHECK(asset.sha256 == sha256_hex(asset.bytes));
    CHECK(asset.path.find(asset.sha256.substr(0, 16)) != std::string_view::npos);
    CHECK(find_asset(asset.path) == &asset);
    CHECK(asset_url(asset.name).text() == asset.path);
  }
  CHECK(find_asset("/assets/kith.css") == nullptr);
  CHECK_THROWS_AS(asset_url("missing.css"), std::out_of_range);
}

TEST_CASE("the compressed forms are of the same bytes and within the budget") {
  for (auto const& asset : assets()) {
    CAPTURE(asset.name);
    REQUIRE(asset.gzip.size() > 18);
    CHECK(asset.gzip.substr(0, 2) == "\x1f\x8b");
    // A gzip file ends with the length of what it holds, lowest byte first.
    std::size_t length = 0;
    for (std::size_t i = 1; i <= 4; ++i)
      length = length << 8 | static_cast<unsigned char>(asset.gzip[asset.gzip.size() - i]);
    CHECK(length == asset.bytes.size());
    CHECK(asset.brotli.size() < asset.bytes.size());
  }
  CHECK(find_asset(asset_url("kith.css").text())->gzip.size() < 20'000);
  CHECK(find_asset(asset_url("kith.js").text())->gzip.size() < 12'000);
  // A public page may weigh 25 KB in all, so that an old phone with little data left can read it.
  CHECK(find_asset(asset_url("door.css").text())->gzip.size() < 10'000);
  CHECK(find_asset(asset_url("door-rtl.css").text())->gzip.size() < 10'000);
  CHECK(find_asset(asset_url("door.js").text())->gzip.size() < 8'000);
}

TEST_CASE("nothing built carries what belongs to GOV.UK alone, or asks another site for anything") {
  for (auto const& asset : assets()) {
    auto lower = lower_ascii(asset.bytes);
    for (auto forbidden : {"gds transport", "crest", "crown", "govuk-icon", "@font-face", "//fonts", "@import"})
      CHECK_MESSAGE(lower.find(forbidden) == std::string::npos, asset.name, " holds ", forbidden);
  }
  for (auto name : {"kith.css", "door.css", "door-rtl.css"}) {
    auto css = find_asset(asset_url(name).text())->bytes;
    CHECK(css.find("url(http") == std::string_view::npos);
    CHECK(css.find("url(/") == std::string_view::npos);
  }
}

TEST_CASE("a page that runs from right to left has the mirrored style sheet of its bundle") {
  Page page{.dir = "rtl", .bundle = "door"};
  auto const markup = render(page);
  CHECK(markup.find(asset_url("door-rtl.css").text()) != std::string::npos);
  CHECK(markup.find(asset_url("door.js").text()) != std::string::npos);
  auto const plain = find_asset(asset_url("door.css").text())->bytes;
  auto const mirrored = find_asset(asset_url("door-rtl.css").text())->bytes;
  // The error group's line stands on the side where reading begins.
  CHECK(plain.find(".govuk-form-group--error{padding-left:") != std::string_view::npos);
  CHECK(mirrored.find(".govuk-form-group--error{padding-right:") != std::string_view::npos);
}

TEST_CASE("the packages are pinned, and the lock file names no place to fetch them from") {
  auto lock = read(source_folder + "/assets/package-lock.json");
  CHECK(lock.find("\"resolved\"") == std::string::npos);
  CHECK(lock.find("\"integrity\"") != std::string::npos);
  CHECK(lock.find(".tgz") == std::string::npos);
  auto package = read(source_folder + "/assets/package.json");
  CHECK(package.find("\"govuk-frontend\": \"6.6.0\"") != std::string::npos);
  CHECK(package.find("\"^") == std::string::npos);
  CHECK(package.find("\"~") == std::string::npos);
}

TEST_CASE("our colours can be told apart by people with weak sight") {
  auto settings = read(source_folder + "/assets/sass/_settings.scss");
  auto colour = [&](std::string const& name) {
    auto at = settings.find("\"" + name + "\": #");
    REQUIRE_MESSAGE(at != std::string::npos, name);
    return settings.substr(settings.find('#', at), 7);
  };
  for (auto ground : {"body-background", "surface-background", "template-background"})
    for (auto ink : {"text", "secondary-text", "link", "link-visited", "link-hover", "error", "success"}) {
      CHECK_MESSAGE(contrast(colour(ink), colour(ground)) >= 4.5, ink, " on ", ground);
    }
  CHECK(contrast("#ffffff", colour("brand")) >= 7);
  CHECK(contrast("#ffffff", colour("error")) >= 4.5);
  CHECK(contrast("#ffffff", colour("success")) >= 4.5);
  CHECK(contrast(colour("focus-text"), colour("focus")) >= 4.5);
  CHECK(contrast(colour("input-border"), colour("body-background")) >= 3);
}

TEST_CASE("no run-time door into markup exists in the house") {
  for (auto const& entry : std::filesystem::recursive_directory_iterator(source_folder + "/src")) {
    if (!entry.is_regular_file()) continue;
    auto name = entry.path().filename().string();
    if (name == "html.h") continue;
    CHECK_MESSAGE(read(entry.path()).find("TrustedMarkup") == std::string::npos, entry.path().string());
  }
}
