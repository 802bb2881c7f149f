#include "family/glass_alert.h"

#include "enquiry/pages/words.h"
#include "family/records.h"
#include "html/components/alert.h"
#include "profile/clock.h"

namespace kith::family {

namespace {

struct GlassCounts {
  std::int64_t to_review = 0;
  std::int64_t overdue = 0;
  std::vector<GlassRow> led;  // of families whose lead the reader is
};

GlassCounts counts_for(access::Services const& services, access::Subject const& subject) {
  GlassCounts counts;
  auto const now = services.now();
  bool const reviews = access::may_enter(subject, access::Action::review_broken_glass);
  auto reader = services.readers->lease();
  for (auto& glass : glasses_to_review(*reader)) {
    if (glass.account == subject.account) continue;
    auto const standing = standing_of(*reader, glass.family, subject, now);
    if (!access::decide(subject, access::Action::see_family, standing.standing, {.kind = access::FieldClass::card},
                        standing.context))
      continue;
    if (reviews) {
      ++counts.to_review;
      counts.overdue += profile::is_overdue(services.profile->clocks.second_person, glass.broken_at, now);
    }
    if (standing.standing.relationship == access::Relationship::leads) counts.led.push_back(std::move(glass));
  }
  return counts;
}

html::Html glass_warning(std::string const& words, html::Url const& href, std::string_view link) {
  return html::alert({.variant = html::AlertVariant::error,
                      .content = html::markup("<p class=\"govuk-body\"><strong>{}</strong> <a class=\"govuk-link\" "
                                              "href=\"{}\">{}</a></p>",
                                              words, href, link)});
}

}  // namespace

std::optional<html::Html> glass_alert(access::Services const& services, access::Visitor const& visitor) {
  auto const& subject = visitor.subject;
  if (!access::may_enter(subject, access::Action::see_family)) return std::nullopt;
  auto const counts = counts_for(services, subject);
  html::Html alert;
  if (counts.to_review > 0) {
    auto words = enquiry::count_words(counts.to_review, "record was opened in an emergency",
                                      "records were opened in an emergency");
    words += counts.overdue == 0 ? ": a review is due by the next working day."
                                 : ": " + std::to_string(counts.overdue) + " past the day for review.";
    alert += glass_warning(words, "/second-looks", "Review");
  }
  for (auto const& glass : counts.led)
    alert += glass_warning(glass.account_name + " opened the record of a family you lead, in an emergency, on " +
                               for_people(glass.broken_at) + ".",
                           html::url("/families/{}/readers", glass.family), "Who has read it");
  if (alert.empty()) return std::nullopt;
  return alert;
}

}  // namespace kith::family
