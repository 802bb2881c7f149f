// Canaries over the whole house. Every value that is kept from somebody is a token found nowhere else, in seven
// families that differ in who may know of them; every route is asked by everybody, in every way, about every family.
// Who may see what is written down here by hand, from the rules in words (docs/security.md), and asks none of the
// house's own.
#include <map>
#include <regex>
#include <set>

#include "app/whole_house.h"
#include "enquiry/records.h"
#include "family/commands.h"
#include "family/records.h"
#include "people/matching/pairs.h"
#include "people/particulars.h"

using namespace kith;
using namespace kith::app::test;
using namespace kith::enquiry;

namespace {

// What can be told of a family. Each token is its kind and the family's letter: QNAMEA is the surname of family A.
enum class Told {
  name,         // surname, other names
  address,      // where they live and lived
  request,      // what the request said, and what the hub wrote on it
  danger,       // what was said when it was urgent
  school_note,  // in the family's record, for its team
  health_note,
  named_note,  // to its writer alone
  reflection,  // a worker's own
  plan,
};
constexpr auto all_told = std::to_array<std::pair<Told, std::string_view>>({{Told::name, "QNAME"},
                                                                            {Told::name, "QALIAS"},
                                                                            {Told::address, "QHOME"},
                                                                            {Told::address, "QOLDHOME"},
                                                                            {Told::request, "QWORRY"},
                                                                            {Told::request, "QHUBNOTE"},
                                                                            {Told::request, "QREASON"},
                                                                            {Told::danger, "QDANGER"},
                                                                            {Told::school_note, "QSCHOOL"},
                                                                            {Told::health_note, "QHEALTH"},
                                                                            {Told::named_note, "QKEPT"},
                                                                            {Told::reflection, "QREFLECT"},
                                                                            {Told::plan, "QPLAN"}});

// How the families differ.
enum class Circumstance {
  helped,             // by the school's Tia and by Hal for health
  restricted,         // the same, and only Sam may know of it
  protected_address,  // the same, and only Pat and Tia may see where they live
  left,               // the same, until they left early help
  asked,              // a request in the inbox, by Tia
  urgent,             // a request by Ben of another school, with the MASH
  other_school,       // held by Ben's school alone
};
constexpr auto circumstances = std::to_array<Circumstance>(
    {Circumstance::helped, Circumstance::restricted, Circumstance::protected_address, Circumstance::left,
     Circumstance::asked, Circumstance::urgent, Circumstance::other_school});

struct Household {
  Circumstance circumstance;
  char letter;
  EnquiryId enquiry;
  people::PersonId child;
  people::FamilyId family;
  AllocationId allocation;
  ReferralId referral;

  std::string token(std::string_view what) const { return std::string{what} + letter; }
  bool has_record() const {
    return circumstance != Circumstance::asked && circumstance != Circumstance::urgent &&
           circumstance != Circumstance::other_school;
  }
};

struct Canaries : WholeHouse {
  explicit Canaries(std::span<Circumstance const> which = circumstances) : WholeHouse(sql::Engine::sqlite) {
    add_person("hal", "Hal Healthvisitor", Role::practitioner, health());
    add_person("ben", "Ben Bishop", Role::practitioner, "long_meadow_primary");
    add_person("out", "Olly Outside", Role::practitioner, "dial_house_primary");
    open_doors();
    for (auto const circumstance : which) households.push_back(settle(circumstance));
    pass(std::chrono::minutes{20});
  }
  static std::string health() {
    for (auto const& agency : testing::doncaster().agencies)
      if (agency.kind == "health") return agency.code;
    return {};
  }

  void must(std::function<Result<std::string>(journal::Transaction&)> command) {
    auto const answer = run(std::move(command));
    REQUIRE_MESSAGE(answer.ok(), answer.error().sentence);
  }
  std::string done(Household const& home, std::string const& login, std::string const& slug,
                   testing::Typed const& typed) {
    auto const response = post(login, "/families/" + home.family.text() + "/" + slug, typed);
    CHECK_MESSAGE(response.status == 303, slug, " by ", login, " for ", home.letter, ": ", response.status);
    return testing::location(response);
  }

