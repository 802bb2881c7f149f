// The warning on every page, and the timer that alerts the manager.
#include <fmt/format.h>

#include "enquiry/pages/door_pages.h"
#include "enquiry/pages/words.h"
#include "html/components/alert.h"

namespace kith::enquiry {

namespace {

bool too_long(access::Services const& services, EnquiryRow const& row) {
  return profile::is_overdue(services.profile->clocks.urgent_accepted, row.urgent_at.value_or(row.received_at),
                             services.now());
}

html::Html warning(std::string const& words, profile::Contacts const& contacts) {
  return html::alert({.variant = html::AlertVariant::error,
                      .content = html::markup("<p class=\"govuk-body\"><strong>{}</strong> Ring {} again. <a "
                                              "class=\"govuk-link\" href=\"/urgent\">Urgent concerns</a></p>",
                                              words, phone_link(contacts.mash_phone))});
}

// The alert, once for each time that a concern was raised.
Result<Done> alert_of(access::Services const& services, EnquiryRow const& row) {
  By by;
  by.purpose = "urgent";
  by.system = true;
  auto const raised_at = row.urgent_at.value_or(row.received_at);
  auto const answer = services.writer->perform(
      {fmt::format("urgent-alert:{}:{}", row.enquiry.text(), raised_at.ms),
       "alert the manager",
       [id = row.enquiry, by](journal::Transaction& t) { return act(t, id, AlertManager{}, by); },
       {}});
  // Accepted or alerted a moment ago is what we wanted.
  if (!answer && answer.error().kind != Kind::invalid) return answer.error();
  return Done{};
}

}  // namespace

std::optional<html::Html> urgent_alert(access::Services const& services, access::Visitor const& visitor) {
  auto const& subject = visitor.subject;
  if (!access::decide(subject, access::Action::raise_urgent)) return std::nullopt;
  auto const rows = urgent_rows(*services.readers->lease(), subject.account);
  std::int64_t own = 0;
  std::int64_t overdue = 0;
  for (auto const& row : rows) {
    if (row.urgent_owner == subject.account) ++own;
    if (too_long(services, row)) ++overdue;
  }
  auto const& contacts = services.profile->contacts;
  html::Html alert;
  if (own > 0)
    alert += warning(own == 1 ? std::string{"Your urgent concern: not accepted yet."}
                              : fmt::format("Your {} urgent concerns: not accepted yet.", own),
                     contacts);
  if (overdue > 0 && subject.is(access::Role::manager))
    alert += warning(
        fmt::format("{} waited longer than {} and no MASH worker has accepted {}.",
                    count_words(overdue, "urgent concern has", "urgent concerns have"),
                    profile::for_people(services.profile->clocks.urgent_accepted), overdue == 1 ? "it" : "them"),
        contacts);
  if (!alert.empty()) return alert;
  return std::nullopt;
}

Result<Done> alert_overdue(access::Services const& services) {
  auto const waiting = urgent_not_alerted(*services.readers->lease());
  for (auto const& row : waiting)
    if (too_long(services, row)) TRY(alert_of(services, row));
  return Done{};
}

}  // namespace kith::enquiry
