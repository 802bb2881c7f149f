#include "door/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "door/plural.h"
#include "html/assets.h"
#include "profile/tree.h"

namespace kith::door {

namespace {

constexpr std::string_view only_form = "other";

bool is_plural_table(profile::Node const& node) {
  static constexpr std::string_view forms[] = {"zero", "one", "two", "few", "many", "other"};
  return !node.children.empty() && std::ranges::all_of(node.children, [](auto const& child) {
    return std::ranges::find(forms, child.first) != std::end(forms);
  });
}

bool is_signed_table(profile::Node const& node) {
  return std::ranges::any_of(node.children, [](auto const& child) { return child.first == "signed_off"; });
}

std::string text_of(profile::Node const& node, std::string_view key) {
  for (auto const& [name, child] : node.children)
    if (name == key) return child.text;
  return {};
}

// Every text below `node` becomes a message under its path.
void collect(profile::Node const& node, std::string const& path, Catalogue& catalogue) {
  for (auto const& [name, child] : node.children) {
    auto const key = path.empty() ? name : path + "." + name;
    if (child.shape == profile::Node::Shape::text) {
      catalogue.messages[key].forms.emplace(only_form, child.text);
    } else if (is_plural_table(child)) {
      for (auto const& [form, words] : child.children) catalogue.messages[key].forms.emplace(form, words.text);
    } else if (is_signed_table(child)) {
      catalogue.messages[key] = {{{std::string{only_form}, text_of(child, "text")}}, text_of(child, "signed_off")};
    } else {
      collect(child, key, catalogue);
    }
  }
}

// The holes of a text, in order of their names.
std::vector<std::string> holes_of(std::string_view text) {
  std::vector<std::string> holes;
  for (auto open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    auto const close = std::min(text.find('}', open), text.size());
    holes.emplace_back(text.substr(open + 1, close - open - 1));
  }
  std::ranges::sort(holes);
  return holes;
}

// Each text with its holes filled: `add_text` for what stands between, `add_value` for a hole's value.
template <class AddText, class AddValue>
void fill(std::string_view text, AddText add_text, AddValue add_value) {
  while (!text.empty()) {
    auto const open = std::min(text.find('{'), text.size());
    add_text(text.substr(0, open));
    if (open == text.size()) return;
    auto const close = std::min(text.find('}', open), text.size());
    add_value(text.substr(open + 1, close - open - 1));
    text.remove_prefix(std::min(close + 1, text.size()));
  }
}

}  // namespace

Result<Catalogue> read_catalogue(std::string_view language, std::string_view toml) {
  profile::Faults faults;
  auto const tree = profile::read_tree(toml, fmt::format("words/{}.toml", language), faults);
  if (!faults.found.empty())
    return invalid("bad_catalogue", fmt::format("The wording in {} cannot be read.", language), faults.found);
  Catalogue catalogue;
  catalogue.language = language;
  collect(tree, "", catalogue);
  auto take = [&](char const* key) {
    auto const found = catalogue.messages.find(key);
    auto text = found == catalogue.messages.end() ? std::string{} : found->second.forms.begin()->second;
    catalogue.messages.erase(key);
    return text;
  };
  catalogue.name = take("language.name");
  catalogue.direction = take("language.direction");
  if (catalogue.direction.empty()) catalogue.direction = "ltr";
  return catalogue;
}

std::vector<Catalogue> const& all_catalogues() {
  static std::vector<Catalogue> const all = [] {
    std::vector<Catalogue> read;
    for (auto const& embedded : html::catalogues()) {
      auto catalogue = read_catalogue(embedded.language, embedded.toml);
      if (!catalogue) throw std::runtime_error(catalogue.error().fields.front().sentence);
      auto const where = catalogue->language == "en" ? read.begin() : read.end();
      read.insert(where, *std::move(catalogue));
    }
    for (auto& catalogue : read)
      catalogue.whole = std::ranges::none_of(untranslated(read.front(), catalogue), [](Untranslated const& gap) {
        return gap.why == Untranslated::Why::missing;
      });
    return read;
  }();
  return all;
}

bool is_safety_text(std::string_view key) { return key.starts_with("safety."); }

std::vector<Untranslated> untranslated(Catalogue const& english, Catalogue const& other) {
  using enum Untranslated::Why;
  std::vector<Untranslated> gaps;
  for (auto const& [key, message] : english.messages) {
    auto const found = other.messages.find(key);
    if (found == other.messages.end()) {
      gaps.push_back({key, missing});
      continue;
    }
    auto const holes = holes_of(message.forms.at(std::string{only_form}));
    std::vector<std::string> forms(1, std::string{only_form});
    if (message.forms.size() > 1) forms = plural_forms(other.language);
    bool fits = true;
    for (auto const& form : forms) {
      auto const said = found->second.forms.find(form);
      fits = fits && said != found->second.forms.end() && holes_of(said->second) == holes;
    }
    if (!fits)
      gaps.push_back({key, other_holes});
    else if (is_safety_text(key) && found->second.signed_off.empty())
      gaps.push_back({key, nobody_signed_off});
  }
  for (auto const& [key, message] : other.messages)
    if (!english.messages.contains(key)) gaps.push_back({key, unknown_to_english});
  return gaps;
}

std::string report_of_gaps(std::vector<Catalogue> const& catalogues) {
  static constexpr std::pair<Untranslated::Why, std::string_view> reasons[] = {
      {Untranslated::Why::missing, "not translated: the English stands"},
      {Untranslated::Why::nobody_signed_off, "safety text that nobody signed off: the English stands"},
      {Untranslated::Why::unknown_to_english, "not a message of the pages: take it out"},
      {Untranslated::Why::other_holes, "a plural form is missing, or its {holes} differ from the English"}};
  std::string report;
  auto const& english = catalogues.front();
  for (auto const& catalogue : catalogues) {
    if (&catalogue == &english) continue;
    auto const gaps = untranslated(english, catalogue);
    auto const said = std::ranges::count_if(
        english.messages, [&](auto const& message) { return catalogue.messages.contains(message.first); });
    report +=
        fmt::format("{} ({}): {} of {} messages\n", catalogue.name, catalogue.language, said, english.messages.size());
    for (auto const& gap : gaps)
      for (auto const& [why, words] : reasons)
        if (why == gap.why) report += fmt::format("  {}: {}\n", gap.key, words);
  }
  return report;
}

Words::Found Words::find(std::string_view key, std::string_view form) const {
  auto look = [&](Catalogue const& catalogue, std::string_view wanted) -> std::string const* {
    auto const message = catalogue.messages.find(key);
    if (message == catalogue.messages.end()) return nullptr;
    auto const& forms = message->second.forms;
    auto found = forms.find(wanted);
    if (found == forms.end()) found = forms.find(only_form);
    return found == forms.end() ? nullptr : &found->second;
  };
  bool const may = !is_safety_text(key) || may_show(key);
  if (auto const* text = may ? look(*chosen_, form) : nullptr) return {text, false};
  // The forms of the chosen language need not be those of English: "few" has none there.
  if (auto const* text = look(*english_, form)) return {text, !in_english()};
  throw std::out_of_range("no message of this name: " + std::string{key});
}

html::Html Words::filled(Found found, Values const& values) const {
  html::Html html;
  fill(
      *found.text, [&](std::string_view text) { html += html::text(text); },
      [&](std::string_view hole) {
        for (auto const& [name, value] : values)
          if (name == hole) html += value;
      });
  return found.fallback ? english(html) : html;
}

html::Html Words::operator()(std::string_view key, Values const& values) const {
  return filled(find(key, only_form), values);
}

html::Html Words::counted(std::string_view key, std::int64_t count, Values values) const {
  values.emplace_back("count", html::Html(count));
  auto found = find(key, plural_form(chosen_->language, count));
  if (found.fallback) found.text = find(key, plural_form("en", count)).text;
  return filled(found, values);
}

std::string Words::plain(std::string_view key,
                         std::vector<std::pair<std::string_view, std::string>> const& values) const {
  std::string text;
  fill(
      *find(key, only_form).text, [&](std::string_view words) { text += words; },
      [&](std::string_view hole) {
        for (auto const& [name, value] : values)
          if (name == hole) text += value;
      });
  return text;
}

std::string Words::plain_counted(std::string_view key, std::int64_t count) const {
  auto found = find(key, plural_form(chosen_->language, count));
  if (found.fallback) found = find(key, plural_form("en", count));
  std::string text;
  fill(
      *found.text, [&](std::string_view words) { text += words; },
      [&](std::string_view) { text += std::to_string(count); });
  return text;
}

bool Words::may_show(std::string_view key) const {
  if (in_english()) return true;
  auto const found = chosen_->messages.find(key);
  return found != chosen_->messages.end() && !found->second.signed_off.empty();
}

std::string Words::date(Date date) const { return written_date(chosen_->language, date, "EEEEdMMMM"); }
std::string Words::long_date(Date date) const { return written_date(chosen_->language, date, "dMMMMy"); }
std::string Words::weekday(unsigned weekday) const {
  // 1 June 2026 was a Monday.
  return written_date(chosen_->language, *Date::of(2026, 6, weekday), "EEEE");
}

html::Html Words::english(html::Html const& text) const {
  if (in_english()) return text;
  if (direction() == "rtl") return html::markup("<span lang=\"en\" dir=\"ltr\">{}</span>", text);
  return html::markup("<span lang=\"en\">{}</span>", text);
}

Words words_for(std::string_view language, bool whole) {
  auto const& all = all_catalogues();
  auto const chosen = std::ranges::find(all, language, &Catalogue::language);
  return {chosen == all.end() || (whole && !chosen->whole) ? all.front() : *chosen, all.front()};
}

}  // namespace kith::door
