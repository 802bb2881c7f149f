// What needs somebody today: short lists for the home page, each made by the room whose records they are, and each row
// a way to the record. A room puts into a list only what decide() lets this visitor know of.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "access/gate.h"

namespace kith::access {

struct TodayItem {
  html::Url href = {};
  html::Html name = {};
  std::vector<html::Html> why = {};  // a line each
  std::string record = {};           // id, for the read log; empty where the row shows nothing of a family
};

struct TodayList {
  std::string title = {};
  std::vector<TodayItem> items = {};
  html::Url all = {};                       // the page that shows the rest
  std::string all_label = {};               // of the way there
  Action action = Action::use_own_account;  // as what the read log knows the look
};
using TodayLists = std::vector<TodayList>;

// What a reader needs to make them.
struct TodayLook {
  Services const& services;
  Subject const& subject;
  sql::Connection& c;
  Instant now;
  Date today = london_date(now);

  profile::Profile const& profile() const { return *services.profile; }
};

// A list is as long as can be taken in at a glance; the page behind it has the rest.
inline constexpr int most_today = 6;

}  // namespace kith::access
