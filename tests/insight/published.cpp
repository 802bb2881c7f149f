#include "insight/published.h"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <optional>

#include "base/csv.h"

namespace kith::insight::test {

namespace {

// How many in Denaby, in Hexthorpe and elsewhere.
struct Split {
  int denaby, hexthorpe, elsewhere;
};
// From the published columns: the authority's figure includes the two places.
constexpr Split split(int doncaster, int denaby, int hexthorpe) {
  return {denaby, hexthorpe, doncaster - denaby - hexthorpe};
}

// Places as files name them: aliases, codes, labels, two at once. A ward is not the small place within it.
constexpr std::array<std::string_view, 4> denaby_names = {"Denaby", "Denaby Main", "Old Denaby",
                                                          "denaby_main;old_denaby"};
constexpr std::array<std::string_view, 2> hexthorpe_names = {"Hexthorpe", "hexthorpe"};
constexpr std::array<std::string_view, 9> other_names = {"Mexborough", "Conisbrough", "Hexthorpe & Balby North",
                                                         "Bentley",    "town",        "Thorne & Moorends",
                                                         "Askern",     "Armthorpe",   "Stainforth"};

enum class Where { denaby, hexthorpe, elsewhere };
std::string area_name(Where where, int i) {
  auto const at = static_cast<std::size_t>(i);
  switch (where) {
    case Where::denaby:
      return std::string{denaby_names[at % denaby_names.size()]};
    case Where::hexthorpe:
      return std::string{hexthorpe_names[at % hexthorpe_names.size()]};
    case Where::elsewhere:
      break;
  }
  return std::string{other_names[at % other_names.size()]};
}

// Calls `each(where, i)` as often as the split says.
template <class Each>
void for_each_place(Split const& split, Each each) {
  for (int i = 0; i < split.denaby; ++i) each(Where::denaby, i);
  for (int i = 0; i < split.hexthorpe; ++i) each(Where::hexthorpe, i);
  for (int i = 0; i < split.elsewhere; ++i) each(Where::elsewhere, i);
}

Date const july_2018 = *Date::of(2018, 7, 1);
Date const august_2018 = *Date::of(2018, 8, 1);
int constexpr year_days = 365;

// Spread over a year, first and last day among them, in no order.
Date spread(Date first, int i) { return first + i * 149 % year_days; }

class Maker {
 public:
  PublishedRecords make() {
    enquiries();
    allocations();
    referrals();
    return std::move(records_);
  }

 private:
  std::string new_child() { return fmt::format("CH{:05}", ++children_); }

