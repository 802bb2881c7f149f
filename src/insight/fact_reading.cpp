#include "insight/fact_reading.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/pages_ahead.h"
#include "insight/borough_statistics.h"
#include "insight/history.h"
#include "journal/events.h"

namespace kith::insight {

namespace {

Counted kind_named(std::string_view name) {
  for (auto const& kind : members_of<Counted>)
    if (name_of_kind(kind.value) == name) return kind.value;
  return Counted::requests;
}

// Columns of the questions, in order.
enum { counted, id, reference, kind };
auto constexpr all_columns = "counted, fact, reference, kind";
auto constexpr all_birth_dates = "SELECT person, born FROM demand_born ORDER BY person, known_from";

FactRow row_of(sql::Row const& row) {
  return {kind_named(row.text(kind)), row.text(counted), row.text(id), row.text(reference)};
}

// Today's guards hold for past days too: who may know now is asked, not who might have known then.
void read_guarded(sql::Connection& connection, FactTable& table) {
  table.forget_guarded();
  connection.query("SELECT person, restricted, named, protected FROM demand_guarded", {},
                   [&](sql::Row const& row) { table.put_guarded(row.text(0), row.flag(1), row.flag(3), row.text(2)); });
}

BirthDate birth_date_of(sql::Row const& row) { return BirthDate::of(row.text(0), row.text(1)); }

// To be called when the facts have been put.
void read_birth_dates(sql::Connection& connection, FactTable& table, std::string_view sql,
                      std::initializer_list<sql::Value> values) {
  std::vector<BirthDate> births;
  connection.query(sql, values, [&](sql::Row const& row) { births.push_back(birth_date_of(row)); });
  table.put(births);
}

// Of all people; as known at a moment, or now.
void read_birth_dates(sql::Connection& connection, FactTable& table, std::optional<Instant> as_known_at) {
  if (as_known_at)
    read_birth_dates(connection, table,
                     "SELECT person, born FROM demand_born WHERE known_from<=$1 ORDER BY person, known_from",
                     {*as_known_at});
  else
    read_birth_dates(connection, table, all_birth_dates, {});
}
// Of those whom an event was about, and of children whom no fact was about before.
void read_changed_birth_dates(sql::Connection& connection, FactTable& table, std::int64_t since,
                              std::uint32_t first_new_child) {
  read_birth_dates(connection, table,
                   "SELECT person, born FROM demand_born WHERE person IN (SELECT stream FROM journal WHERE "
                   "sequence>$1) ORDER BY person, known_from",
                   {since});
  for (auto child = first_new_child; child < table.child_count(); ++child)
    read_birth_dates(connection, table, "SELECT person, born FROM demand_born WHERE person=$1 ORDER BY known_from",
                     {table.child_id(child)});
}

// The facts of one kind whose day lies in a period, and the first day there is one of.
class Reader {
 public:
  Reader(sql::Connection& connection, FactTable& table, std::optional<Instant> as_known_at, Detail detail)
      : connection_(connection), table_(table), as_known_at_(as_known_at), detail_(detail) {}

  // The kind is part of the text, not bound, so that the engine sees it while planning.
  void read(Counted of_kind, Period const& days) {
    auto const select = fmt::format("SELECT {} FROM", detail_ == Detail::with_details ? all_columns : "counted");
    auto const is_kind = fmt::format("WHERE kind='{}'", name_of_kind(of_kind));
    auto const is_in = is_kind + " AND day>=$1 AND day<=$2";
    auto const on_row = [&](sql::Row const& row) {
      table_.put(detail_ == Detail::with_details ? row_of(row) : FactRow{of_kind, row.text(counted)});
    };
    if (!as_known_at_) {
      connection_.query(fmt::format("{} demand_fact {}", select, is_in), {days.from, days.to}, on_row);
      table_.set_first_day(of_kind, first_day(fmt::format("SELECT min(day) FROM demand_fact {}", is_kind), {}));
      return;
    }
    connection_.query(fmt::format("{0} demand_fact {1} AND known_from<=$3 UNION ALL {0} demand_past {1} AND "
                                  "known_from<=$3 AND known_to>$3",
                                  select, is_in),
                      {days.from, days.to, *as_known_at_}, on_row);
    table_.set_first_day(
        of_kind,
        first_day(
            fmt::format("SELECT min(day) FROM (SELECT min(day) AS day FROM demand_fact {0} AND known_from<=$1 UNION "
                        "ALL SELECT min(day) FROM demand_past {0} AND known_from<=$1 AND known_to>$1) AS known",
                        is_kind),
            {*as_known_at_}));
  }

