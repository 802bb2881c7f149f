// A desk with the public door hung, and a stranger with a browser who goes through it.
#pragma once

#include "access/agreements.h"
#include "desk.h"
#include "door/following.h"
#include "door/routes.h"
#include "enquiry/commands.h"
#include "enquiry/consultation.h"
#include "enquiry/past_imports.h"
#include "enquiry/quarantine.h"
#include "enquiry/records.h"
#include "enquiry/routes.h"
#include "enquiry/saved_mappings.h"
#include "journal/store.h"
#include "message/records.h"

namespace kith::door::test {

using testing::doncaster;
using testing::has;
using testing::location;
using testing::Typed;

struct DoorDesk : testing::Desk {
  // Friday 6 November 2026, 10:00 in London, unless given.
  explicit DoorDesk(Instant now = from_london(*Date::of(2026, 11, 6), 10))
      : Desk(testing::each_engine(),
             {access::account_records(), access::agreement_records(), people::person_records(),
              enquiry::enquiry_records(), enquiry::allocation_records(), enquiry::referral_records(),
              enquiry::quarantine_records(), enquiry::mapping_records(), enquiry::import_records(),
              enquiry::consultation_records(), message::message_records(), follow_records()},
             doncaster(), now, {&follow_the_contact, &tell_news}) {
    hang_routes(router, services);
    enquiry::hang_hub_routes(router, services);
    add_person("pat", "Pat Coordinator", access::Role::coordinator);
  }

  // One request by the stranger's browser, which keeps the cookie that it is given.
  http::Response ask(http::Method method, std::string const& address, std::string const& type = {},
                     std::string body = {}) {
    http::Request request;
    request.method = method;
    auto const question = address.find('?');
    request.path = address.substr(0, question);
    if (question != std::string::npos) request.query = *http::parse_urlencoded(address.substr(question + 1));
    if (!cookie.empty()) request.headers.push_back({"Cookie", "__Host-kith-a=" + cookie});
    if (!type.empty()) request.headers.push_back({"Content-Type", type});
    request.body = std::move(body);
    request.remote_address = remote_address;
    auto response = send("", std::move(request));
    for (auto const& header : response.headers)
      if (header.name == "Set-Cookie" && header.value.starts_with("__Host-kith-a="))
        cookie = header.value.substr(14, header.value.find(';') - 14);
    return response;
  }
  http::Response see(std::string const& address) { return ask(http::Method::get, address); }
  // A form as the page sends it: with the token of its own cookie.
  http::Response fill_in(std::string const& address, Typed const& typed) {
    http::Fields fields;
    fields.add(std::string{html::csrf_field_name}, access::csrf_token(cookie));
    for (auto const& [name, value] : typed) fields.add(name, value);
    return ask(http::Method::post, address, "application/x-www-form-urlencoded", http::to_urlencoded(fields));
  }
  http::Response answer(std::string const& question, Typed const& typed, std::string const& language = {}) {
    return fill_in("/help/q/" + question + (language.empty() ? "" : "?lang=" + language), typed);
  }
  void begin(std::string const& path) { REQUIRE(location(fill_in("/help/" + path, {})) == "/help/q/worries"); }

  // Until the writer has done what nobody waits for.
  void catch_up() {
    CHECK(run([](journal::Transaction&) -> Result<std::string> { return std::string{}; }).ok());
  }

  std::int64_t enquiries() { return number("SELECT count(*) FROM enquiry"); }
  std::int64_t kept() { return number("SELECT count(*) FROM draft"); }
  enquiry::EnquiryReceived only_request() {
    REQUIRE(enquiries() == 1);
    auto const id = enquiry::EnquiryId::parse(*reader()->text("SELECT id FROM enquiry"));
    return enquiry::enquiry_from(journal::load(*reader(), id->raw())).received;
  }

  std::string cookie;
  std::string remote_address = "192.0.2.1";
};

// Every answer of a family, as briefly as it goes.
inline std::vector<std::pair<std::string, Typed>> a_family() {
  return {{"worries", {{"worries", "He does not sleep."}}},
          {"well", {}},
          {"wanted", {{"wanted", "Somebody to talk to"}}},
          {"people", {{"children", "1"}, {"child1_forename", "Ava"}, {"child1_surname", "Oakfield"}}},
          {"where", {{"where", "DN4 0AB"}}},
          {"you", {{"name", "Marn"}, {"relation", "Mother"}}},
          {"contact", {{"way", "call"}, {"phone", "07700 900982"}, {"voicemail", "no"}}},
          {"when", {{"times", "Mornings"}}},
          {"trust", {{"may_know", "The school"}, {"must_not_know", "My partner"}}}};
}
inline std::vector<std::pair<std::string, Typed>> a_neighbour() {
  return {{"worries", {{"worries", "A child stands at the window."}}},
          {"well", {}},
          {"people", {{"children", "1"}}},
          {"where", {{"where", "14 Cobble Row, Mexborough"}}},
          {"knows", {{"knows", "unsafe_to_ask"}}},
          {"you", {{"gives_name", "no"}}}};
}
inline void answer_all(DoorDesk& desk, std::string const& path,
                       std::vector<std::pair<std::string, Typed>> const& answers) {
  desk.begin(path);
  for (auto const& [question, typed] : answers) {
    auto const answered = desk.answer(question, typed);
    CHECK_MESSAGE(answered.status == 303, question);
  }
}

}  // namespace kith::door::test
