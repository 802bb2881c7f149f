// An enquiry's history in words: what happened, who did it, what each field said before.
#pragma once

#include <map>

#include "enquiry/pages/words.h"
#include "html/components/timeline.h"

namespace kith::enquiry {

// Who an account is, by name; "Kith" for the house's own hand.
using Names = std::function<std::string(ActorId)>;
// Looks each account up once.
Names names_from(sql::Connection& connection);

// One event in words.
struct HappenedLine {
  std::int64_t version = 0;
  std::string title;
  std::vector<std::string> lines;
  Instant recorded_at;
  std::optional<Date> happened_on;  // where the event says so itself
  std::string by;
  bool turning_point = false;
};
// Newest first.
std::vector<HappenedLine> what_happened(profile::Profile const& profile, std::vector<journal::Recorded> const& history,
                                        Names const& names, bool area_open);
html::Html timeline_html(std::vector<HappenedLine> const& lines);

// What each field said before, newest first: "Changed from … to … by … on … because …". Every amendable field is there.
using FieldChanges = std::map<std::string, std::vector<std::string>>;
FieldChanges field_changes(profile::Profile const& profile, std::vector<journal::Recorded> const& history,
                           Names const& names);

}  // namespace kith::enquiry
