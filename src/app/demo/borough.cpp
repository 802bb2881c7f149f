#include "app/demo/borough.h"

#include <fmt/format.h>

#include <cmath>
#include <queue>

#include "app/demo/family_story.h"
#include "app/demo/invented.h"
#include "app/demo/mix.h"
#include "base/working_days.h"
#include "enquiry/commands.h"
#include "enquiry/records.h"

namespace kith::app::demo {

namespace {

using namespace kith::enquiry;
using std::chrono::hours;
using std::chrono::minutes;

// A family of the borough: known to the simulation, and to Kith once it has asked.
struct Household {
  std::string surname;
  std::string postcode;
  PlaceCode place;
  struct Member {
    std::string forename;
    Date born;
    bool female = false;
    std::optional<PersonId> known;
  };
  std::vector<Member> children;
};

class Borough {
 public:
  Borough(House& house, SetClock& clock, BoroughOptions const& options)
      : house_(house), clock_(clock), options_(options), luck_(options.seed * 2654435761u + 17), mix_(house.profile()) {
    scale_ = options.families > 0 ? options.families / (mix_.families_a_year * std::max(options.years, 0.05)) : 1.0;
  }

  Result<BoroughCounts> live(std::function<void(int, int)> const& progress) {
    TRY(open_accounts());
    auto const days = static_cast<int>(std::lround(options_.years * 365.25));
    auto const first = options_.until - (days - 1);
    for (int day = 0; day < days; ++day) {
      auto const date = first + day;
      arrivals_of(date);
      TRY(run_until(from_london(date + 1)));
      if (progress) progress(day + 1, days);
    }
    return counts_;
  }

 private:
  using Act = std::function<Result<Done>()>;
  struct Planned {
    Instant at;
    std::int64_t order;
    Act act;
    bool operator<(Planned const& other) const { return std::tie(at, order) > std::tie(other.at, other.order); }
  };

  void plan(Instant at, Act act) { planned_.push({at, ++order_, std::move(act)}); }

  Result<Done> run_until(Instant end) {
    while (!planned_.empty() && planned_.top().at < end) {
      auto next = planned_.top();
      planned_.pop();
      if (next.at > clock_.now()) clock_.set(next.at);
      TRY(next.act());
    }
    return Done{};
  }

  Result<std::string> perform(std::function<Result<std::string>(journal::Transaction&)> run) {
    return house_.writer().perform({{}, {}, std::move(run), {}});
  }

  bool chance(double p) { return luck_.fraction() < p; }
  template <class List>
  auto const& any(List const& list) {
    return list[luck_.number(list.size())];
  }
  int between(int low, int high) {
    return low + static_cast<int>(luck_.number(static_cast<std::uint64_t>(high - low + 1)));
  }
  // Many short waits and a few long ones.
  int days_around(double mean) { return static_cast<int>(-mean * std::log(1.0 - luck_.fraction())); }
  // A moment in office hours, on a working day at or after `date`.
  Instant office(Date date) {
    while (!is_working_day(date)) date = date + 1;
    return from_london(date, 0, between(9 * 60, 16 * 60 + 59));
  }

