// The gate between a request and a page. It finds who is asking, checks that a form is one of ours, asks decide(),
// keeps what was typed when a session has run out, and only then lets the page run. Every route but static files goes
// through.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "access/read_log.h"
#include "access/sessions.h"
#include "access/throttle.h"
#include "base/random.h"
#include "html/form.h"
#include "html/page.h"
#include "http/router.h"
#include "journal/writer.h"
#include "profile/profile.h"
#include "sql/database.h"

namespace kith::access {

// A page's reader: who they are, and the form they sent, if they sent one.
struct Visitor {
  Subject subject;
  std::optional<Session> session;
  std::string csrf;
  http::Fields form;               // of a POST; empty otherwise
  std::vector<http::Part> files;   // of an upload
  bool one_time_password = false;  // must choose a password before anything else
};

// One place of the main navigation, shown to those who may go there.
struct Destination {
  std::string label;
  html::Url href;
  Action action = Action::open_to_all;
};

// What pages need from the house. Built once in app; lives as long as the server.
struct Services {
  journal::Writer* writer = nullptr;
  sql::ReaderPool* readers = nullptr;
  profile::Profile const* profile = nullptr;
  Clock const* clock = nullptr;
  Random* random = nullptr;
  ReadLog* reads = nullptr;
  Throttle* throttle = nullptr;
  std::string draft_key;  // 32 bytes
  SessionLimits session_limits;
  PasswordCost password_cost;
  std::vector<Destination> destinations;
  bool sends_texts = false;  // messages are configured: see src/message
  bool sends_emails = false;
  bool fictional = false;  // the demo borough: a banner says so on every page
  // What a role must not miss, on every page: overdue urgent concerns for a manager. Set by app.
  std::function<std::optional<html::Html>(Visitor const&)> alert;
  // The front page of somebody who is not signed in. Set by app; without it, how to sign in.
  std::function<http::Response(Visitor const&, http::Request const&)> welcome;
  // The front page of somebody signed in, below its heading; it notes what it shows of records. Set by app; without it,
  // the main navigation as a list.
  std::function<Result<html::Html>(Visitor const&, http::Request const&)> home;

  Instant now() const { return clock->now(); }
};

using Page = std::function<http::Answer(Services const&, Visitor const&, http::Request const&)>;

// A route for the router: `page` behind the gate, under the rule `action`.
struct GuardedRoute {
  http::Method method = http::Method::get;
  std::string pattern = {};
  Action action = Action::open_to_all;
  std::string name = {};
  std::string summary = {};
  Page page = {};
  std::size_t body_limit_bytes = 256 * 1024;
  bool urgent = false;
  bool keeps_draft = true;  // of a POST: what was typed is kept when the session has run out
};
void add(http::Router& router, Services const& services, GuardedRoute route);

// The page in its frame: names, navigation by what the visitor may do, the way to urgent help, sign out.
http::Response framed(Services const& services, Visitor const& visitor, html::Page page, int status = 200);
// An error as a page, with the status its kind asks for. Nothing typed is lost: forms show errors themselves, this is
// for the rest.
http::Response error_page(Services const& services, Visitor const& visitor, Error const& error);
int status_of(Kind kind);

// Notes the look and returns the page, or the reason why it cannot be shown.
Result<Done> note_read(Services const& services, Visitor const& visitor, http::Request const& request, Action action,
                       Decision const& decision, std::string about, std::string record);

// The author of what this visitor does, for the journal.
journal::Author author_of(Visitor const& visitor, std::string_view purpose);

// A key that makes a form count once however often it is sent; put into the form as a hidden field.
inline constexpr std::string_view form_key_field = "form_key";
std::string new_form_key(Services const& services);

// Sends a command and answers when it is on disk: `done` makes the response, on a worker thread.
http::Later perform(Services const& services, journal::Task task,
                    std::function<http::Response(Result<std::string> const&)> done);
// The task for a form: its key is the visitor's and the form's own, its request everything in the form. When it
// succeeds, the draft kept for this path goes.
journal::Task task_for(Visitor const& visitor, http::Request const& request,
                       std::function<Result<std::string>(journal::Transaction&)> run);

// `run`, and when it succeeds the visitor's draft for `path` goes with it. For forms whose draft is kept under another
// path than the one they post to; task_for does it for that one.
std::function<Result<std::string>(journal::Transaction&)> drop_draft_after(
    Visitor const& visitor, std::string path, std::function<Result<std::string>(journal::Transaction&)> run);
// The command's own check: the account as it stands in this transaction, not as it stood when the page began.
// Errors: not_allowed, no_such_record.
Result<Subject> authorised(journal::Transaction& transaction, ActorId actor, Action action,
                           Resource const& resource = {});

// A form of ours: with its token and a key that makes it count once.
html::Html form_for(Services const& services, Visitor const& visitor, html::Url const& action, html::Html const& body);
// The same, and the script keeps a draft of it while somebody types.
html::Html draft_form_for(Services const& services, Visitor const& visitor, html::Url const& action,
                          html::Html const& body);

// A form's fields as a draft keeps them: never a token, a key or a password. Empty when nothing was typed.
std::string draft_text(http::Fields const& fields);

// The fields of a form as html::FormState wants them.
html::FormState form_state(http::Fields const& fields, std::vector<FieldError> errors = {});
// What was wrong: every field error, or the one sentence when there are none.
std::vector<FieldError> faults_of(Error const& error);
// What was typed, with what was wrong with it.
html::FormState typed_with(http::Fields const& fields, Error const& error);
// What was kept of this form when a session ran out, if anything.
std::optional<html::FormState> kept_draft(Services const& services, Visitor const& visitor, std::string_view path);

}  // namespace kith::access
