// The two queues at the interface between early help and social care (mission A6): what steps up and waits for somebody
// to take it on, and what has come back and waits for somebody in early help.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/gate.h"
#include "html/html.h"

namespace kith::plan {

enum class Queue { step_up, step_down };

// One that waits: about whom, why, whose it is meanwhile, since when, by when, and where to act.
struct InterfaceRow {
  Queue queue = Queue::step_up;
  html::Html about = {};
  std::string what = {};
  std::string with = {};
  Instant since = {};
  std::optional<Instant> due = {};
  html::Url act = {};
  std::string act_words = {};
  std::string places = {};  // codes joined by ';'; empty where the address is protected from this visitor
  std::string record = {};  // id, for the read log
};

// Everything in both queues that this visitor may know of, longest waiting first in each. Whom they may not know of is
// in no row and in no count.
std::vector<InterfaceRow> interface_rows(access::Services const& services, access::Subject const& subject,
                                         sql::Connection& c);

}  // namespace kith::plan
