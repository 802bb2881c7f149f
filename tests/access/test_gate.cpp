// What the gate does for every page: who asks, whether the form is ours, what is kept when a session has run out.
#include <doctest/doctest.h>

#include <fstream>

#include "access/office.h"
#include "html/components.h"

using namespace kith;
using namespace kith::access;
using namespace kith::access::test;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

auto constexpr secret = "Zebedee Thistlewood";

// An office with one page of casework: a note that is typed, and a record that is looked at.
struct Casework : Office {
  Casework() {
    add(router, services,
        {.pattern = "/notes",
         .action = Action::work_enquiry,
         .name = "notes",
         .page = [](Services const& s, Visitor const& visitor, http::Request const& request) -> http::Answer {
           auto const form = kept_draft(s, visitor, request.path).value_or(html::FormState{});
           html::Page page;
           page.title = "Notes";
           page.main = draft_form_for(s, visitor, "/notes",
                                      html::textarea_field(form, {.name = "note", .label = {.text = "Note"}}));
           return framed(s, visitor, std::move(page));
         }});
    add(router, services,
        {.method = http::Method::post,
         .pattern = "/notes",
         .action = Action::work_enquiry,
         .name = "notes_post",
         .page = [this](Services const& s, Visitor const& visitor, http::Request const& request) -> http::Answer {
           return perform(s,
                          task_for(visitor, request,
                                   [this, refuse = visitor.form.get("note") ==
                                                   "refuse me"](journal::Transaction&) -> Result<std::string> {
                                     if (refuse) return invalid("refused", "No.");
                                     ++notes_saved;
                                     return std::string{"saved"};
                                   }),
                          [&s, visitor](Result<std::string> const& saved) {
                            return saved ? http::redirect("/") : error_page(s, visitor, saved.error());
                          });
         }});
    add(router, services,
        {.pattern = "/record",
         .action = Action::see_enquiry,
         .name = "record",
         .page = [](Services const& s, Visitor const& visitor, http::Request const& request) -> http::Answer {
           auto const decision = decide(visitor.subject, Action::see_enquiry, {});
           auto const noted = note_read(s, visitor, request, Action::see_enquiry, decision, "enquiry", "x");
           if (!noted) return error_page(s, visitor, noted.error());
           return http::html_page(secret);
         }});
  }
  std::optional<std::string> draft_of(ActorId account, std::string_view path = "/notes") {
    return find_draft(*readers->lease(), bytes_of(services.draft_key), account, path);
  }

  int notes_saved = 0;  // on the writer's thread; read after the answer
};

std::string everything_in(std::filesystem::path const& folder) {
  std::string bytes;
  for (auto const& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream in(entry.path(), std::ios::binary);
    bytes.append(std::istreambuf_iterator<char>(in), {});
  }
  return bytes;
}

// The form as it stands on the page, to send later.
Form typed_note(Browser& browser, std::string const& note) {
  auto const page = browser.get("/notes");
  return {{"note", note},
          {"csrf_token", hidden_value(page.body, "csrf_token")},
          {"form_key", hidden_value(page.body, "form_key")}};
}

}  // namespace

TEST_CASE("a session runs out after half an hour without a request, and lives on with them") {
  Casework office;
  office.hire("ada", {Role::coordinator});
  Browser browser(office);
  browser.sign_in("ada");
  for (int i = 0; i < 4; ++i) {
    office.wait(minutes{29});
    CHECK(browser.get("/notes").status == 200);
    CHECK(office.run([](journal::Transaction&) { return std::string{}; }).ok());  // the writer has noted it
  }
  office.wait(minutes{30});
  CHECK(browser.get("/notes").status == 303);
}

TEST_CASE("no session outlives twelve hours, however busy") {
  Casework office;
  office.hire("ada", {Role::coordinator});
  Browser browser(office);
  browser.sign_in("ada");
  for (int i = 0; i < 12 * 3 - 1; ++i) {
    office.wait(minutes{20});
    CHECK(browser.get("/notes").status == 200);
    CHECK(office.run([](journal::Transaction&) { return std::string{}; }).ok());
  }
  office.wait(minutes{20});
  CHECK(browser.get("/notes").status == 303);
}

