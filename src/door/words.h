// The wording of the public pages, message by message and language by language. English is whole; a message that
// another language does not have stands in English, marked as such, so that a screen reader says it rightly.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "html/html.h"

namespace kith::door {

// One message: its only form under "other", or one for each plural form that the language has (CLDR's names).
struct Message {
  std::map<std::string, std::string, std::less<>> forms;
  // Of a safety text: who stands by the translation, and since when. Empty: nobody, so it is not shown.
  std::string signed_off;
};

struct Catalogue {
  std::string language;  // "ro"
  std::string name;      // what the language calls itself
  std::string direction = "ltr";
  std::map<std::string, Message, std::less<>> messages;  // by "section.name"
  bool whole = true;                                     // has every message that English has; set by all_catalogues()
};

// Reads a catalogue. Errors: bad_catalogue, with a field error for each fault that names file and line.
Result<Catalogue> read_catalogue(std::string_view language, std::string_view toml);
// Those embedded in the program, English first.
std::vector<Catalogue> const& all_catalogues();

// Whether a message can cost a life when it is translated wrongly.
bool is_safety_text(std::string_view key);

// What a language does not say yet, or says and does not show.
struct Untranslated {
  std::string key;
  enum class Why { missing, nobody_signed_off, unknown_to_english, other_holes } why = Why::missing;
};
std::vector<Untranslated> untranslated(Catalogue const& english, Catalogue const& other);
// The same as a page of text for people: a heading for each language with how many messages it has, then the gaps.
std::string report_of_gaps(std::vector<Catalogue> const& catalogues);

// What fills a message's holes.
using Values = std::vector<std::pair<std::string_view, html::Html>>;

// The messages of one page, in the language of whoever reads it.
class Words {
 public:
  // Both must outlive this. `chosen` may be `english` itself.
  Words(Catalogue const& chosen, Catalogue const& english) : chosen_(&chosen), english_(&english) {}

  std::string const& language() const { return chosen_->language; }
  std::string const& direction() const { return chosen_->direction; }
  bool in_english() const { return chosen_ == english_; }

  // A message as markup; in <span lang="en"> when the language does not have it. An unknown key is a fault of the
  // program and throws std::out_of_range.
  html::Html operator()(std::string_view key, Values const& values = {}) const;
  // The form that goes with a number, which fills the hole {count}.
  html::Html counted(std::string_view key, std::int64_t count, Values values = {}) const;
  // For places that take no markup: titles, attributes. English where the language has no such message.
  std::string plain(std::string_view key,
                    std::vector<std::pair<std::string_view, std::string>> const& values = {}) const;
  std::string plain_counted(std::string_view key, std::int64_t count) const;
  // Whether a safety text is shown in the chosen language.
  bool may_show(std::string_view safety_key) const;

  // "Wednesday 25 November" as the language writes it.
  std::string date(Date date) const;
  // "25 November 2019".
  std::string long_date(Date date) const;
  // "Wednesday".
  std::string weekday(unsigned weekday) const;
  // Something that is English whatever the page's language: names of services, hours as the council wrote them.
  html::Html english(html::Html const& text) const;

 private:
  struct Found {
    std::string const* text = nullptr;
    bool fallback = false;
  };
  Found find(std::string_view key, std::string_view form) const;
  html::Html filled(Found found, Values const& values) const;

  Catalogue const* chosen_;
  Catalogue const* english_;
};

// The wording for a language code as it stands in an address; English for any other text. With `whole`, English too for
// a language that cannot say all of it: nobody answers questions in two languages at once.
Words words_for(std::string_view language, bool whole);

}  // namespace kith::door
