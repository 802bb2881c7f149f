#include <doctest/doctest.h>

#include <algorithm>

#include "profile/profile.h"

using namespace kith;
using namespace kith::profile;

namespace {
Profile shipped(std::string const& name) {
  auto loaded = load(std::filesystem::path{KITH_SOURCE_DIR} / "profiles" / name);
  if (!loaded)
    for (auto const& fault : loaded.error().fields) MESSAGE(fault.sentence);
  REQUIRE_MESSAGE(loaded.ok(), loaded.error().sentence);
  return std::move(loaded).value();
}
Profile const& doncaster() {
  static Profile const profile = shipped("doncaster");
  return profile;
}
Profile const& buckinghamshire() {
  static Profile const profile = shipped("buckinghamshire");
  return profile;
}

std::vector<std::string> texts(std::vector<PlaceCode> const& places) {
  std::vector<std::string> codes;
  for (auto const& place : places) codes.push_back(place.value);
  return codes;
}
using Codes = std::vector<std::string>;

auto count_of(Profile const& profile, Rank rank) {
  return std::count_if(profile.places.begin(), profile.places.end(),
                       [&](Place const& place) { return place.rank == rank; });
}
}  // namespace

TEST_CASE("both profiles load, named after their folders") {
  CHECK(doncaster().name == "doncaster");
  CHECK(doncaster().council == "City of Doncaster Council");
  CHECK(doncaster().authority == PlaceCode{"doncaster"});
  CHECK(buckinghamshire().name == "buckinghamshire");
  CHECK(buckinghamshire().authority == PlaceCode{"buckinghamshire"});
}

TEST_CASE("Doncaster has four localities and the 21 wards of 2015; Buckinghamshire has nine areas, a team for each") {
  CHECK(count_of(doncaster(), Rank::authority) == 1);
  CHECK(count_of(doncaster(), Rank::locality) == 4);
  CHECK(count_of(doncaster(), Rank::ward) == 21);
  CHECK(doncaster().places.front().rank == Rank::authority);
  CHECK(count_of(buckinghamshire(), Rank::locality) == 9);
  for (auto const& place : buckinghamshire().places)
    if (place.rank == Rank::locality)
      CHECK_MESSAGE(std::count_if(buckinghamshire().teams.begin(), buckinghamshire().teams.end(),
                                  [&](Team const& team) { return team.area == place.code; }) == 1,
                    place.label);
}

TEST_CASE("Denaby stands for two places, Central Central for the town and Hexthorpe") {
  CHECK(texts(resolve_places(doncaster(), "Denaby")) == Codes{"denaby_main", "old_denaby"});
  CHECK(texts(resolve_places(doncaster(), "central  CENTRAL")) == Codes{"town", "hexthorpe"});
  CHECK(texts(resolve_places(doncaster(), "Central")) == Codes{"central"});
  CHECK(texts(resolve_places(buckinghamshire(), "Aylesbury")) == Codes{"aylesbury_north", "aylesbury_south"});
}

TEST_CASE("a place is known by code or label, however it is spelt, and an unknown name by nobody") {
  for (std::string const name :
       {"hexthorpe_balby_north", "Hexthorpe & Balby North", "Hexthorpe and Balby North", "HEXTHORPE &  BALBY NORTH"})
    CHECK_MESSAGE(texts(resolve_places(doncaster(), name)) == Codes{"hexthorpe_balby_north"}, name);
  CHECK(resolve_places(doncaster(), "Atlantis").empty());
  CHECK(resolve_places(doncaster(), "").empty());
  CHECK(resolve_places(doncaster(), "and").empty());
}

TEST_CASE("what lies within a place, and what lies around it") {
  CHECK(texts(within(doncaster(), PlaceCode{"conisbrough"})) == Codes{"conisbrough", "denaby_main", "old_denaby"});
  CHECK(within(doncaster(), PlaceCode{"doncaster"}).size() == doncaster().places.size());
  CHECK(within(doncaster(), PlaceCode{"atlantis"}).empty());
  CHECK(texts(upwards(doncaster(), PlaceCode{"hexthorpe"})) ==
        Codes{"hexthorpe", "hexthorpe_balby_north", "central", "doncaster"});
  CHECK(upwards(doncaster(), PlaceCode{"atlantis"}).empty());
  CHECK(place_label(doncaster(), PlaceCode{"denaby_main"}) == "Denaby Main");
  CHECK(place_label(doncaster(), PlaceCode{"gone"}) == "gone");
}