TEST_CASE("a made-up token, and one from the database, open nothing") {
  Casework office;
  office.hire("ada", {Role::coordinator});
  Browser browser(office);
  browser.sign_in("ada");
  auto const stored = office.readers->lease()->text("SELECT token_hash FROM session");
  Browser thief(office);
  thief.cookies["__Host-kith"] = *stored;
  CHECK(thief.get("/notes").status == 303);
  thief.cookies["__Host-kith"] = "made-up";
  CHECK(thief.get("/notes").status == 303);
  CHECK_FALSE(has(everything_in(office.database.folder()), browser.cookies["__Host-kith"]));
}

TEST_CASE("a disabled account is out at its next request, and comes back only by signing in") {
  Casework office;
  auto const ada = office.hire("ada", {Role::coordinator});
  Browser browser(office);
  browser.sign_in("ada");
  REQUIRE(office.run([&](journal::Transaction& t) { return disable_account(t, ada, "left", {}); }).ok());
  CHECK(browser.get("/notes").status == 303);
  REQUIRE(office.run([&](journal::Transaction& t) { return enable_account(t, ada, {}); }).ok());
  CHECK(browser.get("/notes").status == 303);
  CHECK(browser.sign_in("ada").status == 303);
  CHECK(browser.get("/notes").status == 200);
}

TEST_CASE("a role that was taken away is gone at the next request") {
  Casework office;
  auto const ada = office.hire("ada", {Role::coordinator});
  Browser browser(office);
  browser.sign_in("ada");
  REQUIRE(
      office.run([&](journal::Transaction& t) { return change_roles(t, ada, "school", {Role::analyst}, {}); }).ok());
  CHECK(browser.get("/notes").status == 403);
}

TEST_CASE("the gate lets in those who may see some records; the page decides about this one") {
  Casework office;
  office.hire("mo", {Role::mash_worker});
  Browser browser(office);
  browser.sign_in("mo");
  CHECK(browser.get("/record").status == 200);
  CHECK(browser.get("/notes").status == 403);
}

TEST_CASE("a form counts only with the token of its own session, and only from our own pages") {
  Casework office;
  office.hire("ada", {Role::coordinator});
  office.hire("grace", {Role::coordinator});
  Browser ada(office);
  Browser grace(office);
  ada.sign_in("ada");
  grace.sign_in("grace");
  auto const form = typed_note(ada, "hello");

  CHECK(ada.send("/notes", {{"note", "hello"}}).status == 403);
  auto const stale = grace.send("/notes", form);
  CHECK(stale.status == 403);
  CHECK(has(stale.body, "This form was opened in another session"));
  for (http::Header const& header : std::vector<http::Header>{{"Sec-Fetch-Site", "cross-site"},
                                                              {"Sec-Fetch-Site", "same-site"},
                                                              {"Origin", "https://elsewhere.example"},
                                                              {"Origin", "null"},
                                                              {"Origin", "https://kith.example.elsewhere.example"}}) {
    ada.headers = {header};
    auto const foreign = ada.send("/notes", form);
    CHECK_MESSAGE(foreign.status == 403, header.value);
    CHECK(has(foreign.body, "This form came from another website"));
  }
  CHECK(office.notes_saved == 0);
  ada.headers = {{"Sec-Fetch-Site", "same-origin"}, {"Origin", "null"}};
  CHECK(ada.send("/notes", form).status == 303);
  CHECK(office.notes_saved == 1);
}

TEST_CASE("a form sent twice counts once and is answered the same") {
  Casework office;
  office.hire("ada", {Role::coordinator});
  Browser browser(office);
  browser.sign_in("ada");
  auto const form = typed_note(browser, "hello");
  CHECK(browser.send("/notes", form).status == 303);
  CHECK(browser.send("/notes", form).status == 303);
  CHECK(office.notes_saved == 1);
  auto changed = form;
  changed[0].second = "something else";
  CHECK(browser.send("/notes", changed).status == 422);
  CHECK(office.notes_saved == 1);
}

