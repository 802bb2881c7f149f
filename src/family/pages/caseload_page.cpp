// How many families each worker and each team leads, against the profile's limit; and handing families over when a
// worker leaves, many at once.
#include <algorithm>
#include <map>
#include <set>

#include "access/accounts.h"
#include "enquiry/pages/words.h"
#include "family/pages/family_pages.h"
#include "family/work_records.h"
#include "html/components/banners.h"
#include "html/components/button.h"
#include "html/components/choices.h"
#include "html/components/sortable_table.h"
#include "html/components/tag.h"
#include "html/components/text_blocks.h"

namespace kith::family {

namespace {

using access::Action;
using html::Html;

// ---- the caseloads

struct Load {
  std::optional<ActorId> account;
  std::string name;
  std::string agency;
  std::int64_t families = 0;
};

// By worker, most families first; the same name without an account counts as one worker of an agency.
std::vector<Load> by_worker(std::vector<LedFamily> const& led) {
  std::vector<Load> loads;
  for (auto const& family : led) {
    auto const found = std::ranges::find_if(loads, [&](Load const& load) {
      return load.account == family.account &&
             (load.account || (load.name == family.name && load.agency == family.agency));
    });
    auto& load =
        found == loads.end() ? loads.emplace_back(Load{family.account, family.name, family.agency, 0}) : *found;
    ++load.families;
  }
  std::ranges::stable_sort(loads, [](Load const& a, Load const& b) { return a.families > b.families; });
  return loads;
}

Html against(std::int64_t families, int limit) {
  if (families > limit)
    return html::markup("{} {} of {}", html::tag({.text = "Over the limit", .colour = html::TagColour::red}), families,
                        limit);
  if (families == limit)
    return html::markup("{} {} of {}", html::tag({.text = "Full", .colour = html::TagColour::yellow}), families, limit);
  return html::markup("{} of {}", families, limit);
}

Html worker_table(std::vector<LedFamily> const& led, profile::Profile const& profile) {
  html::SortableTable table{.caption = "By worker",
                            .columns = {{.text = "Worker"}, {.text = "Agency"}, {.text = "Families led"}}};
  for (auto const& load : by_worker(led)) {
    auto name = html::text(load.name);
    if (load.account)
      name = html::markup("<a class=\"govuk-link\" href=\"{}\">{}</a>", html::url("/caseloads/{}", *load.account),
                          load.name);
    table.rows.push_back(
        {name, enquiry::agency_words(profile, load.agency), against(load.families, profile.practice.caseload_limit)});
  }
  if (table.rows.empty())
    return html::markup(
        "<p class=\"govuk-body\">Nobody leads a family yet. When a lead is chosen, it stands here.</p>");
  return html::sortable_table(table);
}

Html team_table(std::vector<LedFamily> const& led, profile::Profile const& profile) {
  struct Count {
    std::int64_t families = 0;
    std::set<std::string> workers;
  };
  std::map<std::string, Count> counts;
  for (auto const& family : led) {
    auto& count = counts[family.team];
    ++count.families;
    count.workers.insert(family.account ? family.account->text() : family.name);
  }
  html::SortableTable table{
      .caption = "By team",
      .columns = {{.text = "Team"}, {.text = "Families"}, {.text = "Workers who lead"}, {.text = "Families a worker"}}};
  auto row = [&](std::string const& label, Count const& count) {
    auto const tenths =
        count.workers.empty() ? std::int64_t{0} : count.families * 10 / static_cast<std::int64_t>(count.workers.size());
    table.rows.push_back({label, std::to_string(count.families), std::to_string(count.workers.size()),
                          std::to_string(tenths / 10) + "." + std::to_string(tenths % 10)});
  };
  for (auto const& team : profile.teams)
    if (auto const found = counts.find(team.code); found != counts.end()) row(team.label, found->second);
  for (auto const& [code, count] : counts)
    if (!profile::find_team(profile, code)) row(code.empty() ? "No team of the hub: an agency by itself" : code, count);
  return table.rows.empty() ? Html{} : html::sortable_table(table);
}

http::Answer show_caseloads(access::Services const& services, access::Visitor const& visitor, http::Request const&) {
  auto const led = led_families(*services.readers->lease(), visitor.subject, services.now());
  auto const& profile = *services.profile;
  html::Page page;
  page.title = "Caseloads";
  page.heading = html::text(page.title);
  page.main = html::markup(
                  "<p class=\"govuk-body\">Families that each worker leads now. The limit here is {}. Choose a worker "
                  "to see their families, or to hand them over when the worker leaves.</p>",
                  profile.practice.caseload_limit) +
              worker_table(led, profile) + team_table(led, profile);
  return access::framed(services, visitor, std::move(page));
}

// ---- one worker's families, and handing them over

struct Worker {
  access::Account account;
  std::vector<OpenedFamily> families;
  std::vector<LedFamily> led;  // of everybody: how full the others are
};

Result<Worker> worker_of(access::Services const& services, access::Visitor const& visitor,
                         http::Request const& request) {
  auto const id = ActorId::parse(request.parameters.at("id"));
  auto reader = services.readers->lease();
  auto const account = id ? access::account_by_id(*reader, *id) : std::nullopt;
  if (!account)
    return not_found("no_worker", "There is no such worker. Go back to the caseloads and choose one there.");
  Worker worker{*account, {}, led_families(*reader, visitor.subject, services.now())};
  for (auto const& led : worker.led) {
    if (led.account != account->account) continue;
    OpenedFamily opened;
    opened.family = led.family;
    opened.members = people::family_members(*reader, led.family);
    worker.families.push_back(std::move(opened));
  }
  return worker;
}

// Who can take over: people of the hub and practitioners who sign in, with how many families they lead already.
Html taking_over(html::FormState const& form, Worker const& worker, std::vector<access::Account> const& accounts,
                 profile::Profile const& profile) {
  html::Select select{
      .name = "to", .label = {.text = "Who takes over?"}, .items = {{.value = "", .text = "Choose a worker"}}};
  for (auto const& account : accounts) {
    auto const subject = account.subject();
    bool const leads = subject.is(access::Role::practitioner) || subject.is(access::Role::coordinator) ||
                       subject.is(access::Role::manager);
    if (!account.enabled || !leads || account.account == worker.account.account) continue;
    auto const already = std::ranges::count(worker.led, std::optional{account.account}, &LedFamily::account);
    auto text = account.name;
    if (!account.agency.empty()) text += ", " + enquiry::agency_words(profile, account.agency);
    text += ": leads " + std::to_string(already) + " of " + std::to_string(profile.practice.caseload_limit);
    select.items.push_back({.value = account.account.text(), .text = text});
  }
  return html::select_field(form, select);
}

Html hand_over_form(access::Services const& services, access::Visitor const& visitor, Worker const& worker,
                    html::FormState const& form) {
  auto const& profile = *services.profile;
  auto const today = london_date(services.now());
  html::Checkboxes families{.name = "family",
                            .fieldset = {.legend = {.text = "Which families?"}},
                            .values = form.all_values("family"),
                            .classes = "govuk-checkboxes--small"};
  for (auto const& opened : worker.families) {
    Html children;
    for (auto const& child : children_of(opened, today))
      children.add("{}{}", children.empty() ? "" : ", ", enquiry::listed_child(child, today));
    families.items.push_back({.value = opened.family.text(), .text = opened.name(), .hint = {.text = children}});
  }
  Html reader;
  {
    auto const accounts = access::all_accounts(*services.readers->lease());
    reader = taking_over(form, worker, accounts, profile);
  }
  auto const body =
      html::checkboxes_field(form, families) + reader +
      html::select_field(
          form, {.name = "role",
                 .label = {.text = "What is their part?"},
                 .items = enquiry::choices(profile.practice.team_roles, today, form.value("role"), "Choose a part")}) +
      html::input_field(form, {.name = "phone",
                               .label = {.text = "On which number do others reach them?"},
                               .width_characters = 20,
                               .type = "tel"}) +
      reason_field(form, "reason", "Why?", "It stands in the history of each family.") +
      html::radios_field(form, {.name = "told",
                                .fieldset = {.legend = {.text = "Have the families been told?"}},
                                .items = {{.value = "yes", .text = "Yes"}, {.value = "no", .text = "Not yet"}}}) +
      reason_field(form, "family_said", "What do they say about who should lead? (optional)") +
      reason_field(form, "why_not_told", "If they have not been told: why not?") +
      html::button({.text = "Hand over", .prevent_double_click = true});
  return html::markup("<h2 class=\"govuk-heading-m\">Hand families over</h2>") +
         access::draft_form_for(services, visitor, html::url("/caseloads/{}", worker.account.account), body);
}

std::string listed_ids(Worker const& worker) {
  std::string all;
  for (auto const& opened : worker.families) all += (all.empty() ? "" : ",") + opened.family.text();
  return all;
}

http::Response worker_page(access::Services const& services, access::Visitor const& visitor,
                           http::Request const& request, Worker const& worker, html::FormState const& form,
                           int status) {
  if (!worker.families.empty()) {
    auto const noted = access::note_read(services, visitor, request, Action::hand_over,
                                         access::decide(visitor.subject, Action::hand_over),
                                         "list of " + std::to_string(worker.families.size()), listed_ids(worker));
    if (!noted) return access::error_page(services, visitor, noted.error());
  }
  html::SortableTable table{.caption = "Families they lead", .columns = {{.text = "Family"}, {.text = "Since"}}};
  for (auto const& opened : worker.families) {
    auto const led = std::ranges::find(worker.led, opened.family, &LedFamily::family);
    table.rows.push_back(
        {html::markup("<a class=\"govuk-link\" href=\"{}\">{}</a>", family_url(opened.family), opened.name()),
         for_people(led->since)});
  }
  html::Page page;
  page.title = worker.account.name + " – caseload";
  page.heading = html::text(worker.account.name);
  page.error = !form.errors.empty();
  page.above_heading = html::error_summary(form);
  if (request.query.get("done") == "handed")
    page.above_heading =
        html::notification_banner({.text = "Handed over. It stands in the history of each family.", .success = true});
  page.back_link = html::BackLink{.text = "Back to caseloads", .href = html::Url{"/caseloads"}};
  page.main = table.rows.empty()
                  ? html::markup("<p class=\"govuk-body\">They lead no family that you may see.</p>")
                  : html::sortable_table(table) +
                        html::markup(
                            "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">Go through these "
                            "families in supervision</a></p>",
                            html::Url{"/supervision"}.with("worker", worker.account.account.text())) +
                        hand_over_form(services, visitor, worker, form);
  return access::framed(services, visitor, std::move(page), status);
}

http::Answer show_worker(access::Services const& services, access::Visitor const& visitor,
                         http::Request const& request) {
  auto const worker = worker_of(services, visitor, request);
  if (!worker) return access::error_page(services, visitor, worker.error());
  auto const form = access::kept_draft(services, visitor, request.path).value_or(html::FormState{});
  return worker_page(services, visitor, request, *worker, form, 200);
}

Result<HandOverMany> read_hand_over(http::Fields const& form, ActorId from, profile::Profile const& profile) {
  enquiry::Faults faults;
  HandOverMany command;
  command.from = from;
  for (auto const ticked : form.all("family"))
    if (auto const id = FamilyId::parse(ticked)) command.families.push_back(*id);
  command.to = ActorId::parse(form.get("to")).value_or(ActorId{});
  command.role = faults.take(typed_choice(form, "role", profile.practice.team_roles, "Choose their part."));
  command.phone = faults.take(enquiry::typed_text(form, "phone", 40));
  command.reason = faults.take(enquiry::typed_text(form, "reason", 2000));
  command.family_said = faults.take(enquiry::typed_text(form, "family_said", 2000));
  command.family_told = form.get("told") == "yes";
  command.why_not_told = faults.take(enquiry::typed_text(form, "why_not_told", 2000));
  auto need = [&](bool missing, std::string const& field, std::string const& code, std::string const& sentence) {
    if (missing) faults.take<bool>(invalid(code, sentence, {{field, code, sentence}}));
  };
  need(command.families.empty(), "family", "no_families", "Choose at least one family.");
  need(command.to.is_nil(), "to", "nobody_chosen", "Choose who takes over.");
  if (form.get("told").empty()) {
    auto const sentence = std::string{"Say whether the families have been told."};
    faults.take<bool>(invalid("not_chosen", sentence, {{"told", "not_chosen", sentence}}));
  }
  if (faults.any()) return faults.error();
  return command;
}

http::Answer hand_over_families(access::Services const& services, access::Visitor const& visitor,
                                http::Request const& request) {
  auto worker = worker_of(services, visitor, request);
  if (!worker) return access::error_page(services, visitor, worker.error());
  auto const where = html::url("/caseloads/{}", worker->account.account).with("done", "handed").text();
  auto command = read_hand_over(visitor.form, worker->account.account, *services.profile);
  auto again = [&services, visitor, &request, worker = *std::move(worker)](Error const& error) {
    return worker_page(services, visitor, request, worker, access::typed_with(visitor.form, error),
                       access::status_of(error.kind));
  };
  if (!command) return again(command.error());
  auto task = access::task_for(
      visitor, request, [command = *std::move(command), account = visitor.subject.account](journal::Transaction& t) {
        return hand_over(t, command, {access::subject_now(t, account), "hand_over"});
      });
  return access::perform(services, std::move(task),
                         [where = std::string{where}, again = std::move(again)](Result<std::string> const& result) {
                           return result ? http::redirect(where) : again(result.error());
                         });
}

}  // namespace

void hang_caseloads(http::Router& router, access::Services const& services) {
  access::add(router, services,
              {.pattern = "/caseloads",
               .action = Action::see_caseloads,
               .name = "caseloads",
               .summary = "How many families each worker and team leads",
               .page = show_caseloads});
  access::add(router, services,
              {.pattern = "/caseloads/{id}",
               .action = Action::hand_over,
               .name = "caseload",
               .summary = "One worker's families",
               .page = show_worker});
  access::add(router, services,
              {.method = http::Method::post,
               .pattern = "/caseloads/{id}",
               .action = Action::hand_over,
               .name = "caseload_post",
               .summary = "Hands families over to another worker",
               .page = hand_over_families});
}

}  // namespace kith::family