TEST_CASE("for every place, going up from whatever lies within it comes back through it") {
  for (auto const* profile : {&doncaster(), &buckinghamshire()})
    for (auto const& place : profile->places)
      for (auto const& inner : within(*profile, place.code)) {
        auto const path = upwards(*profile, inner);
        CHECK(std::find(path.begin(), path.end(), place.code) != path.end());
        CHECK(path.back() == profile->authority);
      }
}

TEST_CASE("both profiles know the agencies that published tables and imports name") {
  for (auto const* profile : {&doncaster(), &buckinghamshire()}) {
    for (std::string const name : {"Education", "Health", "Council", "Social care", "Police", "Voluntary"}) {
      auto const* agency = find_agency(*profile, name);
      REQUIRE_MESSAGE(agency, name);
      CHECK_MESSAGE(agency->code == agency->kind, name);
    }
    CHECK(find_agency(*profile, "Nobody's Agency") == nullptr);
    CHECK(find_team(*profile, "mash")->code == "mash_team");
  }
  CHECK(find_agency(doncaster(), "Voluntary Organisations")->code == "voluntary");
}

TEST_CASE("census codes and published wordings are understood as words") {
  auto const& profile = doncaster();
  CHECK(find_word(profile.sources, "1A")->code == "family");
  CHECK(find_word(profile.sources, "South Yorkshire Police")->code == "police");
  CHECK(find_word(profile.needs, "Emotional Wellbeing")->code == "emotional_wellbeing");
  CHECK(find_word(profile.sexes, "F")->code == "female");
  CHECK(find_word(profile.ethnicities, "WBRI")->label == "White British");
  CHECK(find_word(profile.ethnicities, "a) WBRI")->label == "White British");
  CHECK(find_word(profile.disabilities, "AUT")->code == "autism");
  CHECK(find_word(profile.screening_outcomes, "Transfer to Children’s Social Care")->code == "transfer_social_care");
  CHECK(find_word(profile.step_outcomes, "C&F Assessment")->code == "cf_assessment");
  CHECK(find_word(profile.needs, "no such need") == nullptr);
  CHECK(label_of(profile.needs, "parenting") == "Parenting");
  CHECK(label_of(profile.needs, "an_old_need") == "an_old_need");
}

TEST_CASE("every code of the census has a word in both profiles") {
  std::string const ethnicities =
      "WBRI WIRI WIRT WOTH WROM MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH BCRB BAFR BOTH CHNE OOTH REFU NOBT";
  std::string const disabilities = "NONE MOB HAND PC INC COMM LD HEAR VIS BEH CON AUT DDA";
  std::string const sources = "1A 1B 1C 1D 2A 2B 3A 3B 3C 3D 3E 3F 4 5A 5B 5C 5D 6 7 8 9 10";
  auto const check_all = [](std::vector<Word> const& words, std::string const& codes) {
    for (std::size_t at = 0; at < codes.size();) {
      auto const end = std::min(codes.find(' ', at), codes.size());
      CHECK_MESSAGE(find_word(words, codes.substr(at, end - at)), codes.substr(at, end - at));
      at = end + 1;
    }
  };
  for (auto const* profile : {&doncaster(), &buckinghamshire()}) {
    check_all(profile->ethnicities, ethnicities);
    check_all(profile->disabilities, disabilities);
    check_all(profile->sources, sources);
    check_all(profile->needs, "N0 N1 N2 N3 N4 N5 N6 N7 N8 N9");
    check_all(profile->sexes, "M F U 0 1 2 9");
    check_all(profile->closing_reasons, "RC1 RC2 RC3 RC4 RC5 RC6 RC7 RC8");
  }
}

TEST_CASE("words are in use between their dates, both included, and stay findable afterwards") {
  auto const* flood = find_word(doncaster().needs, "flood");
  REQUIRE(flood);
  CHECK_FALSE(flood->in_use_on(*Date::of(2019, 11, 7)));
  CHECK(flood->in_use_on(*Date::of(2019, 11, 8)));
  CHECK(flood->in_use_on(*Date::of(2020, 12, 31)));
  CHECK_FALSE(flood->in_use_on(*Date::of(2021, 1, 1)));
  CHECK(find_word(doncaster().needs, "parenting")->in_use_on(*Date::of(1999, 1, 1)));
  CHECK_FALSE(find_agency(doncaster(), "DCST")->in_use_on(*Date::of(2023, 1, 1)));
}

