// A desk to try pages at: a journal on a fresh database, people who are signed in, and a router to ask without a
// socket. A test case that makes one runs once on each engine. Each room's tests hang their own pages on it.
#pragma once

#include <doctest/doctest.h>

#include <future>
#include <map>
#include <memory>

#include "access/accounts.h"
#include "access/gate.h"
#include "each_engine.h"
#include "has.h"
#include "http/url.h"
#include "moved_clock.h"
#include "profile/profile.h"

namespace kith::testing {

inline profile::Profile const& doncaster() {
  static profile::Profile const loaded = [] {
    auto result = profile::load(std::filesystem::path{KITH_SOURCE_DIR} / "profiles" / "doncaster");
    REQUIRE(result.ok());
    return *std::move(result);
  }();
  return loaded;
}

using Typed = std::vector<std::pair<std::string, std::string>>;

struct Desk {
  Desk(sql::Engine engine, journal::Projections const& projections, profile::Profile const& profile, Instant now,
       std::vector<journal::Reaction> reactions = {})
      : database(engine), clock(now) {
    auto connection = sql::connect(database.location(), sql::Access::read_write);
    journal::create_tables(*connection);
    access::create_session_tables(*connection);
    journal::create_records(projections, *connection);
    journal::WriterParts parts;
    parts.connection = std::move(connection);
    parts.projections = projections;
    parts.reactions = std::move(reactions);
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
    services.profile = &profile;
    services.clock = &clock;
    services.random = &random;
    services.reads = reads.get();
    services.throttle = &throttle;
    services.session_limits = {std::chrono::hours{10'000}, std::chrono::hours{10'000}};  // tests let days pass
    services.draft_key = std::string(32, 'k');
    services.password_cost = {8, 1};
  }

  std::filesystem::path read_log() const { return database.folder() / "reads.log"; }
  std::unique_ptr<sql::Connection> reader() { return sql::connect(database.location(), sql::Access::read_only); }
  std::int64_t number(std::string_view sql) { return reader()->integer(sql).value_or(0); }
  std::int64_t events() { return number("SELECT max(sequence) FROM journal"); }
  void pass(std::chrono::milliseconds time) { clock.set(clock.now() + time); }

  Result<std::string> run(std::function<Result<std::string>(journal::Transaction&)> command) {
    return writer->perform({{}, {}, std::move(command), {}});
  }
  void add_person(std::string const& login, std::string const& name, access::Role role,
                  std::string const& agency = {}) {
    access::AddAccount add;
    add.account = access::ActorId::mint(clock.now(), random);
    add.login = login;
    add.name = name;
    add.agency = agency;
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
  access::Subject subject(std::string const& login) {
    return access::account_by_id(*reader(), accounts.at(login))->subject();
  }

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
  // A form as one of our own pages sends it: with its token.
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
  http::Response upload(std::string const& login, std::string const& path, Typed typed, std::string const& file_name,
                        std::string_view content) {
    typed.emplace_back(html::csrf_field_name, access::csrf_token("token-" + login));
    http::Request request;
    request.method = http::Method::post;
    request.path = path;
    request.headers = {{"Content-Type", "multipart/form-data; boundary=part"}};
    for (auto const& [name, value] : typed)
      request.body += "--part\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    request.body += "--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + file_name +
                    "\"\r\nContent-Type: text/csv\r\n\r\n";
    request.body += content;
    request.body += "\r\n--part--\r\n";
    return send(login, std::move(request));
  }
  http::Response send(std::string const& login, http::Request request) {
    auto const match = router.match(request.method, request.path);
    REQUIRE_MESSAGE(match.route != nullptr, request.path);
    request.parameters = match.parameters;
    if (!login.empty()) request.headers.push_back({"Cookie", "__Host-kith=token-" + login});
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

  TestDatabase database;
  MovedClock clock;
  SeededRandom random{7};
  access::Throttle throttle;
  std::map<std::string, access::ActorId> accounts;
  std::unique_ptr<journal::Writer> writer;
  std::unique_ptr<sql::ReaderPool> readers;
  std::unique_ptr<access::ReadLog> reads;
  access::Services services;
  http::Router router;
};

inline bool has(http::Response const& response, std::string_view text) { return has(response.body, text); }
inline std::string location(http::Response const& response) {
  for (auto const& header : response.headers)
    if (http::same_name(header.name, "Location")) return header.value;
  return {};
}

}  // namespace kith::testing