  Household settle(Circumstance circumstance) {
    Household home;
    home.circumstance = circumstance;
    home.letter = static_cast<char>('A' + households.size());
    bool const bens = circumstance == Circumstance::urgent || circumstance == Circumstance::other_school;
    ask_for_help(home, bens ? "ben" : "tia");
    if (circumstance == Circumstance::asked) return home;
    if (circumstance == Circumstance::urgent) {
      refer(home);
      return home;
    }
    screen(home, ScreeningOutcome::progress_pathway);
    allocate_to(home, bens ? "long_meadow_primary" : "dial_house_primary");
    if (bens) return home;
    write_record(home);
    restrict_what(home);
    return home;
  }

  void ask_for_help(Household& home, std::string const& asker) {
    NewRequest request;
    request.enquiry = home.enquiry = EnquiryId::mint(clock.now(), random);
    NewChild child;
    child.details.forename = std::string{"Robin"};
    child.details.surname = home.token("QNAME");
    child.details.date_of_birth =
        Date::of(2019, 5, 1) ? std::optional{*Date::of(2019, 5, 1) + home.letter} : std::nullopt;
    child.details.address = "17 " + home.token("QHOME") + " Yard";
    child.details.postcode = std::string{"DN97 7Z"} + home.letter;
    request.children = {child};
    auto& r = request.received;
    r.received_at = clock.now();
    r.received_on = london_date(clock.now());
    r.source = "schools";
    r.asker.agency = subject(asker).agency;
    r.agreement = Agreement::yes;
    r.worries = home.token("QWORRY");
    r.places = {PlaceCode{"hexthorpe"}};
    must([&](auto& t) { return receive(t, request, by(asker)); });
    home.child = children_of(*reader(), home.enquiry).front().person;
    home.family = people::person(*reader(), home.child)->family;
    must([&](auto& t) { return act(t, home.enquiry, AddNote{home.token("QHUBNOTE")}, by("pat")); });
    people::NameKnown alias;
    alias.person = home.child;
    alias.particular = people::ParticularId::mint(clock.now(), random);
    alias.surname = home.token("QALIAS");
    must([&](auto& t) { return people::record_particular(t, alias, {}); });
    people::AddressKnown old;
    old.person = home.child;
    old.particular = people::ParticularId::mint(clock.now(), random);
    old.address = "9 " + home.token("QOLDHOME") + " Court";
    must([&](auto& t) { return people::record_particular(t, old, {}); });
  }
  void screen(Household& home, ScreeningOutcome outcome) {
    ScreenEnquiry screening;
    screening.screened.outcome = outcome;
    screening.screened.screened_on = london_date(clock.now());
    screening.screened.reason = home.token("QREASON");
    screening.screened.level = outcome == ScreeningOutcome::transfer_social_care ? 4 : 3;
    must([&](auto& t) { return act(t, home.enquiry, screening, by("sam")); });
  }
  void refer(Household& home) {
    RaiseUrgent raise;
    raise.raised.danger = home.token("QDANGER");
    must([&](auto& t) { return act(t, home.enquiry, raise, by("ben")); });
    screen(home, ScreeningOutcome::transfer_social_care);
    home.referral = referrals_of_enquiry(*reader(), home.enquiry).front().referral;
  }
  void allocate_to(Household& home, std::string const& agency) {
    AllocationMade made;
    made.allocation = home.allocation = AllocationId::mint(clock.now(), random);
    made.enquiry = home.enquiry;
    made.child = home.child;
    made.allocated_on = london_date(clock.now());
    made.lead_agency = agency;
    made.places = {PlaceCode{"hexthorpe"}};
    must([&](auto& t) { return allocate(t, {made}, by("pat")); });
  }
  void write_record(Household& home) {
    done(home, "tia", "join", {{"role", "school"}, {"phone", "01632 960001"}});
    done(home, "pat", "add-member", {{"name", ""}, {"role", "health"}, {"login", "hal"}, {"phone", "01632 960002"}});
    auto note = [&](std::string const& login, std::string_view token, std::string const& audience) {
      done(home, login, "note", {{"kind", "note"}, {"text", home.token(token)}, {"audience", audience}});
    };
    note("tia", "QSCHOOL", "team");
    note("hal", "QHEALTH", "team");
    note("tia", "QKEPT", "named");
    done(home, "tia", "reflection", {{"text", home.token("QREFLECT")}});
    done(home, "tia", "plan-begin",
         {{"worries", home.token("QPLAN")},
          {"working_well", "An aunt"},
          {"need_now", "Mornings"},
          {"next_step", "Monday"}});
  }
  void restrict_what(Household& home) {
    if (home.circumstance == Circumstance::restricted)
      must([&](auto& t) { return people::restrict_person(t, home.child, {accounts.at("sam")}, "Works here", {}); });
    if (home.circumstance == Circumstance::protected_address)
      must([&](auto& t) {
        return people::protect_address(t, home.child, {accounts.at("pat"), accounts.at("tia")}, "A court order", {});
      });
    if (home.circumstance == Circumstance::left) {
      family::RecordAnswer asking;
      asking.answered.person = home.child;
      asking.is_child = false;
      asking.answered.answer = family::Answer::withdraws;
      asking.answered.whole_family = true;
      asking.answered.asked_by = "Pat";
      asking.answered.understanding = "Asked with her mother";
      asking.answered.on = london_date(clock.now());
      must([&](auto& t) { return family::act(t, home.family, asking, {subject("pat"), "test"}); });
    }
  }

