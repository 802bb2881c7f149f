// Canaries: whatever is kept from those who come by a link is a token found nowhere else, and every page that opens
// without an account is asked for in every way, by each of them.
#include <set>

#include "guest/guest_desk.h"

using namespace kith;
using namespace kith::guest;
using namespace kith::guest::test;

namespace {

using GuestTokens = std::set<std::string>;

struct GuestCanaries : GuestDesk {
  GuestCanaries() {
    plant_addresses();
    plant_specialist();
    plant_record();
    plant_other_household();
  }

  void plant_addresses() {
    live_at(mother, "2 Qownhome Street, Hexthorpe", "DN99 9QA");
    father = add("Fergus", "Quillfeather", "1988-03-02");
    live_at(father, "17 Qhidingyard, Hexthorpe", "DN99 9QZ");
    must([&](auto& t) { return people::protect_address(t, father, {accounts.at("tia")}, "Must not be found", {}); });
    // A worker forgot, and wrote it into the plan: in another case, and without the number.
    done("tia", "plan-goal", {{"text", "QGOALTHERE: visits at QHIDINGYARD"}});
    done("tia", "plan-action", in_days("due", 4, {{"text", "QBUSTHERE: the bus to dn99 9qz"}, {"owner", "family"}}));
  }
  void live_at(PersonId person, std::string address, std::string postcode) {
    auto details = people::person(*reader(), person)->details;
    details.address = std::move(address);
    details.postcode = std::move(postcode);
    must([&](auto& t) { return people::amend_person(t, person, details, "Known now", {}); });
  }

  void plant_specialist() {
    done("pat", "add-member",
         {{"name", "Qspecialist Person"},
          {"agency", FamilyDesk::health()},
          {"role", "domestic_abuse"},
          {"phone", "01632 960777"}});
    done("tia", "plan-action",
         in_days("due", 6, {{"text", "QSPECIALACTION"}, {"owner", member("Qspecialist Person")}}));
    done("tia", "plan-goal", {{"text", "QGOALSPECIAL: ring Qspecialist Person"}});
  }

  void plant_record() {
    done("tia", "note", {{"kind", "note"}, {"text", "QHIDDENNOTE"}});
    done("tia", "note", {{"kind", "note"}, {"text", "QSHOWNNOTE"}});
    done("tia", "note", {{"kind", "note"}, {"text", "QNAMEDNOTE"}, {"audience", "named"}});
    done("tia", "seen", {{"child", child.text()}, {"alone", "yes"}, {"said", "QCHILDSAID"}, {"by", "Tia"}});
    done("tia", "reflection", {{"text", "QREFLECTION"}});
    done("tia", "plan-action", in_days("due", 5, {{"text", "QHALSACTION"}, {"owner", member("Hal Healthvisitor")}}));
    // Shown to the family, but for the mother; and shown to all of it.
    done("tia", "view-mark",
         {{"item", "note:" + entry_with("QHIDDENNOTE")}, {"shown", "yes"}, {"kept_from", mother.text()}});
    done("tia", "view-mark", {{"item", "note:" + entry_with("QSHOWNNOTE")}, {"shown", "yes"}});
    auto const goal = guest::plan_now(*reader(), family)->goals.front();
    REQUIRE(goal.text == "QSECRETGOAL");
    done("tia", "view-mark", {{"item", "goal:" + goal.goal.text()}, {"kept_from", mother.text()}});
  }

  void plant_other_household() {
    auto const ours = std::pair{family, child};
    family = family::FamilyId::mint(clock.now(), random);
    child = add("Perdita", "Qotherfamily", "2017-02-03");
    live_at(child, "9 Qotherhome, Denaby", "DN99 8QX");
    gather_team();
    done("tia", "plan-begin", {{"worries", "QOTHERWORRY"}, {"next_step", "QOTHERSTEP"}});
    done("tia", "plan-level", {{"to", "2"}, {"reason", "More"}});
    done("tia", "plan-goal", {{"text", "QOTHERGOAL"}});
    done("tia", "note", {{"kind", "note"}, {"text", "QOTHERNOTE"}});
    done("tia", "view-mark", {{"item", "note:" + entry_with("QOTHERNOTE")}, {"shown", "yes"}});
    done("tia", "plan-action", in_days("due", 5, {{"text", "QOTHERACTION"}, {"owner", member("Hal Healthvisitor")}}));
    std::tie(family, child) = ours;
  }

  static GuestTokens const& kept() {
    static GuestTokens const all = {"QHIDINGYARD",  "Qhidingyard",  "DN99 9QZ",       "QGOALTHERE",   "QBUSTHERE",
                                    "Qspecialist",  "01632 960777", "QSPECIALACTION", "QGOALSPECIAL", "QHIDDENNOTE",
                                    "QNAMEDNOTE",   "QWORKERNOTE",  "QCHILDSAID",     "QREFLECTION",  "QSECRETGOAL",
                                    "Qotherfamily", "Qotherhome",   "DN99 8QX",       "Perdita",      "QOTHERWORRY",
                                    "QOTHERSTEP",   "QOTHERGOAL",   "QOTHERNOTE",     "QOTHERACTION"};
    return all;
  }
  // What a guest does see, so that pages with nothing on them would be found out.
  static GuestTokens const& shown() {
    static GuestTokens const all = {"QNEXTSTEP", "QSHOWNNOTE", "QHALSACTION"};
    return all;
  }

