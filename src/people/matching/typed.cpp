#include "people/matching/typed.h"

#include <algorithm>

#include "base/text.h"
#include "link/standardise.h"

namespace kith::people {

namespace {

struct Word {
  std::string text;
  bool comma = false;  // one follows
};

std::vector<Word> words_of(std::string_view typed) {
  std::vector<Word> words;
  std::string word;
  auto end_word = [&] {
    if (!word.empty()) words.push_back({std::move(word), false});
    word.clear();
  };
  for (char const c : typed) {
    if (c != ' ' && c != ',' && c != '\t' && c != '\n' && c != ';') {
      word += c;
      continue;
    }
    end_word();
    if (c == ',' && !words.empty()) words.back().comma = true;
  }
  end_word();
  return words;
}

bool has_digit(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// `count` words from `first` on, with blanks between.
std::string run_of(std::vector<Word> const& words, std::size_t first, std::size_t count) {
  std::string text;
  for (std::size_t i = first; i < first + count; ++i) text += (i > first ? " " : "") + words[i].text;
  return text;
}

bool is_postcode(std::string const& text) {
  auto const standard = link::standard_postcode(text);
  return standard.size() >= 5 && link::postcode_parts(standard).has_value();
}
bool is_date(std::string const& text) {
  if (!has_digit(text.substr(0, 1)) || !has_digit(text.substr(text.size() - 1))) return false;  // "2016-05-03 Ava"
  auto const standard = link::standard_date(text, "");
  return standard.size() == 8 && link::is_real_date(standard);
}

// Takes the first run of at most `longest` words of which `is_so` holds, and which has a digit; the longest first.
template <class IsSo>
std::string take(std::vector<Word>& words, std::size_t longest, IsSo is_so) {
  for (std::size_t count = longest; count > 0; --count)
    for (std::size_t first = 0; first + count <= words.size(); ++first) {
      auto text = run_of(words, first, count);
      if (!has_digit(text) || !is_so(text)) continue;
      auto const from = words.begin() + static_cast<std::ptrdiff_t>(first);
      words.erase(from, from + static_cast<std::ptrdiff_t>(count));
      return text;
    }
  return {};
}

}  // namespace

Asked asked_in_one_box(std::string_view typed) {
  auto words = words_of(typed);
  Asked asked;
  // "Ava DN99 9AA": not with the name in front of it.
  asked.postcode = take(words, 2, [](std::string const& text) { return text.size() <= 8 && is_postcode(text); });
  asked.date_of_birth = take(words, 3, is_date);
  if (words.empty()) return asked;
  auto const comma = std::ranges::find(words, true, &Word::comma);
  auto const in_front =
      comma == words.end() || words.size() == 1 ? 0 : static_cast<std::size_t>(comma - words.begin()) + 1;
  if (in_front > 0 && in_front < words.size()) {
    asked.surname = run_of(words, 0, in_front);
    asked.forename = run_of(words, in_front, words.size() - in_front);
  } else {
    asked.surname = words.back().text;
    asked.forename = run_of(words, 0, words.size() - 1);
  }
  return asked;
}

Asked filled_in(Asked box, Asked const& fields) {
  auto over = [](Personal<std::string>& into, Personal<std::string> const& from) {
    if (!from.reveal().empty()) into = from;
  };
  over(box.forename, fields.forename);
  over(box.surname, fields.surname);
  over(box.date_of_birth, fields.date_of_birth);
  over(box.sex, fields.sex);
  over(box.postcode, fields.postcode);
  return box;
}

std::vector<Asked> readings(Asked const& asked) {
  std::vector<Asked> all{asked};
  if (asked.forename.reveal().empty() != asked.surname.reveal().empty()) {
    auto other = asked;
    std::swap(other.forename, other.surname);
    all.push_back(std::move(other));
  }
  return all;
}

}  // namespace kith::people
