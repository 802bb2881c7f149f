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

// Several typed values at once: the first use of a failed one leaves its error here.
class Faults {
 public:
  template <class T>
  T take(Result<T> result) {
    if (result) return *std::move(result);
    auto const& error = result.error();
    if (!first_) first_ = error;
    fields_.insert(fields_.end(), error.fields.begin(), error.fields.end());
    return T{};
  }
  bool any() const { return first_.has_value(); }
  Error error() const {
    auto all = *first_;
    all.fields = fields_;
    return all;
  }

 private:
  std::optional<Error> first_;
  std::vector<FieldError> fields_;
};

html::Html method_field(html::FormState const& form, FormGround const& ground);
html::Html reason_field(html::FormState const& form, std::string_view label, std::string_view hint);

}  // namespace kith::enquiry
