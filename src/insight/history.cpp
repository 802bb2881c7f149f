#include "insight/history.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <string_view>
#include <unordered_set>

#include "insight/numbering.h"
#include "profile/profile.h"

namespace kith::insight {

namespace {

using People = std::unordered_set<std::string, TextHash, std::equal_to<>>;

struct Guarded {
  People hidden;  // restricted, and the viewer is not named
  People address_protected;
};

// Today's guards hold for past days too: who may know now is asked, not who might have known then.
Guarded read_guarded(sql::Connection& connection, std::optional<journal::ActorId> const& viewer) {
  Guarded guarded;
  auto const me = viewer && !viewer->is_nil() ? viewer->text() : std::string{};
  connection.query("SELECT person, restricted, named, protected FROM demand_guarded", {}, [&](sql::Row const& row) {
    bool const named = !me.empty() && row.text(2).find(me) != std::string_view::npos;
    if (row.flag(1) && !named) guarded.hidden.insert(row.string(0));
    if (row.flag(3)) guarded.address_protected.insert(row.string(0));
  });
  return guarded;
}

// Whether any of the ids, joined by ';', is among `people`.
bool any_of(std::string_view ids, People const& people) {
  while (!people.empty() && !ids.empty()) {
    auto const end = std::min(ids.find(';'), ids.size());
    if (people.contains(ids.substr(0, end))) return true;
    ids.remove_prefix(std::min(end + 1, ids.size()));
  }
  return false;
}

// A date that a projection wrote: ISO and valid, so that it is read without being checked again. Days from the civil
// calendar as in Howard Hinnant's "chrono-compatible low-level date algorithms".
Date date_in(std::string_view text) {
  if (text.size() != 10) return never;
  auto const digit = [&](std::size_t at) { return text[at] - '0'; };
  int const month = digit(5) * 10 + digit(6);
  int const day = digit(8) * 10 + digit(9);
  int const year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3) - (month <= 2 ? 1 : 0);
  int const era = year / 400;
  int const year_of_era = year - era * 400;
  int const day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  int const day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return {era * 146'097 + day_of_era - 719'468};
}

template <ClosedSet E>
int place_in_set(std::string_view code) {
  for (std::size_t i = 0; i < members_of<E>.size(); ++i)
    if (members_of<E>[i].wire == code) return static_cast<int>(i);
  return -1;
}

// Takes the next part of a line off its front.
std::string_view take_part(std::string_view& line, char end_mark) {
  auto const* const end = static_cast<char const*>(std::memchr(line.data(), end_mark, line.size()));
  auto const length = end == nullptr ? line.size() : static_cast<std::size_t>(end - line.data());
  auto const part = line.substr(0, length);
  line.remove_prefix(std::min(length + 1, line.size()));
  return part;
}

// Columns of a question, in order.
enum { counted, fact, reference, outcome };

class Reader {
 public:
  Reader(sql::Connection& connection, profile::Profile const& profile, std::vector<Area> const& areas,
         DemandQuery const& query, Detail detail)
      : connection_(connection),
        where_(profile, areas),
        guarded_(read_guarded(connection, query.viewer)),
        as_known_at_(query.as_known_at),
        with_details_(detail == Detail::with_details) {}

