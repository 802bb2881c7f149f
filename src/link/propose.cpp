#include "link/propose.h"

#include <algorithm>
#include <charconv>
#include <unordered_set>

#include <fmt/format.h>

#include "base/csv.h"
#include "base/text.h"
#include "link/fellegi_sunter.h"
#include "link/standardise.h"

namespace kith::link {

namespace {
constexpr std::size_t rows_looked_at = 5000;
constexpr std::size_t rows_kept = 500;  // to see which columns say the same

// A date as three numbers, written with one character between them; nothing else.
struct NumberedDate {
  int first = 0;
  int second = 0;
  char between = '/';
};
std::optional<NumberedDate> numbered_date(std::string_view text) {
  NumberedDate date;
  auto const* const end = text.data() + text.size();
  auto const first = std::from_chars(text.data(), end, date.first);
  if (first.ec != std::errc{} || first.ptr == end || first.ptr - text.data() > 2) return std::nullopt;
  date.between = *first.ptr;
  if (date.between != '/' && date.between != '-' && date.between != '.') return std::nullopt;
  auto const second = std::from_chars(first.ptr + 1, end, date.second);
  if (second.ec != std::errc{} || second.ptr == end || *second.ptr != date.between) return std::nullopt;
  return date;
}

// What a column holds, counted over the rows looked at.
struct Profile {
  std::string title;
  std::string folded;  // title without capitals and underscores
  std::size_t filled = 0;
  std::size_t dates = 0;
  std::size_t postcodes = 0;
  std::size_t emails = 0;
  std::size_t phones = 0;
  std::size_t digits_only = 0;
  std::size_t several_words = 0;
  std::size_t characters = 0;
  std::size_t day_in_front = 0;  // of numbered dates, those that can only be read so
  std::size_t month_in_front = 0;
  char between = '/';
  int least = 0;  // of numbers
  int most = 0;
  std::unordered_set<std::string> distinct;
  std::vector<std::string> first_cells;  // folded, of the first rows

  bool mostly(std::size_t count) const { return filled > 0 && count * 10 >= filled * 9; }
  bool titled(std::initializer_list<std::string_view> words) const {
    return std::any_of(words.begin(), words.end(), [&](auto word) { return folded.find(word) != std::string::npos; });
  }
  double average_length() const {
    return filled == 0 ? 0 : static_cast<double>(characters) / static_cast<double>(filled);
  }
};

void look_at_digits(Profile& profile, std::string_view text) {
  int number = 0;
  auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || end != text.data() + text.size()) return;
  profile.least = profile.digits_only == 0 ? number : std::min(profile.least, number);
  profile.most = profile.digits_only == 0 ? number : std::max(profile.most, number);
  ++profile.digits_only;
}

void look_at(Profile& profile, std::string_view cell) {
  auto const text = trimmed(cell);
  if (profile.first_cells.size() < rows_kept) profile.first_cells.push_back(fold(text));
  if (text.empty()) return;
  ++profile.filled;
  profile.characters += text.size();
  if (std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    if (text.size() < 9)
      look_at_digits(profile, text);
    else
      ++profile.digits_only;
  }
  if (auto const date = numbered_date(text)) {
    profile.day_in_front += date->first > 12;
    profile.month_in_front += date->second > 12;
    profile.between = date->between;
  }
  auto const date = standard_date(text, {});
  bool const real = is_real_date(date) ||
                    (date.size() == 8 && is_real_date(date.substr(0, 4) + date.substr(6, 2) + date.substr(4, 2)));
  profile.dates += real && date > "1500" && date < "2101";
  profile.postcodes += postcode_parts(standard_postcode(text)).has_value();
  profile.emails += !standard_email(text).empty();
  auto const phone = standard_phone(text);
  profile.phones += phone.size() >= 10 && phone.size() <= 11 && phone.starts_with("0");
  profile.several_words += text.find(' ') != std::string_view::npos;
  profile.distinct.emplace(text);
}

struct Guess {
  std::optional<CompareKind> kind;  // nothing: not to be compared
  std::string_view why;
};

Guess guess(Profile const& p) {
  using enum CompareKind;
  if (p.filled == 0) return {std::nullopt, "it is empty"};
  if (p.distinct.size() == 1) return {std::nullopt, "it has one value everywhere"};
  if (p.titled({"cluster", "ent id", "entity", "match"}))
    return {std::nullopt, "its name says that it is a result of matching"};
  if (p.mostly(p.emails)) return {email, "its cells are e-mail addresses"};
  if (p.mostly(p.postcodes)) return {postcode, "its cells are postcodes"};
  if (p.titled({"postcode", "post code", "zip"})) return {postcode, "its name says so"};
  if (p.titled({"nhs", "upn", "soc sec", "national insurance", "nino", "uprn", "passport", "reference"}))
    return {identifier, "its name says that it identifies"};
  if (p.mostly(p.dates) || (p.titled({"birth", "dob"}) && p.dates * 2 > p.filled)) return {date, "its cells are dates"};
  if (p.mostly(p.phones) || p.titled({"phone", "mobile"})) return {phone, "its cells are telephone numbers"};
  if (p.titled({"sex", "gender"}) || p.distinct.size() <= 12) return {category, "it has few different values"};
  if (p.mostly(p.digits_only)) {
    if (p.average_length() >= 6) return {identifier, "its cells are long numbers"};
    return {number, "its cells are numbers"};
  }
  if (p.titled({"address", "street", "road"}) || p.several_words * 4 >= p.filled)
    return {text, "its cells are several words"};
  return {word, "its cells are single words"};
}

class Proposer {
 public:
  Proposer(ByteSource& source, std::string const& name) : reader_(source), name_(name) {}

