// Advice given without names, beside the demand report. For this room's own pages.
#pragma once

#include "access/gate.h"

namespace kith::insight {

void hang_advice_route(http::Router& router, access::Services const& services);
// One line below the demand report: how much was given in its days, and the way to the list.
html::Html advice_line(sql::Connection& connection, Date from, Date to);

}  // namespace kith::insight
