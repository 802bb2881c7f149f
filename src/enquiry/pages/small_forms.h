// The small forms about one enquiry: each a page of its own at /enquiries/{id}/SLUG, some of them on the enquiry's page
// too. A refused form comes back on its own page, as typed.
#pragma once

#include "enquiry/pages/hub_pages.h"
#include "enquiry/pages/typed.h"
#include "enquiry/pages/words.h"

namespace kith::enquiry {

// What a form's fields are drawn from.
struct FormGround {
  profile::Profile const& profile;
  access::Subject const& subject;
  Instant now;
  Opened const& opened;
};

struct SmallForm {
  std::string_view slug;
  std::string_view title;
  std::string_view button;
  html::Html (*fields)(html::FormState const& form, FormGround const& ground);
  // The command, from what was typed. Errors: the form's own, naming its fields.
  Result<Step> (*read)(http::Fields const& form, access::Subject const& subject, Instant now);
};

std::vector<SmallForm> contact_forms();   // contact, tried, note, wait, wait-over
std::vector<SmallForm> decision_forms();  // told-family, told-asker, close, reopen

html::Html method_field(html::FormState const& form, FormGround const& ground);
html::Html reason_field(html::FormState const& form, std::string_view label, std::string_view hint);

}  // namespace kith::enquiry
