#include "insight/trial_forms.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "html/components.h"

namespace kith::insight {

using access::Services;
using access::Visitor;
using html::Html;
using html::markup;

AskedTrial asked_trial_of(std::vector<ScenarioEntry> const& library, http::Fields const& fields) {
  AskedTrial asked;
  asked.question.scenario = fields.get("scenario");
  for (auto const& entry : library)
    if (entry.name == asked.question.scenario) asked.scenario = &entry;
  if (asked.scenario == nullptr) return asked;
  asked.form.values.emplace_back("scenario", asked.question.scenario);
  for (auto const& lever : asked.scenario->levers) {
    auto const field = field_of(lever);
    std::string const typed{fields.get(field)};
    asked.form.values.emplace_back(field, typed.empty() ? fmt::format("{}", lever.value) : typed);
    if (typed.empty()) continue;
    char* end = nullptr;
    double const value = std::strtod(typed.c_str(), &end);
    if (*end != '\0' || !(lever.low <= value && value <= lever.high))
      asked.form.errors.push_back(
          {field, "bad_lever", fmt::format("Write a number from {} to {}.", lever.low, lever.high)});
    else if (value != lever.value)
      asked.question.levers[lever.name] = value;
  }
  return asked;
}

html::Url address_of(html::Url url, TrialQuestion const& question, ScenarioEntry const& scenario) {
  url = url.with("scenario", question.scenario);
  for (auto const& lever : scenario.levers)
    if (auto const set = question.levers.find(lever.name); set != question.levers.end())
      url = url.with(field_of(lever), fmt::format("{}", set->second));
  return url;
}

Html chooser(std::vector<ScenarioEntry> const& library, AskedTrial const& asked) {
  html::Select select{.name = "scenario", .label = {.text = "Which change"}};
  for (auto const& entry : library) select.items.push_back({.value = entry.name, .text = entry.title});
  select.value = asked.question.scenario;
  return markup("<form class=\"kith-no-print\" action=\"/reports/try\" method=\"get\" novalidate>{}{}</form>",
                html::select(select), html::button({.text = "Choose", .variant = html::ButtonVariant::secondary}));
}

Html levers_form(AskedTrial const& asked) {
  Html fields;
  for (auto const& lever : asked.scenario->levers) {
    auto const step = lever.high - lever.low > 3 ? "1" : "0.01";
    fields += html::input_field(
        asked.form, {.name = field_of(lever),
                     .label = {.text = html::text(lever.says.empty() ? lever.name : lever.says)},
                     .hint = {.text = html::text(fmt::format("From {} to {}; {} as the scenario has it", lever.low,
                                                             lever.high, lever.value))},
                     .width_characters = 5,
                     .inputmode = "decimal",
                     .attributes = {{"data-kith-slider", step},
                                    {"data-min", fmt::format("{}", lever.low)},
                                    {"data-max", fmt::format("{}", lever.high)}}});
  }
  if (asked.scenario->levers.empty()) return {};
  return markup("<form class=\"kith-no-print\" action=\"/reports/try\" method=\"get\" novalidate>{}{}{}</form>",
                html::hidden_field("scenario", asked.question.scenario), fields,
                html::button({.text = "Show the answer"}));
}

Html progress(Services const& services, Visitor const& visitor, AskedTrial const& asked, RunStatus const& status,
              std::string const& key) {
  auto const here = address_of("/reports/try", asked.question, *asked.scenario);
  auto const act = [&](html::Url const& where, char const* words) {
    Html hidden = html::hidden_field("scenario", asked.question.scenario) + html::hidden_field("key", key);
    for (auto const& [name, value] : asked.form.values)
      if (name != "scenario") hidden += html::hidden_field(name, value);
    return access::form_for(
        services, visitor, where,
        hidden + html::button({.text = html::text(words), .variant = html::ButtonVariant::secondary}));
  };
  switch (status.state) {
    case RunState::finished:
      return markup("<p class=\"govuk-body\">Refined: {} years lived on each side, with the same luck.</p>",
                    status.answer->result.comparison.tomorrow.replications);
    case RunState::waiting:
    case RunState::running: {
      auto const share = status.of > 0 ? status.done * 100 / status.of : 0;
      return markup(
                 "<div class=\"govuk-inset-text kith-no-print\" data-kith-progress=\"{}\"><p class=\"govuk-body\">This "
                 "is a "
                 "first answer, from {} years lived. A better one is {}.</p><p class=\"govuk-body\"><progress "
                 "max=\"100\" value=\"{}\" aria-label=\"How far the refined answer is\">{}%</progress> "
                 "<a class=\"govuk-link\" href=\"{}\">Look again</a></p>",
                 html::Url{"/reports/try/state"}.with("key", key), first_years,
                 status.state == RunState::waiting ? "waiting for its turn" : "being worked out", share, share, here) +
             act("/reports/try/stop", "Stop") + markup("</div>");
    }
    case RunState::failed:
      return html::inset_text({.text = html::text("The refined run did not come to an end: " + status.sentence)});
    default:
      return markup(
                 "<div class=\"govuk-inset-text kith-no-print\"><p class=\"govuk-body\">This is a first answer, from "
                 "{} "
                 "years lived. {}</p>",
                 first_years,
                 status.state == RunState::stopped ? "The refined run was stopped."
                                                   : "The refined run was not begun.") +
             act("/reports/try/refine", "Work out the refined answer") + markup("</div>");
  }
}

Html saving(Services const& services, Visitor const& visitor, AskedTrial const& asked, html::FormState const& form) {
  Html hidden = html::hidden_field("scenario", asked.question.scenario);
  for (auto const& [name, value] : asked.form.values)
    if (name != "scenario") hidden += html::hidden_field(name, value);
  auto const field =
      html::input_field(form, {.name = "name",
                               .label = {.text = "Save this change under a name"},
                               .hint = {.text = "Everybody who may see reports can open it. No names of people."},
                               .width_characters = 20});
  return markup(
      "<div class=\"kith-no-print\">{}</div>",
      access::form_for(services, visitor, "/reports/try/save",
                       hidden + field + html::button({.text = "Save", .variant = html::ButtonVariant::secondary})));
}

Html saved_list(std::vector<SavedRow> const& saved, std::vector<ScenarioEntry> const& library) {
  if (saved.empty()) return {};
  Html list;
  std::vector<html::SelectItem> items;
  for (auto const& row : saved) {
    auto const entry = std::ranges::find(library, row.asked.question.scenario, &ScenarioEntry::name);
    if (entry == library.end()) continue;
    list += markup("<li><a class=\"govuk-link\" href=\"{}\">{}</a></li>",
                   address_of("/reports/try", row.asked.question, *entry), row.asked.name);
    items.push_back({.value = row.id.text(), .text = row.asked.name});
  }
  auto out = markup(
      "<h2 class=\"govuk-heading-m\">Saved changes</h2><ul class=\"govuk-list govuk-list--bullet\">{}</ul>", list);
  if (items.size() < 2) return out;
  html::Select one{.name = "one", .label = {.text = "Compare"}, .items = items};
  html::Select other{.name = "other", .label = {.text = "with"}, .items = items};
  other.value = *items[1].value;
  return out + markup("<form class=\"kith-no-print\" action=\"/reports/try/compare\" method=\"get\">{}{}{}</form>",
                      html::select(one), html::select(other),
                      html::button({.text = "Compare", .variant = html::ButtonVariant::secondary}));
}

}  // namespace kith::insight