  void enquiries() {
    struct Row {
      std::string_view outcome;
      Split count;
    };
    auto const table = std::to_array<Row>({{"continue_universal", split(3042, 62, 68)},
                                           {"information_advice", split(34, 1, 0)},
                                           {"link_existing", split(830, 22, 2)},
                                           {"progress_pathway", split(2200, 64, 28)},
                                           {"to_be_completed", split(56, 1, 1)},
                                           {"transfer_social_care", split(289, 11, 5)},
                                           {"unknown", split(4, 0, 0)}});
    int n = 0;
    for (auto const& row : table)
      for_each_place(row.count, [&](Where where, int i) {
        // Every eighth request is about a child who was asked for before, so that requests outnumber children.
        auto const child = n % 8 == 7 ? records_.enquiries[static_cast<std::size_t>(n * 5 / 8)].child : new_child();
        // An outcome that a file leaves empty is a screening to be completed.
        auto const outcome = row.outcome == "to_be_completed" && i % 2 == 0 ? std::string_view{} : row.outcome;
        records_.enquiries.push_back({fmt::format("EH{:05}", 10'000 + n), child, area_name(where, i),
                                      std::string{outcome}, spread(july_2018, n)});
        ++n;
      });
  }

  // What an allocation's child had before.
  enum class Before { nothing, long_closed, closed_only, allocated_only, both };

  void allocations() {
    struct Row {
      Before before;
      Split count;
    };
    // closed_12m is closed_only and both; allocated_12m is allocated_only and both. The paper does not say how many of
    // its 365 and 183 are the same (F5); here 150 are.
    auto const table = std::to_array<Row>({{Before::nothing, split(1543, 40, 22)},
                                           {Before::both, split(150, 4, 1)},
                                           {Before::closed_only, split(215, 5, 2)},
                                           {Before::allocated_only, split(33, 1, 0)},
                                           {Before::long_closed, split(120, 4, 3)}});
    int n = 0;
    for (auto const& row : table)
      for_each_place(row.count, [&](Where where, int i) {
        Date const on = spread(july_2018, n);
        std::optional<Date> const closed_on = i % 3 == 0 ? std::optional{on + 200} : std::nullopt;
        // Some came back within the window itself: their earlier allocation is another of the year's.
        if (row.before == Before::both && i % 4 == 1 && where == Where::elsewhere) {
          auto& earlier = unused_before(records_.allocations, on, &PublishedAllocation::allocated_on);
          earlier.closed_on = on - (on - earlier.allocated_on) / 2;
          auto const child = earlier.child;  // a copy: the next line moves the records
          allocation(child, area_name(where, i), on, closed_on);
        } else {
          auto const child = asked_for(3950 + n);
          allocation(child, area_name(where, i), on, closed_on);
          // The earlier one may have been elsewhere: families move.
          earlier_allocation(row.before, child, area_name(i % 5 == 0 ? Where::elsewhere : where, i + 1), on, n);
        }
        ++n;
      });
  }

  // The next record of the window's first kind (nothing before it) that is earlier than `on`, each once.
  template <class Record>
  Record& unused_before(std::vector<Record>& records, Date on, Date Record::*day) {
    while (!(records[next_unused_].*day < on)) ++next_unused_;
    return records[next_unused_++];
  }

  // The child of a request, if that request is the child's first; otherwise a child nobody asked for.
  std::string asked_for(int enquiry) {
    if (enquiry % 8 == 7 || enquiry >= static_cast<int>(records_.enquiries.size())) return new_child();
    return records_.enquiries[static_cast<std::size_t>(enquiry)].child;
  }

  void earlier_allocation(Before before, std::string const& child, std::string const& area, Date on, int n) {
    Date const year_before = on.plus_months(-12);
    // Before the window, and within 12 months of `on`.
    int const room_days = july_2018 - year_before;
    switch (before) {
      case Before::nothing:
        return;
      case Before::long_closed:  // the day before the 12 months begin, or much earlier
        allocation(child, area, year_before - 300 - n % 50, year_before - 1 - n % 3 * 40);
        return;
      case Before::closed_only:  // on the first day of the 12 months, on the very day, or between
        allocation(child, area, year_before - 1 - n % 200,
                   n % 3 == 0   ? year_before
                   : n % 3 == 1 ? on
                                : year_before + n % year_days);
        return;
      case Before::allocated_only: {  // still open, or closed later
        Date const allocated_on = n % 2 == 0 ? year_before : year_before + n % room_days;
        allocation(child, area, allocated_on, n % 3 == 0 ? std::optional{on + 1} : std::nullopt);
        return;
      }
      case Before::both: {
        Date const allocated_on = year_before + n % room_days;
        allocation(child, area, allocated_on, allocated_on + (n % (on - allocated_on) + 1));
        return;
      }
    }
  }

  void allocation(std::string const& child, std::string const& area, Date on, std::optional<Date> closed_on) {
    auto const number = static_cast<int>(records_.allocations.size());
    records_.allocations.push_back({fmt::format("AL{:05}", 20'000 + number), child, area, on, closed_on});
  }

  void referrals() {
    struct Row {
      std::string_view outcome;
      Split count;
    };
    auto const table = std::to_array<Row>({{"cf_assessment", split(4385, 135, 103)},
                                           {"cp_transfer_ola", split(38, 0, 0)},
                                           {"no_further_action", split(24, 2, 0)},
                                           {"", split(3, 0, 0)},
                                           {"ot_assessment", split(1, 0, 0)},
                                           {"information_advice", split(63, 2, 3)},
                                           {"referral_other_agency", split(9, 0, 0)},
                                           {"transfer_early_help", split(39, 3, 0)},
                                           {"update_pathway_plan", split(5, 0, 0)}});
    // How many of each place's came back, counted down; the last rows of the table have nothing before them.
    Split again = split(1217, 63, 22);
    struct Made {
      Where where;
      int i, n;
      std::size_t at;
    };
    std::vector<Made> made;
    int n = 0;
    for (auto const& row : table)
      for_each_place(row.count, [&](Where where, int i) {
        made.push_back({where, i, n, records_.referrals.size()});
        referral(n % 3 == 0 ? asked_for(n / 3) : new_child(), area_name(where, i), row.outcome, spread(august_2018, n));
        ++n;
      });
    next_unused_ = 3000;  // requests of the year that came for the first time: elsewhere, and below the last rows
    for (auto const& one : made) {
      int& left = one.where == Where::denaby      ? again.denaby
                  : one.where == Where::hexthorpe ? again.hexthorpe
                                                  : again.elsewhere;
      Date const on = records_.referrals[one.at].referred_on;
      auto const child = records_.referrals[one.at].child;
      Date const year_before = on.plus_months(-12);
      if (left > 0 && one.n % 10 == 1 && on > august_2018 + 100) {
        --left;
        records_.referrals[one.at].child = unused_before(records_.referrals, on, &PublishedReferral::referred_on).child;
      } else if (left > 0) {
        --left;
        referral(child, area_name(one.where, one.i + 1), "cf_assessment",
                 one.n % 4 == 0 ? year_before : year_before + one.n % (august_2018 - year_before));
      } else if (one.n % 20 == 0) {
        referral(child, area_name(one.where, one.i + 1), "no_further_action", year_before - 1 - one.n % 90);
      }
    }
  }

  void referral(std::string const& child, std::string const& area, std::string_view outcome, Date on) {
    auto const number = static_cast<int>(records_.referrals.size());
    records_.referrals.push_back({fmt::format("CS{:05}", 30'000 + number), child, area, std::string{outcome}, on});
  }

  PublishedRecords records_;
  int children_ = 0;
  std::size_t next_unused_ = 70;  // past the rows of Denaby and Hexthorpe
};

std::string text_of(std::optional<Date> const& date) { return date ? to_text(*date) : std::string{}; }

void write_file(std::filesystem::path const& path, std::string const& contents) {
  std::ofstream file(path, std::ios::binary);
  file << contents;
  if (!file.flush()) throw std::runtime_error("cannot write " + path.string());
}

}  // namespace

PublishedRecords published_records() { return Maker{}.make(); }

PublishedRecords without_prior_years(PublishedRecords records) {
  std::erase_if(records.allocations, [](auto const& one) { return one.allocated_on < july_2018; });
  std::erase_if(records.referrals, [](auto const& one) { return one.referred_on < august_2018; });
  return records;
}

void write_published_csv(std::filesystem::path const& folder, PublishedRecords const& records) {
  std::filesystem::create_directories(folder);
  std::string text;
  CsvWriter writer(text);
  writer.record({"reference", "received_on", "child_reference", "area", "outcome"});
  for (auto const& one : records.enquiries)
    writer.record({one.reference, to_text(one.received_on), one.child, one.area, one.outcome});
  write_file(folder / "enquiries.csv", text);

  text.clear();
  writer.record({"reference", "child_reference", "area", "allocated_on", "closed_on"});
  for (auto const& one : records.allocations)
    writer.record({one.reference, one.child, one.area, to_text(one.allocated_on), text_of(one.closed_on)});
  write_file(folder / "allocations.csv", text);

  text.clear();
  writer.record({"reference", "child_reference", "referred_on", "area", "step_outcome"});
  for (auto const& one : records.referrals)
    writer.record({one.reference, one.child, to_text(one.referred_on), one.area, one.outcome});
  write_file(folder / "referrals.csv", text);
}

}  // namespace kith::insight::test
