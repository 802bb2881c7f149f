// "Are these the same person?": the queue of records that may be one person, two of them side by side, and what those
// who look decide. Two people join records, never one alone.
#include "access/accounts.h"
#include "base/text.h"
#include "html/components/banners.h"
#include "html/components/button.h"
#include "html/components/side_by_side.h"
#include "html/components/sortable_table.h"
#include "html/components/sub_navigation.h"
#include "html/components/text_blocks.h"
#include "people/matching/known_answer.h"
#include "people/matching/pairs.h"
#include "people/people_pages.h"

namespace kith::people {

namespace {

using access::Action;
using html::Html;

int constexpr most_in_queue = 200;

Error no_such_pair() {
  return not_found("no_pair", "There is no such pair of records. Somebody may have restricted one of them.");
}

html::Url pair_url(PairId id) { return html::url("/people/matches/{}", id); }

std::string name_and_birth(PersonRecord const& record) {
  auto const& born = record.details.date_of_birth;
  return record.shown_name() + (born ? ", born " + for_people(*born) : std::string{});
}

Html stages(sql::Connection& c, access::Visitor const& visitor, PairStage current) {
  html::SubNavigation navigation{.label = "Where pairs stand"};
  for (auto const& stage : members_of<PairStage>)
    navigation.items.push_back({.text = stage.label,
                                .href = html::Url{"/people/matches"}.with("stage", stage.wire),
                                .current = stage.value == current,
                                .count = static_cast<int>(count_pairs(c, stage.value, visitor.subject.account))});
  return html::sub_navigation(navigation);
}

http::Answer queue(access::Services const& services, access::Visitor const& visitor, http::Request const& request) {
  auto const stage = parse<PairStage>(request.query.get("stage")).value_or(PairStage::open);
  std::vector<PairRecord> pairs;
  html::Page page;
  {
    auto reader = services.readers->lease();
    pairs = pairs_at(*reader, stage, visitor.subject.account, most_in_queue);
    page.main = stages(*reader, visitor, stage);
  }
  std::string ids;
  for (auto const& pair : pairs)
    ids += (ids.empty() ? "" : ",") + pair.one.person.text() + "," + pair.other.person.text();
  auto const noted = access::note_read(services, visitor, request, Action::work_enquiry,
                                       access::decide(visitor.subject, Action::search_people),
                                       "queue of " + std::to_string(pairs.size()) + " pairs", ids);
  if (!noted) return access::error_page(services, visitor, noted.error());
  html::SortableTable table{
      .caption = label(stage),
      .caption_hidden = true,
      .columns = {{.text = "Two records"}, {.text = "And"}, {.text = "How sure the machine is"}, {.text = "Since"}},
      .empty_text = "No pair of records is here."};
  for (auto const& pair : pairs) {
    auto sure = html::text(probability_words(link::probability_of(static_cast<double>(pair.weight) / 100)));
    if (pair.may_be_twins) sure.add("<br>May be twins");
    table.rows.push_back(
        {html::markup("<a class=\"govuk-link\" href=\"{}\">{}</a>", pair_url(pair.pair), name_and_birth(pair.one)),
         html::text(name_and_birth(pair.other)), sure, html::text(for_people(pair.proposed_at))});
  }
  page.title = "Are these the same person?";
  page.heading = "Are these the same person?";
  page.main += html::markup(
      "<p class=\"govuk-body\">The machine only asks. Nothing is joined until two people say so.</p>"
      "{}",
      html::sortable_table(table));
  page.wide = true;
  return access::framed(services, visitor, std::move(page));
}

// What is seen of one of the two: a protected address only by those named for it.
std::string shown_field(sql::Connection& c, access::Visitor const& visitor, profile::Profile const& profile,
                        PersonRecord const& record, std::string_view field) {
  bool const address = field == "address" || field == "postcode";
  if (address && record.protected_address && !needs_address(c, record.person, visitor.subject.account))
    return "Protected: not shown";
  return field_words(profile, record.details, field);
}

Html both_records(sql::Connection& c, access::Services const& services, access::Visitor const& visitor,
                  PairRecord const& pair) {
  html::SideBySide beside{.caption = "What each record says",
                          .left_heading = pair.one.reference,
                          .right_heading = pair.other.reference,
                          .rows = {},
                          .changed_text = "Differs"};
  for (auto const* field :
       {"forename", "surname", "date_of_birth", "expected_date_of_birth", "sex", "address", "postcode"}) {
    auto const left = shown_field(c, visitor, *services.profile, pair.one, field);
    auto const right = shown_field(c, visitor, *services.profile, pair.other, field);
    if (left.empty() && right.empty()) continue;
    beside.rows.push_back({.label = field_label(field),
                           .left = left.empty() ? "Not recorded" : left,
                           .right = right.empty() ? "Not recorded" : right,
                           .changed = left != right});
  }
  return html::side_by_side(beside);
}

Html records_list(PairRecord const& pair) {
  auto item = [](PersonRecord const& record) {
    return html::markup("<li><a class=\"govuk-link\" href=\"{}\">Open {} ({})</a></li>", person_url(record.person),
                        record.shown_name(), record.reference);
  };
  return html::markup("<ul class=\"govuk-list\">{}{}</ul>", item(pair.one), item(pair.other));
}

Html agreement_of(PairRecord const& pair) {
  auto const agreeing = agreeing_fields(pair.one.details, pair.other.details);
  std::string words;
  for (auto const& field : agreeing) words += (words.empty() ? "" : ", ") + lower_ascii(field_label(field));
  if (agreeing.size() >= enough_agreeing)
    return html::markup("<p class=\"govuk-body\">The same in both: {}.</p>", words);
  return html::warning_text(
      {.text = html::markup(
           "Only {} of the things that tell people apart {} the same in both{}. Three or more are wanted "
           "before records are joined: make sure in another way first.",
           agreeing.size(), agreeing.size() == 1 ? "is" : "are", words.empty() ? "" : " (" + words + ")")});
}

std::string who(sql::Connection& c, journal::ActorId account) {
  auto const name = access::name_of(c, account);
  return name.empty() ? std::string{"Kith"} : name;
}

Html standing(sql::Connection& c, PairRecord const& pair) {
  Html body;
  if (pair.decision)
    body.add("<p class=\"govuk-body\"><strong>{}</strong>, said {} on {}: {}</p>", label(*pair.decision),
             who(c, pair.decided_by), for_people(pair.decided_at.value_or(Instant{})), pair.why);
  if (pair.stage == PairStage::joined)
    body.add("<p class=\"govuk-body\"><strong>Joined</strong> by {} on {}: {}</p>", who(c, pair.joined_by),
             for_people(pair.joined_at.value_or(Instant{})), pair.joined_why);
  return body;
}

Html why_field(html::FormState const& form, std::string const& asked) {
  return html::textarea_field(form, {.name = "why", .label = {.text = asked}, .rows = 3});
}

Html decision_form(access::Services const& services, access::Visitor const& visitor, PairRecord const& pair,
                   html::FormState const& form) {
  html::Radios radios{.name = "decision", .fieldset = {.legend = {.text = "What are they?"}}, .items = {}};
  static constexpr std::pair<PairDecision, std::string_view> hints[] = {
      {PairDecision::same, "Somebody else is asked to agree before the records are joined."},
      {PairDecision::household, "Twins, brothers and sisters, a parent of the same name."},
      {PairDecision::different, "This pair is never proposed again."},
      {PairDecision::unsure, "It stays in the list of those not sure yet."}};
  for (auto const& [decision, hint] : hints)
    radios.items.push_back({.value = std::string{wire(decision)}, .text = label(decision), .hint = {.text = hint}});
  auto const body = html::radios_field(form, radios) + why_field(form, "Why do you think so?") +
                    html::button({.text = "Save what they are", .prevent_double_click = true});
  return html::markup("<h2 class=\"govuk-heading-m\">{}</h2>{}", pair.decision ? "Decide again" : "Decide",
                      access::form_for(services, visitor, html::url("/people/matches/{}/decide", pair.pair), body));
}

// What can be done with the pair by whoever looks.
Html next_step(access::Services const& services, access::Visitor const& visitor, PairRecord const& pair,
               html::FormState const& form) {
  if (pair.stage == PairStage::joined)
    return html::markup(
        "<h2 class=\"govuk-heading-m\">Part the records</h2><p class=\"govuk-body\">Both stand again exactly as "
        "before.</p>"
        "{}",
        access::form_for(services, visitor, html::url("/people/matches/{}/part", pair.pair),
                         why_field(form, "Why were they not one person?") +
                             html::button({.text = "Part the records", .variant = html::ButtonVariant::warning})));
  Html body;
  if (pair.stage == PairStage::to_confirm) {
    body.add("<h2 class=\"govuk-heading-m\">Join the records</h2>");
    if (pair.decided_by == visitor.subject.account)
      body.add(
          "<p class=\"govuk-body\">You said that they are the same person. Somebody else must agree: nobody joins "
          "records alone.</p>");
    else
      body += access::form_for(services, visitor, html::url("/people/matches/{}/join", pair.pair),
                               why_field(form, "Why do you agree?") + html::button({.text = "Join the records"}));
  }
  return body + decision_form(services, visitor, pair, form);
}

std::string_view done_words(std::string_view done) {
  static constexpr std::pair<std::string_view, std::string_view> words[] = {
      {"decide", "Saved. The machine will not ask about this pair again."},
      {"join", "The records are joined. They can be parted again at any time."},
      {"part", "The records are parted. Both stand as they did before."}};
  for (auto const& [code, sentence] : words)
    if (code == done) return sentence;
  return {};
}

http::Answer shown(access::Services const& services, access::Visitor const& visitor, http::Request const& request,
                   html::FormState const& form, int status) {
  auto const id = PairId::parse(request.parameters.at("id"));
  std::optional<PairRecord> pair;
  html::Page page;
  {
    auto reader = services.readers->lease();
    if (id) pair = pair_record(*reader, *id, visitor.subject.account);
    if (!pair) return access::error_page(services, visitor, no_such_pair());
    page.main = agreement_of(*pair) + both_records(*reader, services, visitor, *pair) + standing(*reader, *pair);
  }
  auto const noted = access::note_read(
      services, visitor, request, Action::work_enquiry, access::decide(visitor.subject, Action::search_people),
      "two records side by side", pair->one.person.text() + "," + pair->other.person.text());
  if (!noted) return access::error_page(services, visitor, noted.error());
  std::vector<Step> steps;
  for (auto const& part : pair->parts) steps.push_back({part.field, part.sentence, part.weight});
  page.title = "Are these the same person?";
  page.heading = "Are these the same person?";
  page.back_link = html::BackLink{.text = "All pairs", .href = "/people/matches"};
  page.above_heading = html::error_summary(form);
  page.error = !form.errors.empty();
  if (auto const done = done_words(request.query.get("done")); !done.empty() && form.errors.empty())
    page.above_heading = html::notification_banner({.text = done, .success = true});
  if (pair->may_be_twins)
    page.main = html::warning_text({.text = "Same surname and date of birth, but not the same first name: these may be "
                                            "twins, and twins are two children."}) +
                page.main;
  page.main += records_list(*pair) +
               html::details({.summary = "How the machine reckoned it", .text = reckoning(steps)}) +
               next_step(services, visitor, *pair, form);
  return access::framed(services, visitor, std::move(page), status);
}

// Sends what was decided, checked again in the transaction, and comes back to the pair.
http::Answer carry_out_on_pair(access::Services const& services, access::Visitor const& visitor,
                               http::Request const& request, std::string_view done,
                               std::function<Result<std::string>(journal::Transaction&, PairId)> run) {
  auto const id = PairId::parse(request.parameters.at("id"));
  if (!id) return access::error_page(services, visitor, no_such_pair());
  auto const actor = visitor.subject.account;
  auto task =
      access::task_for(visitor, request, [id = *id, actor, run](journal::Transaction& t) -> Result<std::string> {
        if (!access::decide(access::subject_now(t, actor), Action::search_people) ||
            !access::decide(access::subject_now(t, actor), Action::see_inbox))
          return forbidden("not_allowed", "Your role does not include this.");
        return run(t, id);
      });
  auto const where = std::string{pair_url(*id).with("done", done).text()};
  return access::perform(services, std::move(task),
                         [&services, visitor, request, where](Result<std::string> const& result) -> http::Response {
                           if (result) return http::redirect(where);
                           auto const kind = result.error().kind;
                           if (kind != Kind::invalid) return access::error_page(services, visitor, result.error());
                           auto answer =
                               shown(services, visitor, request, access::typed_with(visitor.form, result.error()), 422);
                           return std::get<http::Response>(std::move(answer));
                         });
}

std::string why_of(access::Visitor const& visitor) { return clean_text(visitor.form.get("why")).value_or(""); }

http::Answer decide_page(access::Services const& services, access::Visitor const& visitor,
                         http::Request const& request) {
  auto const decision = parse<PairDecision>(visitor.form.get("decision"));
  if (!decision) {
    auto form = access::form_state(visitor.form);
    form.errors = {{"decision", "no_decision", "Choose what they are."}};
    return shown(services, visitor, request, form, 422);
  }
  return carry_out_on_pair(
      services, visitor, request, "decide",
      [decision = *decision, why = why_of(visitor), author = access::author_of(visitor, "matching")](
          auto& t, PairId id) { return decide_pair(t, id, decision, why, author); });
}
http::Answer join_page(access::Services const& services, access::Visitor const& visitor, http::Request const& request) {
  return carry_out_on_pair(services, visitor, request, "join",
                           [why = why_of(visitor), author = access::author_of(visitor, "matching")](
                               auto& t, PairId id) { return join_pair(t, id, why, author); });
}
http::Answer part_page(access::Services const& services, access::Visitor const& visitor, http::Request const& request) {
  return carry_out_on_pair(services, visitor, request, "part",
                           [why = why_of(visitor), author = access::author_of(visitor, "matching")](
                               auto& t, PairId id) { return part_pair(t, id, why, author); });
}

}  // namespace

Html other_records(sql::Connection& c, access::Visitor const& visitor, PersonRecord const& record) {
  Html items;
  for (auto const& pair : pairs_of(c, record.person, visitor.subject.account)) {
    if (pair.stage == PairStage::settled) continue;
    auto const& other = pair.one.person == record.person ? pair.other : pair.one;
    items.add("<li>{} <a class=\"govuk-link\" href=\"{}\">{} ({})</a></li>",
              pair.stage == PairStage::joined ? "The same person as" : "May be the same person as", pair_url(pair.pair),
              other.shown_name(), other.reference);
  }
  return items.empty() ? Html{} : html::markup("<ul class=\"govuk-list\">{}</ul>", items);
}

void hang_match_pages(http::Router& router, access::Services const& services) {
  auto add = [&](http::Method method, std::string pattern, std::string name, std::string summary, access::Page page) {
    access::add(router, services,
                {.method = method,
                 .pattern = std::move(pattern),
                 .action = Action::work_enquiry,
                 .name = std::move(name),
                 .summary = std::move(summary),
                 .page = std::move(page)});
  };
  using enum http::Method;
  add(get, "/people/matches", "people_matches", "Records that may be one person, for somebody to decide", queue);
  add(get, "/people/matches/{id}", "people_match", "Two records side by side",
      [](auto const& s, auto const& v, auto const& r) { return shown(s, v, r, {}, 200); });
  add(post, "/people/matches/{id}/decide", "people_match_decide", "Says what two records are", decide_page);
  add(post, "/people/matches/{id}/join", "people_match_join", "Joins two records that another said are one person's",
      join_page);
  add(post, "/people/matches/{id}/part", "people_match_part", "Parts two records that were joined", part_page);
}

}  // namespace kith::people