  Result<Done> open_accounts() {
    clock_.set(from_london(options_.until - static_cast<int>(options_.years * 365.25) - 1, 9));
    auto const hash = hash_password(demo_password, house_.services().password_cost, house_.random());
    auto const school = mix_.agency_of("education"), police = mix_.agency_of("police"),
               council = mix_.agency_of("council");
    struct Person {
      char const* login;
      char const* name;
      access::Role role;
      std::string agency;
    };
    for (auto const& person :
         {Person{"coordinator", "Ceri Holmfirth", access::Role::coordinator, council},
          Person{"screener", "Jules Marram", access::Role::screening_officer, council},
          Person{"teacher", "Alex Beckwith-Rowe", access::Role::practitioner, school},
          Person{"constable", "Sam Fellgate", access::Role::practitioner, police},
          Person{"mash", "Noor Whinfell", access::Role::mash_worker, mix_.agency_of("social_care")},
          Person{"manager", "Robin Tarnside", access::Role::manager, council},
          Person{"analyst", "Kit Overdale", access::Role::analyst, council}}) {
      access::AddAccount command;
      command.account = access::ActorId::mint(clock_.now(), house_.random());
      command.login = person.login;
      command.name = person.name;
      command.agency = person.agency;
      command.roles = {person.role};
      command.password_hash = hash;
      command.one_time = false;
      TRY(perform([&](journal::Transaction& t) { return access::add_account(t, command, {{}, {}, "demo"}); }));
      subjects_[person.login] = {command.account, person.name, person.agency, {person.role}, true};
    }
    auto const admin = access::account_by_login(*house_.readers().lease(), "admin");
    TRY(perform([&](journal::Transaction& t) {
      return access::set_password(t, admin->account, hash, false, {{}, {}, "demo"});
    }));
    return Done{};
  }

  By by(char const* login, char const* purpose) {
    By hand;
    hand.subject = subjects_[login];
    hand.purpose = purpose;
    return hand;
  }

  // How many of a kind come on a day: Poisson, quieter on weekends and out of school.
  int arrivals(double a_year, double school_share, Date date) {
    double mean = a_year * scale_ / 365.25;
    mean *= (date.weekday() >= 6 || bank_holiday(date)) ? 0.25 : 1.30;
    mean *= 1.0 - school_share + school_share * (mix_.in_term(date) ? 1.28 : 0.05);
    int count = 0;
    for (double p = luck_.fraction(), floor = std::exp(-mean); p > floor; p *= luck_.fraction()) ++count;
    return count;
  }

  void arrivals_of(Date date) {
    for (int i = arrivals(mix_.enquiries_a_year, 0.35, date); i > 0; --i)
      plan(from_london(date, 0, between(8 * 60, 18 * 60)), [this] { return ask(); });
    for (int i = arrivals(mix_.referrals_a_year - mix_.transfers_a_year, 0.2, date); i > 0; --i)
      plan(from_london(date, 0, between(8 * 60, 22 * 60)), [this] { return refer_directly(); });
  }

  // A family that has asked before, now and then, or a new one.
  std::size_t household(double seen_before) {
    if (!households_.empty() && chance(seen_before)) {
      // More often one that asked lately.
      auto const back = static_cast<std::size_t>(std::min<double>(
          days_around(static_cast<double>(households_.size()) / 3), static_cast<double>(households_.size() - 1)));
      return households_.size() - 1 - back;
    }
    Household made;
    made.surname = any(surnames);
    made.place = mix_.place(luck_);
    made.postcode = fmt::format("ZZ{} {}{}{}", between(1, 12), between(1, 9), static_cast<char>('A' + between(0, 25)),
                                static_cast<char>('A' + between(0, 25)));
    auto const today = london_date(clock_.now());
    for (int i = 1 + (chance(0.45) ? 1 : 0) + (chance(0.2) ? 1 : 0) + (chance(0.08) ? 1 : 0); i > 0; --i)
      made.children.push_back({std::string{any(forenames)}, today - between(30, 17 * 365), chance(0.5), {}});
    households_.push_back(std::move(made));
    ++counts_.families;
    return households_.size() - 1;
  }

  people::Details details_of(Household const& home, Household::Member const& child) {
    people::Details details;
    details.forename = child.forename;
    details.surname = home.surname;
    details.date_of_birth = child.born;
    details.sex = child.female ? "female" : "male";
    details.postcode = home.postcode;
    if (chance(0.85)) details.ethnicity = mix_.ethnicity(luck_);
    return details;
  }

