// The newest reports, and the changes that were tried and kept, for an analyst's home page. Counts are made when a
// report is opened: here stand the questions.
#include "insight/routes.h"
#include "insight/saved_scenarios.h"

namespace kith::insight {

namespace {

std::string month_words(Date day) {
  auto const words = for_people(day);  // "1 October 2026"
  return words.substr(words.find(' ') + 1);
}

access::TodayItem report_of(std::string title, Date from, Date to, std::string words) {
  return {html::Url{"/reports/demand"}.with("from", to_text(from)).with("to", to_text(to)),
          html::text(std::move(title)),
          {html::text(std::move(words))},
          {}};
}

}  // namespace

access::TodayLists today_lists(access::TodayLook const& look) {
  if (!look.subject.is(access::Role::analyst) || !access::decide(look.subject, access::Action::see_reports)) return {};
  access::TodayList reports{.title = "Reports",
                            .all = "/reports/demand",
                            .all_label = "The demand report, any period and any places",
                            .action = access::Action::see_reports};
  auto const this_month = *Date::of(look.today.year(), look.today.month(), 1);
  auto const last_month = this_month.plus_months(-1);
  // A council's year begins in April.
  auto const year = *Date::of(look.today.month() >= 4 ? look.today.year() : look.today.year() - 1, 4, 1);
  reports.items.push_back(report_of("Demand in " + month_words(last_month), last_month, this_month + -1,
                                    "The last full month, counted from the records as they stand now"));
  reports.items.push_back(report_of("Demand this year", year, look.today, "From " + for_people(year) + " up to today"));
  reports.items.push_back({"/reports/forecast",
                           html::text("The next twelve months"),
                           {html::text("By month and place, made new from the records each day")},
                           {}});
  access::TodayList kept{.title = "Changes that were tried and kept",
                         .all = "/reports/try",
                         .all_label = "Try a change",
                         .action = access::Action::see_reports};
  for (auto const& row : saved_scenarios(look.c)) {
    if (std::cmp_greater_equal(kept.items.size(), access::most_today)) break;
    kept.items.push_back({html::Url{"/reports/try"}.with("saved", row.id.text()), html::text(row.asked.name), {}, {}});
  }
  return {std::move(reports), std::move(kept)};
}

}  // namespace kith::insight
