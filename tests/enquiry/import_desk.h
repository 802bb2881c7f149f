// A desk at which files are imported, for tests: a journal on a fresh database, a coordinator and an analyst signed in,
// and the import pages to ask.
#pragma once

#include <doctest/doctest.h>

#include <future>
#include <map>
#include <memory>

#include "access/accounts.h"
#include "databases.h"
#include "enquiry/import_routes.h"
#include "enquiry/past_imports.h"
#include "enquiry/quarantine.h"
#include "enquiry/records.h"
#include "enquiry/saved_mappings.h"
#include "http/url.h"
#include "import_profile.h"
#include "journal/store.h"

namespace kith::enquiry::import_test {

inline bool has(http::Response const& response, std::string_view text) {
  return response.body.find(text) != std::string::npos;
}
inline std::string location(http::Response const& response) {
  for (auto const& header : response.headers)
    if (http::same_name(header.name, "Location")) return header.value;
  return {};
}

struct ImportDesk {
  explicit ImportDesk(sql::Engine engine) : database(engine) {
    auto connection = sql::connect(database.location(), sql::Access::read_write);
    journal::create_tables(*connection);
    access::create_session_tables(*connection);
    journal::Projections const projections = {access::account_records(), people::person_records(), enquiry_records(),
                                              allocation_records(),      referral_records(),       quarantine_records(),
                                              mapping_records(),         import_records()};
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
    services.profile = &council;
    services.clock = &clock;
    services.random = &random;
    services.reads = reads.get();
    services.draft_key = std::string(32, 'k');
    hang_import_routes(router, services);
    add_person("pat", "Pat Coordinator", access::Role::coordinator);
    add_person("ann", "Ann Analyst", access::Role::analyst);
  }

  std::filesystem::path read_log() const { return database.folder() / "reads.log"; }
  std::unique_ptr<sql::Connection> reader() { return sql::connect(database.location(), sql::Access::read_only); }
  std::int64_t number(std::string_view sql) { return reader()->integer(sql).value_or(0); }
  std::int64_t events() { return number("SELECT max(sequence) FROM journal"); }
  std::string quarantined_at(int line) {
    return reader()->text("SELECT id FROM quarantine WHERE line=$1", {line}).value_or("");
  }

  void add_person(std::string const& login, std::string const& name, access::Role role) {
    access::AddAccount add;
    add.account = access::ActorId::mint(clock.now(), random);
    add.login = login;
    add.name = name;
    add.roles = {role};
    add.password_hash = "none";
    add.one_time = false;
    auto const done = writer->perform({{},
                                       {},
                                       [&](journal::Transaction& t) -> Result<std::string> {
                                         TRY(access::add_account(t, add, {}));
                                         return access::start_session(t, "token-" + login, add.account);
                                       },
                                       {}});
    REQUIRE(done.ok());
  }

  using Typed = std::vector<std::pair<std::string, std::string>>;
  http::Response get(std::string const& login, std::string const& address) {
    http::Request request;
    auto const question = address.find('?');
    request.path = address.substr(0, question);
    if (question != std::string::npos) request.query = *http::parse_urlencoded(address.substr(question + 1));
    return send(login, std::move(request));
  }
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
  // Sends a file to be imported and looks until it has been: the page says "still working" before that.
  http::Response import(std::string const& login, Typed typed, std::string const& file_name, std::string_view content) {
    auto page = upload(login, "/imports", std::move(typed), file_name, content);
    if (page.status != 303) return page;
    auto const run = location(page);
    do page = get(login, run);
    while (has(page, "Still working"));
    return page;
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

  profile::Profile council = imports::test::small_council();
  testing::TestDatabase database;
  SetClock clock{from_london(imports::test::today, 10)};
  SeededRandom random{7};
  std::unique_ptr<journal::Writer> writer;
  std::unique_ptr<sql::ReaderPool> readers;
  std::unique_ptr<access::ReadLog> reads;
  access::Services services;
  http::Router router;
};

}  // namespace kith::enquiry::import_test
