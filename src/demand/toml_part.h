// One table of a model file while it is read: it hands out the values of its keys, notes where each stood, and at the
// end says which keys nobody asked for. Faults gather; nothing is thrown.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/closed_set.h"
#include "demand/check_model.h"
#include "demand/model.h"
#include "demand/read_model.h"

namespace kith::demand {

// The library's own types behind a veil, so that its header, which takes seconds, is read by toml_part.cpp alone.
struct TomlTable;
struct TomlNode;

class Part {
 public:
  // `path` is the table's place, such as "arrival[0]" or "station[1].service"; `words` how a person knows it.
  Part(TomlTable const& table, std::string path, std::string words, Model& model, Faults& faults);
  // Says which keys are unknown.
  ~Part();
  Part(Part const&) = delete;
  Part& operator=(Part const&) = delete;

  void rename(std::string words) { words_ = std::move(words); }
  // Reads the key `name`; from then on a fault speaks of this part by it: station "plan".
  void read_name(std::string_view kind, std::string& name);
  bool has(std::string_view key) { return find(key) != nullptr; }
  void required(std::string_view key);
  void fault(std::string_view key, std::string_view code, std::string_view what);

  // Each leaves its target alone when the key is absent.
  void read(std::string_view key, std::string& text);
  void read(std::string_view key, double& number);
  void read(std::string_view key, std::optional<double>& number);
  void read(std::string_view key, std::int64_t& number);
  void read(std::string_view key, std::optional<std::int64_t>& number);
  void read(std::string_view key, bool& flag);
  void read(std::string_view key, std::vector<double>& numbers);
  void read(std::string_view key, std::vector<std::string>& texts);
  void read(std::string_view key, std::optional<Date>& date);
  // A day of the run: a number of days since it began, or a date where the run has a start.
  void read_day(std::string_view key, double& day);
  void read_day(std::string_view key, std::optional<double>& day);
  void read_days(std::string_view key, std::vector<double>& days);
  template <ClosedSet E>
  void read(std::string_view key, E& member) {
    if (!has(key)) return;
    std::string text;
    read(key, text);
    if (auto const value = parse<E>(text)) {
      member = *value;
      return;
    }
    std::string all;
    for (auto const& m : members_of<E>) all += (all.empty() ? "" : ", ") + std::string(m.wire);
    fault(key, "unknown_code", "is \"" + text + "\"; it can be " + all + ".");
  }
  // What stands at a key, where it can be one or the other.
  bool is_whole(std::string_view key);
  bool is_text(std::string_view key, std::string_view text);

  // Calls `each` with a Part for the table at `key`, or for each of a list of tables.
  void parts(std::string_view key, std::string_view words, std::function<void(Part&)> const& each);

 private:
  TomlNode const* find(std::string_view key);
  std::optional<double> number_in(std::string_view key, TomlNode const& node);
  std::optional<double> day_in(std::string_view key, TomlNode const& node);
  void note_line(std::string const& path, void const* source_region);
  std::string at(std::string_view key) const;

  TomlTable const& table_;
  std::string path_, words_;
  Model& model_;
  Faults& faults_;
  std::set<std::string, std::less<>> used_;
};

// Calls `read` with the root table of `text`. A text with `base = "FILE"` is laid over that file: entries of the same
// name (routes: the same ends, class, outcome and first day) take its keys, or go when it says `remove = true`; others
// are added. FILE is looked for beside `model.file`. Errors: not_toml, no_file, too_long, too_deep; faults go to
// `faults`.
// `layers` lie over the file that has no base, below every scenario, in their order.
Result<Done> with_root(std::string_view text, std::span<Layer const> layers, Model& model, Faults& faults,
                       std::function<void(Part&)> const& read);

// The text of a model file. Errors: no_file, too_long.
Result<std::string> model_text(std::filesystem::path const& path);

}  // namespace kith::demand
