// From whom of the family something is kept: everything that can be shown, with its mark; and the copy on paper, which
// keeps to the same marks.
#include "guest/guest_pages.h"
#include "html/components/choices.h"
#include "html/components/sortable_table.h"
#include "html/components/tag.h"
#include "html/components/text_blocks.h"

namespace kith::guest {

namespace {

using access::Action;
using family::family_url;
using family::FormGround;
using family::OpenedFamily;
using html::Html;

access::Field const marks_field{.kind = access::FieldClass::entry, .own_agency = true};

struct Markable {
  std::string item;
  std::string kind;
  std::string words;
  bool is_note = false;
  bool shown = true;
};

std::vector<Markable> all_markable(sql::Connection& c, OpenedFamily const& opened, access::Subject const& subject,
                                   profile::Profile const& profile) {
  auto const all = everything_of(c, opened.family, profile,
                                 [&](family::Entry const& entry) { return opened.shows(subject, entry); });
  std::vector<Markable> list;
  for (auto const& answer : all.answers) list.push_back({answer.item, "Answer", answer.text});
  for (auto const& goal : all.goals) {
    list.push_back({goal.item, "Goal", goal.text});
    for (auto const& action : goal.actions) list.push_back({action.item, "Action", action.owner + ": " + action.text});
  }
  for (auto const& action : all.actions) list.push_back({action.item, "Action", action.owner + ": " + action.text});
  for (auto const& review : all.reviews)
    list.push_back({review.item, "Review", for_people(review.on) + ": " + review.what_changed});
  for (auto const& helper : all.helpers) list.push_back({helper.item, "Who helps", helper.name + ", " + helper.agency});
  for (auto const& told : all.told)
    list.push_back({told.item, "Who was told", told.agency + ": " + told.information + ", " + for_people(told.on)});
  for (auto const& note : all.notes)
    list.push_back({note.item, "Note", for_people(london_date(note.at)) + ": " + note.text, true, note.shown});
  return list;
}

std::string names_of(std::set<PersonId> const& people, OpenedFamily const& opened) {
  std::string names;
  for (auto const& member : opened.members)
    if (people.contains(member.person)) names += (names.empty() ? "" : ", ") + member.shown_name();
  return names;
}

std::string shortened(std::string const& text) {
  auto const letters = text.substr(0, 160);
  if (letters.size() == text.size()) return text;
  // Never in the middle of a letter of several bytes.
  auto const end = letters.find_last_of(' ');
  return letters.substr(0, end == std::string::npos ? 0 : end) + " …";
}

http::Answer show_marks(access::Services const& services, access::Visitor const& visitor,
                        http::Request const& request) {
  auto const opened = family::open(services, visitor, request, Action::see_family, marks_field);
  if (!opened) return access::error_page(services, visitor, opened.error());
  auto reader = services.readers->lease();
  auto const marks = marks_of(*reader, opened->family);
  bool const may_write = opened->may(visitor.subject, Action::record_agreement);
  html::SortableTable table{.caption = "What the family may read, and from whom it is kept",
                            .columns = {{.text = "What"}, {.text = "Kept from"}}};
  if (may_write) table.columns.push_back({.text = "Change"});
  for (auto const& one : all_markable(*reader, *opened, visitor.subject, *services.profile)) {
    auto const mark = marks.find(one.item);
    auto const names = mark == marks.end() ? std::string{} : names_of(mark->second.kept_from, *opened);
    Html kept = names.empty() ? html::text("Nobody") : html::tag({.text = names, .colour = html::TagColour::yellow});
    if (one.is_note && !one.shown) kept = html::text("Everybody: a note is not shown unless you say so");
    std::vector<Html> cells = {html::markup("<strong>{}</strong><br>{}", one.kind, shortened(one.words)), kept};
    if (may_write)
      cells.push_back(html::markup(
          "<a class=\"govuk-link\" href=\"{}\">Change<span class=\"govuk-visually-hidden\"> {}: {}</span></a>",
          family_url(opened->family, "view-mark").with("item", one.item), one.kind, shortened(one.words)));
    table.rows.push_back(std::move(cells));
  }
  auto const main =
      html::markup(
          "<p class=\"govuk-body\">What is kept from somebody is not on their page, nor on their copy on paper, and "
          "nothing shows that it is missing. Domestic abuse services, where others live, and decisions that the family "
          "has not been told of are never shown.</p>") +
      html::sortable_table(table);
  std::string_view done;
  for (auto const& form : mark_forms())
    if (form.slug == request.query.get("done")) done = form.done;
  return family::family_page(services, visitor, *opened, "view", "What is kept from whom", main, done);
}

std::optional<Markable> markable_named(FormGround const& ground) {
  auto reader = ground.services.readers->lease();
  for (auto& one : all_markable(*reader, ground.opened, ground.subject, ground.profile))
    if (one.item == ground.query.get("item")) return one;
  return std::nullopt;
}
Error choose_item() { return not_found("no_item", "There is nothing like this any more. Go back and choose again."); }

Html mark_fields(html::FormState const& form, FormGround const& ground) {
  auto const one = markable_named(ground);
  if (!one) return html::inset_text({.text = choose_item().sentence});
  auto const marks = marks_of(*ground.services.readers->lease(), ground.opened.family);
  auto const mark = marks.find(one->item);
  html::Checkboxes kept{.name = "kept_from",
                        .fieldset = {.legend = {.text = "Keep it from"}},
                        .values = form.all_values("kept_from"),
                        .classes = "govuk-checkboxes--small"};
  for (auto const& member : ground.opened.members) {
    kept.items.push_back({.value = member.person.text(), .text = member.shown_name()});
    if (form.values.empty() && mark != marks.end() && mark->second.kept_from.contains(member.person))
      kept.values.push_back(member.person.text());
  }
  Html shown;
  if (one->is_note) {
    html::Radios may{
        .name = "shown",
        .fieldset = {.legend = {.text = "May the family read this note?"}},
        .items = {{.value = "yes", .text = "Yes, but for those ticked below"}, {.value = "no", .text = "No"}},
        .value = one->shown ? "yes" : "no",
        .classes = "govuk-radios--small"};
    shown = html::radios_field(form, may);
  }
  return html::hidden_field("item", one->item) + html::inset_text({.text = one->words}) + shown +
         html::checkboxes_field(form, kept);
}

Result<family::Step> read_mark(http::Fields const& form, FormGround const& ground) {
  auto const one = markable_named(ground);
  if (!one) return choose_item();
  MarkSight command;
  command.marked.item = one->item;
  command.marked.shown = one->is_note && form.get("shown") == "yes";
  for (auto const ticked : form.all("kept_from"))
    if (auto const id = PersonId::parse(ticked)) command.marked.kept_from.push_back(*id);
  return family::Step{
      [command](journal::Transaction& t, FamilyId family, By const& by) { return mark_sight(t, family, command, by); }};
}

// ---- the copy on paper, for one of the family, or for anybody of it who may pick it up

http::Answer show_copy(access::Services const& services, access::Visitor const& visitor, http::Request const& request) {
  auto const opened = family::open(services, visitor, request, Action::see_family, marks_field);
  if (!opened) return access::error_page(services, visitor, opened.error());
  auto const id = PersonId::parse(request.query.get("for"));
  auto const member = std::ranges::find_if(opened->members, [&](auto const& one) { return id && one.person == *id; });
  std::optional<PersonId> const person = member == opened->members.end() ? std::nullopt : std::optional{member->person};
  auto reader = services.readers->lease();
  auto plan =
      our_plan(*reader, opened->family, plan_now(*reader, opened->family), reader_of_paper(person), *services.profile);
  // Paper is left lying about: what they said on their own page, and to whoever saw them, is not on it.
  plan.said.clear();
  plan.child_said.clear();
  auto const url = family_url(opened->family, "plan-copy");
  Html choice = html::markup("<li><a class=\"govuk-link\" href=\"{}\">Everybody in the family</a></li>", url);
  for (auto const& one : opened->members)
    choice.add("<li><a class=\"govuk-link\" href=\"{}\">{}</a></li>", url.with("for", one.person.text()),
               one.shown_name());
  html::Page page;
  page.title = "Our plan";
  page.heading = html::text(page.title);
  page.back_link = html::BackLink{.text = "Back to the plan", .href = family_url(opened->family, "plan")};
  page.main = html::markup(
                  "<div class=\"kith-not-on-paper\"><p class=\"govuk-body\">For {}. What is kept from them is "
                  "not on it. A copy for:</p><ul class=\"govuk-list govuk-list--bullet\">{}</ul></div>",
                  person ? member->shown_name() : "everybody in the family", choice) +
              our_plan_html(plan, door::words_for("en", true), *services.profile);
  return access::framed(services, visitor, std::move(page));
}

}  // namespace

std::vector<family::FamilyForm> mark_forms() {
  return {{"view-mark", "Who in the family may not see this?", "Save", Action::record_agreement, mark_fields, read_mark,
           "view-marks", "Saved. It holds from now, on screens and on paper."}};
}

void hang_marks(http::Router& router, access::Services const& services) {
  access::add(router, services,
              {.pattern = "/families/{id}/view-marks",
               .action = Action::see_family,
               .name = "family_view_marks",
               .summary = "What the family may read, and from whom it is kept",
               .page = show_marks});
  family::hang(router, services, mark_forms());
}

void hang_copy(http::Router& router, access::Services const& services) {
  access::add(router, services,
              {.pattern = "/families/{id}/plan-copy",
               .action = Action::see_family,
               .name = "plan_copy",
               .summary = "The family's copy of its plan, to print",
               .page = show_copy});
}

}  // namespace kith::guest
