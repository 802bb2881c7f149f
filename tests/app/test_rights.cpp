// Rights over every route and every role at once: what each may enter, that every look at a family is written down
// first, and that what is restricted or protected is nowhere for those it is kept from.
#include <regex>
#include <set>

#include "app/whole_house.h"
#include "enquiry/quarantine.h"
#include "enquiry/records.h"
#include "enquiry/saved_mappings.h"

using namespace kith;
using namespace kith::app::test;
using namespace kith::enquiry;
using testing::has;

namespace {

auto constexpr everybody = {"pat", "sam", "tia", "mia", "max", "ann", "ada"};
// Words that stand on a page only if something of the family does.
auto constexpr family_words = {"Zephyrine", "Canary Yard"};
auto constexpr address_words = {"Canary Yard", "DN97 7ZZ", "Hexthorpe"};

// A family in the middle of everything: asked for by a teacher, urgent, transferred, allocated, with a sibling.
struct Family : WholeHouse {
  explicit Family(bool there = true) {
    open_doors();
    if (there) arrive();
  }

  void arrive() {
    NewRequest request;
    request.enquiry = enquiry = EnquiryId::mint(clock.now(), random);
    NewChild child;
    child.details.forename = std::string{"Zephyrine"};
    child.details.surname = std::string{"Quillfeather"};
    child.details.date_of_birth = Date::of(2019, 5, 4);
    child.details.address = std::string{"17 Canary Yard"};
    child.details.postcode = std::string{"DN97 7ZZ"};
    request.children = {child};
    auto& r = request.received;
    r.received_at = clock.now();
    r.received_on = london_date(clock.now());
    r.source = "schools";
    r.asker.agency = "dial_house_primary";
    r.agreement = Agreement::yes;
    r.worries = "Misses school";
    r.places = {PlaceCode{"hexthorpe"}};
    done([&](auto& t) { return receive(t, request, by("tia")); });
    person = children_of(*reader(), enquiry).front().person;
    done([&](auto& t) {
      RaiseUrgent raise;
      raise.raised.danger = "Left alone";
      return act(t, enquiry, raise, by("tia"));
    });
    done([&](auto& t) {
      ScreenEnquiry screening;
      screening.screened.outcome = ScreeningOutcome::transfer_social_care;
      screening.screened.screened_on = london_date(clock.now());
      screening.screened.reason = "Strategy talk";
      screening.screened.level = 4;
      return act(t, enquiry, screening, by("sam"));
    });
    referral = referrals_of_enquiry(*reader(), enquiry).front().referral;
    AllocationMade made;
    made.allocation = allocation = AllocationId::mint(clock.now(), random);
    made.enquiry = enquiry;
    made.child = person;
    made.allocated_on = london_date(clock.now());
    made.lead_agency = "dial_house_primary";
    made.places = r.places;
    done([&](auto& t) { return allocate(t, {made}, by("pat")); });
    pass(std::chrono::minutes{20});  // past the limit for the urgent concern: everybody it concerns is alerted
  }
  void done(std::function<Result<std::string>(journal::Transaction&)> command) {
    auto const answer = run(std::move(command));
    REQUIRE_MESSAGE(answer.ok(), answer.error().sentence);
  }
  void restrict_to(std::string const& login) {
    done([&](auto& t) { return people::restrict_person(t, person, {accounts.at(login)}, "Works here", {}); });
  }
  void protect_for(std::string const& login) {
    done([&](auto& t) { return people::protect_address(t, person, {accounts.at(login)}, "A court order", {}); });
  }
  std::string quarantined_row() {
    imports::ImportedRow row;
    row.line = 5;
    row.kept_cells = {{"reference", "reference", std::string{"C5"}}};
    row.faults = {{5, 1, "received_on", imports::FaultCode::bad_date, "This is not a date."}};
    done([&](auto& t) { return keep_rejected(t, imports::Door::enquiries, "contacts.csv", row, {}); });
    return *reader()->text("SELECT id FROM quarantine");
  }
  std::string mapping() {
    imports::ColumnMapping mapping;
    mapping.name = "Old system";
    done([&](auto& t) { return save_mapping(t, {}, mapping, {}); });
    return *reader()->text("SELECT id FROM column_mapping");
  }

