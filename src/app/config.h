// Configuration: /etc/kith/kith.toml, then KITH_* in the environment, then flags; the later wins. Every key is one row
// of one table, so that the file, the environment, the flags and `kith doctor` cannot disagree about what there is.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/house.h"
#include "base/result.h"

namespace kith::app {

struct Setting {
  std::string_view key;       // "listen"; KITH_LISTEN in the environment, --listen on the command line
  std::string_view standard;  // what holds when nobody says otherwise
  std::string_view meaning;
};
std::vector<Setting> const& settings();
// "KITH_LISTEN" of "listen".
std::string environment_name(std::string_view key);

class Config {
 public:
  // Reads file (absent is fine unless `must_exist`) and environment. Errors name file, line and key: unknown_key,
  // bad_value, bad_file.
  static Result<Config> read(std::filesystem::path const& file, bool must_exist,
                             std::function<char const*(char const*)> const& environment);
  // From a flag. Unknown keys are a programmer's error.
  void set(std::string_view key, std::string value, std::string source);

  std::string const& get(std::string_view key) const;
  // Errors: bad_value, naming the key and where it came from.
  Result<int> number(std::string_view key, int least, int most) const;
  std::vector<std::string> list(std::string_view key) const;  // comma-separated
  // Where a value came from, for `kith doctor`.
  std::string const& source(std::string_view key) const;

 private:
  struct Held {
    std::string value;
    std::string source;
  };
  std::map<std::string, Held, std::less<>> held_;
};

// The place that `data`, `database` and `keys` name together. Errors: no_place.
Result<Place> place_of(Config const& config);

}  // namespace kith::app
