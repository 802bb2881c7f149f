#include "insight/history.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace kith::insight {

namespace {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
};

// Gives each text a small number, 0 first.
class Numbering {
 public:
  std::uint32_t number_of(std::string_view text) {
    if (auto const found = numbers_.find(text); found != numbers_.end()) return found->second;
    auto const number = static_cast<std::uint32_t>(numbers_.size());
    numbers_.emplace(text, number);
    return number;
  }
  std::uint32_t count() const { return static_cast<std::uint32_t>(numbers_.size()); }

 private:
  std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>> numbers_;
};

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

// Dates in the records are ISO and valid, so they are read without being checked again.
Date date_in(std::string_view text) { return parse_date(text).value_or(never); }

template <ClosedSet E>
int place_in_set(std::string_view code) {
  for (std::size_t i = 0; i < members_of<E>.size(); ++i)
    if (members_of<E>[i].wire == code) return static_cast<int>(i);
  return -1;
}

// Columns of a question, in order.
enum { day, outcome, level, places, children, family, closed_on, fact, reference };
auto constexpr counted_columns = "day, outcome, level, places, children, family, closed_on";

class Reader {
 public:
  Reader(sql::Connection& connection, profile::Profile const& profile, std::vector<Area> const& areas,
         DemandQuery const& query, Detail detail)
      : connection_(connection),
        where_(profile, areas),
        guarded_(read_guarded(connection, query.viewer)),
        as_known_at_(query.as_known_at),
        with_details_(detail == Detail::with_details) {}

  // `window` is a condition on $1 and $2, both dates. The kind is part of the text, not bound, so that the engine sees
  // it while planning.
  void read(History& history, FactList& list, std::string_view kind, std::string_view window, Date first, Date last) {
    auto const on_row = [&](sql::Row const& row) { take(history, list, row); };
    auto const columns = fmt::format("{}{}", counted_columns, with_details_ ? ", fact, reference" : "");
    if (!as_known_at_) {
      connection_.query(fmt::format("SELECT {} FROM demand_fact WHERE kind='{}' AND {}", columns, kind, window),
                        {first, last}, on_row);
      list.first_day = first_day(fmt::format("SELECT min(day) FROM demand_fact WHERE kind='{}'", kind), {});
      return;
    }
    connection_.query(fmt::format("SELECT {0} FROM demand_fact WHERE kind='{1}' AND {2} AND known_from<=$3 UNION ALL "
                                  "SELECT {0} FROM demand_past WHERE kind='{1}' AND {2} AND known_from<=$3 AND "
                                  "known_to>$3",
                                  columns, kind, window),
                      {first, last, *as_known_at_}, on_row);
    list.first_day =
        first_day(fmt::format("SELECT min(day) FROM (SELECT day FROM demand_fact WHERE kind='{0}' AND known_from<=$1 "
                              "UNION ALL SELECT day FROM demand_past WHERE kind='{0}' AND known_from<=$1 AND "
                              "known_to>$1) AS known",
                              kind),
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

  void take(History& history, FactList& list, sql::Row const& row) {
    auto const child_ids = row.text(children);
    if (any_of(child_ids, guarded_.hidden)) return;
    auto const code = row.text(outcome);
    auto const place_codes = row.text(places);
    Fact one;
    one.day = date_in(row.text(day));
    one.closed_on = row.is_null(closed_on) ? never : date_in(row.text(closed_on));
    one.level = static_cast<int>(row.integer(level));
    one.outcome = &list == &history.referrals ? place_in_set<profile::StepOutcome>(code)
                                              : place_in_set<profile::ScreeningOutcome>(code);
    auto const where = where_.where(place_codes);
    one.areas = where.areas;
    one.located = where.located;
    one.first_child = static_cast<std::uint32_t>(history.children.size());
    for (auto ids = child_ids; !ids.empty();) {
      auto const end = std::min(ids.find(';'), ids.size());
      history.children.push_back(child_numbers_.number_of(ids.substr(0, end)));
      ids.remove_prefix(std::min(end + 1, ids.size()));
    }
    one.child_count = static_cast<std::uint32_t>(history.children.size()) - one.first_child;
    if (&list == &history.enquiries) one.family = family_of(row.text(family), child_ids);
    if (with_details_)
      list.details.push_back({row.string(fact), row.string(reference), std::string{code}, std::string{place_codes},
                              any_of(child_ids, guarded_.address_protected)});
    list.facts.push_back(one);
  }

  // A request whose family nobody recorded is a family of its own: that of its children.
  std::uint32_t family_of(std::string_view family_id, std::string_view child_ids) {
    return family_numbers_.number_of(family_id.empty() ? child_ids : family_id);
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
  Date const before = query.from.plus_months(-re_referral_months);
  Date const after = query.to + balancing_days;
  Reader reader(connection, profile, areas, query, detail);
  reader.read(history, history.enquiries, "enquiry", "day>=$1 AND day<=$2", query.from, after);
  // One closed in the 12 months before may have been allocated years earlier.
  reader.read(history, history.allocations, "allocation", "day<=$2 AND (day>=$1 OR closed_on>=$1)", before, query.to);
  reader.read(history, history.referrals, "referral", "day>=$1 AND day<=$2",
              std::min(history.steps_period.from.plus_months(-re_referral_months), query.from),
              std::max(history.steps_period.to + balancing_days, after));
  reader.finish(history);
  return history;
}

}  // namespace kith::insight