  NewRequest request_for(std::size_t home_index) {
    auto& home = households_[home_index];
    if (chance(0.06)) {  // moved since
      home.place = mix_.place(luck_);
    }
    NewRequest request;
    request.enquiry = EnquiryId::mint(clock_.now(), house_.random());
    std::size_t const about = chance(0.75) ? 1 : home.children.size();
    for (std::size_t i = 0; i < about; ++i) {
      NewChild child;
      child.known = home.children[i].known;
      if (!child.known) child.details = details_of(home, home.children[i]);
      if (!child.known && chance(0.01)) {  // not born yet
        child.details.forename = std::string{};
        child.details.date_of_birth.reset();
        child.details.expected_date_of_birth = london_date(clock_.now()) + between(20, 200);
      }
      request.children.push_back(std::move(child));
    }
    auto& r = request.received;
    r.received_at = clock_.now();
    r.received_on = london_date(clock_.now());
    r.source = mix_.source(luck_);
    r.asker.name = std::string{any(workers)};
    r.asker.agency = mix_.agency_for_source(r.source);
    r.places = {home.place};
    double const answer = luck_.fraction();
    r.agreement = answer < 0.86 ? Agreement::yes : answer < 0.95 ? Agreement::no : Agreement::unsafe_to_ask;
    if (r.agreement != Agreement::yes) r.agreement_reason = "Spoken with the hub about how to ask.";
    r.worries = any(worries);
    r.working_well = any(strengths);
    r.primary_need = mix_.need(luck_);
    return request;
  }

  Result<Done> ask() {
    auto const home = household(0.38);
    auto request = request_for(home);
    bool const from_school = request.received.source == "schools" && chance(0.5);
    request.received.door = from_school ? enquiry::Door::professional : enquiry::Door::phone;
    auto const hand = by(from_school ? "teacher" : "coordinator", "request");
    auto const id = request.enquiry;
    TRY(perform([&](journal::Transaction& t) { return receive(t, request, hand); }));
    remember_children(home, id);
    ++counts_.requests;
    plan_the_hubs_work(id, home, request.received.places.front());
    if (chance(0.004)) {
      TRY(perform([&](journal::Transaction& t) {
        return act(t, id,
                   RaiseUrgent{{id, {}, "The MASH duty desk", t.now(), "Says she does not want to go home today."}},
                   by("coordinator", "urgent"));
      }));
      plan(clock_.now() + minutes{between(2, 40)}, [this, id]() -> Result<Done> {
        TRY(perform([&](journal::Transaction& t) {
          return act(t, id, AcceptUrgent{"Noor Whinfell", "Ringing the school now."}, by("mash", "urgent"));
        }));
        return Done{};
      });
    }
    return Done{};
  }

  void remember_children(std::size_t home, EnquiryId id) {
    auto const children = children_of(*house_.readers().lease(), id);
    for (std::size_t i = 0; i < children.size() && i < households_[home].children.size(); ++i)
      households_[home].children[i].known = children[i].person;
  }

  void plan_the_hubs_work(EnquiryId id, std::size_t home, PlaceCode const& place) {
    auto const received = london_date(clock_.now());
    auto const outcome = mix_.outcome(luck_, place);
    if (chance(0.93)) {
      auto at = office(received + days_around(2.2));
      if (at <= clock_.now()) at = clock_.now() + minutes{between(20, 200)};
      plan(at, [this, id]() -> Result<Done> {
        TRY(perform([&](journal::Transaction& t) {
          return act(t, id,
                     RecordFirstContact{std::string{any(workers)}, chance(0.8) ? "Mother" : "Father",
                                        mix_.contact_method, t.now(), ""},
                     by("coordinator", "contact"));
        }));
        return Done{};
      });
    }
    auto decided = office(received + days_around(2.8));
    if (decided <= clock_.now()) decided = clock_.now() + minutes{between(30, 300)};
    plan(decided, [this, id, outcome, home]() -> Result<Done> { return decide_on(id, outcome, home); });
  }