TEST_CASE("what was typed when the session ran out is kept, and given back to its owner alone") {
  Casework office;
  auto const ada = office.hire("ada", {Role::coordinator});
  auto const grace = office.hire("grace", {Role::coordinator});
  Browser browser(office);
  browser.sign_in("ada");
  auto const form = typed_note(browser, "Mother rang, very worried");
  office.wait(minutes{31});
  auto const answer = browser.send("/notes", form);
  CHECK(answer.status == 303);
  CHECK(header_of(answer, "Location") == "/sign-in?next=%2Fnotes&kept=1");
  CHECK(office.notes_saved == 0);
  CHECK(has(browser.get("/sign-in?next=%2Fnotes&kept=1").body, "What you typed was kept"));

  Browser other(office);
  other.sign_in("grace");
  CHECK_FALSE(has(other.get("/notes").body, "very worried"));
  CHECK_FALSE(office.draft_of(grace));

  browser.sign_in("ada");
  auto const page = browser.get("/notes");
  CHECK(has(page.body, "Mother rang, very worried"));
  CHECK(hidden_value(page.body, "csrf_token") != form[1].second);

  CHECK(browser.send("/notes", typed_note(browser, "refuse me")).status == 422);
  CHECK(office.draft_of(ada));  // not yet accepted
  CHECK(browser.send("/notes", typed_note(browser, "Mother rang, very worried")).status == 303);
  CHECK_FALSE(office.draft_of(ada));
  CHECK_FALSE(has(browser.get("/notes").body, "very worried"));
}

TEST_CASE("the way back is the page that the form stood on") {
  Casework office;
  office.hire("ada", {Role::coordinator});
  Browser browser(office);
  browser.sign_in("ada");
  CHECK(header_of(browser.get("/notes"), "Referrer-Policy") == "same-origin");
  auto const form = typed_note(browser, "hello");
  office.wait(minutes{31});
  browser.headers = {{"Referer", "https://kith.example/families/1?tab=notes"}};
  CHECK(header_of(browser.send("/notes", form), "Location") == "/sign-in?next=%2Ffamilies%2F1%3Ftab%3Dnotes&kept=1");
  browser.headers = {{"Referer", "https://elsewhere.example/trap"}};
  CHECK(header_of(browser.send("/notes", form), "Location") == "/sign-in?next=%2Fnotes&kept=1");
}

TEST_CASE("nobody can plant a draft in somebody else's account") {
  Casework office;
  auto const ada = office.hire("ada", {Role::coordinator});
  Browser browser(office);
  browser.sign_in("ada");
  office.wait(minutes{31});
  CHECK(header_of(browser.send("/notes", {{"note", "planted"}}), "Location") == "/sign-in?next=%2Fnotes");
  CHECK_FALSE(office.draft_of(ada));
}

TEST_CASE("a session that was ended keeps nothing, and a password never enters a draft") {
  Casework office;
  auto const ada = office.hire("ada", {Role::coordinator});
  Browser browser(office);
  browser.sign_in("ada");
  auto const form = typed_note(browser, "hello");
  SUBCASE("ended") {
    REQUIRE(office.run([&](journal::Transaction& t) { return end_sessions_of(t, ada); }).ok());
    CHECK(header_of(browser.send("/notes", form), "Location") == "/sign-in?next=%2Fnotes");
    CHECK_FALSE(office.draft_of(ada));
  }
  SUBCASE("passwords") {
    office.wait(minutes{31});
    Form const passwords{{"old_password", "mother's maiden name"}, {"password", "x"}, form[1]};
    CHECK(header_of(browser.send("/account/password", passwords), "Location") == "/sign-in?next=%2Faccount%2Fpassword");
    CHECK_FALSE(office.draft_of(ada, "/account/password"));
    auto noted = form;
    noted.emplace_back("new_password", "mother's maiden name");
    browser.send("/notes", noted);
    CHECK(*office.draft_of(ada) == "note=hello");
  }
}

TEST_CASE("a draft is kept while somebody types, once for each form, and goes when the form is cleared") {
  Casework office;
  auto const ada = office.hire("ada", {Role::coordinator});
  Browser browser(office);
  browser.sign_in("ada");
  auto form = typed_note(browser, "Mother r");
  form.emplace_back("draft_path", "/notes");
  CHECK(browser.send("/drafts", form).status == 204);
  form[0].second = "Mother rang";
  CHECK(browser.send("/drafts", form).status == 204);
  CHECK(*office.draft_of(ada) == "note=Mother%20rang");
  CHECK(office.readers->lease()->integer("SELECT count(*) FROM draft") == 1);
  CHECK(has(browser.get("/notes").body, "Mother rang"));
  form[0].second = "  ";
  CHECK(browser.send("/drafts", form).status == 204);
  CHECK_FALSE(office.draft_of(ada));
  for (auto const* path : {"", "notes", "//elsewhere.example", "/notes?x=1", "/sign-in"}) {
    form.back().second = path;
    CHECK_MESSAGE(browser.send("/drafts", form).status == 422, path);
  }
}

