#include "link/records.h"

#include <fmt/format.h>

#include "link/fellegi_sunter.h"
#include "link/standardise.h"

namespace kith::link {

Code Dictionary::intern(std::string_view standard) {
  if (standard.empty()) return 0;
  if (auto const known = slots_[slot_of(standard)]; known != 0) return known;
  if (values_.size() * 2 > slots_.size()) make_room();
  auto const code = static_cast<Code>(values_.size());
  slots_[slot_of(standard)] = code;
  values_.push_back(make_value(measure_, std::string{standard}));
  return code;
}

std::size_t Dictionary::slot_of(std::string_view standard) const {
  auto const last = slots_.size() - 1;
  auto at = std::hash<std::string_view>{}(standard)&last;
  while (slots_[at] != 0 && values_[slots_[at]].text != standard) at = (at + 1) & last;
  return at;
}

void Dictionary::make_room() {
  slots_.assign(slots_.size() * 2, 0);
  for (Code code = 1; code < size(); ++code) slots_[slot_of(values_[code].text)] = code;
}

std::optional<Code> Dictionary::find(std::string_view standard) const {
  if (standard.empty()) return 0;
  auto const code = slots_[slot_of(standard)];
  return code != 0 ? std::optional{code} : std::nullopt;
}

std::size_t Dictionary::bytes() const {
  static std::size_t const inside = std::string{}.capacity();
  auto all = values_.size() * sizeof(Value) + slots_.capacity() * sizeof(Code);
  auto const add = [&](std::string const& text) {
    if (text.capacity() > inside) all += text.capacity() + 1;
  };
  for (auto const& value : values_) {
    add(value.text);
    if (!value.forms) continue;
    all += sizeof(NameForms);
    add(value.forms->sound.primary);
    add(value.forms->sound.secondary);
    add(value.forms->spelling);
  }
  return all;
}

double Records::pair_count() const {
  double const all = size();
  double const first = first_of_second;
  return linking() ? first * (all - first) : all * (all - 1) / 2;
}

namespace {
Measure measure_of(CompareKind kind) {
  switch (kind) {
    case CompareKind::name:
      return Measure::forename;
    case CompareKind::word:
      return Measure::word;
    case CompareKind::text:
      return Measure::text;
    case CompareKind::date:
      return Measure::date;
    case CompareKind::postcode:
      return Measure::postcode;
    case CompareKind::number:
      return Measure::number;
    case CompareKind::identifier:
      return Measure::identifier;
    case CompareKind::category:
      return Measure::category;
    case CompareKind::phone:
      return Measure::phone;
    case CompareKind::email:
      return Measure::email;
  }
  return Measure::word;
}

std::string label_of(Compare const& compare) {
  std::string label;
  for (auto const& column : compare.columns) label += fmt::format("{}{}", label.empty() ? "" : " ", column);
  return label;
}
}  // namespace

Result<Records> make_records(Model const& model) {
  Records records;
  for (auto const& compare : model.compare) {
    auto const measure = measure_of(compare.kind);
    auto const dictionary = records.dictionaries.size();
    records.dictionaries.emplace_back(measure);
    if (compare.kind == CompareKind::name) {
      records.names.push_back({records.fields.size(), records.fields.size() + 1});
      bool const apart = compare.columns.size() == 2;
      records.fields.push_back(
          {Measure::forename, apart ? compare.columns[0] : "first names of " + compare.columns[0], dictionary, {}});
      records.fields.push_back(
          {Measure::surname, apart ? compare.columns[1] : "last name of " + compare.columns[0], dictionary, {}});
    } else {
      records.fields.push_back({measure, label_of(compare), dictionary, {}});
    }
  }
  if (records.fields.size() > most_fields)
    return invalid("too_many_comparisons",
                   fmt::format("The model compares {} fields; at most {} can be compared. A name counts as two. "
                               "Take the least telling away.",
                               records.fields.size(), most_fields));
  return records;
}

void append(Records& records, Model const& model, RawRecord const& raw) {
  std::size_t cell = 0;
  std::size_t field = 0;
  auto const put = [&](std::string const& standard) {
    auto& into = records.fields[field++];
    into.codes.push_back(records.dictionaries[into.dictionary].intern(standard));
  };
  for (auto const& compare : model.compare) {
    std::span const cells(raw.cells.data() + cell, compare.columns.size());
    cell += compare.columns.size();
    auto const measure = records.fields[field].measure;
    if (compare.kind == CompareKind::name) {
      auto const [forename, surname] = cells.size() == 2
                                           ? StandardName{standard_name(cells[0]), standard_name(cells[1])}
                                           : standard_full_name(cells[0]);
      put(forename);
      put(surname);
    } else if (compare.kind == CompareKind::date && cells.size() == 3) {
      put(standard_date(cells[0], cells[1], cells[2]));
    } else {
      std::string together;
      for (auto const& part : cells) {
        if (!together.empty() && !part.empty()) together += ' ';
        together += part;
      }
      put(standardise(measure, together, compare.format));
    }
  }
  records.ids.push_back(raw.id);
  if (!model.labels.empty()) records.labels.push_back(raw.label);
}

}  // namespace kith::link
