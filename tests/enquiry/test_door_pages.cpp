#include <doctest/doctest.h>

#include "doors.h"
#include "enquiry/pages/request_form.h"

using namespace kith;
using namespace kith::enquiry;
using namespace kith::enquiry::test;
using namespace std::chrono_literals;

TEST_CASE("a school asks for help in six answers and hears what happens next, by when, and nothing of the record") {
  Doors doors;
  auto const form = doors.get("tia", "/requests/new");
  CHECK(form.status == 200);
  CHECK(has(form, "value=\"Tia Teacher\""));
  CHECK(has(form, "6. Is anyone in danger now?"));
  auto const saved = doors.post("tia", "/requests/new", six_answers());
  REQUIRE(saved.status == 303);
  auto const id = doors.only_enquiry();
  CHECK(location(saved) == "/requests/" + id.text() + "/received");
  auto const page = doors.get("tia", location(saved));
  CHECK(page.status == 200);
  CHECK(has(page, "Request received"));
  CHECK(has(page, "EH000001"));
  CHECK(has(page, "by 5 November 2026"));  // screening: one working day
  CHECK(has(page, "by 9 November 2026"));  // first contact: three
  auto const received = doors.received(id);
  CHECK(received.source == "schools");
  CHECK(received.asker.agency == "dial_house_primary");
  CHECK(received.door == kith::enquiry::Door::professional);
  CHECK(received.places == std::vector{PlaceCode{"hexthorpe"}});
  auto const children = doors.children(id);
  REQUIRE(children.size() == 1);
  CHECK(children[0].details.date_of_birth == parse_date("2019-05-04"));
  CHECK(children[0].details.address.reveal() == "Hexthorpe");
}

TEST_CASE("the sender never sees who the hub may know already, and the hub is taken to where it shows") {
  Doors doors;
  REQUIRE(doors.post("tia", "/requests/new", six_answers()).status == 303);
  auto const again = doors.post("tia", "/requests/new", six_answers());
  REQUIRE(again.status == 303);
  for (auto const& address : {location(again), std::string{"/requests"}}) {
    auto const page = doors.get("tia", address);
    CHECK(page.status == 200);
    CHECK_FALSE(has(page, "nown already"));
    CHECK_FALSE(has(page, "Oakfield"));
    CHECK_FALSE(has(page, "Ava"));
  }
  CHECK(doors.get("noa", location(again)).status == 404);
  auto const by_hub = doors.post("pat", "/requests/new", six_answers());
  REQUIRE(by_hub.status == 303);
  CHECK(location(by_hub).starts_with("/enquiries/"));
}

TEST_CASE("brothers and sisters are one request, and another child is added without losing a word") {
  Doors doors;
  auto typed = six_answers({{"working_well", "Grandmother helps"}});
  typed.emplace_back("add_child", "yes");
  auto const more = doors.post("tia", "/requests/new", typed);
  CHECK(more.status == 200);
  CHECK(has(more, "name=\"child2_forename\""));
  CHECK(has(more, "name=\"children\" value=\"2\""));
  CHECK(has(more, "value=\"Oakfield\""));
  CHECK(has(more, "Grandmother helps"));
  CHECK(doors.enquiries() == 0);
  auto const saved = doors.post("tia", "/requests/new",
                                six_answers({{"children", "3"},
                                             {"child2_forename", "Ben"},
                                             {"child2_surname", "Oakfield"},
                                             {"child2_sex", doncaster().sexes.front().code}}));
  REQUIRE(saved.status == 303);
  auto const children = doors.children(doors.only_enquiry());
  REQUIRE(children.size() == 2);  // the third block was left empty
  CHECK(children[0].family == children[1].family);
  CHECK(children[1].details.sex == doncaster().sexes.front().code);
}