TEST_CASE("drafts do not pile up: fifty an account, a month each") {
  Casework office;
  auto const ada = office.hire("ada", {Role::coordinator});
  auto const keep = [&](std::string const& path) {
    CHECK(office
              .run([&](journal::Transaction& t) {
                return keep_draft(t, bytes_of(office.services.draft_key), ada, path, "note=x");
              })
              .ok());
    office.wait(minutes{1});
  };
  for (int i = 0; i < 55; ++i) keep("/form-" + std::to_string(i));
  CHECK(office.readers->lease()->integer("SELECT count(*) FROM draft") == 50);
  CHECK_FALSE(office.draft_of(ada, "/form-4"));
  CHECK(office.draft_of(ada, "/form-5"));
  office.wait(hours{24 * 30});
  keep("/new");
  CHECK(office.readers->lease()->integer("SELECT count(*) FROM draft") == 1);
}

TEST_CASE("a draft is sealed on disk, and another key or a changed byte gives nothing") {
  Casework office;
  auto const ada = office.hire("ada", {Role::coordinator});
  REQUIRE(office
              .run([&](journal::Transaction& t) {
                return keep_draft(t, bytes_of(office.services.draft_key), ada, "/notes", std::string{"note="} + secret);
              })
              .ok());
  CHECK(*office.draft_of(ada) == std::string{"note="} + secret);
  auto bytes = everything_in(office.database.folder());  // nothing of PostgreSQL's, whose row is asked for
  office.readers->lease()->query("SELECT path, body FROM draft", {}, [&](sql::Row const& row) {
    bytes += row.string(0);
    bytes += row.bytes(1);
  });
  CHECK(has(bytes, "/notes"));  // the draft is in what was read
  CHECK_FALSE(has(bytes, "Thistlewood"));
  std::string const other_key(32, 'o');
  CHECK_FALSE(find_draft(*office.readers->lease(), bytes_of(other_key), ada, "/notes"));
  REQUIRE(office
              .run([&](journal::Transaction& t) {
                t.connection().execute("UPDATE draft SET body=$1",
                                       {sql::BytesView{std::string_view{"tampered with, too "
                                                                        "short or long: "
                                                                        "it is all one"}}});
                return std::string{};
              })
              .ok());
  CHECK_FALSE(office.draft_of(ada));
}

TEST_CASE("a look is in the log before its page is shown") {
  Casework office;
  auto const ada = office.hire("ada", {Role::coordinator});
  Browser browser(office);
  browser.sign_in("ada");
  CHECK(has(browser.get("/record").body, secret));
  std::vector<ReadLine> lines;
  REQUIRE(read_log_lines(office.read_log_file(), [&](ReadLine const& line) { lines.push_back(line); }).ok());
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].account == ada.text());
  CHECK(lines[0].rule == "hub");
}

TEST_CASE("a command checks rights again, as they stand when it runs") {
  Casework office;
  auto const ada = office.hire("ada", {Role::practitioner});
  auto const code_of = [&](Action action, Resource const& resource) {
    auto const answer = office.run(
        [&](journal::Transaction& t) -> Result<std::string> { return TRY(authorised(t, ada, action, resource)).name; });
    return answer ? *answer : answer.error().code;
  };
  CHECK(code_of(Action::work_allocation, {.own = true}) == "ada Example");
  CHECK(code_of(Action::work_allocation, {}) == "no_such_record");
  CHECK(code_of(Action::allocate, {}) == "not_allowed");
  REQUIRE(office.run([&](journal::Transaction& t) { return disable_account(t, ada, "left", {}); }).ok());
  CHECK(code_of(Action::work_allocation, {.own = true}) == "not_allowed");
}