  // Who may be told what, in words:
  //  - the hub (coordinator, screening officer, manager) works with requests, and sees all of them;
  //  - of a family's record the coordinator and the manager see what its team sees; a screening officer who it is;
  //  - the MASH sees what is with the MASH, and who else a family is;
  //  - practitioners see the families that they or their agencies help; of a team, another agency sees its own words;
  //  - a note to named people and a reflection are their writer's;
  //  - an analyst and an administrator see no name;
  //  - a restricted family is known to those named alone; a protected address to those named, on the record;
  //  - when a family has left, those who helped keep what they wrote, and may not open the rest.
  bool may(std::string const& login, Household const& home, Told told) const {
    bool const hub = login == "pat" || login == "sam" || login == "max";
    if (login == "ann" || login == "ada" || login.empty()) return false;
    if (home.circumstance == Circumstance::restricted && login != "sam") return false;
    if (home.circumstance == Circumstance::restricted && told != Told::name && told != Told::request &&
        told != Told::address)
      return false;
    bool const helped = home.has_record() && home.circumstance != Circumstance::left;
    if (told == Told::named_note || told == Told::reflection) return login == "tia" && helped;
    if (home.circumstance == Circumstance::protected_address && told == Told::address && login != "pat" &&
        login != "tia")
      return false;
    // Who has left early help is known to them, and no more.
    bool const leads = login == "tia" && helped;
    bool const of_team = leads || (login == "hal" && helped);
    bool const holds = home.circumstance == Circumstance::other_school
                           ? login == "ben"
                           : (login == "tia" || login == "out") && home.has_record();
    bool const mash = login == "mia" && home.circumstance == Circumstance::urgent;
    switch (told) {
      case Told::name:
        return hub || of_team || holds || login == "mia" ||
               (home.circumstance == Circumstance::left && (login == "tia" || login == "hal"));
      case Told::address:
        return hub || of_team || holds || login == "mia";
      case Told::request:
        return hub || mash || leads;
      case Told::danger:
        return hub || mash || login == "ben";
      case Told::plan:
        return of_team || login == "pat" || login == "max";
      case Told::school_note:
        return leads || login == "pat" || login == "max";
      case Told::health_note:
        return of_team || login == "pat" || login == "max";
      default:
        return false;
    }
  }