  Result<Proposal> propose() {
    TRY(look());
    choose_id();
    leave_repeats_out();
    pair_names();
    gather_dates();
    for (std::size_t i = 0; i < profiles_.size(); ++i)
      if (!used_[i]) compare(i);
    if (proposal_.model.compare.empty())
      return invalid(
          "nothing_to_compare",
          fmt::format("{}: no column in it tells people apart. Write a model file that says what to compare.", name_));
    if (proposal_.model.compare.size() > most_fields - 1) {
      proposal_.model.compare.resize(most_fields - 1);
      proposal_.reasons.push_back("Only the first columns were taken, because at most sixteen fields are compared.");
    }
    return std::move(proposal_);
  }

 private:
  Result<Done> look() {
    CsvRecord record;
    if (!TRY(reader_.next(record)))
      return invalid("file_empty", fmt::format("{} is empty. Give a file with a header and rows.", name_));
    for (auto field : record.fields) {
      Profile profile;
      profile.title = trimmed(field.starts_with("\xef\xbb\xbf") ? field.substr(3) : field);
      profile.folded = fold(profile.title);
      profiles_.push_back(std::move(profile));
    }
    used_.resize(profiles_.size());
    while (rows_ < rows_looked_at && TRY(reader_.next(record))) {
      ++rows_;
      for (std::size_t i = 0; i < std::min(profiles_.size(), record.fields.size()); ++i)
        look_at(profiles_[i], record.fields[i]);
    }
    return Done{};
  }

  void say(std::size_t column, std::string_view what, std::string_view why) {
    proposal_.reasons.push_back(fmt::format("{}: {}, because {}.", profiles_[column].title, what, why));
  }

  void choose_id() {
    for (std::size_t i = 0; i < profiles_.size(); ++i) {
      auto const& p = profiles_[i];
      bool const named = p.folded == "id" || p.folded == "ref" || p.folded.ends_with(" id") ||
                         p.folded.starts_with("id ") || p.folded.ends_with(" ref") || p.titled({"reference", "unique"});
      if (!named || p.filled != rows_ || p.distinct.size() != rows_ || p.titled({"soc sec", "ent id"})) continue;
      proposal_.model.id = p.title;
      used_[i] = true;
      say(i, "names each row", "every row has one of its own");
      return;
    }
    proposal_.reasons.push_back("No column names each row, so the row numbers do.");
  }

  std::optional<std::size_t> first_titled(std::initializer_list<std::string_view> words) const {
    for (std::size_t i = 0; i < profiles_.size(); ++i)
      if (!used_[i] && profiles_[i].filled > 0 && profiles_[i].titled(words)) return i;
    return std::nullopt;
  }