  // Reads the facts of a kind from one day to another. The kind is part of the text, not bound, so that the engine sees
  // it while planning.
  void read(History& history, FactList& list, std::string_view kind, Date first, Date last) {
    auto const on_row = [&](sql::Row const& row) { take(history, list, row); };
    auto const select = fmt::format("SELECT counted{} FROM", with_details_ ? ", fact, reference, outcome" : "");
    auto const where = fmt::format("WHERE kind='{}' AND day>=$1 AND day<=$2", kind);
    auto const of_kind = fmt::format("WHERE kind='{}'", kind);
    if (!as_known_at_) {
      connection_.query(fmt::format("{} demand_fact {}", select, where), {first, last}, on_row);
      list.first_day = first_day(fmt::format("SELECT min(day) FROM demand_fact {}", of_kind), {});
      return;
    }
    connection_.query(fmt::format("{0} demand_fact {1} AND known_from<=$3 UNION ALL {0} demand_past {1} AND "
                                  "known_from<=$3 AND known_to>$3",
                                  select, where),
                      {first, last, *as_known_at_}, on_row);
    list.first_day = first_day(
        fmt::format("SELECT min(day) FROM (SELECT min(day) AS day FROM demand_fact {0} AND known_from<=$1 UNION ALL "
                    "SELECT min(day) FROM demand_past {0} AND known_from<=$1 AND known_to>$1) AS known",
                    of_kind),
        {*as_known_at_});
  }
  void finish(History& history) const {
    history.child_count = child_numbers_.count();
    history.family_count = family_numbers_.count();
  }

 private:
  std::optional<Date> first_day(std::string const& sql, std::initializer_list<sql::Value> values) {
    auto const text = connection_.text(sql, values);
    return text ? parse_date(*text) : std::nullopt;
  }

  // One line, as facts.cpp put it together: day, closed_on, outcome, level, family, children, places.
  void take(History& history, FactList& list, sql::Row const& row) {
    auto line = row.text(counted);
    Fact one;
    one.day = date_in(take_part(line, '|'));
    one.closed_on = date_in(take_part(line, '|'));
    auto const code = take_part(line, '|');
    one.outcome = &list == &history.referrals ? place_in_set<profile::StepOutcome>(code)
                                              : place_in_set<profile::ScreeningOutcome>(code);
    auto const level = take_part(line, '|');
    std::from_chars(level.data(), level.data() + level.size(), one.level);
    auto const family_id = take_part(line, '|');
    auto const child_ids = take_part(line, '|');
    if (any_of(child_ids, guarded_.hidden)) return;
    auto const where = where_.where(line);
    one.areas = where.areas;
    one.located = where.located;
    one.first_child = static_cast<std::uint32_t>(history.children.size());
    for (auto ids = child_ids; !ids.empty();) history.children.push_back(child_numbers_.number_of(take_part(ids, ';')));
    one.child_count = static_cast<std::uint32_t>(history.children.size()) - one.first_child;
    if (&list == &history.enquiries) one.family = family_of(family_id, child_ids);
    if (with_details_)
      list.details.push_back({row.string(fact), row.string(reference), row.string(outcome), std::string{line},
                              any_of(child_ids, guarded_.address_protected)});
    list.facts.push_back(one);
  }

  // A request whose family nobody recorded counts as that of its first child.
  std::uint32_t family_of(std::string_view family_id, std::string_view child_ids) {
    return family_numbers_.number_of(family_id.empty() ? take_part(child_ids, ';') : family_id);
  }

  sql::Connection& connection_;
  PlaceReader where_;
  Guarded guarded_;
  std::optional<Instant> as_known_at_;
  bool with_details_;
  Numbering child_numbers_;
  Numbering family_numbers_;
};

}  // namespace

History read_history(sql::Connection& connection, profile::Profile const& profile, std::vector<Area> const& areas,
                     DemandQuery const& query, Detail detail) {
  History history;
  history.period = {query.from, query.to};
  history.steps_period = {query.steps_from.value_or(query.from), query.steps_to.value_or(query.to)};
  Date const after = query.to + balancing_days;
  Reader reader(connection, profile, areas, query, detail);
  reader.read(history, history.enquiries, "enquiry", query.from, after);
  // One closed in the 12 months before may have been allocated years earlier.
  reader.read(history, history.allocations, "allocation", *Date::of(1, 1, 1), query.to);
  reader.read(history, history.referrals, "referral",
              std::min(history.steps_period.from.plus_months(-re_referral_months), query.from),
              std::max(history.steps_period.to + balancing_days, after));
  reader.finish(history);
  return history;
}

}  // namespace kith::insight
