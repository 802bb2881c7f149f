// Advice without names: what was asked and answered, whether the child must now be named, and the request that came of
// it. Nothing here says who a family is.
#include "access/accounts.h"
#include "enquiry/consultation.h"
#include "enquiry/pages/consultation_form.h"
#include "enquiry/pages/enquiry_parts.h"
#include "enquiry/pages/typed.h"
#include "enquiry/pages/words.h"
#include "html/components.h"
#include "journal/store.h"
#include "profile/place_codes.h"

namespace kith::enquiry {

namespace {

using access::Action;
using access::Services;
using access::Visitor;
using html::Html;

Result<Done> note_consultations(Services const& services, Visitor const& visitor, http::Request const& request,
                                std::string about, std::string ids) {
  return access::note_read(services, visitor, request, Action::give_advice,
                           access::decide(visitor.subject, Action::give_advice), std::move(about), std::move(ids));
}

// ---- the list

struct AskedForAdvice {
  ConsultationQuery query;
  html::Url here() const {
    html::Url url = "/consultations";
    if (query.to_be_named) url = url.with("show", "to_be_named");
    if (query.from) url = url.with("from", to_text(*query.from));
    if (query.to) url = url.with("to", to_text(*query.to));
    if (!query.source.empty()) url = url.with("source", query.source);
    return url;
  }
};

AskedForAdvice asked_for_advice(Services const& services, http::Request const& request) {
  AskedForAdvice asked;
  asked.query.to_be_named = request.query.get("show") == "to_be_named";
  asked.query.from = parse_date(request.query.get("from"));
  asked.query.to = parse_date(request.query.get("to"));
  if (auto const* source = profile::find_word(services.profile->sources, request.query.get("source")))
    asked.query.source = source->code;
  asked.query.page = std::clamp(std::atoi(std::string{request.query.get("page")}.c_str()), 1, 100'000);
  return asked;
}

Html state_cell(ConsultationRow const& row, Date today) {
  if (row.enquiry) return html::tag({.text = "Became a request", .colour = html::TagColour::green});
  if (!row.must_be_named_since) return "Advice given";
  return html::tag({.text = "Must be named", .colour = html::TagColour::red}) +
         html::markup("<br>Since {}", days_ago(london_date(*row.must_be_named_since), today));
}

http::Answer show_consultations(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto const asked = asked_for_advice(services, request);
  auto const today = london_date(services.now());
  auto const& profile = *services.profile;
  html::SubNavigation tabs{.label = "Advice without names"};
  std::vector<ConsultationRow> rows;
  std::int64_t total = 0;
  {
    auto reader = services.readers->lease();
    for (bool const to_be_named : {false, true}) {
      auto other = asked;
      other.query.to_be_named = to_be_named;
      auto const count = count_consultations(*reader, other.query);
      if (to_be_named == asked.query.to_be_named) total = count;
      tabs.items.push_back({.text = to_be_named ? "The child must be named" : "All",
                            .href = other.here(),
                            .current = to_be_named == asked.query.to_be_named,
                            .count = static_cast<int>(count)});
    }
    rows = consultations(*reader, asked.query);
  }
  std::string ids;
  for (auto const& row : rows) ids += (ids.empty() ? "" : ",") + row.consultation.text();
  if (auto const noted = note_consultations(services, visitor, request, "consultations", ids); !noted)
    return access::error_page(services, visitor, noted.error());
  html::SortableTable table{.caption = "Consultations, newest first",
                            .caption_hidden = true,
                            .columns = {{.text = "Reference"},
                                        {.text = "Given"},
                                        {.text = "Who asked"},
                                        {.text = "Need"},
                                        {.text = "Place"},
                                        {.text = "What came of it"}},
                            .empty_text = "No advice is in this list."};
  for (auto const& row : rows)
    table.rows.push_back({html::markup("<a class=\"govuk-link\" href=\"{}\">{}</a>",
                                       html::url("/consultations/{}", row.consultation), row.reference),
                          for_people(row.given_on), profile::label_of(profile.sources, row.source),
                          profile::label_of(profile.needs, row.need), places_words(profile, row.places),
                          state_cell(row, today)});
  html::Page page;
  page.title = "Advice without names";
  page.heading = html::text(page.title);
  page.wide = true;
  page.main =
      html::button({.text = "Record a consultation", .href = "/consultations/new"}) + html::sub_navigation(tabs);
  if (asked.query.from || asked.query.to || !asked.query.source.empty())
    page.main.add(
        "<p class=\"govuk-body\">{}{}. <a class=\"govuk-link\" href=\"/consultations\">Show all</a></p>",
        asked.query.source.empty() ? "Everybody who asked" : profile::label_of(profile.sources, asked.query.source),
        asked.query.from && asked.query.to
            ? ", from " + for_people(*asked.query.from) + " to " + for_people(*asked.query.to)
            : std::string{});
  page.main.add("<p class=\"kith-showing\">{}</p>", count_words(total, "consultation", "consultations"));
  page.main += html::sortable_table(table) +
               html::page_links(asked.here(), asked.query.page,
                                static_cast<int>((total + asked.query.page_size - 1) / asked.query.page_size));
  return access::framed(services, visitor, std::move(page));
}

// ---- one of them

struct OpenConsultation {
  ConsultationId id;
  Consultation state;
};

Result<OpenConsultation> open_consultation(Services const& services, Visitor const& visitor,
                                           http::Request const& request) {
  auto const id = ConsultationId::parse(request.parameters.at("id"));
  OpenConsultation opened;
  if (id) {
    opened.id = *id;
    for (auto const& recorded : journal::load(*services.readers->lease(), id->raw())) evolve(opened.state, recorded);
  }
  if (opened.state.version == 0) return not_found("no_consultation", "There is no such consultation.");
  TRY(note_consultations(services, visitor, request, "consultation", opened.id.text()));
  return opened;
}

Html consultation_facts(Services const& services, OpenConsultation const& opened, std::string const& adviser) {
  auto const& profile = *services.profile;
  auto const& given = opened.state.given;
  html::SummaryList list;
  auto const add = [&](std::string_view key, std::string const& value) {
    if (!value.empty()) list.rows.push_back({.key = {.text = html::text(key)}, .value = {.text = html::text(value)}});
  };
  auto asker = given.asked_by.reveal();
  for (auto const& part : {given.job, agency_words(profile, given.agency)})
    if (!part.empty()) asker += (asker.empty() ? "" : ", ") + part;
  add("Given", for_people(given.given_on));
  add("By", adviser);
  add("Who asked", profile::label_of(profile.sources, given.source));
  add("Their name", asker);
  add("Place", places_words(profile, profile::joined(given.places)));
  add("Main need", profile::label_of(profile.needs, given.need));
  return html::summary_list(list);
}

Html said(std::string_view heading, std::string const& text) {
  if (text.empty()) return {};
  return html::markup("<h2 class=\"govuk-heading-m\">{}</h2><p class=\"govuk-body\">{}</p>", heading, lines_of(text));
}

// What may come of it: a request, or the word that the child must be named.
Html naming(Services const& services, Visitor const& visitor, OpenConsultation const& opened,
            html::FormState const& form) {
  auto const& state = opened.state;
  auto to_request = html::button({.text = "Name the child: make a request of it",
                                  .href = html::Url{"/requests/new"}.with("consultation", opened.id.text())});
  if (state.must_be_named)
    return html::warning_text({.text = html::text("The child must be named: " + *state.must_be_named)}) +
           html::markup("<p class=\"govuk-body\">Said on {}. Nothing that was typed here is typed again.</p>{}",
                        for_people(*state.must_be_named_since), to_request);
  auto const field = html::textarea_field(
      form, {.name = "reason",
             .label = {.text = "Why must the child now be named?"},
             .hint = {.text = "For example: a child may be harmed, or the advice was not followed."},
             .rows = 3});
  return html::markup("<h2 class=\"govuk-heading-m\">If the child must be named</h2>{}", to_request) +
         html::details(
             {.summary = "They must name the child, and have not done so yet",
              .text = access::draft_form_for(
                  services, visitor, html::url("/consultations/{}/must-be-named", opened.id),
                  field + html::button({.text = "Record that the child must be named", .prevent_double_click = true})),
              .open = !form.errors.empty()});
}

http::Response shown_consultation(Services const& services, Visitor const& visitor, http::Request const& request,
                                  html::FormState const& form) {
  auto const opened = open_consultation(services, visitor, request);
  if (!opened) return access::error_page(services, visitor, opened.error());
  auto const& state = opened->state;
  std::string adviser;
  {
    auto reader = services.readers->lease();
    adviser = access::name_of(*reader, state.adviser);
  }
  html::Page page;
  page.title = "Consultation " + state.given.reference;
  page.heading = html::text(page.title);
  page.back_link = html::BackLink{.text = "Advice without names", .href = "/consultations"};
  if (request.query.get("done") == "given")
    page.above_heading =
        html::notification_banner({.text = "Saved. It is counted as advice, and is no request.", .success = true});
  else if (request.query.get("done") == "must-be-named")
    page.above_heading =
        html::notification_banner({.text = "On record: the child must now be named.", .success = true});
  page.main = consultation_facts(services, *opened, adviser) +
              said("What they are worried about", state.given.worries) +
              said("What is working well", state.given.working_well) + said("What was advised", state.given.advice);
  if (state.enquiry && state.must_be_named)
    page.main.add("<h2 class=\"govuk-heading-m\">Why the child had to be named</h2><p class=\"govuk-body\">{}</p>",
                  lines_of(*state.must_be_named));
  if (state.enquiry)
    page.main.add("<p class=\"govuk-body\">The child has been named. {}</p>",
                  works_in_hub(visitor.subject)
                      ? html::markup("<a class=\"govuk-link\" href=\"{}\">The request that came of it</a>",
                                     enquiry_url(*state.enquiry))
                      : html::text("The hub has the request."));
  else
    page.main += naming(services, visitor, *opened, form);
  return door_page(services, visitor, std::move(page), form);
}

http::Answer show_consultation(Services const& services, Visitor const& visitor, http::Request const& request) {
  return shown_consultation(
      services, visitor, request,
      access::kept_draft(services, visitor, request.path + "/must-be-named").value_or(html::FormState{}));
}

http::Answer save_must_be_named(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto const id = ConsultationId::parse(request.parameters.at("id"));
  if (!id) return access::error_page(services, visitor, not_found("no_consultation", "There is no such consultation."));
  auto again = [&services, visitor, &request](Error const& error) {
    return shown_consultation(services, visitor, request, typed_with(visitor.form, error));
  };
  auto const reason = typed_text(visitor.form, "reason", 2'000);
  if (!reason) return again(reason.error());
  auto command = [id = *id, reason = *reason](journal::Transaction& t, By const& by) {
    return require_naming(t, id, reason, by);
  };
  auto where = [id = *id](std::string const&) {
    return html::url("/consultations/{}", id).with("done", "must-be-named");
  };
  return send_command(services, visitor, request, "advice", std::move(command), where, again);
}

// ---- a new one

http::Response new_page(Services const& services, Visitor const& visitor, html::FormState const& form) {
  html::Page page;
  page.title = "Advice without names";
  page.heading = "Record a consultation without names";
  page.back_link = html::BackLink{.text = "Advice without names", .href = "/consultations"};
  page.main = html::inset_text(
      {.text = "Leave out whatever says who the family is: names, dates of birth, addresses, numbers. It is counted as "
               "advice and is no request. If the child must be named, a request takes over every word of it."});
  page.main += access::draft_form_for(
      services, visitor, "/consultations/new",
      consultation_fields(form, services) + html::button({.text = "Save the advice", .prevent_double_click = true}));
  return door_page(services, visitor, std::move(page), form);
}

http::Answer show_new_consultation(Services const& services, Visitor const& visitor, http::Request const& request) {
  return new_page(services, visitor, access::kept_draft(services, visitor, request.path).value_or(html::FormState{}));
}

http::Answer save_new_consultation(Services const& services, Visitor const& visitor, http::Request const& request) {
  auto typed = read_consultation(visitor.form, services);
  if (!typed) return new_page(services, visitor, typed_with(visitor.form, typed.error()));
  auto command = [asked = *std::move(typed)](journal::Transaction& t, By const& by) {
    auto made = asked;
    made.given.consultation = ConsultationId::mint(t.now(), t.random());
    return give_advice(t, made, by);
  };
  auto where = [](std::string const& made) {
    return html::url("/consultations/{}", ConsultationId::parse(made).value_or(ConsultationId{})).with("done", "given");
  };
  auto again = [&services, visitor](Error const& error) {
    return new_page(services, visitor, typed_with(visitor.form, error));
  };
  return send_command(services, visitor, request, "advice", std::move(command), where, again);
}

}  // namespace

void hang_consultations(http::Router& router, access::Services const& services) {
  auto add = [&](http::Method method, std::string pattern, std::string name, std::string summary, access::Page page) {
    access::add(router, services,
                {.method = method,
                 .pattern = std::move(pattern),
                 .action = Action::give_advice,
                 .name = std::move(name),
                 .summary = std::move(summary),
                 .page = std::move(page)});
  };
  add(http::Method::get, "/consultations", "consultations", "Advice given without names, and whose child must be named",
      show_consultations);
  add(http::Method::get, "/consultations/new", "new_consultation", "The form of a consultation without names",
      show_new_consultation);
  add(http::Method::post, "/consultations/new", "new_consultation_post", "Saves a consultation without names",
      save_new_consultation);
  add(http::Method::get, "/consultations/{id}", "consultation", "One consultation without names", show_consultation);
  add(http::Method::post, "/consultations/{id}/must-be-named", "consultation_must_be_named_post",
      "Says that the child must now be named", save_must_be_named);
}

}  // namespace kith::enquiry