TEST_CASE("an unborn child has an expected date, and a date to come without that tick is asked about") {
  Doors doors;
  Hub::Typed const to_come = {{"child1_forename", ""},
                              {"child1_surname", "Oakfield"},
                              {"child1_born-day", "3"},
                              {"child1_born-month", "2"},
                              {"child1_born-year", "2027"}};
  auto const asked = doors.post("tia", "/requests/new", six_answers(to_come));
  CHECK(asked.status == 422);
  CHECK(has(asked, "If the baby is not born yet, tick the box below it."));
  auto ticked = to_come;
  ticked.emplace_back("child1_unborn", "yes");
  REQUIRE(doors.post("tia", "/requests/new", six_answers(ticked)).status == 303);
  auto const child = doors.children(doors.only_enquiry()).front();
  CHECK(child.details.expected_date_of_birth == parse_date("2027-02-03"));
  CHECK_FALSE(child.details.date_of_birth.has_value());
  CHECK(child.shown_name() == "Unborn child");
}

TEST_CASE("a child without a name or a birth date is an identity to be found, not an error") {
  Doors doors;
  auto const saved = doors.post("tia", "/requests/new",
                                six_answers({{"child1_forename", ""},
                                             {"child1_surname", ""},
                                             {"child1_born-day", ""},
                                             {"child1_born-month", ""},
                                             {"child1_born-year", ""}}));
  REQUIRE(saved.status == 303);
  auto const children = doors.children(doors.only_enquiry());
  REQUIRE(children.size() == 1);
  CHECK(children[0].shown_name() == "Identity to be found");
}

TEST_CASE("a family that has not agreed, or cannot safely be asked, needs a reason beside its own answer") {
  Doors doors;
  auto const no = doors.post("tia", "/requests/new", six_answers({{"agreement", "no"}}));
  CHECK(no.status == 422);
  CHECK(has(no, "Say why the family has not agreed."));
  CHECK(has(no, "href=\"#why_no\""));
  auto const unsafe = doors.post("tia", "/requests/new", six_answers({{"agreement", "unsafe_to_ask"}}));
  CHECK(unsafe.status == 422);
  CHECK(has(unsafe, "href=\"#why_unsafe\""));
  CHECK(doors.enquiries() == 0);
  REQUIRE(doors
              .post("tia", "/requests/new",
                    six_answers({{"agreement", "unsafe_to_ask"}, {"why_unsafe", "He reads her messages"}}))
              .status == 303);
  auto const received = doors.received(doors.only_enquiry());
  CHECK(received.agreement == Agreement::unsafe_to_ask);
  CHECK(received.agreement_reason == "He reads her messages");
}

TEST_CASE("a form that cannot be taken comes back as it was typed, each error beside its field and in the summary") {
  Doors doors;
  auto const page = doors.post("tia", "/requests/new",
                               six_answers({{"worries", ""},
                                            {"danger", ""},
                                            {"place", ""},
                                            {"child1_born-month", "13"},
                                            {"wanted", "A <b>quiet</b> place"}}));
  CHECK(page.status == 422);
  CHECK(has(page, "<title>Error: "));
  for (std::string_view field : {"#worries", "#danger", "#place", "#child1_born"})
    CHECK(has(page, "href=\"" + std::string{field} + "\""));
  CHECK(has(page, "value=\"13\""));
  CHECK(has(page, "value=\"Oakfield\""));
  CHECK(has(page, "A &lt;b&gt;quiet&lt;/b&gt; place"));
  CHECK(doors.enquiries() == 0);
}

TEST_CASE("a place nobody knows is kept as typed and said to be unknown; a ward chosen stands in") {
  Doors doors;
  auto const saved =
      doors.post("tia", "/requests/new", six_answers({{"place", "12 Nowhere Row, Farawayton, dn4 0ab"}}));
  REQUIRE(saved.status == 303);
  CHECK(has(doors.get("tia", location(saved)), "We do not know the place that you wrote."));
  auto const child = doors.children(doors.only_enquiry()).front();
  CHECK(child.details.address.reveal() == "12 Nowhere Row, Farawayton, dn4 0ab");
  CHECK(child.details.postcode.reveal() == "DN4 0AB");
  auto const ward = std::ranges::find(doncaster().places, profile::Rank::ward, &profile::Place::rank);
  auto const chosen =
      doors.post("noa", "/requests/new", six_answers({{"place", "12 Nowhere Row"}, {"ward", ward->code.value}}));
  REQUIRE(chosen.status == 303);
  auto const second = *enquiry_by_reference(*doors.reader(), "EH000002");
  CHECK(doors.received(second).places == std::vector{ward->code});
}

