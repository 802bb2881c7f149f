// Dates and times as people type them into forms.
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "html/components/date_input.h"
#include "http/message.h"

namespace kith::enquiry {

// The three boxes of a date field; nullopt when all are empty. Errors: bad_date, naming the field.
Result<std::optional<Date>> typed_date(http::Fields const& form, std::string const& field);
// "14:30", "9.05", "2:30pm" as minutes after midnight.
std::optional<int> parse_time(std::string_view text);
// A moment from a date field and a time beside it, called FIELD-time. Nothing typed at all is `now`; a day without a
// time is its noon, or `now` when it is today. Errors: bad_date, bad_time.
Result<Instant> typed_moment(http::Fields const& form, std::string const& field, Instant now);
// "14:30", as the time field shows it.
std::string time_text(Instant at);
// The three boxes with a day filled in.
std::vector<html::DateInputItem> date_items(std::optional<Date> day);

// The text of a field as it is kept: clean, trimmed, at most `most` characters. Errors: too_long.
Result<std::string> typed_text(http::Fields const& form, std::string const& field, std::size_t most = 10'000);

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

}  // namespace kith::enquiry