  void look(std::string const& what, http::Response const& page, GuestTokens& seen) {
    ++requests;
    auto text = page.body;
    for (auto const& header : page.headers) text += "\n" + header.value;
    for (auto const& token : kept()) {
      bool const leaks = text.find(token) != std::string::npos;
      if (leaks) leaked.insert(token);
      CHECK_MESSAGE((!leaks || fault_planted), what, ": ", token);
    }
    for (auto const& token : shown())
      if (text.find(token) != std::string::npos) seen.insert(token);
  }
  std::string action_id(std::string const& text) {
    return reader()->text("SELECT id FROM plan_action WHERE text=$1", {text}).value_or("");
  }
  // Every page that opens by a link, read and written to; with whatever cookie there is. The steps that end a link are
  // left out: there would be nothing more to see.
  GuestTokens walk(std::string const& who) {
    GuestTokens seen;
    auto const proof = cookie;
    int routes = 0;
    for (auto const* route : router.list()) {
      if (!route->pattern.starts_with("/help/open") && route->pattern != "/help/page") continue;
      ++routes;
      for (auto const& link : {last_link, std::string{"AAAAAAAAAAAAAAAAAAAAAA"}}) {
        auto path = route->pattern;
        if (auto const at = path.find("{link}"); at != std::string::npos) path.replace(at, 6, link);
        std::vector<Typed> forms = {{}};
        if (route->method == http::Method::post)
          forms = {{},
                   {{"code", "000000"}},
                   {{"what", "say"}, {"text", ""}},
                   {{"what", "answer"}, {"agrees", "no"}},
                   {{"what", "done"}, {"action", action_id("QSPECIALACTION")}},
                   {{"what", "done"}, {"action", action_id("QOTHERACTION")}},
                   {{"what", "note"}, {"text", ""}},
                   {{"what", "leave"}}};
        for (auto const& form : forms) {
          look(who + " " + path, ask_for(route->method, path, form), seen);
          cookie = proof;
        }
      }
    }
    CHECK(routes == 6);
    return seen;
  }
  // Breaks the records behind a page as a fault in the program would, and walks again, on another day: only so many
  // codes go out on one.
  GuestTokens leaked_after(std::string const& sql) {
    pass(std::chrono::hours{25});
    cookie.clear();
    come_in();
    fault_planted = true;
    leaked.clear();
    must([&](journal::Transaction& t) -> Result<std::string> {
      t.connection().execute(sql);
      return std::string{};
    });
    walk("with a fault planted: " + sql);
    return leaked;
  }
  void remember_link() { last_link = message::link_in(key(), last_message(message::Template::link)); }

  PersonId father;
  std::string last_link = "none";
  int requests = 0;
  bool fault_planted = false;
  GuestTokens leaked;
};

}  // namespace

TEST_CASE("canaries: nobody who comes by a link reads what is kept from them, whatever they ask for") {
  GuestCanaries desk;
  desk.ask(desk.mother, "safe");
  desk.ask(desk.father, "safe");
  REQUIRE(desk.invite_mother().status == 303);
  desk.remember_link();

  CHECK(desk.walk("nobody").empty());
  desk.cookie = "a cookie that nobody gave";
  CHECK(desk.walk("somebody who guesses").empty());
  desk.cookie.clear();

  desk.pass(std::chrono::hours{2});
  desk.come_in();
  CHECK(desk.walk("the mother") == GuestCanaries::shown());
  GuestTokens seen;
  auto const mother = desk.mother.text();
  desk.look("her copy", desk.get("tia", desk.at("plan-copy") + "?for=" + mother), seen);
  desk.look("everybody's copy", desk.get("tia", desk.at("plan-copy")), seen);

  desk.cookie.clear();
  desk.done("tia", "partner-link",
            {{"member", desk.member("Hal Healthvisitor")}, {"channel", "email"}, {"to", "hal@example.org"}});
  desk.remember_link();
  desk.pass(std::chrono::hours{2});
  desk.come_in();
  CHECK(desk.walk("a partner") == GuestTokens{"QHALSACTION"});
  CHECK(desk.requests > 150);
}

TEST_CASE("canaries sing: each fault that is planted behind the page is caught, by what it lets through") {
  GuestCanaries desk;
  desk.ask(desk.mother, "safe");
  desk.ask(desk.father, "safe");
  REQUIRE(desk.invite_mother().status == 303);
  desk.remember_link();
  CHECK(desk.leaked_after("UPDATE person SET sex=sex").empty());
  CHECK(desk.leaked_after("DELETE FROM sight_kept_from") == GuestTokens{"QSECRETGOAL", "QHIDDENNOTE"});
  auto const specialist = desk.leaked_after("UPDATE family_member SET role='health' WHERE role='domestic_abuse'");
  for (auto const* token : {"QSPECIALACTION", "Qspecialist", "01632 960777", "QGOALSPECIAL"})
    CHECK_MESSAGE(specialist.contains(token), token);
  CHECK(desk.leaked_after("UPDATE person SET address='', postcode='', protected_address=0").contains("QGOALTHERE"));
}

TEST_CASE("canaries of guests are there to be found: their worker reads them") {
  GuestCanaries desk;
  auto const marks = desk.get("tia", desk.at("view-marks"));
  for (auto const* token : {"QGOALTHERE", "QBUSTHERE", "QGOALSPECIAL", "Qspecialist", "QSPECIALACTION", "QSECRETGOAL",
                            "QHIDDENNOTE", "QWORKERNOTE"})
    CHECK_MESSAGE(has(marks, token), token);
}
