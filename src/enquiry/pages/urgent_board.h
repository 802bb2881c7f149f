// The board of urgent concerns: what waits for a named MASH worker, and what was accepted today.
#pragma once

#include "access/gate.h"
#include "enquiry/records.h"
#include "html/form.h"
#include "html/html.h"

namespace kith::enquiry {

// What the person who raised a concern said: from the last time it was raised.
struct RaisedConcern {
  UrgentRaised event;
  std::string by;
};

// Everything that the board shows, read together.
struct UrgentBoard {
  std::vector<ListedEnquiry> waiting;
  std::vector<RaisedConcern> raised;  // of `waiting`, in the same order
  std::vector<ListedEnquiry> accepted;

  // The requests on it, joined by commas, for the log of reads.
  std::string ids() const;
};
UrgentBoard read_urgent_board(access::Services const& services, access::Visitor const& visitor);

// `form` is the form of acceptance as it was typed, shown again at the request it is about.
html::Html urgent_board_html(access::Services const& services, access::Visitor const& visitor,
                             html::FormState const& form, UrgentBoard const& board);

// What the one who raised some of these concerns still has to do.
html::Html own_urgent_waiting(access::Services const& services, access::Visitor const& visitor,
                              std::vector<EnquiryRow> const& rows);

}  // namespace kith::enquiry
