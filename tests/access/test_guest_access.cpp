// What guests may see, against a model that was written by itself: a list of reasons to keep shut, each a question of
// its own. Every state there is, is asked about; and each reason left out of the model in turn must be missed.
#include <doctest/doctest.h>

#include <functional>
#include <map>

#include "access/guest_access.h"

using namespace kith;
using namespace kith::access;

namespace {

// ---- every state of a family's view to a person, and every thing in it

struct World {
  ViewStanding standing;
  ViewField field;
};
void in_every_world(std::function<void(World const&)> const& visit) {
  for (auto const& kind : members_of<ViewKind>)
    for (unsigned bits = 0; bits < 1U << 15; ++bits) {
      auto on = [bits](unsigned at) { return (bits >> at & 1U) != 0; };
      World w;
      w.standing = {on(0), on(1), on(2), on(3), on(4), on(5), on(6), on(7), on(8)};
      w.field = {kind.value, on(9), on(10), on(11), on(12), on(13), on(14)};
      visit(w);
    }
}

// The model: nothing is open against which there is a reason.
using Reasons = std::map<std::string, std::function<bool(World const&)>>;
Reasons all_reasons() {
  auto is = [](World const& w, std::initializer_list<ViewKind> any_of) {
    for (auto const kind : any_of)
      if (w.field.kind == kind) return true;
    return false;
  };
  return {
      {"nobody asked them in", [](World const& w) { return !w.standing.invited; }},
      {"no code", [](World const& w) { return !w.standing.proved; }},
      {"of another family", [](World const& w) { return !w.standing.of_family; }},
      {"too young to choose", [](World const& w) { return !w.standing.may_decide; }},
      {"an adult was not asked alone", [](World const& w) { return !w.standing.all_asked_alone; }},
      {"somebody fears it", [](World const& w) { return w.standing.called_unsafe; }},
      {"does not want it", [](World const& w) { return w.standing.does_not_want_it; }},
      {"the family left", [](World const& w) { return w.standing.left_early_help; }},
      {"a restricted record", [](World const& w) { return w.standing.restricted; }},
      {"marked", [](World const& w) { return w.field.kept_from_them; }},
      {"a specialist's", [](World const& w) { return w.field.specialist; }},
      {"where somebody lives", [](World const& w) { return w.field.names_protected; }},
      {"they do not know of it", [=](World const& w) { return is(w, {ViewKind::told}) && w.field.family_not_told; }},
      {"a worker's note", [=](World const& w) { return is(w, {ViewKind::note}) && !w.field.shown_to_family; }},
      {"somebody else's words",
       [=](World const& w) {
         return is(w, {ViewKind::own_words, ViewKind::child_voice}) && !w.field.own;
       }},
  };
}
std::int64_t disagreements(Reasons const& reasons) {
  std::int64_t found = 0;
  in_every_world([&](World const& w) {
    bool shut = false;
    for (auto const& [name, holds] : reasons) shut = shut || holds(w);
    if (static_cast<bool>(decide_view(w.standing, w.field)) == shut) ++found;
  });
  return found;
}

}  // namespace

TEST_CASE("the family's own view: in each of 196,608 worlds the rules say what the model says") {
  CHECK(disagreements(all_reasons()) == 0);
}

TEST_CASE("a reason that is forgotten shows: left out of the model, one at a time") {
  for (auto const& [name, holds] : all_reasons()) {
    auto fewer = all_reasons();
    fewer.erase(name);
    CAPTURE(name);
    CHECK(disagreements(fewer) > 0);
  }
}

TEST_CASE("a further reason never opens anything to the family") {
  in_every_world([](World const& w) {
    if (decide_view(w.standing, w.field)) return;
    // What is shut stays shut when a mark is set, somebody fears it, or the family leaves.
    auto worse = w;
    worse.field.kept_from_them = true;
    REQUIRE_FALSE(decide_view(worse.standing, worse.field));
    worse = w;
    worse.standing.called_unsafe = true;
    REQUIRE_FALSE(decide_view(worse.standing, worse.field));
    worse = w;
    worse.standing.left_early_help = true;
    REQUIRE_FALSE(decide_view(worse.standing, worse.field));
  });
}

TEST_CASE("a partner's link opens their own actions, a note and leaving, and nothing of somebody else's") {
  std::int64_t asked = 0, opened = 0;
  for (unsigned bits = 0; bits < 1U << 7; ++bits)
    for (auto const& act : members_of<PartnerAct>) {
      auto on = [bits](unsigned at) { return (bits >> at & 1U) != 0; };
      PartnerStanding const standing{on(0), on(1), on(2), on(3), on(4), on(5)};
      // By the model: one state alone opens anything, and of actions only their own.
      bool const right = (bits & 63U) == 7U;
      bool const theirs = on(6) || act.value == PartnerAct::add_note || act.value == PartnerAct::leave;
      CAPTURE(bits);
      CAPTURE(act.wire);
      CHECK(static_cast<bool>(decide_partner(standing, act.value, on(6))) == (right && theirs));
      ++asked;
      opened += right && theirs ? 1 : 0;
    }
  CHECK(asked == 512);
  CHECK(opened == 6);
}
