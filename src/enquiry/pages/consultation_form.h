// The form of a consultation without names, and the request form filled in from one.
#pragma once

#include "enquiry/consultation.h"
#include "enquiry/pages/door_pages.h"
#include "enquiry/pages/hub_pages.h"

namespace kith::enquiry {

html::Html consultation_fields(html::FormState const& form, access::Services const& services);
// Without id and reference. Errors: too_long, bad_date, each naming its field.
Result<GiveAdvice> read_consultation(http::Fields const& form, access::Services const& services);

// The fields of a new request as far as this consultation says them, so that nothing is typed again.
html::FormState as_request(ConsultationId id, Consultation const& consultation);

}  // namespace kith::enquiry