  // A route's address about this family, or about one who is not there.
  std::string address_of(http::Route const& route, bool nobody = false) {
    auto const none = EnquiryId::mint(clock.now(), random).text();
    static std::map<std::string, std::string> const parameters = {
        {"{field}", "worries"}, {"{number}", "1"},         {"{what}", "close"},
        {"{path}", "family"},   {"{question}", "worries"}, {"{link}", "AAAAAAAAAAAAAAAAAAAAAA"}};
    auto address = route.pattern;
    for (auto const& [parameter, value] : parameters)
      if (auto const at = address.find(parameter); at != std::string::npos)
        address.replace(at, parameter.size(), value);
    if (auto const at = address.find("{id}"); at != std::string::npos)
      address.replace(at, 4, nobody ? none : id_for(address));
    REQUIRE_MESSAGE(address.find('{') == std::string::npos, "a parameter that this test does not know: ", address);
    if (address == "/reports/demand") address += figures;
    if (address == "/reports/demand/figure")
      address += figures + "&table=screening&row=transfer_social_care&area=Doncaster";
    return address;
  }
  std::string id_for(std::string const& pattern) {
    if (pattern.starts_with("/people/")) return person.text();
    if (pattern.starts_with("/families/")) return people::person(*reader(), person)->family.text();
    if (pattern.starts_with("/allocations/")) return allocation.text();
    if (pattern.starts_with("/referrals/")) return referral.text();
    if (pattern.starts_with("/accounts/")) return accounts.at("ann").text();
    if (pattern.starts_with("/imports/quarantine/")) {
      if (row_id.empty()) row_id = quarantined_row();
      return row_id;
    }
    if (pattern.starts_with("/imports/mappings/")) {
      if (mapping_id.empty()) mapping_id = mapping();
      return mapping_id;
    }
    return enquiry.text();
  }
  // Every route behind the gate; static files and health have no reader to ask about.
  std::vector<http::Route const*> guarded() {
    std::vector<http::Route const*> routes;
    for (auto const* route : router.list())
      if (route->name != "asset" && route->name != "health" && route->name != "ready") routes.push_back(route);
    return routes;
  }
  // Every page that can be asked for without changing anything: GETs, and searches by name, date and postcode.
  void every_page(std::string const& login,
                  std::function<void(http::Route const&, std::string const&, http::Response const&)> const& see) {
    for (auto const* route : guarded()) {
      if (route->method == http::Method::get) {
        auto const address = address_of(*route);
        see(*route, address, get(login, address));
      } else if (route->pattern == "/people/search") {
        for (auto const* words : {"Quillfeather", "2019-05-04", "DN97 7ZZ", "EH000001"})
          see(*route, words, post(login, route->pattern, {{"q", words}}));
      }
    }
    for (auto const* address : {"/inbox?tab=all", "/inbox?tab=decided", "/inbox?urgent=1", "/inbox?place=hexthorpe"})
      see(*router.match(http::Method::get, "/inbox").route, address, get(login, address));
    for (auto const* format : {"csv", "json", "xlsx"})
      see(*router.match(http::Method::get, "/reports/demand").route, format,
          get(login, "/reports/demand" + figures + "&format=" + format));
  }

  EnquiryId enquiry;
  people::PersonId person;
  AllocationId allocation;
  ReferralId referral;
  std::string row_id, mapping_id;
  std::string const figures = "?from=2026-11-01&to=2026-11-04";
};

std::set<std::string> words_in(http::Response const& page, std::initializer_list<char const*> words) {
  std::set<std::string> found;
  for (auto const* word : words)
    if (has(page, word)) found.insert(word);
  return found;
}

// A page without what is drawn by lot for each.
std::string settled(http::Response const& page) {
  static std::regex const drawn("name=\"(form_key|csrf_token)\" value=\"[^\"]*\"");
  return std::to_string(page.status) + std::regex_replace(page.body, drawn, "");
}

}  // namespace

TEST_CASE(
    "every route has a rule; a stranger gets in where it says so, each role where decide() lets it, nobody else") {
  Family house;
  CHECK(house.guarded().size() > 70);
  for (auto const* route : house.guarded()) {
    CAPTURE(route->pattern);
    auto const action = parse<access::Action>(route->rule);
    REQUIRE(action.has_value());
    bool const posts = route->method == http::Method::post;
    auto const address = house.address_of(*route);
    auto const before = house.events();
    if (*action != access::Action::open_to_all) {
      auto const stranger = posts ? house.post("", address, {}) : house.get("", address);
      CHECK(stranger.status == 303);
      CHECK(testing::location(stranger).starts_with("/sign-in"));
    }
    if (route->pattern == "/sign-in" || route->pattern == "/sign-out") continue;
    for (std::string const login : everybody) {
      CAPTURE(login);
      bool const may = access::may_enter(house.subject(login), *action);
      if (posts && may) continue;  // what a form does has tests of its own
      auto const answer = posts ? house.post(login, address, {}) : house.get(login, address);
      if (!may)
        CHECK(answer.status == 403);
      else if (route->pattern.starts_with("/families/") && answer.status == 403)
        CHECK_FALSE(has(answer, "Zephyrine"));  // the family itself decides: known to this agency, and no more
      else
        CHECK((answer.status == 200 || answer.status == 404 || answer.status == 303 || answer.status == 422));
    }
    CHECK(house.events() == before);
  }
}

