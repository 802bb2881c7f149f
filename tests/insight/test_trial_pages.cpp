// "Try a change" in the browser: the answer at once, a run that can be watched and stopped, changes kept and compared.
#include <thread>

#include "access/accounts.h"
#include "access/agreements.h"
#include "desk.h"
#include "enquiry/commands.h"
#include "enquiry/consultation.h"
#include "enquiry/records.h"
#include "insight/facts.h"
#include "insight/routes.h"
#include "insight/saved_scenarios.h"
#include "insight/trial_runs.h"

using namespace kith;
using testing::has;

namespace {

struct Trying : testing::Desk {
  Trying()
      : Desk(testing::each_engine(),
             {access::account_records(), access::agreement_records(), people::person_records(),
              enquiry::enquiry_records(), enquiry::allocation_records(), enquiry::referral_records(),
              insight::demand_facts(), enquiry::consultation_records(), insight::scenario_records()},
             testing::doncaster(), from_london(*Date::of(2026, 11, 4), 10)) {
    insight::hang_routes(router, services);
    add_person("pat", "Pat Coordinator", access::Role::coordinator);
    add_person("ann", "Ann Analyst", access::Role::analyst);
    add_person("tia", "Tia Teacher", access::Role::practitioner);
  }
  // Ten weeks of requests, so that there is something to make a model of.
  void ten_weeks() {
    enquiry::By const by{subject("pat"), "screening"};
    for (int day = 70; day > 0; day -= 2)
      REQUIRE(
          run([&](journal::Transaction& t) -> Result<std::string> {
            enquiry::NewRequest request;
            request.enquiry = enquiry::EnquiryId::mint(clock.now(), random);
            request.children = {{{}, {std::string{"Ava"}, std::string{"Oakfield"}, {}, {}, {}, {}, {}, {}, {}}, {}}};
            auto& r = request.received;
            r.received_at = clock.now();
            r.received_on = london_date(clock.now()) - day;
            r.agreement = enquiry::Agreement::yes;
            r.worries = "Misses school";
            return enquiry::receive(t, request, by);
          }).ok());
  }
  std::string const anyone = "/reports/try?scenario=group-takes-anyone";
};

}  // namespace

TEST_CASE("Given ten weeks of requests, a change is answered at once, with its pounds, its watches and its limits") {
  Trying desk;
  desk.ten_weeks();
  CHECK(has(desk.get("ann", "/reports/try"), "The group takes 47% of everyone"));
  auto const page = desk.get("ann", desk.anyone + "&lever-take-up=0.3");
  CHECK(page.status == 200);
  CHECK(has(page, "Met by the group"));
  CHECK(has(page, "What to watch beside any saving"));
  CHECK(has(page, "Unit Cost Database"));
  CHECK(has(page, "What the model cannot know"));
  CHECK(has(page, "Today: where people go from each place"));
  CHECK(has(page, "With the change: where people go from each place"));
  CHECK(has(page, "Front door → Screening"));
  CHECK_FALSE(has(page, "Oakfield"));
  auto const file = desk.get("ann", desk.anyone + "&format=csv");
  CHECK(file.content_type == "text/csv; charset=utf-8");
  CHECK(file.body.starts_with("table,what,today,"));
  CHECK(file.body.find("Front door → Screening") != std::string::npos);
  CHECK(desk.get("tia", desk.anyone).status == 403);
}

TEST_CASE("A number out of range comes back with what was typed, and no scenario or no records are told as such") {
  Trying desk;
  CHECK(desk.get("ann", desk.anyone).status == 422);
  desk.ten_weeks();
  auto const page = desk.get("ann", desk.anyone + "&lever-take-up=7");
  CHECK(page.status == 422);
  CHECK(has(page, "Write a number from 0 to 1."));
  CHECK(has(page, "value=\"7\""));
  CHECK(desk.get("ann", "/reports/try?scenario=nothing").status == 404);
  CHECK(desk.get("ann", "/reports/try/compare?one=x&other=y").status == 404);
}