 private:
  std::optional<Date> first_day(std::string const& sql, std::initializer_list<sql::Value> values) {
    auto const text = connection_.text(sql, values);
    return text ? parse_date(*text) : std::nullopt;
  }

  sql::Connection& connection_;
  FactTable& table_;
  std::optional<Instant> as_known_at_;
  Detail detail_;
};

// Reading so many one by one takes as long as reading all.
std::int64_t constexpr most_events_followed = 20'000;

// Whether the events between two moments say which facts differ: the tables are the same, the journal only grew, and
// nothing was redacted, which may take a fact away.
bool can_follow(sql::Connection& connection, Moment const& then, Moment const& now) {
  auto const& before = then.head;
  auto const events = now.head.sequence - before.sequence;
  if (then.tables != now.tables || events < 0 || events > most_events_followed) return false;
  bool same_past = before.sequence == 0;
  connection.query("SELECT chain FROM journal WHERE sequence=$1", {before.sequence}, [&](sql::Row const& row) {
    auto const chain = row.bytes(0);
    same_past = std::ranges::equal(
        chain, before.chain, [](char one, std::uint8_t other) { return static_cast<std::uint8_t>(one) == other; });
  });
  return same_past && connection.integer("SELECT count(*) FROM journal WHERE sequence>$1 AND type=$2",
                                         {before.sequence, journal::PayloadRedacted::event.type}) == 0;
}

// A row that outlives the answer it came with.
struct KeptRow {
  explicit KeptRow(FactRow const& row) : kind(row.kind), counted(row.counted), id(row.id), reference(row.reference) {}
  FactRow row() const { return {kind, counted, id, reference}; }

  Counted kind;
  std::string counted, id, reference;
};

// Rows on their way from the thread that reads them to the one that numbers them: the texts of facts, one after
// another, or birth dates.
class ReadPage {
 public:
  static constexpr std::size_t most_rows = 512;

  ReadPage() { texts_.reserve(128 * most_rows); }
  void add(FactRow const& row) {
    facts_.push_back({row.kind, length(row.counted), length(row.id), length(row.reference)});
    texts_.append(row.counted).append(row.id).append(row.reference);
  }
  void add(BirthDate const& birth) { births_.push_back(birth); }
  bool is_full() const { return facts_.size() + births_.size() >= most_rows; }
  void put_into(FactTable& table) const {
    std::string_view texts = texts_;
    auto const take = [&](std::uint32_t length) {
      auto const text = texts.substr(0, length);
      texts.remove_prefix(length);
      return text;
    };
    std::vector<FactRow> rows;
    rows.reserve(facts_.size());
    for (auto const& fact : facts_) {
      auto& now = rows.emplace_back();
      now.kind = fact.kind;
      now.counted = take(fact.counted);
      now.id = take(fact.id);
      now.reference = take(fact.reference);
    }
    table.put(rows);
    table.put(births_);
  }

