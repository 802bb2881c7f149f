#include <fmt/format.h>

#include "base/text.h"
#include "base/toml.h"
#include "link/model.h"

namespace kith::link {

namespace {
struct PlaceInFile {
  std::string_view file;

  Error fault(toml::node const* node, std::string_view code, std::string_view sentence) const {
    auto const line = node == nullptr ? 0u : static_cast<unsigned>(node->source().begin.line);
    auto where = line == 0 ? std::string{file} : fmt::format("{}, line {}", file, line);
    return invalid(std::string{code}, fmt::format("{}: {}", where, sentence));
  }
};

Result<std::string> text_at(toml::table const& table, std::string_view key, PlaceInFile place) {
  auto const* node = table.get(key);
  if (node == nullptr) return std::string{};
  if (auto const text = node->value_exact<std::string>()) return std::string{trimmed(*text)};
  return place.fault(node, "wrong_type", fmt::format("\"{}\" must be text in quotation marks.", key));
}

Result<std::vector<std::string>> texts_at(toml::table const& table, std::string_view key, PlaceInFile place) {
  std::vector<std::string> texts;
  auto const* node = table.get(key);
  if (node == nullptr) return texts;
  if (auto const one = node->value_exact<std::string>()) return std::vector{std::string{trimmed(*one)}};
  auto const* list = node->as_array();
  if (list == nullptr) return place.fault(node, "wrong_type", fmt::format("\"{}\" must be a list of texts.", key));
  for (auto const& item : *list) {
    auto const text = item.value_exact<std::string>();
    if (!text) return place.fault(&item, "wrong_type", fmt::format("\"{}\" must be a list of texts.", key));
    texts.emplace_back(trimmed(*text));
  }
  return texts;
}

Result<toml::table const*> section(toml::table const& root, std::string_view key, PlaceInFile place) {
  auto const* node = root.get(key);
  if (node != nullptr && !node->is_table())
    return place.fault(node, "wrong_type", fmt::format("\"{0}\" must be a section, [{0}].", key));
  return node == nullptr ? nullptr : node->as_table();
}

std::string kinds_in_words() {
  std::string words;
  for (auto const& member : members_of<CompareKind>) {
    if (!words.empty()) words += ", ";
    words += member.wire;
  }
  return words;
}

Result<Done> check_columns(Compare const& compare, toml::table const& table, PlaceInFile place) {
  auto const count = compare.columns.size();
  if (count == 0)
    return place.fault(&table, "columns_missing",
                       "a [[compare]] must say which columns, as in columns = [\"surname\"].");
  if (compare.kind == CompareKind::name && count != 2 && count != 1)
    return place.fault(&table, "columns_wrong",
                       "a comparison of kind \"name\" takes two columns, forename then surname, or one with both.");
  if (compare.kind == CompareKind::date && count != 1 && count != 3)
    return place.fault(&table, "columns_wrong",
                       "a comparison of kind \"date\" takes one column, or three: year, month, day.");
  for (auto const& column : compare.columns)
    if (column.empty()) return place.fault(&table, "columns_wrong", "a column has no name.");
  return Done{};
}

Result<Done> check_format(std::string const& format, toml::table const& table, PlaceInFile place) {
  for (std::size_t i = 0; i + 1 < format.size(); ++i) {
    if (format[i] != '%') continue;
    ++i;
    if (std::string_view{"YymdbB"}.find(format[i]) == std::string_view::npos)
      return place.fault(
          &table, "format_unknown",
          fmt::format("\"%{}\" in a date format is not known. Use %Y, %y, %m, %d, %b or %B.", format[i]));
  }
  return Done{};
}

Result<Compare> compare_of(toml::node const& node, PlaceInFile place) {
  auto const* table = node.as_table();
  if (table == nullptr)
    return place.fault(&node, "wrong_type", "every comparison is a section of its own, [[compare]].");
  Compare compare;
  compare.columns = TRY(texts_at(*table, "columns", place));
  auto const kind = TRY(text_at(*table, "kind", place));
  auto const known = parse<CompareKind>(kind);
  if (!known)
    return place.fault(table->contains("kind") ? table->get("kind") : &node, "kind_unknown",
                       fmt::format("\"{}\" is not a kind of comparison. Use one of {}.", kind, kinds_in_words()));
  compare.kind = *known;
  compare.format = TRY(text_at(*table, "format", place));
  TRY(check_columns(compare, *table, place));
  TRY(check_format(compare.format, *table, place));
  return compare;
}

Result<Done> read_train(Model& model, toml::table const& root, PlaceInFile place) {
  auto const* train = TRY(section(root, "train", place));
  if (train == nullptr) return Done{};
  model.labels = TRY(text_at(*train, "labels", place));
  auto const* prior = train->get("prior");
  if (prior == nullptr || prior->value_exact<std::string>() == std::string{"auto"}) return Done{};
  auto const number = prior->value<double>();
  if (!number || !(*number > 0 && *number < 1))
    return place.fault(prior, "prior_wrong", "\"prior\" must be \"auto\" or a chance between 0 and 1.");
  model.prior = *number;
  return Done{};
}

Result<Done> read_predict(Model& model, toml::table const& root, PlaceInFile place) {
  auto const* predict = TRY(section(root, "predict", place));
  auto const* threshold = predict == nullptr ? nullptr : predict->get("threshold");
  if (threshold == nullptr) return Done{};
  auto const number = threshold->value<double>();
  if (!number || !(*number >= 0.001 && *number < 1))
    return place.fault(threshold, "threshold_wrong", "\"threshold\" must be a probability from 0.001 to below 1.");
  model.threshold = *number;
  return Done{};
}

Result<Model> model_of(toml::table const& root, PlaceInFile place) {
  Model model;
  model.id = TRY(text_at(root, "id", place));
  auto const* read = TRY(section(root, "read", place));
  if (read != nullptr) model.missing = TRY(texts_at(*read, "missing", place));
  auto const* list = root.get("compare");
  if (list == nullptr || !list->is_array() || list->as_array()->empty())
    return place.fault(nullptr, "nothing_to_compare",
                       "there is no [[compare]] in it, so there is nothing to match on. Add at least one.");
  for (auto const& node : *list->as_array()) model.compare.push_back(TRY(compare_of(node, place)));
  TRY(read_train(model, root, place));
  TRY(read_predict(model, root, place));
  return model;
}

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string in_quotes(std::vector<std::string> const& texts) {
  std::string out = "[";
  for (auto const& text : texts) out += fmt::format("{}{}", out.size() > 1 ? ", " : "", in_quotes(text));
  return out + "]";
}
}  // namespace

Result<Model> parse_model(std::string_view text, std::string_view name) {
  try {
    auto const root = parse_toml(text);
    return model_of(root, PlaceInFile{name});
  } catch (toml::parse_error const& fault) {
    return invalid(
        "model_unreadable",
        fmt::format("{}, line {}: {}.", name, static_cast<unsigned>(fault.source().begin.line), fault.description()));
  }
}

std::string to_toml(Model const& model) {
  std::string out;
  if (!model.id.empty()) out += fmt::format("id = {}\n\n", in_quotes(model.id));
  if (!model.missing.empty()) out += fmt::format("[read]\nmissing = {}\n\n", in_quotes(model.missing));
  for (auto const& compare : model.compare) {
    out += fmt::format("[[compare]]\ncolumns = {}\nkind = {}\n", in_quotes(compare.columns),
                       in_quotes(wire(compare.kind)));
    if (!compare.format.empty()) out += fmt::format("format = {}\n", in_quotes(compare.format));
    out += '\n';
  }
  out += "[train]\n";
  out += model.prior ? fmt::format("prior = {}\n", *model.prior) : std::string{"prior = \"auto\"\n"};
  if (!model.labels.empty()) out += fmt::format("labels = {}\n", in_quotes(model.labels));
  return out + fmt::format("\n[predict]\nthreshold = {}\n", model.threshold);
}

}  // namespace kith::link
