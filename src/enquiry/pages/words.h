// The hub's words: codes, places, ages and clocks as people read them.
#pragma once

#include "enquiry/records.h"
#include "html/components/select.h"
#include "html/components/tag.h"
#include "profile/clock.h"

namespace kith::enquiry {

std::string outcome_words(profile::Profile const& profile, ScreeningOutcome outcome);
std::string agency_words(profile::Profile const& profile, std::string_view code);
std::string team_words(profile::Profile const& profile, std::string_view code);
// Codes joined by ';' as "Mexborough, Denaby".
std::string places_words(profile::Profile const& profile, std::string_view codes);
// "Level 3: Targeted"; empty without a level.
std::string level_words(profile::Profile const& profile, std::optional<int> level);
// A field of the request in words: `value` is as amendments keep it.
std::string value_words(profile::Profile const& profile, AmendableField const& field, std::string_view value);
AmendableField const* amendable(std::string_view name);

// "7", "8 months", "unborn, expected 3 May 2027", "age not known".
std::string age_words(std::optional<Date> born, std::optional<Date> expected, Date today);
std::string age_words(people::PersonRecord const& child, Date today);
// First name and age, as lists show children: "Ava, 7".
std::string listed_child(ListedChild const& child, Date today);
std::string listed_child(people::PersonRecord const& child, Date today);
// Several, in one line.
std::string listed_children(auto const& children, Date today) {
  std::string names;
  for (auto const& child : children) names += (names.empty() ? "" : ", ") + listed_child(child, today);
  return names;
}
html::Html overdue_tag();
// "Ava, Ben and a child to be identified".
std::string first_names(std::vector<people::PersonRecord> const& children);

// The honest clock: from receipt to the first helpful contact, and nothing else stops it.
struct ContactClock {
  enum class State { running, overdue, made, made_late, ended } state = State::running;
  std::string words;   // "Waiting 3 days (2 working days)"
  std::string detail;  // "Due by 3 May 2026"; may be empty
};
ContactClock contact_clock(EnquiryRow const& row, profile::Profile const& profile, Instant now);
// With the word that colour alone must not carry.
html::Html clock_html(ContactClock const& clock);

html::Html stage_tag(EnquiryRow const& row);
html::Html urgent_tag(UrgentState state);
std::string count_words(std::int64_t count, std::string_view one, std::string_view many);
// "today", "1 day ago", "12 days ago".
std::string days_ago(Date day, Date today);

// The words in use on a day, for a list to choose from; `chosen` stays on offer though out of use. `empty`, when given,
// is the first item and stands for no choice.
std::vector<html::SelectItem> choices(std::vector<profile::Word> const& words, Date day, std::string_view chosen,
                                      std::string_view empty);
// Localities, wards and places, each below the one it lies in.
std::vector<html::SelectItem> place_choices(profile::Profile const& profile, std::string_view empty);

}  // namespace kith::enquiry