  Result<Done> decide_on(EnquiryId id, ScreeningOutcome outcome, std::size_t home) {
    ScreenEnquiry command;
    auto& s = command.screened;
    s.outcome = outcome;
    s.screened_on = london_date(clock_.now());
    s.reason = any(decisions);
    s.primary_need = mix_.need(luck_);
    if (outcome == ScreeningOutcome::progress_pathway)
      s.level = chance(0.54) ? 3 : 2;
    else if (outcome == ScreeningOutcome::transfer_social_care)
      s.level = 4, s.footing = Footing::section_17;
    else if (chance(0.7))
      s.level = chance(0.8) ? 1 : 2;
    if (outcome == ScreeningOutcome::link_existing) s.existing_case = "Open case";
    TRY(perform([&](journal::Transaction& t) {
      return act(t, id, command, by(chance(0.6) ? "screener" : "coordinator", "screening"));
    }));
    if (outcome == ScreeningOutcome::to_be_completed) return Done{};
    tell(id);
    if (outcome == ScreeningOutcome::progress_pathway && chance(0.937))
      plan(office(london_date(clock_.now()) + 1 + days_around(3)),
           [this, id, home, level = *s.level] { return allocate_to(id, home, level); });
    if (outcome == ScreeningOutcome::transfer_social_care) {
      auto const referrals = referrals_of_enquiry(*house_.readers().lease(), id);
      for (auto const& referral : referrals) plan_step_outcome(referral.referral);
      counts_.referrals += static_cast<std::int64_t>(referrals.size());
    }
    return Done{};
  }

  void tell(EnquiryId id) {
    for (auto whom : {Told::family, Told::asker}) {
      if (!chance(0.975)) continue;
      plan(office(london_date(clock_.now()) + days_around(0.8) + 1), [this, id, whom]() -> Result<Done> {
        DecisionTold told;
        told.whom = whom;
        told.by = any(workers);
        told.on = london_date(clock_.now());
        told.method = mix_.contact_method;
        TRY(perform(
            [&](journal::Transaction& t) { return act(t, id, RecordTold{told}, by("coordinator", "telling")); }));
        return Done{};
      });
    }
  }

  Result<Done> allocate_to(EnquiryId id, std::size_t home, int level) {
    auto& child = households_[home].children.front();
    if (!child.known) return Done{};
    AllocationMade made;
    made.allocation = AllocationId::mint(clock_.now(), house_.random());
    made.enquiry = id;
    made.child = *child.known;
    made.places = {households_[home].place};
    made.allocated_on = london_date(clock_.now());
    made.level = level;
    bool const alone = level == 2 && chance(0.4);
    made.pathway = alone ? Pathway::single_agency : Pathway::team;
    if (!alone) made.team = mix_.team(luck_, households_[home].place);
    made.lead_agency = mix_.lead_agency(luck_);
    if (chance(0.94)) made.lead_name = std::string{any(workers)};
    TRY(perform([&](journal::Transaction& t) { return allocate(t, {made}, by("coordinator", "allocation")); }));
    ++counts_.allocations;
    help_the_family(made);
    auto const allocation = made.allocation;
    auto change = [this, allocation](char const* purpose, AllocationEvents::Event event) -> Result<Done> {
      auto const changed = perform([&](journal::Transaction& t) {
        return change_allocation(t, allocation, {event}, by("coordinator", purpose));
      });
      // What was planned for after an early closing does not happen.
      if (!changed && changed.error().code != "allocation_closed") return changed.error();
      return Done{};
    };
    auto const today = london_date(clock_.now());
    if (chance(0.92))
      plan(office(today + 1 + days_around(4)), [this, change, allocation] {
        return change("contact", LeadMadeContact{allocation, london_date(clock_.now()), ""});
      });
    int const open_days = 20 + days_around(325);
    for (int day = 42; day < open_days && day < 600; day += between(38, 60))
      plan(office(today + day), [this, change, allocation] {
        auto const on = london_date(clock_.now());
        return change("review", ReviewHeld{allocation, on, on + 42, "Goals looked at with the family."});
      });
    plan(office(today + open_days), [this, change, allocation] {
      return change("closing", AllocationClosed{allocation, london_date(clock_.now()), mix_.closing_reason(luck_)});
    });
    return Done{};
  }