  std::string address_of(http::Route const& route, Household const& home) {
    static std::map<std::string, std::string> const parameters = {
        {"{field}", "worries"}, {"{number}", "1"},          {"{what}", "close"},
        {"{path}", "family"},   {"{link}", "nobodys-link"}, {"{question}", "worries"}};
    auto address = route.pattern;
    for (auto const& [parameter, value] : parameters)
      if (auto const at = address.find(parameter); at != std::string::npos)
        address.replace(at, parameter.size(), value);
    if (auto const at = address.find("{id}"); at != std::string::npos) address.replace(at, 4, id_for(address, home));
    if (address == "/reports/demand") address += figures;
    if (address == "/reports/demand/figure")
      address += figures + "&table=screening&row=progress_pathway&area=Doncaster";
    return address;
  }
  std::string id_for(std::string const& pattern, Household const& home) const {
    if (pattern.starts_with("/people/")) return home.child.text();
    if (pattern.starts_with("/families/")) return home.family.text();
    if (pattern.starts_with("/allocations/")) return home.allocation.text();
    if (pattern.starts_with("/referrals/")) return home.referral.text();
    if (pattern.starts_with("/caseloads/")) return accounts.at("tia").text();
    if (pattern.starts_with("/accounts/")) return accounts.at("out").text();
    return home.enquiry.text();
  }

  struct Walked {
    int requests = 0;
    std::set<std::string> leaks;                         // "login GET /address: QNAMEA"
    std::map<std::string, std::set<std::string>> shown;  // by token: to whom
  };
  void look(Walked& walked, std::string const& login, std::string const& what, http::Response const& page) {
    ++walked.requests;
    auto text = page.body;
    for (auto const& header : page.headers) text += "\n" + header.value;
    static std::regex const canary(
        "Q(NAME|ALIAS|HOME|OLDHOME|WORRY|HUBNOTE|REASON|DANGER|SCHOOL|HEALTH|KEPT|REFLECT|PLAN)[A-G]");
    if (text.find('Q') == std::string::npos) return;
    for (std::sregex_iterator it(text.begin(), text.end(), canary), end; it != end; ++it) {
      auto const token = it->str();
      auto const& home = households[static_cast<std::size_t>(token.back() - 'A')];
      auto const told = std::ranges::find(all_told, std::string_view{token}.substr(0, token.size() - 1),
                                          &std::pair<Told, std::string_view>::second);
      REQUIRE(told != all_told.end());
      walked.shown[token].insert(login);
      if (!may(login, home, told->first)) walked.leaks.insert(login + " " + what + ": " + token);
    }
  }
  // The same pages in the other ways that they can be asked for, with every id that one takes from its address.
  std::vector<std::string> queries(std::string const& address, Household const& home) {
    if (address == "/inbox") return {"", "?tab=all", "?tab=decided", "?tab=waiting", "?urgent=1", "?place=hexthorpe"};
    if (address.starts_with("/reports/demand")) return {"", "&format=csv", "&format=json"};
    if (!address.starts_with("/families/")) return {"", "?page=2", "?form_key=none"};
    auto const c = reader();
    auto some = [&](char const* name, char const* sql) {
      return std::string{name} + "=" + c->text(sql, {home.family}).value_or("none");
    };
    return {"",
            "?page=2",
            some("?entry", "SELECT id FROM family_entry WHERE family=$1 ORDER BY audience DESC, id LIMIT 1"),
            some("?member", "SELECT id FROM family_member WHERE family=$1 ORDER BY id LIMIT 1"),
            some("?worker", "SELECT account FROM family_member WHERE family=$1 AND leads=1"),
            "?person=" + home.child.text()};
  }
  Walked walk(std::vector<std::string> const& logins) {
    Walked walked;
    for (auto const& login : logins)
      for (auto const* route : router.list()) {
        if (route->name == "asset" || route->pattern == "/sign-out" || route->pattern == "/components") continue;
        bool const of_a_family = route->pattern.find("{id}") != std::string::npos;
        for (auto const& home : households) {
          auto const address = address_of(*route, home);
          if (route->method == http::Method::post) {
            // As sent by somebody who filled in nothing, and by a page that is not ours.
            look(walked, login, "POST " + address, post(login, address, {}));
            http::Request foreign;
            foreign.method = http::Method::post;
            foreign.path = address.substr(0, address.find('?'));
            look(walked, login, "POST without token " + address, send(login, std::move(foreign)));
          } else {
            for (auto const& query : queries(address, home))
              look(walked, login, "GET " + address + query, get(login, address + query));
          }
          if (!of_a_family) break;
        }
      }
    // Whoever may search, searches for everything there is.
    for (auto const& login : logins)
      for (auto const& home : households)
        for (auto const* page : {"/people/search", "/people/known"})
          for (auto const& words : {home.token("QNAME"), home.token("QALIAS"), home.token("QHOME"),
                                    home.token("QOLDHOME"), std::string{"DN97 7Z"} + home.letter,
                                    to_text(*Date::of(2019, 5, 1) + home.letter), "Robin " + home.token("QNAME")}) {
            // What was typed comes back on the page: it is told by nobody.
            auto page_of = post(login, page, {{"q", words}});
            for (auto at = page_of.body.find(words); at != std::string::npos; at = page_of.body.find(words, at)) {
              auto const echoed = page_of.body.rfind("value=\"", at);
              if (echoed == std::string::npos || at - echoed != 7) break;
              page_of.body.erase(at, words.size());
            }
            look(walked, login, std::string{"search "} + page + " " + words, page_of);
          }
    return walked;
  }

