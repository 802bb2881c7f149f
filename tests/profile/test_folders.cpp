#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>

#include <unistd.h>

#include "small_profile.h"

using namespace kith;
using namespace kith::profile;
using namespace kith::profile::test;
namespace fs = std::filesystem;

namespace {
// A folder of this test's own, gone afterwards.
struct Folder {
  fs::path path = fs::temp_directory_path() / fmt::format("kith-profile-test-{}", ::getpid());

  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
  Folder(Folder const&) = delete;
  Folder& operator=(Folder const&) = delete;
};

void write(fs::path const& folder, Texts const& files) {
  fs::create_directories(folder);
  for (auto const& [name, text] : files) std::ofstream{folder / name, std::ios::binary} << text;
}

// The environment as it was, afterwards.
struct ProfilesVariable {
  explicit ProfilesVariable(std::string const& value) { ::setenv("KITH_PROFILES", value.c_str(), 1); }
  ~ProfilesVariable() { ::unsetenv("KITH_PROFILES"); }
};
}  // namespace

TEST_CASE("a folder loads under its own name, whatever else lies in it") {
  Folder folder;
  write(folder.path / "ashcombe", small_profile());
  write(folder.path / "ashcombe", {{"notes.txt", "not a profile's business"}});
  CHECK(load(folder.path / "ashcombe")->name == "ashcombe");
  CHECK(load(folder.path / "ashcombe" / "")->name == "ashcombe");
}

TEST_CASE("a fault names the file as it was asked for") {
  Folder folder;
  auto files = small_profile();
  auto& places = files["places.toml"];
  places.replace(places.find("\"mill_ward\""), 11, "\"mil_ward\"");
  write(folder.path / "ashcombe", files);
  auto const loaded = load(folder.path / "ashcombe");
  REQUIRE_FALSE(loaded.ok());
  CHECK(loaded.error().fields.front().sentence ==
        (folder.path / "ashcombe" / "places.toml").string() +
            " line 5, within: no place has the code 'mil_ward'. Did you mean 'mill_ward'?");
}

TEST_CASE("a folder that is missing or holds no profile is said so") {
  Folder folder;
  CHECK(load(folder.path / "nowhere").error().kind == Kind::not_found);
  CHECK(load(folder.path).error().sentence.find("no .toml file") != std::string::npos);
}

TEST_CASE("a packed profile is one text that loads again, with the same text from the same folder") {
  Folder folder;
  write(folder.path / "ashcombe", small_profile());
  auto const text = pack(folder.path / "ashcombe");
  REQUIRE(text.ok());
  CHECK(*text == packed(small_profile()));
  CHECK(*text == *pack(folder.path / "ashcombe" / ""));
  auto const again = unpack(*text);
  REQUIRE(again.ok());
  CHECK(again->name == "ashcombe");
  CHECK(again->places.size() == load(folder.path / "ashcombe")->places.size());
}

TEST_CASE("the shipped profiles survive packing") {
  for (std::string const name : {"doncaster", "buckinghamshire"}) {
    auto const folder = find_profile(name);
    REQUIRE(folder.ok());
    auto const again = unpack(*pack(*folder));
    REQUIRE_MESSAGE(again.ok(), again.error().sentence);
    CHECK(again->name == name);
    CHECK(again->needs.size() == load(*folder)->needs.size());
  }
}

TEST_CASE("a packed text that lost or changed its lengths is refused as damaged") {
  auto const whole = packed(small_profile());
  CHECK(unpack("").error().code == "not_a_packed_profile");
  CHECK(unpack("something else\n").error().code == "not_a_packed_profile");
  CHECK(unpack(whole + "x").error().code == "not_a_packed_profile");
  CHECK(unpack(whole + "99999999999999999999 a.toml\nx\n").error().code == "not_a_packed_profile");
  for (std::size_t cut = 1; cut < whole.size(); cut += 7) CHECK_FALSE(unpack(whole.substr(0, cut)).ok());
}

TEST_CASE("a profile is found by path, by name in KITH_PROFILES, and by name beside the source") {
  Folder folder;
  write(folder.path / "ashcombe", small_profile());
  CHECK(*find_profile((folder.path / "ashcombe").string()) == folder.path / "ashcombe");
  CHECK(load(*find_profile("doncaster"))->name == "doncaster");
  CHECK_FALSE(find_profile("ashcombe").ok());
  ProfilesVariable const variable{folder.path.string()};
  CHECK(*find_profile("ashcombe") == folder.path / "ashcombe");
  CHECK(find_profile("doncaster").ok());
}

TEST_CASE("a name that nobody knows is answered with the names there are") {
  auto const nobody = find_profile("doncastre");
  REQUIRE_FALSE(nobody.ok());
  CHECK(nobody.error().kind == Kind::not_found);
  CHECK(nobody.error().sentence.find("Did you mean 'doncaster'?") != std::string::npos);
  CHECK(nobody.error().sentence.find("There are: buckinghamshire, doncaster.") != std::string::npos);
  CHECK_FALSE(find_profile("").ok());
  CHECK_FALSE(find_profile("../profiles/nowhere").ok());
}
