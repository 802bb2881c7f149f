// Two people at one enquiry: what the other one did since this form was opened.
#pragma once

#include "enquiry/pages/history.h"
#include "enquiry/pages/hub_pages.h"
#include "html/components/side_by_side.h"

namespace kith::enquiry {

// The version a form was drawn from, as its hidden field says; nullopt for a form without one.
std::optional<std::int64_t> version_of(std::string_view text);
// Everything that happened after `since`, and below it the rows that show both versions side by side. Nothing when
// nothing happened.
html::Html changed_meanwhile(access::Services const& services, Opened const& opened, std::int64_t since,
                             std::vector<html::SideBySideRow> rows);
// A row: what was typed here, and what it says now.
html::SideBySideRow both(std::string_view label, std::string const& typed, std::string const& now);

}  // namespace kith::enquiry