  std::vector<Household> households;
  std::string const figures = "?from=2026-11-01&to=2026-11-04";
};

// A page without what is drawn by lot for each.
std::string settled(http::Response const& page) {
  static std::regex const drawn("name=\"(form_key|csrf_token)\" value=\"[^\"]*\"");
  auto text = std::to_string(page.status) + std::regex_replace(page.body, drawn, "");
  for (auto const& header : page.headers)
    if (http::same_name(header.name, "Location")) text += header.value;
  return text;
}

std::vector<std::string> const everybody = {"pat", "sam", "tia", "mia", "max", "ann", "ada", "hal", "ben", "out", ""};

// What those not named can tell apart: a house with a restricted family, which comes last so that everybody else is the
// same, and a house without it. Each is asked in every way, about a family that is there and about the hidden one.
std::set<std::string> told_apart(std::function<void(Canaries&)> const& plant = {}) {
  auto const circumstances_of = [](bool there) {
    std::vector<Circumstance> all = {Circumstance::helped, Circumstance::urgent, Circumstance::other_school};
    if (there) all.push_back(Circumstance::restricted);
    return all;
  };
  std::optional<Household> hidden;
  std::map<std::string, std::string> worlds[2];
  for (bool const there : {true, false}) {
    Canaries house(circumstances_of(there));
    if (plant) plant(house);
    if (there) hidden = house.households.back();
    auto homes = house.households;
    if (!there) homes.push_back(*hidden);  // asked for by the ids that it would have
    for (std::string const login : {"tia", "hal", "pat", "max", "mia", "ben", "out", "ann"}) {
      auto ask = [&](std::string const& method, std::string const& address, http::Response const& page) {
        worlds[there][login + " " + method + " " + address] = settled(page);
      };
      for (auto const* route : house.router.list()) {
        if (route->name == "asset" || route->pattern == "/sign-out" || route->pattern == "/read-log") continue;
        for (auto const& home : {homes.front(), homes.back()}) {
          auto const address = house.address_of(*route, home);
          if (route->method == http::Method::post)
            ask("POST", address, house.post(login, address, {}));
          else
            ask("GET", address, house.get(login, address));
        }
      }
      for (auto const& words : {hidden->token("QNAME"), hidden->token("QALIAS"), hidden->token("QHOME"),
                                "Robin " + hidden->token("QNAME"), std::string{"DN97 7Z"} + hidden->letter})
        for (auto const* page : {"/people/search", "/people/known"})
          ask("POST " + words, page, house.post(login, page, {{"q", words}}));
    }
  }
  CHECK(worlds[0].size() > 2'000);
  REQUIRE(worlds[0].size() == worlds[1].size());
  std::set<std::string> apart;
  for (auto const& [asked, answer] : worlds[1])
    if (worlds[0].at(asked) != answer) apart.insert(asked);
  return apart;
}

}  // namespace

TEST_CASE("canaries: in fifty thousand requests nobody is shown what is kept from them") {
  Canaries house;
  auto const walked = house.walk(everybody);
  for (auto const& leak : walked.leaks) FAIL_CHECK(leak);
  CHECK(walked.requests > 50'000);
  // The tokens are there to be found: whoever is said to see a thing sees it somewhere.
  auto sees = [&](std::string const& login, std::string const& token) {
    auto const found = walked.shown.find(token);
    return found != walked.shown.end() && found->second.contains(login);
  };
  for (auto const& [login, token] : std::vector<std::pair<std::string, std::string>>{{"tia", "QNAMEA"},
                                                                                     {"tia", "QHOMEA"},
                                                                                     {"tia", "QOLDHOMEC"},
                                                                                     {"tia", "QKEPTA"},
                                                                                     {"tia", "QREFLECTC"},
                                                                                     {"hal", "QHEALTHA"},
                                                                                     {"hal", "QPLANC"},
                                                                                     {"hal", "QHOMEA"},
                                                                                     {"ben", "QNAMEG"},
                                                                                     {"mia", "QDANGERF"},
                                                                                     {"mia", "QHOMEE"},
                                                                                     {"pat", "QHOMEC"},
                                                                                     {"pat", "QSCHOOLA"},
                                                                                     {"max", "QHUBNOTEE"},
                                                                                     {"sam", "QNAMEB"},
                                                                                     {"sam", "QHOMEB"},
                                                                                     {"sam", "QREASONG"},
                                                                                     {"max", "QPLAND"},
                                                                                     {"hal", "QNAMED"}}) {
    CAPTURE(login);
    CAPTURE(token);
    CHECK(sees(login, token));
  }
}

TEST_CASE("canaries find a page that forgets to ask") {
  Canaries house;
  access::add(house.router, house.services,
              {.pattern = "/forgetful/{id}",
               .action = access::Action::use_own_account,
               .name = "forgetful",
               .summary = "Shows what was asked for",
               .page = [](access::Services const& s, access::Visitor const& v, http::Request const& r) -> http::Answer {
                 auto const id = EnquiryId::parse(r.parameters.at("id"));
                 auto const state = enquiry_from(journal::load(*s.readers->lease(), id->raw()));
                 return access::framed(s, v, {.title = "All", .main = html::text(state.received.worries)});
               }});
  auto const walked = house.walk({"ann"});
  CHECK(walked.leaks.contains("ann GET /forgetful/" + house.households.front().enquiry.text() + ": QWORRYA"));
  CHECK(walked.leaks.size() >= house.households.size());
}

TEST_CASE("two worlds: a house with a restricted family answers those not named as a house without it") {
  for (auto const& asked : told_apart()) FAIL_CHECK(asked);
}

TEST_CASE("two worlds find a page that counts what it must not tell") {
  auto const apart = told_apart([](Canaries& house) {
    access::add(house.router, house.services,
                {.pattern = "/counting",
                 .action = access::Action::use_own_account,
                 .name = "counting",
                 .summary = "Counts everybody",
                 .page = [](access::Services const& s, access::Visitor const& v, http::Request const&) -> http::Answer {
                   auto const people = s.readers->lease()->integer("SELECT count(*) FROM person").value_or(0);
                   return access::framed(s, v, {.title = "All", .main = html::text(std::to_string(people))});
                 }});
  });
  CHECK(apart.contains("ann GET /counting"));
}
