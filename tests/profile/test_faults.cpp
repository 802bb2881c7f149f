#include <doctest/doctest.h>

#include <algorithm>

#include "small_profile.h"

using namespace kith;
using namespace kith::profile;
using kith::profile::test::packed;
using kith::profile::test::small_profile;

namespace {
struct Planted {
  char const* file;
  char const* take;      // what the whole profile has, once
  char const* put;       // what the fault puts in its place
  char const* line_of;   // the fault is on the line where this stands first; empty when no line is to blame
  char const* sentence;  // the whole of it, with {} where the place belongs
};

std::string with_fault(Planted const& planted, std::string& where) {
  auto files = small_profile();
  auto& text = files[planted.file];
  auto const at = text.find(planted.take);
  REQUIRE_MESSAGE(at != std::string::npos, planted.take);
  text.replace(at, std::string_view{planted.take}.size(), planted.put);
  if (*planted.line_of) {
    auto const fault_at = text.find(planted.line_of);
    REQUIRE_MESSAGE(fault_at != std::string::npos, planted.line_of);
    auto const line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(fault_at), '\n');
    where = fmt::format("ashcombe/{} line {}, ", planted.file, line);
  } else {
    where = "ashcombe, ";
  }
  return packed(files);
}

void check_planted(Planted const& planted) {
  std::string where;
  auto const loaded = unpack(with_fault(planted, where));
  REQUIRE_MESSAGE(!loaded.ok(), planted.sentence);
  CHECK(loaded.error().kind == Kind::invalid);
  CHECK(loaded.error().code == "profile_faults");
  REQUIRE_MESSAGE(loaded.error().fields.size() >= 1, planted.sentence);
  CHECK(loaded.error().fields.front().sentence == where + planted.sentence);
  for (std::size_t i = 1; i < loaded.error().fields.size(); ++i)
    FAIL_CHECK("and also: " << loaded.error().fields[i].sentence);
}
}  // namespace

TEST_CASE("the small profile itself has no fault") {
  auto const loaded = unpack(packed(small_profile()));
  REQUIRE_MESSAGE(loaded.ok(), loaded.error().sentence);
  CHECK(loaded->name == "ashcombe");
  CHECK(loaded->clocks.lead_contact.amount == 48);
  CHECK(loaded->clocks.lead_contact.unit == ClockUnit::hours);
  CHECK(loaded->contacts.hub_phone == "020 7946 0003");
  CHECK(loaded->places.front().code == PlaceCode{"ashcombe"});  // the authority first, wherever the file has it
  CHECK(loaded->agencies.front().phone == "+44 1632 960010");
  CHECK(resolve_places(*loaded, "the mill").size() == 2);
  CHECK(loaded->sources.front().from == *Date::of(2019, 4, 1));
}

TEST_CASE("a reference to nothing names its line, and what was probably meant") {
  check_planted({"places.toml", "\"mill_ward\"\n\n[[place]]", "\"mil_ward\"\n\n[[place]]", "\"mil_ward\"",
                 "within: no place has the code 'mil_ward'. Did you mean 'mill_ward'?"});
  check_planted({"places.toml", "          \"lower_end\"", "          \"lower\"", "          \"lower\"",
                 "places: no place has the code 'lower'. Did you mean 'lower_end'?"});
  check_planted(
      {"agencies.toml", "area = \"mill_ward\"", "area = \"zzz\"", "area = ", "area: no place has the code 'zzz'."});
  check_planted({"agencies.toml", "agency = \"school\"", "agency = \"skool\"",
                 "agency = ", "agency: no agency has the code 'skool'. Did you mean 'school'?"});
}

TEST_CASE("codes are plain and unique") {
  check_planted({"agencies.toml", "code = \"clinic\"", "code = \"The-Clinic\"", "code = \"The-Clinic\"",
                 "code: 'The-Clinic' cannot be a code: use lower-case letters, digits and underscores only."});
  check_planted({"agencies.toml", "code = \"clinic\"", "code = \"school\"", "code = \"school\"\nlabel = \"Clinic\"",
                 "code: another agency has the code 'school', in ashcombe/agencies.toml line 2. Codes are unique."});
  check_planted({"levels_and_roles.toml", "number = 4",
                 "number = 3\nlabel = \"Also\"\nmeaning = \"No.\"\n\n"
                 "[[level]]\nnumber = 4",
                 "number = 3\nlabel = \"Also\"",
                 "number: level 3 is given already, in ashcombe/levels_and_roles.toml line 12."});
}

