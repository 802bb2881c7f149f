// Canaries: every word that is kept from somebody is a token found nowhere else, and every page of a family's record
// and plan is asked for by everybody, in every way. What each may see is written down here by hand, person by person,
// apart from the rules. And two worlds: with and without a restricted family, those not named get the same answers.
#include <regex>
#include <set>

#include "plan/plan_desk.h"

using namespace kith;
using namespace kith::plan::test;
using access::Role;

namespace {

using Tokens = std::set<std::string>;

struct Canaries : PlanDesk {
  explicit Canaries(sql::Engine engine = testing::each_engine()) : PlanDesk(engine) {
    add_person("ann", "Ann Analyst", Role::analyst);
    add_person("ada", "Ada Administrator", Role::administrator);
    add_person("kin", "Kim Kin", Role::practitioner, "dial_house_primary");
    add_person("out", "Olly Outside", Role::practitioner, "dial_house_primary");
    write_everything();
  }
  void write_everything() {
    begin_plan();
    to_level("3");
    note("tia", "QSCHOOLNOTE", "team");
    note("hal", "QHEALTHNOTE", "team");
    note("tia", "QNAMEDNOTE", "named");
    done("tia", "reflection", {{"text", "QTIAREFLECTS"}});
    done("max", "reflection", {{"text", "QMAXREFLECTS"}});
    done("tia", "seen", {{"child", child.text()}, {"alone", "yes"}, {"said", "QCHILDSAID"}, {"by", "Tia"}});
    done("tia", "help-offer", {{"kind", "mentoring"}, {"hoped_for", "QHELPHOPED"}});
    done("tia", "no-step-up",
         in_days("look_again_on", 7,
                 {{"to", "social_care"},
                  {"asked_by", "Hal"},
                  {"worry", "QREFUSEDWORRY"},
                  {"reason", "Explained"},
                  {"decided_by", "Tia"},
                  {"social_worker", "no"},
                  {"would_change_our_mind", "Again"}}));
    done("hal", "disagree",
         {{"about", "level"}, {"agency", "dial_house_primary"}, {"text", "QHALDISAGREES"}, {"wants", "More"}});
    done("tia", "meeting-call", in_days("on", 2, {{"others", "QINVITED"}}));
    must([&](auto& t) {
      return family::act(t, family, family::DeclareConflict{accounts.at("kin"), "QKINTIE"}, {subject("max"), "test"});
    });
  }
  void note(std::string const& login, std::string const& text, std::string const& audience) {
    done(login, "note", {{"kind", "note"}, {"text", text}, {"audience", audience}});
  }

  // The family leaves early help; its record is restricted to Sam.
  void leave() {
    family::RecordAnswer asking;
    asking.answered.person = mother;
    asking.answered.answer = family::Answer::withdraws;
    asking.answered.whole_family = true;
    asking.answered.asked_by = "Pat";
    asking.answered.on = london_date(clock.now());
    must([&](auto& t) { return family::act(t, family, asking, {subject("pat"), "test"}); });
    state = State::left;
  }
  void restrict_to_sam() {
    must([&](auto& t) { return people::restrict_person(t, child, {accounts.at("sam")}, "Works here", {}); });
    state = State::restricted;
  }

  // What each may see, by hand.
  Tokens allowed(std::string const& login) const {
    if (state == State::restricted) return login == "sam" ? Tokens{"Quillfeather"} : Tokens{};
    // That the family is known, and whom to ring.
    if (state == State::left && login == "hal") return {"Quillfeather"};
    return allowed_at_first(login);
  }
  static Tokens allowed_at_first(std::string const& login) {
    Tokens const record = {"Quillfeather",  "QSCHOOLNOTE",   "QHEALTHNOTE", "QCHILDSAID", "QHELPHOPED",
                           "QREFUSEDWORRY", "QHALDISAGREES", "QINVITED",    "QKINTIE"};
    auto with = [&](Tokens more) {
      more.insert(record.begin(), record.end());
      return more;
    };
    static std::map<std::string, Tokens> const all = {
        {"tia", with({"QNAMEDNOTE", "QTIAREFLECTS"})},
        {"max", with({"QMAXREFLECTS"})},
        {"pat", record},
        {"hal", {"Quillfeather", "QHEALTHNOTE", "QHALDISAGREES", "QINVITED"}},
        {"sam", {"Quillfeather"}},
        {"mia", {"Quillfeather"}},
        {"out", {"Quillfeather"}},  // of the agency that holds the case: who they are, and who helps
        {"kin", {}},
        {"ann", {}},
        {"ada", {}}};
    return all.at(login);
  }
  static Tokens tokens() {
    auto all = allowed_at_first("tia");
    all.insert("QMAXREFLECTS");
    return all;
  }

  // The same pages with every id that a page takes from its address.
  std::vector<std::string> queries() {
    auto some = [&](char const* name, char const* sql) {
      return std::string{name} + "=" + reader()->text(sql).value_or("none");
    };
    return {"",
            some("?entry", "SELECT id FROM family_entry WHERE text='QNAMEDNOTE'"),
            some("?help", "SELECT id FROM intervention"),
            some("?disagreement", "SELECT id FROM disagreement"),
            some("?member", "SELECT id FROM family_member ORDER BY id LIMIT 1"),
            some("?ask", "SELECT id FROM second_ask"),
            some("?worker", "SELECT account FROM family_member WHERE leads=1")};
  }
  std::string address_of(http::Route const& route, people::FamilyId of) {
    auto address = route.pattern;
    if (auto const at = address.find("{id}"); at != std::string::npos)
      address.replace(at, 4, address.starts_with("/caseloads") ? accounts.at("tia").text() : of.text());
    return address;
  }

  enum class State { helped, left, restricted } state = State::helped;

