// How long a calibration takes from the records of ten million events: from the tables into memory, counted in full,
// and after a day's changes; and that both give the same to the bit. The facts are invented, put into the tables as
// they would stand after that many events, in the proportions of the demo borough (five events a fact):
//   bench_insight_recalibration [events, 10000000 if absent]
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <filesystem>

#include "base/crypto.h"
#include "base/random.h"
#include "enquiry/referral_events.h"
#include "insight/borough_statistics.h"
#include "insight/facts.h"
#include "insight/kept_facts.h"
#include "insight/scenario_library.h"
#include "journal/event_codec.h"
#include "journal/writer.h"
#include "people/events.h"

namespace {

using namespace kith;
using namespace kith::insight;

constexpr double events_a_fact = 5;
constexpr double facts_a_year = 12'340;  // of the demo borough
Date const last_day = *Date::of(2026, 11, 20);

// What one piece of work took, round after round.
class Rounds {
 public:
  explicit Rounds(std::string_view what) : what_(what) {}
  ~Rounds() {
    fmt::print("{:<58} {:>9.1f} ms   processor {:>9.1f} ms, median of {}, {:.1f} to {:.1f} ms\n", what_, middle(wall_),
               middle(processor_), wall_.size(), *std::ranges::min_element(wall_), *std::ranges::max_element(wall_));
    std::fflush(stdout);
  }
  Rounds(Rounds const&) = delete;
  Rounds& operator=(Rounds const&) = delete;

  void measure(auto const& work) {
    auto const start = std::chrono::steady_clock::now();
    auto const own = std::clock();
    work();
    wall_.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    processor_.push_back(1000.0 * static_cast<double>(std::clock() - own) / CLOCKS_PER_SEC);
  }

 private:
  static double middle(std::vector<double> took) {
    std::ranges::sort(took);
    return took[took.size() / 2];
  }
  std::string_view what_;
  std::vector<double> wall_, processor_;
};

// Fills demand_fact and demand_born, the tables that a calibration reads.
class Invented {
 public:
  Invented(sql::Connection& connection, std::int64_t facts) : connection_(connection) {
    double const years = static_cast<double>(facts) / facts_a_year;
    days_ = static_cast<int>(365.25 * years);
    connection_.execute("BEGIN");
    for (int i = static_cast<int>(5200 * years); i > 0; --i)
      connection_.execute("INSERT INTO demand_born(person, known_from, born) VALUES($1,0,$2)",
                          {children_.emplace_back(id()), to_text(any_day() - static_cast<int>(luck_.number(6500)))});
    for (auto left = static_cast<std::int64_t>(6120 * years); left > 0; --left) request();
    for (auto left = static_cast<std::int64_t>(3900 * years); left > 0; --left) refer(any_day(), child());
    connection_.execute("COMMIT");
  }
  std::string const& child() { return children_[luck_.number(children_.size())]; }
  std::int64_t made() const { return made_; }

 private:
  std::string id() { return to_text(mint_raw_id(Instant{1'600'000'000'000 + ++minted_}, luck_)); }
  Date any_day() { return last_day - static_cast<int>(luck_.number(static_cast<std::uint64_t>(days_))); }
  int about(double mean) { return static_cast<int>(-mean * std::log(1 - luck_.fraction())); }
  void put(std::string_view kind, Date day, Date closed, std::string_view outcome, std::string const& child) {
    auto const end = closed <= last_day ? to_text(closed) : std::string{};
    connection_.execute(
        "INSERT INTO demand_fact(fact, kind, reference, day, outcome, level, places, children, family, closed_on, "
        "known_from, counted) VALUES($1,$2,$3,$4,$5,NULL,'',$6,'',NULL,0,$7)",
        {id(), kind, fmt::format("R{}", ++made_), to_text(day), outcome, child,
         fmt::format("{}|{}|{}|||{}|", to_text(day), end, outcome, child)});
  }
  void request() {
    auto const day = any_day();
    auto const& who = child();
    double const luck = luck_.fraction();
    if (luck < 0.34) {
      put("enquiry", day, never, "progress_pathway", who);
      auto const allocated = day + 20 + about(25);
      if (allocated > last_day || luck_.fraction() > 0.93) return;
      auto const closed = allocated + about(345);
      put("allocation", allocated, closed, "", who);
      if (closed <= last_day && luck_.fraction() < 0.08) refer(closed, who);
    } else if (luck < 0.385) {
      put("enquiry", day, never, "transfer_social_care", who);
      if (day + 2 <= last_day) refer(day + 2, who);
    } else {
      put("enquiry", day, never, luck < 0.51 ? "link_existing" : "continue_universal", who);
    }
  }
  void refer(Date day, std::string const& who) {
    put("referral", day, day + 10 + about(30), luck_.fraction() < 0.96 ? "cf_assessment" : "information_advice", who);
  }