TEST_CASE("a name means one thing in its list") {
  check_planted({"agencies.toml", "label = \"Clinic\"", "label = \"FERNHILL\"", "label = \"FERNHILL\"",
                 "label: 'FERNHILL' stands for 'school' already, in ashcombe/agencies.toml line 4. A name can mean one "
                 "thing only."});
  check_planted(
      {"agencies.toml", "label = \"Clinic\"", "label = \"Clinic\"\naliases = [\"Other\", \"Fernhill  school\"]",
       "aliases = [\"Other\"",
       "aliases: 'Fernhill  school' stands for 'school' already, in ashcombe/agencies.toml line 3. A name can "
       "mean one thing only."});
  check_planted({"places.toml", "name = \"The Mill\"", "name = \"Mill\"", "name = ",
                 "name: 'Mill' stands for 'mill_ward' already, in ashcombe/places.toml line 14. A name can mean one "
                 "thing only."});
  check_planted(
      {"agencies.toml", "[\"Fernhill\"]", "[\"&\"]", "[\"&\"]", "aliases: '&' has no letter or digit to know it by."});
}

TEST_CASE("ranks nest, and there is exactly one authority") {
  check_planted({"places.toml", "rank = \"place\"", "rank = \"ward\"", "within = \"mill_ward\"",
                 "within: a ward cannot lie within 'mill_ward', which is a ward."});
  check_planted({"places.toml", "rank = \"ward\"\nwithin = \"ashcombe\"", "rank = \"authority\"",
                 "code = \"mill_ward\"", "rank: 'ashcombe' is the authority already; there is exactly one."});
  check_planted({"places.toml", "rank = \"authority\"", "rank = \"authority\"\nwithin = \"mill_ward\"",
                 "within = \"mill_ward\"\n\n[[place]]\ncode = \"mill_ward\"",
                 "within: the authority lies within no other place; take this out."});
  check_planted({"places.toml", "rank = \"ward\"\nwithin = \"ashcombe\"", "rank = \"ward\"",
                 "[[place]]\ncode = \"mill_ward\"", "within: a ward lies within another place; name its code."});
}

TEST_CASE("keys that mean nothing are refused, with the key that was probably meant") {
  check_planted({"agencies.toml", "label = \"Clinic\"", "label = \"Clinic\"\nlable = \"Clinic\"", "lable",
                 "lable: agency has no such key. Did you mean 'label'?"});
  check_planted(
      {"council.toml", "[contacts]", "[contacts]\nfax = \"01632 960009\"", "fax", "fax: contacts has no such key."});
  check_planted(
      {"council.toml", "service = ", "motto = \"Onwards\"\nservice = ", "motto", "motto: a profile has no such key."});
  check_planted({"words.toml", "[[need]]", "[[neeed]]\ncode = \"x\"\n\n[[need]]", "[[neeed]]",
                 "neeed: a profile has no such key. Did you mean 'need'?"});
}

TEST_CASE("every value is of its type") {
  check_planted({"agencies.toml", "label = \"Clinic\"", "label = 7", "label = 7",
                 "label: this must be a text in quotation marks."});
  check_planted({"agencies.toml", "label = \"Clinic\"", "label = \"\"", "label = \"\"",
                 "label: this is empty. Write the text, or take the line out."});
  check_planted({"agencies.toml", "label = \"Clinic\"", "label = \" Clinic\"", "label = \" Clinic\"",
                 "label: this has blanks around it, or characters that cannot be seen. Take them out."});
  check_planted({"agencies.toml", "label = \"Clinic\"\n", "", "[[agency]]\ncode = \"clinic\"",
                 "label: agency needs this, and it is missing."});
  check_planted({"agencies.toml", "[\"Fernhill\"]", "\"Fernhill\"", "aliases",
                 "aliases: this must be a list of texts, such as [\"one\", \"two\"]."});
  check_planted({"words.toml", "from = 2019-04-01", "from = \"2019-04-01\"", "from",
                 "from: this must be a date without quotation marks, such as 2019-06-30."});
  check_planted({"agencies.toml", "kind = \"health\"", "kind = \"helth\"", "kind = \"helth\"",
                 "kind: 'helth' is not one of education, health, council, social_care, police, voluntary. Did you mean "
                 "'health'?"});
  check_planted({"places.toml", "rank = \"place\"", "rank = \"hamlet\"", "rank = \"hamlet\"",
                 "rank: 'hamlet' is not one of authority, locality, ward, place."});
}

TEST_CASE("a file that is not TOML is named with line and column, and nothing else is said") {
  check_planted({"agencies.toml", "label = \"Clinic\"", "label = ", "label = \nkind",
                 "column 9: the file cannot be read as TOML: Error while parsing key-value pair: expected "
                 "value, saw '\\n'."});
}

TEST_CASE("words end after they begin") {
  check_planted({"words.toml", "to = 2020-03-31", "to = 2019-03-31", "to = 2019",
                 "to: the word ends on 2019-03-31, before it begins on 2019-04-01."});
}