  // Of the last families that the teacher's school was given she helps twelve, step by step: one every ten days, so
  // that some are well on their way when the others have just begun.
  void help_the_family(AllocationMade const& made) {
    auto const today = london_date(clock_.now());
    auto const begun_by_now = (120 - (options_.until - today)) / 10;
    if (made.lead_agency != subjects_["teacher"].agency || helped_ >= std::min(begun_by_now, 12)) return;
    for (auto const& step : family_story(helped_++))
      plan(office(today + step.after_days), [this, step, child = made.child]() -> Result<Done> {
        auto const acted = perform([&](journal::Transaction& t) {
          auto const person = people::person(t.connection(), child);
          return step.act(t, person->family, {subjects_[step.login], "family_record"});
        });
        // A family helped twice has a plan and a team already.
        if (!acted && acted.error().kind == Kind::unavailable) return acted.error();
        return Done{};
      });
  }

  // Referrals that reach social care by its own front door.
  Result<Done> refer_directly() {
    auto const home = household(0.45);
    if (!households_[home].children.front().known) {
      auto const person = PersonId::mint(clock_.now(), house_.random());
      people::PersonRegistered registered{person, FamilyId::mint(clock_.now(), house_.random()),
                                          fmt::format("P-{}", person.text().substr(16)),
                                          details_of(households_[home], households_[home].children.front())};
      TRY(perform([&](journal::Transaction& t) {
        return people::register_person(t, registered, by("screener", "referral").author());
      }));
      households_[home].children.front().known = person;
    }
    ReferralMade made;
    made.referral = ReferralId::mint(clock_.now(), house_.random());
    made.child = *households_[home].children.front().known;
    made.places = {households_[home].place};
    made.referred_on = london_date(clock_.now());
    made.source = mix_.source(luck_);
    made.story = any(worries);
    TRY(perform([&](journal::Transaction& t) { return refer(t, {made}, by("screener", "referral")); }));
    ++counts_.referrals;
    plan_step_outcome(made.referral);
    return Done{};
  }

  void plan_step_outcome(ReferralId referral) {
    auto const outcome = mix_.step_outcome(luck_);
    if (outcome == StepOutcome::not_recorded) return;
    auto at = office(london_date(clock_.now()) + days_around(1.5));
    if (at <= clock_.now()) at = clock_.now() + hours{2};
    plan(at, [this, referral, outcome]() -> Result<Done> {
      TRY(perform([&](journal::Transaction& t) {
        return change_referral(t, referral, {StepOutcomeRecorded{referral, outcome, london_date(t.now()), ""}},
                               by("mash", "step_outcome"));
      }));
      return Done{};
    });
  }

  // A child stepped down came back to the hub as a request of its own: the hub works on it like on any other.
  Result<Done> take_back(ReferralId referral) {
    auto reader = house_.readers().lease();
    auto const child = referral_by_id(*reader, referral)->child;
    auto const back = enquiries_of_family(*reader, people::person(*reader, child)->family);
    for (std::size_t home = households_.size(); home-- > 0;)
      if (households_[home].children.front().known == child) {
        if (!back.empty()) plan_the_hubs_work(back.front().enquiry, home, households_[home].place);
        break;
      }
    return Done{};
  }

  House& house_;
  SetClock& clock_;
  BoroughOptions options_;
  SeededRandom luck_;
  Mix mix_;
  double scale_ = 1;
  std::map<std::string, access::Subject, std::less<>> subjects_;
  std::vector<Household> households_;
  std::priority_queue<Planned> planned_;
  std::int64_t order_ = 0;
  BoroughCounts counts_;
  int helped_ = 0;
};

}  // namespace

Result<BoroughCounts> live_through(House& house, SetClock& clock, BoroughOptions const& options,
                                   std::function<void(int, int)> const& progress) {
  return Borough(house, clock, options).live(progress);
}

}  // namespace kith::app::demo
