// What is known of each person over time, for the page of the people and the forms beside it.
#pragma once

#include "family/pages/family_pages.h"

namespace kith::family {

// Person by person: what holds now, and folded what held before. Addresses only where this reader may have them.
html::Html particulars_html(sql::Connection& c, OpenedFamily const& opened, access::Subject const& subject,
                            bool may_write);
std::vector<FamilyForm> particular_forms();

}  // namespace kith::family