 private:
  static std::uint32_t length(std::string_view text) { return static_cast<std::uint32_t>(text.size()); }
  struct Lengths {
    Counted kind;
    std::uint32_t counted, id, reference;
  };
  std::vector<Lengths> facts_;
  std::string texts_;
  std::vector<BirthDate> births_;
};

// All rows of demand_fact, and then of demand_born, read on one thread and numbered on another. Nobody else may use the
// connection meanwhile.
void read_ahead(sql::Connection& connection, FactTable& table) {
  auto const read = [&connection](auto const& hand_on) {
    ReadPage page;
    auto const add = [&](auto const& row) {
      page.add(row);
      if (page.is_full()) hand_on(std::exchange(page, {}));
    };
    connection.query(fmt::format("SELECT {} FROM demand_fact", all_columns), {},
                     [&](sql::Row const& row) { add(row_of(row)); });
    hand_on(std::exchange(page, {}));
    connection.query(all_birth_dates, {}, [&](sql::Row const& row) { add(birth_date_of(row)); });
    hand_on(std::move(page));
  };
  // So many that reading goes on while the table grows.
  std::size_t constexpr most_waiting = 256;
  PagesAhead<ReadPage> pages(read, most_waiting);
  while (auto const page = pages.next()) page->put_into(table);
}

// What hangs on facts that change is counted anew, and nothing else.
void change_facts(FactsThen& facts, std::vector<KeptRow> const& rows) {
  auto& table = facts.table;
  if (facts.borough) {
    std::vector<std::uint32_t> children;
    FactNumbers known;
    for (auto const& row : rows) {
      for (auto const child : table.children_touched(row.row())) children.push_back(child);
      if (auto const at = std::as_const(table).list(row.kind).ids.find(row.id); at != Numbering::none)
        known[static_cast<std::size_t>(row.kind)].push_back(at);
    }
    facts.borough->before_change(table, std::move(children), known);
  }
  FactNumbers changed;
  for (auto const& row : rows) changed[static_cast<std::size_t>(row.kind)].push_back(table.change(row.row()));
  if (facts.borough) {
    facts.borough->after_change(table, changed);
    if (facts.borough->begins_elsewhere(table)) facts.borough = nullptr;
  }
  if (table.is_out_of_order()) table.put_in_order(true);
}

}  // namespace

Moment moment_of(sql::Connection& connection) {
  // In each engine's own words: it is the one who knows.
  auto const* const made = connection.engine() == sql::Engine::sqlite
                               ? "PRAGMA schema_version"
                               : "SELECT CAST(CAST(to_regclass('demand_fact') AS oid) AS BIGINT)";
  return {connection.integer(made).value_or(0), journal::head(connection)};
}

OneMoment::OneMoment(sql::Connection& connection) : connection_(connection) {
  if (connection.engine() == sql::Engine::sqlite) {
    connection.execute("BEGIN");
    return;
  }
  try {
    connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    // Before anything is seen: another server's rebuild drops the tables, and the ones that it made in their place
    // would be empty to a reader of the moment before.
    connection.execute("LOCK TABLE demand_fact, demand_past, demand_born, demand_guarded IN ACCESS SHARE MODE");
  } catch (sql::Fault const&) {
    connection.rollback();
    throw;
  }
}

std::optional<Period> window_of(FactsThen const& facts, Date today) {
  return facts.borough ? facts.borough->window(facts.table, today) : window_of(facts.table, today);
}

BoroughCounts borough_counts(FactsThen& facts, Period const& window) {
  auto& borough = facts.borough;
  if (!borough || borough->today() > window.to)
    borough = std::make_shared<BoroughStatistics>(facts.table, window.to);
  else if (borough->today() < window.to)
    borough->advance(facts.table, window.to);
  return borough->counts(window, window);
}

FactTable read_facts(sql::Connection& connection, DemandQuery const& query, Detail detail) {
  OneMoment const one(connection);
  FactTable table;
  Period const steps{query.steps_from.value_or(query.from), query.steps_to.value_or(query.to)};
  // What came of those who left in the period is followed for a year.
  Date const after = std::max(query.to + balancing_days, query.to.plus_months(re_referral_months));
  Reader reader(connection, table, query.as_known_at, detail);
  reader.read(Counted::requests, {query.from, after});
  // One closed in the 12 months before may have been allocated years earlier.
  reader.read(Counted::allocations, {*Date::of(1, 1, 1), after});
  reader.read(Counted::referrals, {std::min(steps.from.plus_months(-re_referral_months), query.from),
                                   std::max(steps.to + balancing_days, after)});
  read_birth_dates(connection, table, query.as_known_at);
  read_guarded(connection, table);
  table.put_in_order(false);
  return table;
}

FactsThen read_all_facts(sql::Connection& connection) {
  OneMoment const one(connection);
  FactsThen facts{{}, moment_of(connection), {}};
  read_ahead(connection, facts.table);
  read_guarded(connection, facts.table);
  facts.table.put_in_order(true);
  return facts;
}

void read_changes(sql::Connection& connection, std::optional<FactsThen>& facts) {
  {
    OneMoment const one(connection);
    auto const now = moment_of(connection);
    if (facts && facts->moment == now) return;
    if (facts && !facts->table.is_worn() && can_follow(connection, facts->moment, now)) {
      auto followed = std::exchange(facts, std::nullopt);
      // Every event changes the fact of its own stream, or none.
      std::vector<KeptRow> rows;
      connection.query(fmt::format("SELECT {} FROM demand_fact WHERE fact IN (SELECT stream FROM journal WHERE "
                                   "sequence>$1)",
                                   all_columns),
                       {followed->moment.head.sequence}, [&](sql::Row const& row) { rows.emplace_back(row_of(row)); });
      auto const first_new_child = followed->table.child_count();
      change_facts(*followed, rows);
      read_changed_birth_dates(connection, followed->table, followed->moment.head.sequence, first_new_child);
      read_guarded(connection, followed->table);
      followed->moment = now;
      facts = std::move(followed);
      return;
    }
  }
  facts = read_all_facts(connection);
}

}  // namespace kith::insight
