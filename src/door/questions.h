// The questions of the public door, in the order in which they are asked: one a page, at most nine.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "door/answers.h"
#include "door/visit.h"
#include "html/form.h"

namespace kith::door {

inline constexpr std::size_t longest_text = 10'000;  // characters
inline constexpr std::size_t longest_line = 200;
inline constexpr int most_children = 12;

// What a question needs to be drawn: the wording, the path, and the form as it stands.
struct Asking {
  Words const& words;
  profile::Profile const& profile;
  Path path;
  html::FormState const& form;

  // The key of a message of this path: "family.worries.title".
  std::string key(std::string_view name) const;
  html::Html say(std::string_view name) const { return words(key(name)); }
  // A hint, and that the field may stay empty.
  html::Hint optional(std::string_view hint_key) const;
};

// A posted form being read: the values, and what is wrong with them.
class Reading {
 public:
  Reading(http::Fields const& form, Words const& words, Path path, Date today)
      : form_(form), words_(words), path_(path), today_(today) {}

  http::Fields const& form() const { return form_; }
  Words const& words() const { return words_; }
  Path path() const { return path_; }
  Date today() const { return today_; }
  // What was typed, cleaned; a fault and nothing when it is too long or no text.
  std::string text(std::string_view name, std::size_t longest);
  void fault(std::string_view field, std::string_view message_key);
  // The same with a message of this path: "worries.empty" becomes "family.worries.empty".
  void path_fault(std::string_view field, std::string_view name);
  std::vector<FieldError> faults;

 private:
  http::Fields const& form_;
  Words const& words_;
  Path path_;
  Date today_;
};

// The page's heading, where it is not the label of the one field.
html::Html page_heading(html::Html const& text);

// A line or more of what was answered, for the page on which answers are checked. What somebody typed is isolated, so
// that its direction cannot leak into what stands beside it.
html::Html typed_text(std::string_view text);

struct Question {
  std::string_view code;                             // in addresses: "where"
  std::string_view row;                              // the message that names it among the answers: "check.row_where"
  html::Html (*draw)(Asking const&);                 // the page's heading is in it
  void (*read)(Reading&, Answers&);                  // into the answers
  void (*fill)(Answers const&, html::FormState&);    // and back into a form
  html::Html (*told)(Answers const&, Words const&);  // for checking; empty when nothing was answered
};

Question const* find_question(std::string_view code);
// Those asked of this visitor: who stays anonymous is not asked how to be reached.
std::vector<Question const*> questions_of(Answers const& answers);
// The first question not answered yet; nullptr when all are.
Question const* next_unanswered(Answers const& answers);

// Each in its own file.
Question const& worries_question();
Question const& well_question();
Question const& wanted_question();
Question const& people_question();
Question const& where_question();
Question const& knows_question();
Question const& you_question();
Question const& contact_question();
Question const& when_question();
Question const& trust_question();

// Whether something can be a phone number or an email address, however it is written.
bool is_phone(std::string_view typed);
bool is_email(std::string_view typed);

// How many children the form shows: those it came with, at least one.
int children_on(html::FormState const& form);

}  // namespace kith::door