  void pair_names() {
    auto const forename = first_titled({"forename", "first name", "given", "fname", "christian", "vorname", "prenom"});
    auto const surname = first_titled({"surname", "last name", "family name", "lname", "nachname", "familienname"});
    if (!forename && !surname) return take_full_name();
    if (!forename || !surname || *forename == *surname) return;
    used_[*forename] = used_[*surname] = true;
    proposal_.model.compare.push_back({{profiles_[*forename].title, profiles_[*surname].title}, CompareKind::name, {}});
    say(*forename, "forename", "its name says so");
    say(*surname, "surname", "its name says so");
  }

  void take_full_name() {
    for (std::size_t i = 0; i < profiles_.size(); ++i) {
      auto const& p = profiles_[i];
      bool const named = p.folded == "name" || p.titled({"full name", "fullname", "person name", "client name"});
      if (used_[i] || !named || !p.mostly(p.several_words)) continue;
      used_[i] = true;
      proposal_.model.compare.push_back({{p.title}, CompareKind::name, {}});
      return say(i, "name", "its name says so, and its cells are first names and a last one");
    }
  }

  // Does nearly every cell of one column hold the whole cell of the other?
  bool holds(std::size_t column, std::size_t other) const {
    auto const& whole = profiles_[column].first_cells;
    auto const& part = profiles_[other].first_cells;
    std::size_t both = 0;
    std::size_t held = 0;
    for (std::size_t i = 0; i < std::min(whole.size(), part.size()); ++i) {
      if (whole[i].empty() || part[i].size() < 2) continue;
      ++both;
      held += fmt::format(" {} ", whole[i]).find(fmt::format(" {} ", part[i])) != std::string::npos;
    }
    return both >= 20 && held * 10 >= both * 8;
  }

  // A full name beside forename and surname, or a column twice: its evidence would be counted twice.
  void leave_repeats_out() {
    for (std::size_t i = 0; i < profiles_.size(); ++i) {
      std::size_t parts = 0;
      bool twice = false;
      for (std::size_t j = 0; j < profiles_.size() && !used_[i]; ++j) {
        if (i == j || used_[j] || profiles_[j].distinct.size() <= 12 || !holds(i, j)) continue;
        ++parts;
        twice = twice || (j < i && holds(j, i));
      }
      if (parts < 2 && !twice) continue;
      used_[i] = true;
      say(i, "not compared", "it repeats what other columns say");
    }
  }

  // Year, month and day in columns beside each other, in either order.
  void gather_dates() {
    auto const fits = [&](std::size_t i, int least, int most) {
      auto const& p = profiles_[i];
      return !used_[i] && p.mostly(p.digits_only) && p.least >= least && p.most <= most && p.distinct.size() > 3;
    };
    for (std::size_t i = 0; i + 2 < profiles_.size(); ++i)
      for (bool const year_first : {true, false}) {
        auto const year = year_first ? i : i + 2;
        auto const day = year_first ? i + 2 : i;
        if (!fits(year, 1500, 2100) || !fits(i + 1, 1, 12) || !fits(day, 1, 31) || profiles_[day].most <= 12) continue;
        used_[i] = used_[i + 1] = used_[i + 2] = true;
        proposal_.model.compare.push_back(
            {{profiles_[year].title, profiles_[i + 1].title, profiles_[day].title}, CompareKind::date, {}});
        for (auto column : {year, i + 1, day}) say(column, "part of a date", "year, month and day stand side by side");
        break;
      }
  }

  void compare(std::size_t column) {
    auto const& profile = profiles_[column];
    auto const [kind, why] = guess(profile);
    if (!kind) return say(column, "not compared", why);
    Compare made{{profile.title}, *kind, {}};
    bool const month_first = profile.month_in_front > 0 && profile.day_in_front == 0;
    if (*kind == CompareKind::date && month_first) made.format = fmt::format("%m{0}%d{0}%Y", profile.between);
    say(column, wire(*kind), month_first && *kind == CompareKind::date ? "its cells are dates, month first" : why);
    proposal_.model.compare.push_back(std::move(made));
  }

  CsvReader reader_;
  std::string const& name_;
  std::vector<Profile> profiles_;
  std::vector<bool> used_;
  std::size_t rows_ = 0;
  Proposal proposal_;
};
}  // namespace

Result<Proposal> propose_model(ByteSource& source, std::string const& name) { return Proposer(source, name).propose(); }

}  // namespace kith::link
