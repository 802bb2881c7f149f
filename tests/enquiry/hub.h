// A small hub to try pages on: a journal on a fresh database, the people who work there, and a router to ask.
#pragma once

#include <doctest/doctest.h>

#include <future>
#include <map>
#include <memory>

#include "access/accounts.h"
#include "databases.h"
#include "enquiry/commands.h"
#include "enquiry/records.h"
#include "enquiry/routes.h"
#include "http/url.h"

namespace kith::enquiry::test {

using access::Role;

inline profile::Profile const& doncaster() {
  static profile::Profile const loaded = [] {
    auto result = profile::load(std::filesystem::path{KITH_SOURCE_DIR} / "profiles" / "doncaster");
    REQUIRE(result.ok());
    return *std::move(result);
  }();
  return loaded;
}

// A child by name and birth date ("2019-05-04"); empty texts are not known.
inline NewChild a_child(std::string forename, std::string surname, std::string born) {
  NewChild child;
  child.details.forename = std::move(forename);
  child.details.surname = std::move(surname);
  child.details.date_of_birth = parse_date(born);
  return child;
}

struct Hub {
  Hub() {
    auto connection = sql::connect(database.location(), sql::Access::read_write);
    journal::create_tables(*connection);
    access::create_session_tables(*connection);
    journal::Projections const projections = {people::person_records(), access::account_records(), enquiry_records(),
                                              allocation_records(), referral_records()};
    journal::create_records(projections, *connection);
    journal::WriterParts parts;
    parts.connection = std::move(connection);
    parts.projections = projections;
    parts.clock = &clock;
    parts.random = &random;
    parts.signing_key = SigningKey::from_seed({1});
    parts.answer_key = "answer key";
    writer = std::make_unique<journal::Writer>(std::move(parts));
    readers = std::make_unique<sql::ReaderPool>(database.location());
    auto opened = access::ReadLog::open(read_log());
    REQUIRE(opened.ok());
    reads = *std::move(opened);
    services.writer = writer.get();
    services.readers = readers.get();
    services.profile = &doncaster();
    services.clock = &clock;
    services.random = &random;
    services.reads = reads.get();
    services.session_limits = {std::chrono::hours{10'000}, std::chrono::hours{10'000}};  // tests let days pass
    services.draft_key = std::string(32, 'k');
    hang_hub_routes(router, services);
    add_person("pat", "Pat Coordinator", Role::coordinator);
    add_person("sam", "Sam Screener", Role::screening_officer);
    add_person("max", "Max Manager", Role::manager);
    add_person("mia", "Mia Mash", Role::mash_worker);
    add_person("ann", "Ann Analyst", Role::analyst);
  }

  std::filesystem::path read_log() const { return database.folder() / "reads.log"; }
  std::unique_ptr<sql::Connection> reader() { return sql::connect(database.location(), sql::Access::read_only); }

  Result<std::string> run(std::function<Result<std::string>(journal::Transaction&)> command) {
    return writer->perform({{}, {}, std::move(command), {}});
  }
  void add_person(std::string const& login, std::string const& name, Role role) {
    access::AddAccount add;
    add.account = access::ActorId::mint(clock.now(), random);
    add.login = login;
    add.name = name;
    add.roles = {role};
    add.password_hash = "none";
    add.one_time = false;
    auto const token = "token-" + login;
    auto const done = run([&](journal::Transaction& t) -> Result<std::string> {
      TRY(access::add_account(t, add, {}));
      return access::start_session(t, token, add.account);
    });
    REQUIRE(done.ok());
    accounts[login] = add.account;
  }
  By by(std::string const& login) {
    return {access::account_by_id(*reader(), accounts.at(login))->subject(), "screening"};
  }

  // A request as a professional sends it; `change` adjusts it first.
  EnquiryId receive(std::vector<NewChild> children, std::function<void(EnquiryReceived&)> change = {}) {
    NewRequest request;
    request.enquiry = EnquiryId::mint(clock.now(), random);
    request.children = std::move(children);
    auto& r = request.received;
    r.received_at = clock.now();
    r.received_on = london_date(clock.now());
    r.source = "schools";
    r.asker.name = std::string{"Jo Teacher"};
    r.agreement = Agreement::yes;
    r.worries = "Misses school";
    r.primary_need = "parenting";
    if (change) change(r);
    auto const done = run([&](journal::Transaction& t) { return enquiry::receive(t, request, by("pat")); });
    REQUIRE(done.ok());
    return request.enquiry;
  }
  template <class Command>
  Result<std::string> act(EnquiryId id, Command const& command, std::string const& login = "pat") {
    auto const who = by(login);
    return run([&](journal::Transaction& t) { return enquiry::act(t, id, command, who); });
  }
  std::vector<people::PersonRecord> children(EnquiryId id) { return children_of(*reader(), id); }
  void pass(std::chrono::milliseconds time) { clock.set(clock.now() + time); }

  http::Response get(std::string const& login, std::string const& address) {
    http::Request request;
    request.method = http::Method::get;
    auto const question = address.find('?');
    request.path = address.substr(0, question);
    if (question != std::string::npos) {
      request.query_text = address.substr(question + 1);
      request.query = *http::parse_urlencoded(request.query_text);
    }
    return send(login, std::move(request));
  }
  using Typed = std::vector<std::pair<std::string, std::string>>;
  http::Response post(std::string const& login, std::string const& path, Typed const& typed) {
    http::Fields fields;
    fields.add(std::string{html::csrf_field_name}, access::csrf_token("token-" + login));
    for (auto const& [name, value] : typed) fields.add(name, value);
    http::Request request;
    request.method = http::Method::post;
    request.path = path;
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = http::to_urlencoded(fields);
    return send(login, std::move(request));
  }
  http::Response send(std::string const& login, http::Request request) {
    auto const match = router.match(request.method, request.path);
    REQUIRE_MESSAGE(match.route != nullptr, request.path);
    request.parameters = match.parameters;
    request.headers.push_back({"Cookie", "__Host-kith=token-" + login});
    auto answer = match.route->handler(request);
    if (auto* response = std::get_if<http::Response>(&answer)) return *std::move(response);
    std::promise<std::function<http::Response()>> made;
    std::get<http::Later>(answer)([&](std::function<http::Response()> make) { made.set_value(std::move(make)); });
    return made.get_future().get()();
  }

  std::vector<access::ReadLine> looks() {
    std::vector<access::ReadLine> lines;
    auto const read = access::read_log_lines(read_log(), [&](access::ReadLine const& line) { lines.push_back(line); });
    REQUIRE(read.ok());
    return lines;
  }

  testing::TestDatabase database{sql::Engine::sqlite};
  // Wednesday 4 November 2026, 10:00 in London.
  SetClock clock{from_london(*Date::of(2026, 11, 4), 10)};
  SeededRandom random{7};
  std::map<std::string, access::ActorId> accounts;
  std::unique_ptr<journal::Writer> writer;
  std::unique_ptr<sql::ReaderPool> readers;
  std::unique_ptr<access::ReadLog> reads;
  access::Services services;
  http::Router router;
};

inline RaiseUrgent a_danger() {
  RaiseUrgent raise;
  raise.raised.danger = "Left alone";
  return raise;
}

inline bool has(http::Response const& response, std::string_view text) {
  return response.body.find(text) != std::string::npos;
}
inline std::string location(http::Response const& response) {
  for (auto const& header : response.headers)
    if (http::same_name(header.name, "Location")) return header.value;
  return {};
}
inline std::string path_of(EnquiryId id) { return "/enquiries/" + id.text(); }

}  // namespace kith::enquiry::test
