// Work with a family as lines of its timeline.
#include "enquiry/pages/words.h"
#include "family/pages/family_pages.h"
#include "family/work_records.h"

namespace kith::family {

namespace {

void add_handovers(sql::Connection& c, FamilyId family, std::vector<Happening>& all) {
  for (auto const& row : handovers_of(c, family)) {
    Happening h{.at = row.at, .recorded_at = row.at, .significant = true};
    h.title = "Handed over from " + row.from_name + " to " + row.to_name;
    h.text = row.reason + (row.family_told ? "\nThe family has been told."
                                           : "\nThe family has not been told yet: " + row.why_not_told);
    all.push_back(std::move(h));
  }
}

void add_help(sql::Connection& c, OpenedFamily const& opened, profile::Profile const& profile,
              access::Subject const& subject, std::vector<Happening>& all) {
  auto const href = family_url(opened.family, "help");
  for (auto const& row : interventions_of(c, opened.family)) {
    if (!opened.shows(subject, Standing::field_of(row.author, row.agency, subject))) continue;
    auto const kind = profile::label_of(profile.practice.interventions, row.kind);
    auto add = [&](Date day, std::string const& title, std::string const& text) {
      all.push_back({.at = noon_of(day),
                     .recorded_at = noon_of(day),
                     .title = title + kind,
                     .by = row.provider,
                     .text = text,
                     .href = href});
    };
    add(row.offered_on, "Offered: ", row.hoped_for);
    if (row.started_on) add(*row.started_on, "Started: ", {});
    if (row.ending && row.ended_on) add(*row.ended_on, std::string{label(*row.ending)} + ": ", row.came_of_it);
  }
}

void add_decisions(sql::Connection& c, OpenedFamily const& opened, profile::Profile const& profile,
                   access::Subject const& subject, std::vector<Happening>& all) {
  auto const href = family_url(opened.family, "decisions");
  for (auto const& row : refusals_of(c, opened.family)) {
    if (!opened.shows(subject, Standing::field_of(row.author, row.agency, subject))) continue;
    all.push_back({.at = row.at,
                   .recorded_at = row.at,
                   .title = "Not stepped up",
                   .by = row.decided_by,
                   .text = row.worry + "\nWhy early help keeps it: " + row.reason,
                   .href = href,
                   .significant = true});
  }
  for (auto const& row : disagreements_of(c, opened.family)) {
    if (!opened.shows(subject, row.field(subject))) continue;
    for (auto const& step : row.steps)
      all.push_back({.at = step.at,
                     .recorded_at = step.at,
                     .title = "Disagreement about " + profile::label_of(profile.practice.disagreements, row.about) +
                              ": " + std::string{label(step.move)},
                     .by = step.who,
                     .text = step.text,
                     .href = href});
  }
}

}  // namespace

std::vector<Happening> work_happenings(sql::Connection& c, OpenedFamily const& opened, access::Services const& services,
                                       access::Subject const& subject) {
  std::vector<Happening> all;
  add_handovers(c, opened.family, all);
  add_help(c, opened, *services.profile, subject, all);
  add_decisions(c, opened, *services.profile, subject, all);
  return all;
}

}  // namespace kith::family
