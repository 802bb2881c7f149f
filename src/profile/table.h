// Typed reading of one table of a profile. Each question names a key; finish() refuses the keys that nobody asked for.
// Faults go to the list, and a value of the right type comes back all the same, so that reading goes on to the next
// fault.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/closed_set.h"
#include "base/time.h"
#include "profile/faults.h"
#include "profile/tree.h"

namespace kith::profile {

struct Text {
  std::string value;
  Origin origin;
};

class Table {
 public:
  // `name` is how faults call the table: "place". `node` and `faults` must outlive it.
  Table(Node const& node, std::string file, std::string name, Faults& faults);

  Origin origin() const { return {file_, node_.line}; }
  Origin origin_of(std::string_view key) const;  // the key's line, or the table's when the key is missing
  bool has(std::string_view key) const;
  Faults& faults() { return faults_; }

  std::string required_text(std::string_view key);  // faults when missing, empty or of another type
  std::string optional_text(std::string_view key);
  std::string required_code(std::string_view key);  // lower-case letters, digits and underscores
  std::string phone(std::string_view key, bool required);
  std::vector<Text> texts(std::string_view key);  // a list of texts; empty when missing
  std::optional<Date> optional_day(std::string_view key);
  std::optional<int> required_number(std::string_view key);
  Node const* table(std::string_view key);                // an inner table; nullptr when missing, without a fault
  std::vector<Node const*> tables(std::string_view key);  // [[key]]; empty when missing
  void fault(std::string_view key, std::string code, std::string const& sentence);

  template <ClosedSet E>
  std::optional<E> required_member(std::string_view key) {
    auto const text = required_text(key);
    if (auto const found = parse<E>(text)) return found;
    std::vector<std::string> known;
    for (auto const& member : members_of<E>) known.emplace_back(member.wire);
    if (!text.empty()) refuse_choice(key, text, known);
    return std::nullopt;
  }
  std::string required_choice(std::string_view key, std::vector<std::string> const& known);

  void finish();

 private:
  Node const* find(std::string_view key);
  Node const* find_required(std::string_view key);
  Node const* of_shape(std::string_view key, Node const* node, Node::Shape shape, std::string_view expected);
  std::string text_in(std::string_view key, Node const* node);
  void refuse_choice(std::string_view key, std::string_view text, std::vector<std::string> const& known);

  Node const& node_;
  std::string file_;
  std::string name_;
  Faults& faults_;
  std::vector<std::string> asked_;
};

}  // namespace kith::profile
