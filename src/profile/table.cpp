#include "profile/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <utility>

#include "base/text.h"

namespace kith::profile {

namespace {
bool is_code(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

// Digits with single blanks between, a plus before at most. National numbers have 10 or 11 digits from 0 on, numbers
// abroad 8 to 15 from + on, short ones three from 1 or 9 on (101, 999), help lines six from 116 on (116 123).
bool is_plausible_phone(std::string_view text) {
  bool const abroad = text.starts_with('+');
  if (abroad) text.remove_prefix(1);
  std::size_t digits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool const single_blank = text[i] == ' ' && i > 0 && i + 1 < text.size() && is_digit(text[i + 1]);
    if (!is_digit(text[i]) && !single_blank) return false;
    digits += is_digit(text[i]) ? 1 : 0;
  }
  if (abroad) return digits >= 8 && digits <= 15;
  if (text.starts_with('0')) return digits == 10 || digits == 11;
  if (text.starts_with("116")) return digits == 6;
  return (text.starts_with('1') || text.starts_with('9')) && digits == 3;
}
}  // namespace

Table::Table(Node const& node, std::string file, std::string name, Faults& faults)
    : node_(node), file_(std::move(file)), name_(std::move(name)), faults_(faults) {}

Origin Table::origin_of(std::string_view key) const {
  for (auto const& [name, child] : node_.children)
    if (name == key) return {file_, child.line};
  return origin();
}

bool Table::has(std::string_view key) const {
  return std::any_of(node_.children.begin(), node_.children.end(),
                     [&](auto const& child) { return child.first == key; });
}

void Table::fault(std::string_view key, std::string code, std::string const& sentence) {
  faults_.add(origin_of(key), key, std::move(code), sentence);
}

Node const* Table::find(std::string_view key) {
  if (std::find(asked_.begin(), asked_.end(), key) == asked_.end()) asked_.emplace_back(key);
  for (auto const& [name, child] : node_.children)
    if (name == key) return &child;
  return nullptr;
}

Node const* Table::find_required(std::string_view key) {
  auto const* node = find(key);
  if (!node) fault(key, "missing", fmt::format("{} needs this, and it is missing.", name_));
  return node;
}

Node const* Table::of_shape(std::string_view key, Node const* node, Node::Shape shape, std::string_view expected) {
  if (node && node->shape != shape) {
    faults_.add({file_, node->line}, key, "wrong_type", fmt::format("this must be {}.", expected));
    return nullptr;
  }
  return node;
}

std::string Table::text_in(std::string_view key, Node const* node) {
  node = of_shape(key, node, Node::Shape::text, "a text in quotation marks");
  if (!node) return {};
  auto clean = clean_text(node->text);
  if (!clean || clean->empty())
    faults_.add({file_, node->line}, key, "empty", "this is empty. Write the text, or take the line out.");
  else if (*clean != node->text)
    faults_.add({file_, node->line}, key, "not_clean",
                "this has blanks around it, or characters that cannot be seen. Take them out.");
  return clean.value_or(std::string{});
}

std::string Table::required_text(std::string_view key) { return text_in(key, find_required(key)); }
std::string Table::optional_text(std::string_view key) { return text_in(key, find(key)); }

std::string Table::required_code(std::string_view key) {
  auto code = required_text(key);
  if (!is_code(code))
    fault(key, "not_a_code",
          fmt::format("'{}' cannot be a code: use lower-case letters, digits and underscores only.", code));
  return code;
}

std::string Table::phone(std::string_view key, bool required) {
  auto number = required ? required_text(key) : optional_text(key);
  if (!number.empty() && !is_plausible_phone(number))
    fault(key, "not_a_phone",
          fmt::format("'{}' does not look like a telephone number, such as 01632 960123 or +44 1632 960123.", number));
  return number;
}

std::vector<Text> Table::texts(std::string_view key) {
  std::vector<Text> read;
  auto const* list = of_shape(key, find(key), Node::Shape::list, "a list of texts, such as [\"one\", \"two\"]");
  if (!list) return read;
  for (auto const& item : list->items)
    if (auto text = text_in(key, &item); !text.empty()) read.push_back({std::move(text), {file_, item.line}});
  return read;
}

std::optional<Date> Table::optional_day(std::string_view key) {
  auto const* node = of_shape(key, find(key), Node::Shape::day, "a date without quotation marks, such as 2019-06-30");
  if (!node) return std::nullopt;
  return node->day;
}

std::optional<int> Table::required_number(std::string_view key) {
  auto const* node = of_shape(key, find_required(key), Node::Shape::whole_number, "a whole number");
  if (!node) return std::nullopt;
  if (node->number < std::numeric_limits<int>::min() || node->number > std::numeric_limits<int>::max()) {
    fault(key, "out_of_range", "this number is too large.");
    return std::nullopt;
  }
  return static_cast<int>(node->number);
}

Node const* Table::table(std::string_view key) {
  return of_shape(key, find(key), Node::Shape::table, fmt::format("a table, headed [{}]", key));
}

std::vector<Node const*> Table::tables(std::string_view key) {
  std::vector<Node const*> read;
  auto const expected = fmt::format("a list of tables, each headed [[{}]]", key);
  auto const* list = of_shape(key, find(key), Node::Shape::list, expected);
  if (!list) return read;
  for (auto const& item : list->items)
    if (auto const* node = of_shape(key, &item, Node::Shape::table, expected)) read.push_back(node);
  return read;
}

std::string Table::required_choice(std::string_view key, std::vector<std::string> const& known) {
  auto text = required_text(key);
  if (!text.empty() && std::find(known.begin(), known.end(), text) == known.end()) refuse_choice(key, text, known);
  return text;
}

void Table::refuse_choice(std::string_view key, std::string_view text, std::vector<std::string> const& known) {
  fault(key, "unknown_code",
        fmt::format("'{}' is not one of {}.{}", text, fmt::join(known, ", "), did_you_mean(text, known)));
}

void Table::finish() {
  for (auto const& [name, child] : node_.children)
    if (std::find(asked_.begin(), asked_.end(), name) == asked_.end())
      faults_.add({file_, child.line}, name, "unknown_key",
                  fmt::format("{} has no such key.{}", name_, did_you_mean(name, asked_)));
}

}  // namespace kith::profile