TEST_CASE("A change is saved under a name, once, and two of them are compared") {
  Trying desk;
  desk.ten_weeks();
  auto const save = [&](std::string const& name, std::string const& take_up) {
    return desk.post("ann", "/reports/try/save",
                     {{"scenario", "group-takes-anyone"}, {"lever-take-up", take_up}, {"name", name}});
  };
  CHECK(save("A third of the door", "0.33").status == 303);
  CHECK(save("Half of the door", "0.5").status == 303);
  CHECK(save("", "0.5").status == 422);
  CHECK(has(save("half of the DOOR", "0.6"), "Something else is saved under this name"));
  CHECK(has(save(std::string(81, 'x'), "0.6"), "longer than 80 characters"));
  auto reader = desk.services.readers->lease();
  auto const saved = insight::saved_scenarios(*reader);
  REQUIRE(saved.size() == 2);
  CHECK(saved[0].asked.name == "A third of the door");
  CHECK(saved[0].asked.question.levers.at("take-up") == 0.33);
  CHECK(has(desk.get("ann", "/reports/try"), "lever-take-up=0.33"));
  auto const both = desk.get("ann", "/reports/try/compare?one=" + saved[0].id.text() + "&other=" + saved[1].id.text());
  CHECK(both.status == 200);
  CHECK(has(both, "A third of the door"));
  CHECK(has(both, "Half of the door"));
}

TEST_CASE(
    "A person has one run at a time: what is begun stops what was, and a stopped run begins again only when asked") {
  insight::TrialRuns runs;
  std::atomic<bool> go{false};
  auto const until_stopped = [&](demand::Options const& options) -> Result<insight::TrialAnswer> {
    while (!options.cancelled->load() && !go) std::this_thread::yield();
    if (options.cancelled->load()) return unavailable("cancelled", "Stopped.");
    return insight::TrialAnswer{};
  };
  auto const wait_for = [&](std::string const& key, insight::RunState state) {
    while (runs.status(key).state != state) std::this_thread::yield();
  };
  CHECK(runs.status("a").state == insight::RunState::none);
  REQUIRE(runs.begin("ann", "a", until_stopped).ok());
  wait_for("a", insight::RunState::running);
  REQUIRE(runs.begin("ann", "b", until_stopped).ok());
  CHECK(runs.status("a").state == insight::RunState::stopped);
  wait_for("b", insight::RunState::running);
  REQUIRE(runs.begin("pat", "c", until_stopped).ok());
  CHECK(runs.status("c").state == insight::RunState::waiting);
  runs.stop("ann", "c");  // it is not hers
  CHECK(runs.status("c").state == insight::RunState::waiting);
  runs.stop("pat", "c");
  CHECK(runs.status("c").state == insight::RunState::stopped);
  REQUIRE(runs.begin("pat", "c", until_stopped).ok());
  CHECK(runs.status("c").state == insight::RunState::stopped);
  go = true;
  wait_for("b", insight::RunState::finished);
  CHECK(runs.status("b").answer != nullptr);
  REQUIRE(runs.begin("pat", "c", until_stopped, true).ok());
  wait_for("c", insight::RunState::finished);
}

TEST_CASE("The line of those who wait is short, and says so when it is full") {
  insight::TrialRuns runs;
  auto const until_stopped = [&](demand::Options const& options) -> Result<insight::TrialAnswer> {
    while (!options.cancelled->load()) std::this_thread::yield();
    return unavailable("cancelled", "Stopped.");
  };
  Result<Done> last = Done{};
  for (std::size_t person = 0; person < insight::TrialRuns::most_waiting + 2 && last.ok(); ++person)
    last = runs.begin("person " + std::to_string(person), "key " + std::to_string(person), until_stopped);
  REQUIRE(!last.ok());
  CHECK(last.error().code == "too_busy");
}
