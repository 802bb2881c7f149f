// "Try a change": a form by GET whose address holds the whole question, so that it can be shared; the first answer at
// once, the refined one in the background, which anybody can watch, and whoever asked can stop, without a script.
#include "insight/trial_pages.h"

#include <fmt/format.h>

#include "html/components.h"
#include "insight/saved_scenarios.h"
#include "insight/trial_forms.h"
#include "insight/trial_html.h"
#include "insight/trial_runs.h"

namespace kith::insight {

namespace {

using access::Action;
using access::Services;
using access::Visitor;
using html::Html;
using html::markup;

// What lives as long as the server: the library, the runs, the facts.
struct Trying {
  std::shared_ptr<KeptFacts> facts;
  Result<std::vector<ScenarioEntry>> library = std::vector<ScenarioEntry>{};
  TrialRuns runs;
  std::mutex mutex;
  std::optional<Date> day;  // of the records that the models are made of
  std::shared_ptr<DayModels> models;

  explicit Trying(std::shared_ptr<KeptFacts> kept) : facts(std::move(kept)) {
    auto const folder = scenarios_folder();
    library = folder ? Result<std::vector<ScenarioEntry>>{scenario_library(*folder)} : folder.error();
  }
};

// Another day's records are another question.
std::string run_key(Services const& services, TrialQuestion const& question) {
  return fmt::format("{}@{}", question.key(), to_text(london_date(services.now())));
}

using Models = std::shared_ptr<TrialModels const>;

// The models of a question, from the records up to yesterday: a day's answers agree with each other.
Result<Models> models_of(Services const& services, Trying& trying, AskedTrial const& asked) {
  auto const yesterday = london_date(services.now()) - 1;
  std::shared_ptr<DayModels> models;
  {
    std::scoped_lock const lock(trying.mutex);
    if (trying.day == yesterday) models = trying.models;
  }
  if (!models) {
    auto reader = services.readers->lease();
    auto counts = trying.facts->borough(*reader, yesterday);
    if (!counts)
      return invalid("no_requests",
                     "There are no requests for help on record yet, so there is nothing to make a model of.");
    models = std::make_shared<DayModels>(*std::move(counts));
    std::scoped_lock const lock(trying.mutex);
    trying.day = yesterday;
    trying.models = models;
  }
  return models->of(*asked.scenario, asked.question.levers);
}

std::string owner_of(Visitor const& visitor) { return visitor.subject.account.text(); }
TrialRuns::Job job_of(Models models) {
  return [models = std::move(models)](demand::Options options) { return refined_answer(*models, std::move(options)); };
}

// The refined answer where there is one.
Result<TrialAnswer> answer_now(RunStatus const& status, TrialModels const& models) {
  return status.answer ? Result<TrialAnswer>{*status.answer} : first_answer(models);
}

struct Shown {
  AskedTrial asked;
  html::FormState saving;  // what was typed to save it
  bool begins = true;      // the refined run, unless there is one
};

http::Response show(Services const& services, Trying& trying, Visitor const& visitor, Shown shown) {
  if (!trying.library) return access::error_page(services, visitor, trying.library.error());
  auto const& library = *trying.library;
  auto& asked = shown.asked;
  html::Page page;
  page.title = "Try a change";
  page.heading = html::text(page.title);
  page.wide = true;
  page.main = markup(
      "<p class=\"govuk-body\">The model lives the coming year many times over: once as things are, once with a "
      "change, "
      "with the same luck for every family. It starts from the records and from who is open today.</p>");
  page.main += chooser(library, asked);
  if (asked.scenario == nullptr) {
    page.main += saved_list(saved_scenarios(*services.readers->lease()), library);
    if (!asked.question.scenario.empty())
      return access::error_page(services, visitor, not_found("no_scenario", "There is no such change in the library."));
    return access::framed(services, visitor, std::move(page));
  }
  page.title = asked.scenario->title + " – Try a change";
  page.main += markup("<h2 class=\"govuk-heading-l\">{}</h2><p class=\"govuk-body\">{}</p>", asked.scenario->title,
                      asked.scenario->says);
  auto const models =
      asked.form.errors.empty() ? models_of(services, trying, asked) : Result<Models>{invalid("bad_lever", "")};
  if (!models && asked.form.errors.empty()) return access::error_page(services, visitor, models.error());
  page.error = !asked.form.errors.empty() || !shown.saving.errors.empty();
  page.above_heading = html::error_summary(asked.form.errors.empty() ? shown.saving : asked.form);
  page.main += levers_form(asked);
  if (!models) return access::framed(services, visitor, std::move(page), 422);
  auto const key = run_key(services, asked.question);
  auto status = trying.runs.status(key);
  auto const first = answer_now(status, **models);
  if (!first) return access::error_page(services, visitor, first.error());
  // Begun after the first answer, so as not to be in its way. A full line is no reason not to show that.
  if (shown.begins && status.state == RunState::none) {
    (void)trying.runs.begin(owner_of(visitor), key, job_of(*models));
    status = trying.runs.status(key);
  }
  page.main += progress(services, visitor, asked, status, key);
  page.main += answer_html(*first);
  page.main += drivers_html(*first);
  auto const csv = address_of("/reports/try", asked.question, *asked.scenario).with("format", "csv");
  page.main += flow_html(*first, csv);
  page.main += limits_html((*models)->calibration);
  page.main += markup(
      "<p class=\"govuk-body kith-no-print\"><a class=\"govuk-link\" href=\"{}\">Download as CSV</a>. To share it, "
      "send this "
      "page’s address: it holds the question, and no answer.</p>"
      "<button type=\"button\" class=\"govuk-button govuk-button--secondary kith-no-print\" data-kith-print "
      "hidden>Print "
      "this page</button>",
      csv);
  page.main += saving(services, visitor, asked, shown.saving);
  page.main += saved_list(saved_scenarios(*services.readers->lease()), library);
  return access::framed(services, visitor, std::move(page), page.error ? 422 : 200);
}

http::Answer try_page(Services const& services, Trying& trying, Visitor const& visitor, http::Request const& request) {
  if (!trying.library) return access::error_page(services, visitor, trying.library.error());
  auto asked = asked_trial_of(*trying.library, request.query);
  if (request.query.get("format") != "csv" || asked.scenario == nullptr || !asked.form.errors.empty())
    return show(services, trying, visitor, {std::move(asked), {}, true});
  auto const models = models_of(services, trying, asked);
  if (!models) return access::error_page(services, visitor, models.error());
  auto const answer = answer_now(trying.runs.status(run_key(services, asked.question)), **models);
  if (!answer) return access::error_page(services, visitor, answer.error());
  http::Response file{.content_type = "text/csv; charset=utf-8", .body = answer_csv(*answer)};
  file.set_header("Content-Disposition", fmt::format("attachment; filename=\"{}.csv\"", asked.question.scenario));
  file.set_header("Cache-Control", "no-store");
  return file;
}

http::Answer state_of(Services const&, Trying& trying, Visitor const&, http::Request const& request) {
  auto const status = trying.runs.status(std::string{request.query.get("key")});
  http::Response answer{.content_type = "application/json",
                        .body = fmt::format("{{\"state\":\"{}\",\"percent\":{}}}", wire(status.state),
                                            status.of > 0 ? status.done * 100 / status.of : 0)};
  answer.set_header("Cache-Control", "no-store");
  return answer;
}

// Back to the page of the question that a form carried.
http::Response back(Trying const& trying, http::Fields const& form) {
  auto const asked = asked_trial_of(*trying.library, form);
  if (asked.scenario == nullptr) return http::redirect("/reports/try");
  return http::redirect(std::string{address_of("/reports/try", asked.question, *asked.scenario).text()});
}

http::Answer stop(Services const&, Trying& trying, Visitor const& visitor, http::Request const&) {
  trying.runs.stop(owner_of(visitor), std::string{visitor.form.get("key")});
  return back(trying, visitor.form);
}

http::Answer refine(Services const& services, Trying& trying, Visitor const& visitor, http::Request const&) {
  if (!trying.library) return access::error_page(services, visitor, trying.library.error());
  auto const asked = asked_trial_of(*trying.library, visitor.form);
  if (asked.scenario == nullptr || !asked.form.errors.empty()) return back(trying, visitor.form);
  auto const models = models_of(services, trying, asked);
  if (!models) return access::error_page(services, visitor, models.error());
  auto const begun = trying.runs.begin(owner_of(visitor), run_key(services, asked.question), job_of(*models), true);
  if (!begun) return access::error_page(services, visitor, begun.error());
  return back(trying, visitor.form);
}

http::Answer save(Services const& services, std::shared_ptr<Trying> const& trying, Visitor const& visitor,
                  http::Request const& request) {
  if (!trying->library) return access::error_page(services, visitor, trying->library.error());
  auto const asked = asked_trial_of(*trying->library, visitor.form);
  if (asked.scenario == nullptr || !asked.form.errors.empty()) return back(*trying, visitor.form);
  NamedQuestion const named{std::string{visitor.form.get("name")}, asked.question};
  auto const author = access::author_of(visitor, "try a change");
  auto const run = [named, author](journal::Transaction& t) -> Result<std::string> {
    TRY(access::authorised(t, author.actor, Action::see_reports));
    return save_scenario(t, named, author);
  };
  return access::perform(services, access::task_for(visitor, request, run),
                         [&services, trying, visitor](Result<std::string> const& result) {
                           if (result) return back(*trying, visitor.form);
                           auto const& error = result.error();
                           if (error.kind != Kind::invalid) return access::error_page(services, visitor, error);
                           return show(services, *trying, visitor,
                                       {asked_trial_of(*trying->library, visitor.form),
                                        access::form_state(visitor.form, access::faults_of(error)), false});
                         });
}

// Two saved changes, each beside today, table by table.
http::Answer compare(Services const& services, Trying& trying, Visitor const& visitor, http::Request const& request) {
  if (!trying.library) return access::error_page(services, visitor, trying.library.error());
  html::Page page;
  page.title = "Two changes compared";
  page.heading = html::text(page.title);
  page.wide = true;
  page.back_link = html::BackLink{.text = "Back to trying a change", .href = "/reports/try"};
  for (auto const* which : {"one", "other"}) {
    auto const id = ScenarioId::parse(request.query.get(which));
    auto const saved = id ? saved_scenario(*services.readers->lease(), *id) : std::nullopt;
    if (!saved)
      return access::error_page(services, visitor,
                                not_found("no_scenario", "There is no saved change of this address."));
    AskedTrial asked;
    asked.question = saved->asked.question;
    for (auto const& entry : *trying.library)
      if (entry.name == asked.question.scenario) asked.scenario = &entry;
    if (asked.scenario == nullptr)
      return access::error_page(services, visitor, not_found("no_scenario", "The library no longer has this change."));
    auto const models = models_of(services, trying, asked);
    if (!models) return access::error_page(services, visitor, models.error());
    auto const answer = answer_now(trying.runs.status(run_key(services, asked.question)), **models);
    if (!answer) return access::error_page(services, visitor, answer.error());
    page.main += markup(
        "<h2 class=\"govuk-heading-l\"><a class=\"govuk-link\" href=\"{}\">{}</a></h2><p "
        "class=\"govuk-body\">{}</p>{}",
        address_of("/reports/try", asked.question, *asked.scenario), saved->asked.name, asked.scenario->title,
        answer_html(*answer));
  }
  return access::framed(services, visitor, std::move(page));
}

}  // namespace

void hang_trial_routes(http::Router& router, Services const& services, std::shared_ptr<KeptFacts> const& kept) {
  auto const trying = std::make_shared<Trying>(kept);
  auto const page = [&](http::Method method, char const* pattern, char const* name, char const* summary, auto handler) {
    access::add(router, services,
                {.method = method,
                 .pattern = pattern,
                 .action = Action::see_reports,
                 .name = name,
                 .summary = summary,
                 .page = [trying, handler](Services const& s, Visitor const& visitor, http::Request const& request) {
                   return handler(s, *trying, visitor, request);
                 }});
  };
  page(http::Method::get, "/reports/try", "try_change", "Try a change on the model of the borough", try_page);
  page(http::Method::get, "/reports/try/state", "try_change_state", "How far a refined answer is", state_of);
  page(http::Method::get, "/reports/try/compare", "try_change_compare", "Two saved changes, compared", compare);
  page(http::Method::post, "/reports/try/stop", "try_change_stop", "Stop a refined answer", stop);
  page(http::Method::post, "/reports/try/refine", "try_change_refine", "Work out a refined answer", refine);
  access::add(router, services,
              {.method = http::Method::post,
               .pattern = "/reports/try/save",
               .action = Action::see_reports,
               .name = "try_change_save",
               .summary = "Save a change under a name",
               .page = [trying](Services const& s, Visitor const& visitor, http::Request const& request) {
                 return save(s, trying, visitor, request);
               }});
}

}  // namespace kith::insight
