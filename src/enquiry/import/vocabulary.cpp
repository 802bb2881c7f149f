#include "enquiry/import/vocabulary.h"

#include <charconv>

#include "base/text.h"

namespace kith::imports {

namespace {
// Answers are forgotten beyond this many, so that a file of a million different wrong words does not fill memory.
constexpr std::size_t remembered = 4096;

template <class Answers, class Find>
auto const& remember(Answers& answers, std::string_view text, Find find) {
  std::string key{text};
  if (auto const known = answers.find(key); known != answers.end()) return known->second;
  if (answers.size() >= remembered) answers.clear();
  return answers.emplace(std::move(key), find()).first->second;
}

// A closed set's own label, where the profile uses other words.
template <ClosedSet E>
std::optional<E> by_own_label(std::string_view text) {
  std::string const wanted = fold(text);
  for (auto const& member : members_of<E>)
    if (fold(member.label) == wanted) return member.value;
  return std::nullopt;
}
}  // namespace

std::string Vocabulary::word(std::vector<profile::Word> const& words, std::string_view text) {
  return remember(words_[&words], text, [&] {
    auto const* found = profile::find_word(words, text);
    return found != nullptr ? found->code : std::string{};
  });
}

std::string Vocabulary::agency(std::string_view text) {
  return remember(agencies_, text, [&] {
    auto const* found = profile::find_agency(profile_, text);
    return found != nullptr ? found->code : std::string{};
  });
}

std::optional<profile::ScreeningOutcome> Vocabulary::screening_outcome(std::string_view text) {
  if (auto const outcome = parse<profile::ScreeningOutcome>(word(profile_.screening_outcomes, text))) return outcome;
  if (auto const outcome = parse<profile::ScreeningOutcome>(text)) return outcome;
  return by_own_label<profile::ScreeningOutcome>(text);
}

std::optional<profile::StepOutcome> Vocabulary::step_outcome(std::string_view text) {
  if (auto const outcome = parse<profile::StepOutcome>(word(profile_.step_outcomes, text))) return outcome;
  if (auto const outcome = parse<profile::StepOutcome>(text)) return outcome;
  return by_own_label<profile::StepOutcome>(text);
}

std::optional<int> Vocabulary::level(std::string_view text) const {
  if (lower_ascii(text.substr(0, 5)) == "level") text = trimmed(text.substr(5));
  if (text.ends_with(".0")) text.remove_suffix(2);
  int number = 0;
  auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  for (auto const& level : profile_.levels)
    if (level.number == number) return number;
  return std::nullopt;
}

std::vector<profile::PlaceCode> Vocabulary::places(std::string_view name) {
  return remember(places_, name, [&] { return profile::resolve_places(profile_, name); });
}

}  // namespace kith::imports
