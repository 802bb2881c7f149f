// What a worker's home page says is due in their families.
#include "plan/plan_desk.h"

using namespace kith;
using namespace kith::plan::test;

namespace {

struct Today : PlanDesk {
  Today() { begin_plan(); }

  access::TodayLists lists(std::string const& login) {
    auto const who = subject(login);
    auto connection = reader();
    return plan::today_lists({services, who, *connection, clock.now()});
  }
  // Everything that the first family's row says.
  std::string first_row(std::string const& login) {
    auto const all = lists(login);
    if (all.empty() || all.front().items.empty()) return {};
    std::string text = all.front().items.front().name.source();
    for (auto const& why : all.front().items.front().why) text += "\n" + why.source();
    return text;
  }
};
bool says(std::string const& text, std::string_view words) { return text.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("a home page says which child nobody has seen, and which was seen too long ago") {
  Today desk;
  CHECK(says(desk.first_row("tia"), "The Quillfeather family"));
  CHECK(says(desk.first_row("tia"), "Zephyrine, 7: not seen yet"));
  CHECK(says(desk.first_row("tia"), "Overdue"));
  desk.done("tia", "seen", {{"child", desk.child.text()}, {"alone", "yes"}, {"said", "I like the dog"}, {"by", "Tia"}});
  REQUIRE(desk.lists("tia").size() == 1);
  CHECK(desk.lists("tia").front().items.empty());  // nothing is due, and the list says so
  desk.pass(std::chrono::hours{24 * 29});
  CHECK(says(desk.first_row("tia"), "Zephyrine, 7: last seen 4 November 2026"));
  CHECK(says(desk.first_row("hal"), "last seen"));  // each worker in the team
  CHECK(desk.lists("sam").empty());                 // who works with no family has no list
}

TEST_CASE("a home page says when a review and what was agreed are due, what is past before what is to come") {
  Today desk;
  desk.done("tia", "seen", {{"child", desk.child.text()}, {"alone", "yes"}, {"said", "x"}, {"by", "Tia"}});
  desk.to_level("2");
  desk.done("tia", "plan-review-date", desk.in_days("on", 20, {}));
  desk.done("tia", "plan-action", desk.in_days("due", 3, {{"text", "Pack the bag at night"}, {"owner", "family"}}));
  auto const soon = desk.first_row("tia");
  CHECK(says(soon, "By 7 November 2026: Pack the bag at night"));
  CHECK_FALSE(says(soon, "Review"));  // further away than a week
  CHECK_FALSE(says(soon, "Overdue"));
  desk.pass(std::chrono::hours{24 * 21});
  auto const past = desk.first_row("tia");
  CHECK(says(past, "Review was due on 24 November 2026"));
  CHECK(says(past, "Overdue"));
  CHECK(says(past, "Pack the bag at night"));
}

TEST_CASE("a restricted family is on no home page of those not named, though they work with it") {
  Today desk;
  CHECK_FALSE(desk.first_row("tia").empty());
  desk.must(
      [&](auto& t) { return people::restrict_person(t, desk.child, {desk.accounts.at("sam")}, "Works here", {}); });
  CHECK(desk.first_row("tia").empty());
}