TEST_CASE("clocks run forwards, and all are set") {
  check_planted({"council.toml", "amount = 15", "amount = 0", "urgent_accepted",
                 "urgent_accepted: a clock's limit must be 1 or more, not 0."});
  check_planted({"council.toml", "unit = \"minutes\"", "unit = \"fortnights\"", "fortnights",
                 "unit: 'fortnights' is not one of minutes, hours, calendar_days, working_days."});
  check_planted({"council.toml", "screening = { amount = 1, unit = \"working_days\" }\n", "", "[clocks]",
                 "screening: this clock needs a limit, such as { amount = 3, unit = \"working_days\" }."});
  check_planted({"council.toml", "{ amount = 42, unit = \"calendar_days\" }", "\"6 weeks\"", "review",
                 "review: this must be a table, headed [review]."});
}

TEST_CASE("telephone numbers look like telephone numbers") {
  for (std::string const phone :
       {"0163", "01632960001234", "ring us", "01632  960001", "960001", "+4416", "01632 960001 "}) {
    auto files = small_profile();
    auto& text = files["council.toml"];
    text.replace(text.find("01632 960001"), 12, phone);
    CHECK_FALSE_MESSAGE(unpack(packed(files)).ok(), phone);
  }
  check_planted({"council.toml", "01632 960001", "01632-960001", "mash_phone",
                 "mash_phone: '01632-960001' does not look like a telephone number, such as 01632 960123 or +44 1632 "
                 "960123."});
  for (std::string const phone : {"999", "101", "116 123", "01632960001", "0163 296001", "+353 1 555 0123"}) {
    auto files = small_profile();
    auto& text = files["council.toml"];
    text.replace(text.find("01632 960001"), 12, phone);
    CHECK_MESSAGE(unpack(packed(files)).ok(), phone);
  }
}

TEST_CASE("what is missing from the whole is said of the whole") {
  check_planted({"outcomes.toml", "[[screening_outcome]]\ncode = \"unknown\"\nlabel = \"Unknown\"\n", "", "",
                 "screening_outcome: no [[screening_outcome]] has the code 'unknown', and every outcome needs its "
                 "word."});
  check_planted({"outcomes.toml", "[[step_outcome]]\ncode = \"not_recorded\"\nlabel = \"Not recorded\"\n", "", "",
                 "step_outcome: no [[step_outcome]] has the code 'not_recorded', and every outcome needs its word."});
  check_planted({"levels_and_roles.toml", "[[level]]\nnumber = 2\nlabel = \"Level 2\"\nmeaning = \"Some need.\"\n", "",
                 "", "level: level 2 is missing; a profile says what each of the four means."});
  check_planted({"levels_and_roles.toml", "[[role]]\ncode = \"analyst\"\nlabel = \"A analyst\"\n", "", "",
                 "role: no [[role]] has the code 'analyst', and every role needs its word."});
  check_planted({"council.toml", "service = \"Ashcombe Early Help\"\n", "", "",
                 "service: a profile needs this, and no file gives it."});
  check_planted({"agencies.toml",
                 "[[team]]\ncode = \"mill_team\"\nlabel = \"Mill team\"\narea = \"mill_ward\"\nagency = \"school\"\n",
                 "", "", "team: there is no [[team]], and a profile needs at least one."});
}

TEST_CASE("an outcome of the council's own making, a fifth level and a second council name are refused") {
  check_planted({"outcomes.toml", "[[step_outcome]]",
                 "[[screening_outcome]]\ncode = \"unheard_of\"\nlabel = \"New\"\n\n[[step_outcome]]",
                 "code = \"unheard_of\"",
                 "code: 'unheard_of' is not one of continue_universal, information_advice, link_existing, "
                 "progress_pathway, to_be_completed, transfer_social_care, unknown."});
  check_planted({"levels_and_roles.toml", "[[level]]",
                 "[[level]]\nnumber = 5\nlabel = \"Five\"\nmeaning = \"More.\"\n\n[[level]]", "number = 5",
                 "number: 5 is not a level: levels are 1, 2, 3 and 4."});
  check_planted({"places.toml", "[[place]]", "council = \"Elsewhere\"\n\n[[place]]", "council",
                 "council: this is given already, in ashcombe/council.toml line 1. Take one of them out."});
}

TEST_CASE("all faults come together, each with its place") {
  auto files = small_profile();
  auto& places = files["places.toml"];
  places.replace(places.find("\"mill_ward\""), 11, "\"mil_ward\"");
  auto& agencies = files["agencies.toml"];
  agencies.replace(agencies.find("\"education\""), 11, "\"schools\"");
  auto const loaded = unpack(packed(files));
  REQUIRE_FALSE(loaded.ok());
  REQUIRE(loaded.error().fields.size() == 2);
  CHECK(loaded.error().fields[0].field == "kind");
  CHECK(loaded.error().fields[0].code == "unknown_code");
  CHECK(loaded.error().fields[1].sentence ==
        "ashcombe/places.toml line 5, within: no place has the code 'mil_ward'. Did you mean 'mill_ward'?");
  CHECK(loaded.error().sentence.starts_with("The profile in ashcombe has 2 faults. The first: ashcombe/agencies.toml"));
}

