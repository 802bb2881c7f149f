// Where settings come from, and what is said about one that cannot be meant.
#include <doctest/doctest.h>

#include <fstream>
#include <map>

#include "app/config.h"
#include "app/terminal.h"
#include "databases.h"
#include "http/server.h"

using namespace kith;
using namespace kith::app;

namespace {

using Environment = std::map<std::string, std::string>;

struct Configured {
  Result<Config> read(std::string const& text, Environment environment = {}) {
    std::ofstream(file) << text;
    return Config::read(file, true, [environment](char const* name) -> char const* {
      auto const found = environment.find(name);
      return found == environment.end() ? nullptr : found->second.c_str();
    });
  }
  // The code, and the sentence without the folder's name.
  std::pair<std::string, std::string> fault(std::string const& text) {
    auto const config = read(text);
    REQUIRE_FALSE(config.ok());
    auto sentence = config.error().sentence;
    if (auto const at = sentence.find(folder.path().string()); at != std::string::npos)
      sentence.erase(at, folder.path().string().size() + 1);
    return {config.error().code, sentence};
  }

  testing::TemporaryFolder folder;
  std::filesystem::path file = folder.path() / "kith.toml";
};

using Fault = std::pair<std::string, std::string>;

}  // namespace

TEST_CASE("a setting comes from the standard, the file, the environment or a flag: the later wins and says so") {
  Configured configured;
  auto config = configured.read("listen = '127.0.0.1:1'\nworkers = 7\n",
                                {{"KITH_LISTEN", "127.0.0.1:2"}, {"KITH_SESSION_HOURS", "3"}, {"OTHER", "x"}});
  REQUIRE(config.ok());
  CHECK(config->get("session_idle_minutes") == "30");
  CHECK(config->source("session_idle_minutes") == "standard");
  CHECK(config->get("workers") == "7");
  CHECK(config->source("workers") == configured.file.string() + " line 2");
  CHECK(config->get("listen") == "127.0.0.1:2");
  CHECK(config->source("listen") == "KITH_LISTEN");
  CHECK(*config->number("session_hours", 1, 72) == 3);
  config->set("listen", "127.0.0.1:3", "command line");
  CHECK(config->get("listen") == "127.0.0.1:3");
  CHECK(config->source("listen") == "command line");
}

TEST_CASE("every setting can be said in the file and in the environment") {
  Configured configured;
  for (auto const& setting : settings()) {
    std::string const key{setting.key};
    CAPTURE(key);
    auto in_file = configured.read(key + " = 'x'\n");
    REQUIRE(in_file.ok());
    CHECK(in_file->get(key) == "x");
    auto name = "KITH_" + key;
    for (char& c : name) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    auto in_environment = configured.read(key + " = 'x'\n", {{name, "y"}});
    REQUIRE(in_environment.ok());
    CHECK(in_environment->get(key) == "y");
  }
}

TEST_CASE("a fault in the file is told with file, line and key") {
  Configured configured;
  CHECK(configured.fault("workers = 2\nlissen = '127.0.0.1:1'\n") ==
        Fault{"unknown_key", "kith.toml line 2: there is no setting called lissen. `kith doctor` lists them all."});
  CHECK(configured.fault("\n\n[workers]\nmany = 1\n") ==
        Fault{"bad_value", "kith.toml line 3: workers takes a text, a whole number or a list."});
  for (std::string const value : {"1.5", "true", "2026-01-01", "[['a', 1.5]]"}) {
    CAPTURE(value);
    CHECK(configured.fault("workers = " + value + "\n").first == "bad_value");
  }
  auto const broken = configured.fault("workers = 2\nlisten = 'open\n");
  CHECK(broken.first == "bad_file");
  CHECK(broken.second.starts_with("kith.toml line 2: "));
}

TEST_CASE("a file that was named must be there; the usual one need not") {
  auto const nothing = [](char const*) -> char const* { return nullptr; };
  testing::TemporaryFolder folder;
  CHECK(Config::read(folder.path() / "kith.toml", true, nothing).error().code == "bad_file");
  CHECK(Config::read(folder.path() / "kith.toml", false, nothing).ok());
}

TEST_CASE("a number that is none, or too small or large, is told with its key and where it came from") {
  Configured configured;
  for (std::string const value : {"", "many", "0", "257", "12x", "99999999999", " 4"}) {
    CAPTURE(value);
    auto const config = configured.read("workers = '" + value + "'\n");
    REQUIRE(config.ok());
    auto const number = config->number("workers", 1, 256);
    REQUIRE_FALSE(number.ok());
    CHECK(number.error().code == "bad_value");
    CHECK(number.error().sentence ==
          "workers (" + configured.file.string() + " line 1): give a whole number from 1 to 256.");
  }
}

TEST_CASE("a list has commas between, or is one in the file") {
  Configured configured;
  std::vector<std::string> const both = {"10.0.0.1", "10.1.0.0/16"};
  CHECK(configured.read("trusted_proxies = ' 10.0.0.1 ,, 10.1.0.0/16,'\n")->list("trusted_proxies") == both);
  CHECK(configured.read("trusted_proxies = ['10.0.0.1', '10.1.0.0/16']\n")->list("trusted_proxies") == both);
  CHECK(configured.read("")->list("trusted_proxies").empty());
}

TEST_CASE("data lives in a folder, or in PostgreSQL with a folder for keys; anything else is no_place") {
  Configured configured;
  CHECK(place_of(*configured.read("data = '/srv/kith'\n"))->database.target == "/srv/kith/kith.db");
  auto const postgres = place_of(*configured.read("database = 'postgresql://h/kith'\nkeys = '/srv/keys'\n"));
  CHECK(postgres->database.engine == sql::Engine::postgres);
  CHECK(postgres->folder == "/srv/keys");
  for (auto const* text : {"", "database = 'postgresql://h/kith'\n", "database = 'kith.db'\nkeys = 'k'\n"})
    CHECK(place_of(*configured.read(text)).error().code == "no_place");
}