  struct Walked {
    int requests = 0;
    std::set<std::string> leaks;  // "login METHOD address: token"
    std::map<std::string, Tokens> seen;
  };
  Walked walk(std::vector<std::string> const& logins = {"tia", "hal", "pat", "max", "sam", "mia", "out", "kin", "ann",
                                                        "ada"}) {
    Walked walked;
    auto const every = tokens();
    auto look = [&](std::string const& login, std::string const& what, http::Response const& page) {
      ++walked.requests;
      auto const may = allowed(login);
      auto text = page.body;
      for (auto const& header : page.headers) text += "\n" + header.value;
      for (auto const& token : every) {
        if (text.find(token) == std::string::npos) continue;
        walked.seen[login].insert(token);
        if (!may.contains(token)) walked.leaks.insert(login + " " + what + ": " + token);
      }
    };
    auto const with = queries();
    for (auto const& login : logins)
      for (auto const* route : router.list()) {
        auto const address = address_of(*route, family);
        if (route->method == http::Method::post)
          look(login, "POST " + address, post(login, address, {{"text", "x"}}));
        else
          for (auto const& query : with) look(login, "GET " + address + query, get(login, address + query));
      }
    return walked;
  }
};

// A page without what is drawn by lot for each.
std::string settled(http::Response const& page) {
  static std::regex const drawn("name=\"(form_key|csrf_token)\" value=\"[^\"]*\"");
  return std::to_string(page.status) + std::regex_replace(page.body, drawn, "");
}

}  // namespace

TEST_CASE("canaries: no page of a family shows anybody what is kept from them, however it is asked for") {
  Canaries desk;
  int requests = 0;
  auto walk = [&](std::initializer_list<char const*> logins) {
    auto const walked = desk.walk();
    requests += walked.requests;
    for (auto const& leak : walked.leaks) FAIL_CHECK(leak);
    // The tokens are there to be found: the lead sees all that is theirs, and so on.
    for (auto const* login : logins) {
      CAPTURE(login);
      CHECK(walked.seen.at(login) == desk.allowed(login));
    }
  };
  walk({"tia", "hal", "max", "sam"});
  desk.leave();
  walk({"tia", "hal", "max"});
  desk.restrict_to_sam();
  walk({"sam"});
  CHECK(requests > 10'000);
}

TEST_CASE("canaries find a page that forgets to ask") {
  Canaries desk;
  access::add(
      desk.router, desk.services,
      {.pattern = "/forgetful",
       .action = access::Action::see_families,
       .name = "forgetful",
       .summary = "Shows what everybody wrote",
       .page = [&](access::Services const& s, access::Visitor const& v, http::Request const&) -> http::Answer {
         html::Html all;
         for (auto const& entry : family::entries_of(*s.readers->lease(), desk.family, v.subject.account, 0, 99))
           all.add("<p>{}</p>", entry.text);
         return access::framed(s, v, {.title = "All", .main = all});
       }});
  auto const walked = desk.walk({"hal", "pat"});
  CHECK(walked.leaks.contains("hal GET /forgetful: QSCHOOLNOTE"));
  CHECK(walked.leaks.contains("pat GET /forgetful: QNAMEDNOTE"));
}

TEST_CASE("two worlds: with a restricted family and without, those not named get the same answers") {
  auto const engine = testing::each_engine();
  std::vector<std::string> asked, worlds[2];
  for (bool const there : {false, true}) {
    Canaries desk(engine);
    auto const first = desk.family;
    // Somewhere else in both worlds; in one of them a family lives there that only Sam may know of.
    desk.family = family::FamilyId::mint(desk.clock.now(), desk.random);
    auto const hidden = desk.family;
    if (there) {
      desk.child = desk.add("Perdita", "Hollowmere", "2016-02-03");
      desk.allocate_to("dial_house_primary");
      desk.must([&](auto& t) -> Result<std::string> {
        family::JoinTeam join;
        join.joined.member = family::MemberId::mint(t.now(), t.random());
        join.joined.account = desk.accounts.at("tia");
        join.joined.name = std::string{"Tia Teacher"};
        join.joined.from = london_date(t.now());
        TRY(family::act(t, hidden, join, {desk.subject("pat"), "test"}));
        auto other = join;
        other.joined.member = family::MemberId::mint(t.now(), t.random());
        other.joined.account = desk.accounts.at("hal");
        TRY(family::act(t, hidden, other, {desk.subject("pat"), "test"}));
        return family::act(t, hidden, family::ChooseLead{join.joined.member, ""}, {desk.subject("pat"), "test"});
      });
      desk.write_everything();
      desk.must(
          [&](auto& t) { return people::restrict_person(t, desk.child, {desk.accounts.at("sam")}, "Works here", {}); });
    }
    asked.clear();
    for (std::string const login : {"tia", "hal", "pat", "max", "mia", "out", "kin", "ann", "ada"})
      for (auto const* route : desk.router.list())
        for (auto const of : {first, hidden}) {
          if (route->pattern.starts_with("/caseloads/") && of == hidden) continue;
          auto const address = desk.address_of(*route, of);
          bool const posts = route->method == http::Method::post;
          if (!posts) {
            asked.push_back(login + " GET " + address + "?page=2");
            worlds[there].push_back(settled(desk.get(login, address + "?page=2")));
          }
          asked.push_back(login + (posts ? " POST " : " GET ") + address);
          worlds[there].push_back(settled(posts ? desk.post(login, address, {}) : desk.get(login, address)));
        }
  }
  CHECK(asked.size() > 2000);
  REQUIRE(worlds[0].size() == worlds[1].size());
  for (std::size_t i = 0; i < worlds[0].size(); ++i)
    if (worlds[0][i] != worlds[1][i]) FAIL_CHECK(asked[i]);
}