TEST_CASE("outcomes, levels and roles are whole and in their order") {
  for (auto const* profile : {&doncaster(), &buckinghamshire()}) {
    REQUIRE(profile->screening_outcomes.size() == members_of<ScreeningOutcome>.size());
    for (std::size_t i = 0; i < profile->screening_outcomes.size(); ++i)
      CHECK(profile->screening_outcomes[i].code == members_of<ScreeningOutcome>[i].wire);
    REQUIRE(profile->step_outcomes.size() == members_of<StepOutcome>.size());
    for (std::size_t i = 0; i < profile->step_outcomes.size(); ++i)
      CHECK(profile->step_outcomes[i].code == members_of<StepOutcome>[i].wire);
    REQUIRE(profile->levels.size() == 4);
    for (int i = 0; i < 4; ++i) CHECK(profile->levels[static_cast<std::size_t>(i)].number == i + 1);
    CHECK(profile->roles.size() == role_codes.size());
    CHECK(profile->clocks.urgent_accepted.amount == 15);
    CHECK(profile->clocks.urgent_accepted.unit == ClockUnit::minutes);
  }
  // Doncaster's labels are those of the published tables.
  for (auto const& member : members_of<ScreeningOutcome>)
    CHECK(label_of(doncaster().screening_outcomes, member.wire) == member.label);
  for (auto const& member : members_of<StepOutcome>)
    CHECK(label_of(doncaster().step_outcomes, member.wire) == member.label);
}

TEST_CASE("telephone numbers come from the range that is kept for fiction") {
  auto const is_fictitious = [](std::string const& phone) {
    return phone.empty() || phone == "101" || phone.starts_with("01632 960");
  };
  for (auto const* profile : {&doncaster(), &buckinghamshire()}) {
    CHECK(is_fictitious(profile->contacts.mash_phone));
    CHECK(is_fictitious(profile->contacts.hub_phone));
    CHECK(is_fictitious(profile->contacts.out_of_hours_phone));
    CHECK(is_fictitious(profile->contacts.interface_phone));
    for (auto const& agency : profile->agencies) CHECK_MESSAGE(is_fictitious(agency.phone), agency.label);
  }
}

TEST_CASE("a name is found the same way whether or not its keys were computed at loading") {
  for (auto word : doncaster().sources) {
    auto bare = doncaster().sources;
    for (auto& one : bare) one.keys.clear();
    CHECK(find_word(bare, word.label)->code == word.code);
    for (auto const& alias : word.aliases) {
      CHECK(find_word(bare, alias)->code == word.code);
      CHECK(find_word(doncaster().sources, alias)->code == word.code);
    }
  }
}

TEST_CASE("a postcode finds the place of its longest known beginning, however it is spaced") {
  auto const place = [](std::string_view postcode) {
    auto const found = place_of_postcode(doncaster(), postcode);
    return found ? found->value : std::string{};
  };
  CHECK(place("DN4 0AB") == "hexthorpe");
  CHECK(place("dn40ab") == "hexthorpe");
  CHECK(place("DN4 5AB") == "central");
  CHECK(place("DN1 1AA") == "town");
  CHECK(place("DN10 6AA") == "rossington_bawtry");  // and not DN1
  CHECK(place("S64 9AA") == "mexborough");
  CHECK(place("S6 4AA").empty());
  CHECK(place("DN4").empty());
  CHECK(place("").empty());
}

TEST_CASE("help nearby comes from the place itself first, then from what lies around it") {
  auto const codes = [](char const* place) {
    std::vector<std::string> found;
    for (auto const& service : services_near(doncaster(), {PlaceCode{place}})) found.push_back(service.code);
    return found;
  };
  CHECK(codes("hexthorpe") == std::vector<std::string>{"kettle_club", "hub_central", "open_line"});
  CHECK(codes("moorends") == std::vector<std::string>{"hub_east", "open_line"});
  CHECK(services_near(doncaster(), {}).empty());
  for (auto const& area : buckinghamshire().postcode_areas)
    CHECK_MESSAGE(!services_near(buckinghamshire(), {area.place}).empty(), area.starts);
}
