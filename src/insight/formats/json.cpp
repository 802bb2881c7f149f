#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "base/codec.h"
#include "insight/formats/demand_formats.h"
#include "insight/history.h"

namespace kith::insight {

namespace {

// Values as JSON text. Laid out for people too: a row of the report is a line.
std::string json(std::string_view text) {
  std::string out;
  codec::write_leaf(out, text);
  return out;
}
std::string json(std::string const& text) { return json(std::string_view{text}); }
std::string json(std::int64_t number) { return std::to_string(number); }
std::string json(std::optional<std::string> const& maybe) { return maybe ? json(*maybe) : "null"; }
std::string json(Period const& period) {
  return fmt::format(R"({{"from": "{}", "to": "{}"}})", to_text(period.from), to_text(period.to));
}
std::string json(Portion const& portion) {
  return fmt::format(R"({{"count": {}, "of": {}, "percent": {}}})", portion.count, portion.of, json(portion.percent));
}

std::string json(CountedRow const& row);
std::string json(Balance const& balance);
std::string json(Note const& note);
std::string json(Rate const& rate);
std::string json(AfterMonths const& after);

template <class T>
std::string list(std::vector<T> const& items, std::string_view separator = ", ") {
  std::string out;
  for (auto const& item : items) {
    if (!out.empty()) out += separator;
    out += json(item);
  }
  return "[" + out + "]";
}

std::string shares(CountedRow const& row) {
  return fmt::format(R"("count": {}, "percent": {})", list(row.count), list(row.percent));
}
std::string json(CountedRow const& row) {
  return fmt::format(R"({{"code": {}, "label": {}, {}}})", json(row.code), json(row.label), shares(row));
}
std::string json(Balance const& balance) {
  return fmt::format(R"({{"code": {}, "label": {}, "areas": {}}})", json(balance.code), json(balance.label),
                     list(balance.portions));
}
std::string json(Note const& note) {
  return fmt::format(R"({{"code": {}, "text": {}}})", json(note.code), json(note.text));
}

std::string screening(DemandReport const& report) {
  return fmt::format(
      "{{\n    \"rows\": {},\n    \"total\": {},\n    \"counts\": \"requests\",\n    \"children\": {},\n    "
      "\"families\": {}}}",
      list(report.screening.rows, ",\n      "), list(report.screening.total), list(report.screening.children),
      list(report.screening.families));
}

std::string re_referral(DemandReport const& report) {
  return fmt::format(
      "{{\n    \"allocations\": {},\n    \"closed_12m\": {{{}}},\n    \"allocated_12m\": {{{}}},\n    \"counts\": "
      "\"allocations\"}}",
      list(report.re_referral.allocations), shares(report.re_referral.closed_12m),
      shares(report.re_referral.allocated_12m));
}

std::string json(Rate const& rate) {
  return fmt::format(R"({{"percent": {}, "low": {}, "high": {}}})", json(rate.percent), json(rate.low),
                     json(rate.high));
}

std::string json(AfterMonths const& after) {
  std::string rows;
  for (auto const& row : after.rows) {
    if (!rows.empty()) rows += ",\n        ";
    auto const rate = std::ranges::any_of(row.rate, [](Rate const& one) { return one.percent.has_value(); })
                          ? fmt::format(R"(, "rate": {})", list(row.rate))
                          : std::string{};
    rows += fmt::format(R"({{"code": {}, "label": {}, "count": {}{}}})", json(row.code), json(row.label),
                        list(row.count), rate);
  }
  return fmt::format(R"({{"months": {}, "rows": [{}]}})", after.months, rows);
}

std::string coming_back(DemandReport const& report) {
  auto const& back = report.coming_back;
  auto const& forward = back.after.back().row(After::allocated_again);
  return fmt::format(
      "{{\n    \"backward_share\": {{{}}},\n    \"forward_rate\": {{\"count\": {}, \"rate\": {}}},\n    \"closed\": "
      "{},\n    \"steady_forward\": {},\n    \"meaning\": {},\n    \"interval\": {},\n    \"sustained\": {},\n    "
      "\"after\": {},\n    \"notes\": {}}}",
      shares(report.re_referral.closed_12m), list(forward.count), list(forward.rate),
      list(back.after.back().row(After::closed).count), list(back.steady), json(two_measures_meaning),
      json(forward_interval_meaning), json(sustained_meaning), list(back.after, ",\n      "),
      list(back.notes, ",\n      "));
}

std::string steps(DemandReport const& report) {
  return fmt::format(
      "{{\n    \"period\": {},\n    \"rows\": {},\n    \"total\": {},\n    \"re_referrals\": {{{}}},\n    "
      "\"counts\": \"referrals\"}}",
      json(report.steps.period), list(report.steps.rows, ",\n      "), list(report.steps.total),
      shares(report.steps.re_referrals));
}

std::string potential(DemandReport const& report) {
  return fmt::format(
      "{{\n    \"front_door\": {},\n    \"social_care\": {},\n    \"meaning\": {},\n    \"balancing\": {{\"days\": {}, "
      "\"followed_to_the_end\": {},\n      \"rows\": {}}},\n    \"notes\": {}}}",
      list(report.potential.front_door), list(report.potential.social_care), json(ceiling_meaning), balancing_days,
      report.potential.followed_to_the_end, list(report.potential.balancing, ",\n        "),
      list(report.potential.notes, ",\n      "));
}

}  // namespace

std::string demand_as_json(DemandReport const& report) {
  return fmt::format(
      "{{\n  \"report\": \"demand\",\n  \"as_at\": \"{}\",\n  \"period\": {},\n  \"areas\": {},\n  \"screening\": {},\n"
      "  \"re_referral\": {},\n  \"coming_back\": {},\n  \"steps\": {},\n  \"potential\": {},\n  \"notes\": {}\n}}\n",
      to_text(report.as_at), json(report.period), list(report.areas), screening(report), re_referral(report),
      coming_back(report), steps(report), potential(report), list(report.notes, ",\n    "));
}

}  // namespace kith::insight
