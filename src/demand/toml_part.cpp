// The only file of this room that includes the TOML library.
#include "demand/toml_part.h"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <sstream>

#include "base/toml.h"

namespace kith::demand {
namespace {

toml::table const& open(TomlTable const& table) { return reinterpret_cast<toml::table const&>(table); }
toml::node const& open(TomlNode const& node) { return reinterpret_cast<toml::node const&>(node); }
TomlTable const& veil(toml::table const& table) { return reinterpret_cast<TomlTable const&>(table); }
TomlNode const& veil(toml::node const& node) { return reinterpret_cast<TomlNode const&>(node); }

std::optional<Date> date_in(toml::node const& node) {
  if (auto const date = node.value<toml::date>()) return Date::of(date->year, date->month, date->day);
  if (auto const text = node.value<std::string>()) return parse_date(*text);
  return std::nullopt;
}

// "borough.toml, line 7"; the text itself has no name of its own.
std::string place_of(toml::source_region const& source, std::string const& file) {
  return fmt::format("{}, line {}", source.path ? *source.path : file, source.begin.line);
}

}  // namespace

Part::Part(TomlTable const& table, std::string path, std::string words, Model& model, Faults& faults)
    : table_(table), path_(std::move(path)), words_(std::move(words)), model_(model), faults_(faults) {
  note_line(path_, &open(table_).source());
}

Part::~Part() {
  for (auto const& [key, node] : open(table_))
    if (!used_.contains(std::string_view(key.str()))) {
      note_line(at(key.str()), &node.source());
      fault(key.str(), "unknown_key",
            fmt::format("is not a key here; the keys are {}. Correct or remove it.", fmt::join(used_, ", ")));
    }
}

void Part::note_line(std::string const& path, void const* source_region) {
  auto const& source = *static_cast<toml::source_region const*>(source_region);
  if (source.begin.line > 0) model_.lines[path] = place_of(source, model_.file);
}

std::string Part::at(std::string_view key) const {
  return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
}

void Part::fault(std::string_view key, std::string_view code, std::string_view what) {
  faults_.add(code, at(key), words_, fmt::format("{}: {}", key, what));
}

TomlNode const* Part::find(std::string_view key) {
  used_.insert(std::string(key));
  auto const* node = open(table_).get(key);
  if (node == nullptr) return nullptr;
  note_line(at(key), &node->source());
  return &veil(*node);
}

void Part::read_name(std::string_view kind, std::string& name) {
  read("name", name);
  rename(fmt::format("{} \"{}\"", kind, name));
}

void Part::required(std::string_view key) {
  if (find(key) == nullptr) fault(key, "missing", "is missing; give it a value.");
}

void Part::read(std::string_view key, std::string& text) {
  auto const* node = find(key);
  if (node == nullptr) return;
  if (auto value = open(*node).value<std::string>())
    text = *value;
  else
    fault(key, "not_text", "must be text in quotes.");
}

// A number, or a lever's value times one number plus another: {lever = "take-up", times = -1, plus = 1}.
std::optional<double> Part::number_in(std::string_view key, TomlNode const& node) {
  if (open(node).is_number()) return open(node).value<double>();
  auto const* table = open(node).as_table();
  auto const name = table == nullptr ? std::nullopt : (*table)["lever"].value<std::string>();
  if (!name) return std::nullopt;
  if (auto const* times = table->get("times"); times != nullptr && !times->is_number()) {
    fault(key, "not_a_number", "times: must be a number, or \"today\" where the base has one.");
    return 0.0;
  }
  for (auto const& lever : model_.levers)
    if (lever.name == *name) return (*table)["plus"].value_or(0.0) + (*table)["times"].value_or(1.0) * lever.value;
  fault(key, "unknown_name", fmt::format("there is no lever called \"{}\"; add a [[lever]].", *name));
  return 0.0;
}

void Part::read(std::string_view key, double& number) {
  auto const* node = find(key);
  if (node == nullptr) return;
  if (auto const value = number_in(key, *node))
    number = *value;
  else
    fault(key, "not_a_number", "must be a number.");
}

void Part::read(std::string_view key, std::optional<double>& number) {
  if (has(key)) read(key, number.emplace());
}

void Part::read(std::string_view key, std::int64_t& number) {
  auto const* node = find(key);
  if (node == nullptr) return;
  if (open(*node).is_integer()) {
    number = open(*node).value<std::int64_t>().value();
  } else if (auto const value = open(*node).is_table() ? number_in(key, *node) : std::nullopt) {
    number = std::llround(*value);
  } else {
    fault(key, "not_whole", "must be a whole number.");
  }
}

void Part::read(std::string_view key, std::optional<std::int64_t>& number) {
  if (has(key)) read(key, number.emplace());
}

void Part::read(std::string_view key, bool& flag) {
  auto const* node = find(key);
  if (node == nullptr) return;
  if (open(*node).is_boolean())
    flag = open(*node).value<bool>().value();
  else
    fault(key, "not_a_flag", "must be true or false.");
}

void Part::read(std::string_view key, std::vector<double>& numbers) {
  auto const* node = find(key);
  if (node == nullptr) return;
  auto const* array = open(*node).as_array();
  if (array == nullptr) return fault(key, "not_a_list", "must be a list of numbers in brackets.");
  numbers.clear();
  for (auto const& item : *array) {
    if (!item.is_number()) return fault(key, "not_a_number", "must hold numbers only.");
    numbers.push_back(item.value<double>().value());
  }
}

void Part::read(std::string_view key, std::vector<std::string>& texts) {
  auto const* node = find(key);
  if (node == nullptr) return;
  auto const* array = open(*node).as_array();
  if (array == nullptr) return fault(key, "not_a_list", "must be a list of names in brackets.");
  for (auto const& item : *array) {
    auto value = item.value<std::string>();
    if (!value) return fault(key, "not_text", "must hold names in quotes only.");
    texts.push_back(*value);
  }
}

void Part::read(std::string_view key, std::optional<Date>& date) {
  auto const* node = find(key);
  if (node == nullptr) return;
  date = date_in(open(*node));
  if (!date) fault(key, "not_a_date", "must be a date such as 2025-04-01.");
}

std::optional<double> Part::day_in(std::string_view key, TomlNode const& node) {
  if (open(node).is_number()) return open(node).value<double>();
  if (auto const date = date_in(open(node))) {
    if (model_.run.start) return static_cast<double>(*date - *model_.run.start);
    fault(key, "missing", "is a date, but the run has none; give [run] a start.");
    return std::nullopt;
  }
  fault(key, "not_a_day", "must be a number of days since the run began, or a date such as 2025-04-01.");
  return std::nullopt;
}

void Part::read_day(std::string_view key, double& day) {
  if (auto const* node = find(key))
    if (auto const number = day_in(key, *node)) day = *number;
}

void Part::read_day(std::string_view key, std::optional<double>& day) {
  if (has(key)) read_day(key, day.emplace());
}

void Part::read_days(std::string_view key, std::vector<double>& days) {
  auto const* node = find(key);
  if (node == nullptr) return;
  auto const* array = open(*node).as_array();
  if (array == nullptr) return fault(key, "not_a_list", "must be a list of days or dates in brackets.");
  for (auto const& item : *array)
    if (auto const day = day_in(key, veil(item))) days.push_back(*day);
}

bool Part::is_whole(std::string_view key) {
  auto const* node = find(key);
  return node != nullptr && (open(*node).is_integer() || open(*node).is_table());
}

bool Part::is_text(std::string_view key, std::string_view text) {
  auto const* node = find(key);
  return node != nullptr && open(*node).value<std::string_view>() == text;
}

void Part::parts(std::string_view key, std::string_view words, std::function<void(Part&)> const& each) {
  auto const* node = find(key);
  if (node == nullptr) return;
  auto const visit = [&](toml::table const& table, std::string path) {
    Part part(veil(table), std::move(path), words_.empty() ? std::string(words) : fmt::format("{}, {}", words_, words),
              model_, faults_);
    each(part);
  };
  if (auto const* table = open(*node).as_table()) return visit(*table, at(key));
  auto const* array = open(*node).as_array();
  if (array == nullptr)
    return fault(key, "not_a_table", "must be a table, such as {law = \"exponential\", mean_days = 2}.");
  std::size_t i = 0;
  for (auto const& item : *array) {
    if (auto const* table = item.as_table())
      visit(*table, fmt::format("{}[{}]", at(key), i));
    else
      fault(key, "not_a_table", "must hold tables only.");
    ++i;
  }
}

namespace {

// By what an entry of a scenario finds the entry of its base that it changes.
std::vector<std::string_view> identity_of(std::string_view section) {
  if (section == "route") return {"from", "to", "class", "outcome"};
  if (section == "open") return {"station", "class"};
  if (section == "uncertain") return {"part", "name"};
  return {"name"};
}

bool same_entry(toml::table const& a, toml::table const& b, std::string_view section) {
  for (auto key : identity_of(section))
    if (a[key].value<std::string>() != b[key].value<std::string>()) return false;
  if (a["on_the_way"].value_or(false) != b["on_the_way"].value_or(false)) return false;  // nor are they who is there
  return a["from_day"].value<double>() == b["from_day"].value<double>();  // a dated route is another route
}

// Moved, because a copy forgets its line.
void move_into(toml::table& table, toml::key const& key, toml::node& value) {
  value.visit([&](auto& known) { table.insert_or_assign(key, std::move(known)); });
}

// {lever = "returns", times = "today"} is so many times the number that the base has.
void of_today(toml::node& value, toml::node const* before) {
  auto* lever = value.as_table();
  if (lever == nullptr || (*lever)["times"].value<std::string_view>() != "today" || before == nullptr) return;
  if (auto const number = before->value<double>()) lever->insert_or_assign("times", *number);
}

void lay_entry(toml::array& entries, toml::table& change, std::string_view section, Model& model, Faults& faults) {
  auto at = entries.begin();
  while (at != entries.end() && !(at->is_table() && same_entry(*at->as_table(), change, section))) ++at;
  if (change["remove"].value_or(false)) {
    if (at != entries.end()) {
      entries.erase(at);
      return;
    }
    model.lines["remove"] = place_of(change.source(), model.file);
    faults.add("unknown_name", "remove", std::string(section), "remove: the base has no such entry; correct its name.");
  } else if (at == entries.end()) {
    entries.push_back(std::move(change));
  } else {
    for (auto&& [key, value] : change) {
      of_today(value, at->as_table()->get(key.str()));
      move_into(*at->as_table(), key, value);
    }
  }
}

void lay_over(toml::table& base, toml::table& changes, Model& model, Faults& faults) {
  for (auto&& [key, value] : changes) {
    auto* entries = value.as_array();
    auto* present = base.get(key);
    if (entries != nullptr && entries->is_array_of_tables()) {
      if (present == nullptr) base.insert(key, toml::array{});
      auto* into = base.get(key)->as_array();
      if (into == nullptr) continue;  // the base's own fault, told when it is read
      for (auto&& entry : *entries) lay_entry(*into, *entry.as_table(), key.str(), model, faults);
    } else if (value.is_table() && present != nullptr && present->is_table()) {
      for (auto&& [inner, changed] : *value.as_table()) move_into(*present->as_table(), inner, changed);
    } else {
      move_into(base, key, value);
    }
  }
}

Result<toml::table> parsed(std::string_view text, std::string const& file) {
  try {
    return parse_toml(text, file);
  } catch (toml::parse_error const& error) {
    return invalid("not_toml", fmt::format("{}, line {}: this is not TOML: {}.", file, error.source().begin.line,
                                           error.description()));
  }
}

Result<toml::table> whole_table(std::string_view text, std::string const& file, std::span<Layer const> layers,
                                Model& model, Faults& faults, int depth) {
  toml::table table = TRY(parsed(text, file));
  auto const base = table["base"].value<std::string>();
  if (!base) {
    for (auto const& layer : layers) {
      toml::table laid = TRY(parsed(layer.text, layer.name));
      lay_over(table, laid, model, faults);
    }
    return table;
  }
  if (depth == 4)
    return invalid("too_deep", fmt::format("{}: base: scenarios lie over one another five deep or in a circle; let "
                                           "one of them stand on its own.",
                                           file));
  auto const path = std::filesystem::path(file).parent_path() / *base;
  if (model.base.empty()) model.base = path.string();
  std::string const below = TRY(model_text(path));
  toml::table whole = TRY(whole_table(below, path.string(), layers, model, faults, depth + 1));
  table.erase("base");
  lay_over(whole, table, model, faults);
  return whole;
}

}  // namespace

Result<Done> with_root(std::string_view text, std::span<Layer const> layers, Model& model, Faults& faults,
                       std::function<void(Part&)> const& read) {
  toml::table const table = TRY(whole_table(text, model.file, layers, model, faults, 0));
  Part root(veil(table), "", "", model, faults);
  read(root);
  return Done{};
}

Result<std::string> model_text(std::filesystem::path const& path) {
  constexpr std::uintmax_t most_bytes = 16 << 20;
  std::error_code error;
  auto const size = std::filesystem::file_size(path, error);
  std::ifstream in(path, std::ios::binary);
  if (error || !in)
    return not_found("no_file", fmt::format("The model {} cannot be read; check the name and that it may be opened.",
                                            path.string()));
  if (size > most_bytes)
    return invalid("too_long", fmt::format("The model {} is longer than 16 MiB; that is not a model.", path.string()));
  std::stringstream read;
  read << in.rdbuf();
  return read.str();
}

}  // namespace kith::demand
