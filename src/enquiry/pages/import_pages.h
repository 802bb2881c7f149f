// What the import pages share. Nobody outside them includes it.
#pragma once

#include <string_view>

#include "access/gate.h"
#include "enquiry/import/columns.h"
#include "html/components/choices.h"

namespace kith::enquiry::import_pages {

using access::Services;
using access::Visitor;

// Of a file; the body of the form may be a little larger.
inline constexpr std::size_t upload_limit_bytes = 50 * 1024 * 1024;
inline constexpr std::size_t upload_body_limit_bytes = upload_limit_bytes + 64 * 1024;

void hang_mapping_pages(http::Router& router, Services const& services);
void hang_quarantine_pages(http::Router& router, Services const& services);

// The way between the three places, with how many rows wait.
html::Html sections(Services const& services, std::string_view current);
// "What kind of records are these?"
html::Radios door_question();
// The words that the council's lists have for a door's columns, folded away.
html::Html council_words(Services const& services, imports::Door door);
html::Html paragraph(html::Html const& text);
// The answer to a form that was not accepted: what is wrong above it, status 422.
http::Response refused(Services const& services, Visitor const& visitor, html::Page page, html::FormState const& form);
// The file that was sent under this name, or null when none was chosen.
http::Part const* uploaded(Visitor const& visitor, std::string_view name);

}  // namespace kith::enquiry::import_pages