TEST_CASE("what the public door needs of a profile is checked like the rest") {
  // Put before the first table of places; the fault's line is that of its own words.
  auto const put = [](std::string const& text) { return text + "[[place]]\ncode = \"lower_end\""; };
  auto const check = [&](std::string const& text, char const* line_of, char const* sentence) {
    auto const whole = put(text);
    check_planted({"places.toml", "[[place]]\ncode = \"lower_end\"", whole.c_str(), line_of, sentence});
  };
  check("[[postcode_area]]\nstarts = [\"AS1\"]\nplace = \"mil_ward\"\n", "place = \"mil_ward",
        "place: no place has the code 'mil_ward'. Did you mean 'mill_ward'?");
  check("[[postcode_area]]\nstarts = [\"AS1\",\n \"AS1\"]\nplace = \"mill_ward\"\n", " \"AS1\"]",
        "starts: postcodes that begin with AS1 are given already, in ashcombe/places.toml line 2.");
  check("[[reading_hours]]\ndays = [\"monday\"]\nfrom = \"8.30\"\nto = \"17:00\"\n", "from = \"8.30",
        "from: '8.30' is not a time of day, such as \"08:30\".");
  check("[[reading_hours]]\ndays = [\"monday\"]\nfrom = \"17:00\"\nto = \"08:30\"\n", "to = \"08:30",
        "to: nobody can stop reading before they begin.");
  check("[[reading_hours]]\ndays = [\"mondays\"]\nfrom = \"08:30\"\nto = \"17:00\"\n",
        "days = ", "days: 'mondays' is no day. Write monday, tuesday and so on.");
  check("[[service_nearby]]\ncode = \"tea\"\nlabel = \"Tea\"\nwhat = \"Tea.\"\n", "[[service_nearby]]",
        "places: say which places it serves; list their codes.");
}

TEST_CASE("the words and rhythms of practice are the council's where it gives them, and wrong ones are named") {
  auto files = small_profile();
  files["practice.toml"] =
      "[practice]\nmeeting = \"family huddle\"\ncaseload_limit = 7\n\n"
      "[[meeting_rhythm]]\nlevel = 2\nevery = { amount = 30, unit = \"calendar_days\" }\n\n"
      "[[escalation_stage]]\ncode = \"first\"\nlabel = \"First\"\nanswer = { amount = 1, unit = \"working_days\" }\n\n"
      "[matching]\nmatch = 97\npossible = 90\n";
  auto const loaded = unpack(packed(files));
  REQUIRE_MESSAGE(loaded.ok(), loaded.error().sentence);
  CHECK(loaded->practice.names.meeting == "family huddle");
  CHECK(loaded->practice.names.plan == "Family Plan");  // Kith's own, where nothing is given
  CHECK(loaded->practice.caseload_limit == 7);
  REQUIRE(loaded->practice.meeting_rhythms.size() == 1);
  CHECK(loaded->practice.meeting_rhythms.front().level == 2);
  CHECK(loaded->practice.escalation_stages.size() == 1);
  CHECK(loaded->practice.interventions.size() > 5);
  CHECK(loaded->matching.match_percent == 97);
  CHECK(loaded->matching.possible_percent == 90);

  auto fault = [&](std::string const& take, std::string const& put) {
    auto wrong = files;
    auto& text = wrong["practice.toml"];
    text.replace(text.find(take), take.size(), put);
    auto const refused = unpack(packed(wrong));
    REQUIRE_FALSE(refused.ok());
    return refused.error().fields.front().sentence;
  };
  CHECK(fault("= 7", "= 0") ==
        "ashcombe/practice.toml line 3, caseload_limit: a worker's limit must be 1 or more, not 0.");
  CHECK(fault("level = 2", "level = 9") ==
        "ashcombe/practice.toml line 6, level: 9 is not a level: levels are 1, 2, 3 and 4.");
  CHECK(fault("match = 97", "match = 40") ==
        "ashcombe/practice.toml line 15, match: a limit of matching is 50 to 99 per cent, not 40.");
  CHECK(fault("possible = 90", "possible = 98") ==
        "ashcombe/practice.toml line 16, possible: somebody may be meant from 98 per cent on, but is taken to be meant "
        "from 97 on already.");
  CHECK(fault("[[escalation_stage]]",
              "[[meeting_rhythm]]\nlevel = 2\nevery = { amount = 1, unit = \"hours\" }\n\n"
              "[[escalation_stage]]") ==
        "ashcombe/practice.toml line 10, level: level 2 has a rhythm already, in ashcombe/practice.toml line 6.");
}
