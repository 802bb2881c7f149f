// The door of a family's pages: the record, agreement and sharing, the team, and who has looked.
#pragma once

#include <functional>
#include <optional>

#include "access/gate.h"
#include "access/today.h"
#include "family/commands.h"

namespace kith::family {

// A family that this visitor may know of, as it stands to them.
struct OpenedFamily {
  FamilyId family;
  std::vector<people::PersonRecord> members;
  Standing standing;
  access::FamilyDecision decision;  // of the page itself

  // "The Quillfeather family"; "A family to be identified" when no surname is known.
  std::string name() const;
  // Whether the one who asks may see this entry, or do this.
  bool shows(access::Subject const& subject, Entry const& entry) const;
  bool shows(access::Subject const& subject, access::Field const& field) const;
  bool may(access::Subject const& subject, access::Action action) const;
};

// Something that happened, for the one timeline of everything.
struct Happening {
  Instant at = {};
  Instant recorded_at = {};
  std::string title = {};
  std::string by = {};
  std::string text = {};
  html::Url href = {};
  bool significant = false;
};

// What rooms above add to a family's pages. Each shows only what the opened family's decision allows.
struct Additions {
  std::function<html::Html(access::Services const&, access::Visitor const&, OpenedFamily const&)> plan_summary;
  std::function<std::vector<Happening>(sql::Connection&, OpenedFamily const&, access::Services const&)> happenings;
};

// A family as it stands to somebody who looks at a list; nothing where they may not know of it. Whoever shows it notes
// the look.
std::optional<OpenedFamily> glimpse(sql::Connection& c, FamilyId family, access::Subject const& subject, Instant now);

// What waits for a second person, for somebody to take it on, for an answer; who leads too many families. For the home
// page.
access::TodayLists today_lists(access::TodayLook const& look);

// Hangs the pages on the router; `services` must outlive the router's use.
void hang_routes(http::Router& router, access::Services const& services, Additions additions);

}  // namespace kith::family