TEST_CASE("nobody sees anything of a family before the look is written down with who, what and by which rule") {
  Family house;
  std::set<std::string> looked;
  for (std::string const login : everybody)
    house.every_page(login, [&, before = house.looks().size()](auto const& route, auto const& address,
                                                               http::Response const& page) mutable {
      auto const looks = house.looks();
      CAPTURE(login);
      CAPTURE(address);
      if (page.status == 200 && !words_in(page, family_words).empty() &&
          !route.pattern.starts_with("/reports/demand") && route.pattern != "/requests" &&
          route.pattern != "/requests/{id}/received") {
        REQUIRE(looks.size() > before);
        auto const& look = looks.back();
        CHECK(look.account == house.accounts.at(login).text());
        CHECK_FALSE(look.rule.empty());
        CHECK_FALSE(look.record.empty());
        looked.insert(route.pattern);
      }
      before = looks.size();
    });
  for (auto const* pattern : {"/inbox", "/enquiries/{id}", "/people/{id}", "/people/search", "/allocations/{id}",
                              "/referrals/{id}", "/cases", "/referrals", "/urgent"}) {
    CAPTURE(pattern);
    CHECK(looked.contains(pattern));
  }
}

TEST_CASE("a restricted family is in no page, list, search, figure, file, count or warning of those not named") {
  Family house;
  house.restrict_to("sam");
  bool named_sees = false;
  for (std::string const login : everybody)
    house.every_page(login, [&](auto const& route, auto const& address, http::Response const& page) {
      CAPTURE(login);
      CAPTURE(address);
      if (login == "sam") {
        named_sees = named_sees || has(page, "Zephyrine");
        return;
      }
      CHECK(words_in(page, family_words).empty());
      if (route.pattern != "/people/search" || address != "EH000001") CHECK_FALSE(has(page, "EH000001"));
      // What is asked for by its own address is answered as if it had never been.
      if (route.pattern.find("{id}") == std::string::npos || route.pattern.starts_with("/accounts") ||
          route.pattern.starts_with("/imports"))
        return;
      auto const nobody = house.get(login, house.address_of(route, true));
      CHECK(settled(page) == settled(nobody));
    });
  CHECK(named_sees);
}

TEST_CASE("a house with a restricted family looks, to those not named, like a house without it") {
  std::vector<std::string> worlds[2];
  for (bool const there : {false, true}) {
    Family house(false);
    if (there) {
      house.arrive();
      house.restrict_to("sam");
    } else {
      house.pass(std::chrono::minutes{20});
    }
    for (std::string const login : {"pat", "mia", "max", "tia", "ann"})
      for (std::string const& address :
           {std::string{"/"}, std::string{"/inbox"}, std::string{"/inbox?tab=all"}, std::string{"/inbox?tab=decided"},
            std::string{"/cases"}, std::string{"/referrals"}, std::string{"/urgent"}, std::string{"/people"},
            std::string{"/families"}, std::string{"/second-looks"}, "/reports/demand" + house.figures,
            "/reports/demand" + house.figures + "&format=json"})
        worlds[there].push_back(login + " " + address + "\n" + settled(house.get(login, address)));
  }
  REQUIRE(worlds[0].size() == worlds[1].size());
  for (std::size_t i = 0; i < worlds[0].size(); ++i) {
    CAPTURE(worlds[0][i].substr(0, worlds[0][i].find('\n')));
    CHECK((worlds[0][i] == worlds[1][i]));
  }
}

TEST_CASE("a protected address is on the record for those named, and in no list, search, file or figure of anybody") {
  Family house;
  house.protect_for("sam");
  std::set<std::string> seen_at;
  for (std::string const login : everybody)
    house.every_page(login, [&](auto const& route, auto const& address, http::Response const& page) {
      CAPTURE(login);
      CAPTURE(address);
      auto words = words_in(page, address_words);
      // The profile's places stand in every list of places to choose from.
      if (!has(page, "Canary Yard") &&
          (route.pattern.starts_with("/inbox") || route.pattern.starts_with("/requests") ||
           route.pattern.starts_with("/reports") || route.pattern.starts_with("/consultations") ||
           route.pattern == "/accounts/{id}/areas" || route.pattern == "/interface" || address == "DN97 7ZZ"))
        words.clear();
      if (login != "sam") CHECK(words == std::set<std::string>{});
      if (!words.empty()) seen_at.insert(route.pattern);
    });
  for (auto const& pattern : seen_at) {
    CAPTURE(pattern);
    CHECK(pattern.find("{id}") != std::string::npos);
  }
  CHECK(seen_at.contains("/people/{id}"));
  CHECK(seen_at.contains("/enquiries/{id}"));
}

TEST_CASE("an analyst and an administrator see figures and accounts, never a name") {
  Family house;
  for (std::string const login : {"ann", "ada"})
    house.every_page(login, [&](auto const&, auto const& address, http::Response const& page) {
      CAPTURE(login);
      CAPTURE(address);
      CHECK(words_in(page, {"Zephyrine", "Canary Yard"}).empty());
    });
  auto const figure = house.get(
      "ann", "/reports/demand/figure" + house.figures + "&table=screening&row=transfer_social_care&area=Doncaster");
  CHECK(figure.status == 200);
  CHECK(has(figure, "EH000001"));
}