TEST_CASE("an address is placed by its last part that is known, and its postcode found however it is spaced") {
  auto const& profile = doncaster();
  CHECK(places_of_address(profile, "12 High Street, Hexthorpe, DN4 0AB") == std::vector{PlaceCode{"hexthorpe"}});
  CHECK(places_of_address(profile, "somewhere else").empty());
  CHECK(postcode_in("12 High Street, Hexthorpe DN40AB") == "DN4 0AB");
  CHECK(postcode_in("m1 1ae") == "M1 1AE");
  CHECK(postcode_in("EC1A 1BB, London") == "EC1A 1BB");
  CHECK(postcode_in("12 High Street").empty());
  CHECK(postcode_in("").empty());
}

TEST_CASE("the hub records a phone call for somebody else; others ask in their own name") {
  Doors doors;
  auto const form = doors.get("pat", "/requests/new?door=phone");
  CHECK(has(form, "Who is ringing?"));
  CHECK_FALSE(has(form, "value=\"Pat Coordinator\""));
  CHECK_FALSE(has(doors.get("tia", "/requests/new?door=phone"), "Who is ringing?"));
  auto const unsaid = doors.post("pat", "/requests/new", six_answers({{"door", "phone"}, {"asker", ""}}));
  CHECK(unsaid.status == 422);
  CHECK(has(unsaid, "href=\"#source\""));
  REQUIRE(doors
              .post("pat", "/requests/new",
                    six_answers({{"door", "phone"}, {"asker", ""}, {"agency", ""}, {"source", "family"}}))
              .status == 303);
  auto const received = doors.received(doors.only_enquiry());
  CHECK(received.door == kith::enquiry::Door::phone);
  CHECK(received.source == "family");
  CHECK(received.asker.name.reveal().empty());
}

TEST_CASE("danger now leads from the saved request to the number to ring and the urgent form for it") {
  Doors doors;
  auto const saved = doors.post("tia", "/requests/new", six_answers({{"danger", "yes"}}));
  REQUIRE(saved.status == 303);
  auto const id = doors.only_enquiry();
  CHECK(location(saved) == "/urgent?request=" + id.text());
  auto const page = doors.get("tia", location(saved));
  CHECK(has(page, "EH000001"));
  CHECK(has(page, "action=\"/enquiries/" + id.text() + "/urgent\""));
  CHECK(page.body.find("tel:999") < page.body.find("<form action=\"/enquiries/"));
}

TEST_CASE("my requests show states in plain words, and no name") {
  Doors doors;
  REQUIRE(doors.post("tia", "/requests/new", six_answers()).status == 303);
  auto const id = doors.only_enquiry();
  CHECK(has(doors.get("tia", "/requests"), "Received"));
  CHECK_FALSE(has(doors.get("noa", "/requests"), "EH000001"));
  REQUIRE(doors.act(id, RecordFirstContact{"Pat", "Mother", "phone", doors.clock.now(), ""}).ok());
  CHECK(has(doors.get("tia", "/requests"), "Being looked at"));
  EnquiryScreened screened;
  screened.outcome = ScreeningOutcome::information_advice;
  screened.screened_on = london_date(doors.clock.now());
  screened.reason = "Advice is enough";
  REQUIRE(doors.act(id, ScreenEnquiry{screened}).ok());
  auto const page = doors.get("tia", "/requests");
  CHECK(has(page, "Information and advice were given."));
  CHECK(has(page, "Decided on 4 November 2026."));
  CHECK_FALSE(has(page, "Advice is enough"));
  CHECK_FALSE(has(page, "Ava"));
}

TEST_CASE("a request about a child restricted since is gone from its sender's list") {
  Doors doors;
  REQUIRE(doors.post("tia", "/requests/new", six_answers()).status == 303);
  auto const id = doors.only_enquiry();
  auto const child = doors.children(id).front().person;
  REQUIRE(doors
              .run([&](journal::Transaction& t) {
                return people::restrict_person(t, child, {doors.accounts.at("max")}, "Safety", {});
              })
              .ok());
  CHECK_FALSE(has(doors.get("tia", "/requests"), "EH000001"));
  CHECK(doors.get("tia", "/requests/" + id.text() + "/received").status == 404);
}