  sql::Connection& connection_;
  SeededRandom luck_{5};
  std::vector<std::string> children_;
  std::int64_t minted_ = 0, made_ = 0;
  int days_ = 0;
};

}  // namespace

int main(int words, char** arguments) {
  auto const events = words > 1 ? std::atoll(arguments[1]) : 10'000'000;
  auto const folder = std::filesystem::temp_directory_path() / fmt::format("kith-recalibration-{}", getpid());
  std::filesystem::create_directories(folder);
  auto const place = (folder / "kith.db").string();
  {
    auto connection = sql::connect(sql::Location{sql::Engine::sqlite, place}, sql::Access::read_write);
    journal::create_tables(*connection);
    journal::create_records({demand_facts()}, *connection);
    Invented invented(*connection, static_cast<std::int64_t>(static_cast<double>(events) / events_a_fact));
    connection->tidy();  // into the table's own file, as a server that has stood for a while has it
    fmt::print("{} facts, as after {} events\n", invented.made(), events);

    SetClock clock{from_london(last_day + 1, 12)};
    SeededRandom random{7};
    journal::WriterParts parts;
    parts.connection = std::move(connection);
    parts.projections = {demand_facts()};
    parts.clock = &clock;
    parts.random = &random;
    parts.signing_key = SigningKey::from_seed({1});
    parts.answer_key = "answer key";
    journal::Writer writer(std::move(parts));
    // A day's work: so many referrals of children on record, in one go.
    auto const work_a_day = [&](Date on, int how_many) {
      auto const answer =
          writer.perform({{},
                          "keep",
                          [&](journal::Transaction& transaction) -> Result<std::string> {
                            for (int i = 0; i < how_many; ++i) {
                              enquiry::ReferralMade made;
                              made.referral = enquiry::ReferralId::mint(clock.now(), random);
                              made.reference = fmt::format("N{}-{}", to_text(on), i);
                              made.child = *people::PersonId::parse(invented.child());
                              made.referred_on = on;
                              TRY(transaction.append(made.referral.raw(), 0,
                                                     {enquiry::ReferralEvents::encode(made, clock.now())}, {}));
                            }
                            return std::string{"kept"};
                          },
                          {}});
      if (!answer) fmt::print("{}\n", answer.error().sentence);
    };

    auto const reader = sql::connect(sql::Location{sql::Engine::sqlite, place}, sql::Access::read_only);
    auto const scenarios = scenarios_folder();
    if (!scenarios) return fmt::print("{}\n", scenarios.error().sentence), 1;
    std::optional<FactsThen> facts;
    std::optional<BoroughCounts> counts;
    {
      Rounds alone("SQLite alone: the same rows, looked at and forgotten"),
          read("in full: read the facts from the tables"), count("in full: count them"),
          model("in full: from counts to a model"), whole("in full");
      std::size_t letters = 0;
      for (int round = 0; round < 5; ++round) {
        alone.measure([&] {
          for (std::string_view const sql : {"SELECT counted, fact, reference, kind FROM demand_fact",
                                             "SELECT person, born FROM demand_born ORDER BY person, known_from"})
            reader->query(sql, {}, [&](sql::Row const& row) { letters += row.text(0).size() + row.text(1).size(); });
        });
        counts.reset();
        facts.reset();
        whole.measure([&] {
          read.measure([&] { read_changes(*reader, facts); });
          count.measure([&] { counts = borough_counts(*facts, *window_of(facts->table, last_day)); });
          model.measure([&] { (void)calibrated_for(*counts, today_in(*scenarios), {}).ok(); });
        });
      }
    }
    bool same = true;
    {
      Rounds day_later("a day later, 100 changes");
      for (int round = 1; round <= 7; ++round) {
        auto const on = last_day + round;
        work_a_day(on, 100);
        std::optional<Period> next;
        day_later.measure([&] {
          read_changes(*reader, facts);
          next = window_of(*facts, on);
          counts = borough_counts(*facts, {next->from, on});
          (void)calibrated_for(*counts, today_in(*scenarios), {}).ok();
        });
        same = same && *counts == count_borough(facts->table, {next->from, on}, {next->from, on});
      }
    }
    fmt::print("{}\n", same ? "to the bit what counting everything gives" : "NOT WHAT COUNTING EVERYTHING GIVES");
    std::filesystem::remove_all(folder);
    if (!same) return 1;
  }
  return 0;
}
