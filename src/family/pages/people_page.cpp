// Who the family is: its people and what they are to one another, and what is around them, drawn and in words.
#include <algorithm>
#include <map>

#include "enquiry/pages/words.h"
#include "family/pages/family_pages.h"
#include "family/pages/particulars.h"
#include "html/components/button.h"
#include "html/components/choices.h"
#include "html/components/table.h"
#include "html/picture/eco_map.h"
#include "html/picture/genogram.h"

namespace kith::family {

namespace {

using html::Html;

bool is_partnership(Kinship kinship) { return kinship >= Kinship::married; }

html::Bond bond_of(Kinship kinship) {
  switch (kinship) {
    case Kinship::married:
      return html::Bond::married;
    case Kinship::separated:
      return html::Bond::separated;
    case Kinship::divorced:
      return html::Bond::divorced;
    default:
      return html::Bond::together;
  }
}
html::Tie tie_of(Kinship kinship) {
  return kinship == Kinship::adoptive_parent ? html::Tie::adopted
         : kinship == Kinship::foster_parent ? html::Tie::fostered
                                             : html::Tie::birth;
}

html::GenogramPerson drawn(people::PersonRecord const& person, Date today) {
  html::GenogramPerson drawn{.name = person.shown_name()};
  auto const& details = person.details;
  if (details.expected_date_of_birth && !details.date_of_birth)
    drawn.symbol = html::Symbol::triangle;
  else if (details.sex == "male" || details.sex == "m")
    drawn.symbol = html::Symbol::square;
  else if (details.sex == "female" || details.sex == "f")
    drawn.symbol = html::Symbol::circle;
  if (auto const born = details.date_of_birth ? details.date_of_birth : details.expected_date_of_birth)
    drawn.born = born->year() * 10000 + static_cast<int>(born->month()) * 100 + static_cast<int>(born->day());
  drawn.note = enquiry::age_words(person, today);
  return drawn;
}

// Partners as unions, and each child under the parents it has.
html::Genogram genogram_of(OpenedFamily const& opened, std::vector<RelativesRecorded> const& relations, Date today) {
  html::Genogram genogram{.about = {.id = "genogram", .title = "The family", .level = 2}};
  std::map<PersonId, std::size_t> place;
  for (auto const& member : opened.members) {
    place[member.person] = genogram.people.size();
    genogram.people.push_back(drawn(member, today));
  }
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> unions;  // by both partners; a lone parent with itself
  auto union_of = [&](std::size_t a, std::size_t b) -> html::GenogramUnion& {
    auto const [found, is_new] = unions.try_emplace(std::minmax(a, b), genogram.unions.size());
    if (is_new) {
      genogram.unions.push_back({.first = std::min(a, b)});
      if (a != b) genogram.unions.back().second = std::max(a, b);
    }
    return genogram.unions[found->second];
  };
  std::map<std::size_t, std::vector<std::pair<std::size_t, Kinship>>> parents;
  for (auto const& relation : relations) {
    auto const first = place.find(relation.first), second = place.find(relation.second);
    if (first == place.end() || second == place.end()) continue;
    if (is_partnership(relation.kinship))
      union_of(first->second, second->second).bond = bond_of(relation.kinship);
    else
      parents[second->second].emplace_back(first->second, relation.kinship);
  }
  for (auto const& [child, of] : parents)
    union_of(of.front().first, of.size() > 1 ? of[1].first : of.front().first)
        .children.push_back({.person = child, .tie = tie_of(of.front().second)});
  return genogram;
}

html::EcoMap eco_map_of(OpenedFamily const& opened, std::vector<TieRecorded> const& ties) {
  html::EcoMap map{.about = {.id = "around", .title = "Around the family", .level = 2}, .centre = opened.name()};
  for (auto const& tie : ties) {
    html::EcoTie around{.name = tie.name.reveal(), .note = tie.note};
    around.strength = static_cast<html::Strength>(tie.strength);
    around.help = static_cast<html::HelpFlows>(tie.help);
    map.around.push_back(std::move(around));
  }
  return map;
}
// The two rooms keep the same orders; a word put in between would be caught here.
static_assert(static_cast<int>(html::Strength::stressful) == static_cast<int>(TieStrength::stressful) &&
              static_cast<int>(html::HelpFlows::both_ways) == static_cast<int>(HelpFlow::both_ways));

Html people_table(OpenedFamily const& opened, access::Subject const& subject, Date today) {
  html::Table table{.caption = "People",
                    .head = {{.text = "Name"}, {.text = "Age"}},
                    .first_cell_is_header = true,
                    .caption_classes = "govuk-table__caption--m"};
  bool const links = access::may_enter(subject, access::Action::search_people);
  for (auto const& member : opened.members) {
    auto name = html::text(member.shown_name());
    if (links)
      name = html::markup("<a class=\"govuk-link\" href=\"{}\">{}</a>", html::url("/people/{}", member.person),
                          member.shown_name());
    table.rows.push_back({{.text = name}, {.text = enquiry::age_words(member, today)}});
  }
  return html::table(table);
}

std::string name_in(OpenedFamily const& opened, PersonId person) {
  for (auto const& member : opened.members)
    if (member.person == person) return member.shown_name();
  return "Somebody";
}

// What can be taken back: each with a link to say why.
Html what_is_recorded(OpenedFamily const& opened, std::vector<RelativesRecorded> const& relations,
                      std::vector<TieRecorded> const& ties) {
  Html items;
  auto add = [&](html::Url const& href, std::string const& words) {
    items.add(
        "<li>{} <a class=\"govuk-link\" href=\"{}\">No longer so<span class=\"govuk-visually-hidden\">: "
        "{}</span></a></li>",
        words, href, words);
  };
  for (auto const& relation : relations)
    add(family_url(opened.family, "end-relation").with("relation", relation.relation.text()),
        name_in(opened, relation.first) + " " + std::string{label(relation.kinship)} + " " +
            name_in(opened, relation.second));
  for (auto const& tie : ties)
    add(family_url(opened.family, "end-tie").with("tie", tie.tie.text()), "Around the family: " + tie.name.reveal());
  return items.empty() ? items : html::markup("<ul class=\"govuk-list govuk-list--bullet\">{}</ul>", items);
}

http::Answer show_people(access::Services const& services, access::Visitor const& visitor,
                         http::Request const& request) {
  auto const opened = open(services, visitor, request, access::Action::see_family,
                           {.kind = access::FieldClass::entry, .own_agency = true});
  if (!opened) return access::error_page(services, visitor, opened.error());
  auto const today = london_date(services.now());
  auto reader = services.readers->lease();
  auto const relations = relations_of(*reader, opened->family);
  auto const ties = ties_of(*reader, opened->family);
  auto main = people_table(*opened, visitor.subject, today);
  bool const may_write = opened->may(visitor.subject, access::Action::write_in_record);
  if (may_write) {
    Html buttons;
    for (auto const& [slug, words] : {std::pair{"add-person", "Add a person"},
                                      {"relation", "Record who is related"},
                                      {"tie", "Record who or what is around them"}})
      buttons += html::button(
          {.text = words, .href = family_url(opened->family, slug), .variant = html::ButtonVariant::secondary});
    main += html::button_group(buttons);
  }
  main += particulars_html(*reader, *opened, visitor.subject, may_write);
  if (!relations.empty()) main += html::genogram(genogram_of(*opened, relations, today));
  if (!ties.empty()) main += html::eco_map(eco_map_of(*opened, ties));
  if (may_write) main += what_is_recorded(*opened, relations, ties);
  return family_page(services, visitor, *opened, "people", "People", main, done_words(request));
}

// ---- forms

Html add_fields(html::FormState const& form, FormGround const& ground) {
  html::Select sex{.name = "sex",
                   .label = {.text = "Sex (optional)"},
                   .items = enquiry::choices(ground.profile.sexes, ground.today(), form.value("sex"), "Not recorded")};
  return html::input_field(form, {.name = "forename", .label = {.text = "First name"}, .width_characters = 20}) +
         html::input_field(form, {.name = "surname", .label = {.text = "Surname"}, .width_characters = 20}) +
         html::date_field(form, {.id = "born", .fieldset = {.legend = {.text = "Date of birth (optional)"}}}) +
         html::select_field(form, sex);
}
Result<Step> read_add(http::Fields const& form, FormGround const& ground) {
  enquiry::Faults faults;
  AddPerson command;
  command.details.forename = faults.take(enquiry::typed_text(form, "forename", 100));
  command.details.surname = faults.take(enquiry::typed_text(form, "surname", 100));
  command.details.date_of_birth = faults.take(enquiry::typed_date(form, "born"));
  command.details.sex = form.get("sex");
  if (command.details.date_of_birth && *command.details.date_of_birth > ground.today())
    faults.take<bool>(invalid("born_in_future", "A date of birth cannot be in the future.",
                              {{"born", "born_in_future", "A date of birth cannot be in the future."}}));
  if (faults.any()) return faults.error();
  return Step{
      [command](journal::Transaction& t, FamilyId family, By const& by) { return add_person(t, family, command, by); }};
}

template <ClosedSet E>
Html list_field(html::FormState const& form, std::string const& name, std::string_view question) {
  return html::select_field(form, {.name = name, .label = {.text = question}, .items = items_of<E>()});
}

Html relation_fields(html::FormState const& form, FormGround const& ground) {
  return person_choice(form, "first", "Who?", ground.opened.members) +
         list_field<Kinship>(form, "kinship", "What are they to the other?") +
         person_choice(form, "second", "To whom?", ground.opened.members);
}
Result<Step> read_relation(http::Fields const& form, FormGround const& ground) {
  enquiry::Faults faults;
  RecordRelatives command;
  auto& relatives = command.relatives;
  relatives.relation = RelationId::mint(ground.now, *ground.services.random);
  auto person = [&](char const* field) {
    auto const id = PersonId::parse(form.get(field));
    if (!id) faults.take<bool>(invalid("not_chosen", "Choose a person.", {{field, "not_chosen", "Choose a person."}}));
    return id.value_or(PersonId{});
  };
  relatives.first = person("first");
  relatives.second = person("second");
  relatives.kinship = parse<Kinship>(form.get("kinship")).value_or(Kinship::parent);
  if (faults.any()) return faults.error();
  return step(std::move(command));
}

Html tie_fields(html::FormState const& form, FormGround const&) {
  return html::input_field(form, {.name = "name",
                                  .label = {.text = "Who or what is it?"},
                                  .hint = {.text = "For example: Aunt Pia, the school, the youth club"},
                                  .width_characters = 20}) +
         list_field<TieStrength>(form, "strength", "How strong is the tie?") +
         list_field<HelpFlow>(form, "help", "Which way does help flow?") +
         reason_field(form, "note", "Note (optional)");
}
Result<Step> read_tie(http::Fields const& form, FormGround const& ground) {
  enquiry::Faults faults;
  RecordTie command;
  command.tie.tie = TieId::mint(ground.now, *ground.services.random);
  command.tie.name = faults.take(enquiry::typed_text(form, "name", 100));
  command.tie.note = faults.take(enquiry::typed_text(form, "note", 1000));
  command.tie.strength = parse<TieStrength>(form.get("strength")).value_or(TieStrength::ordinary);
  command.tie.help = parse<HelpFlow>(form.get("help")).value_or(HelpFlow::neither);
  if (faults.any()) return faults.error();
  return step(std::move(command));
}

Html end_relation_fields(html::FormState const& form, FormGround const& ground) {
  return html::hidden_field("relation", ground.query.get("relation")) + reason_field(form, "reason", "Why?");
}
Result<Step> read_end_relation(http::Fields const& form, FormGround const&) {
  return step(EndRelatives{RelationId::parse(form.get("relation")).value_or(RelationId{}),
                           TRY(enquiry::typed_text(form, "reason", 1000))});
}
Html end_tie_fields(html::FormState const& form, FormGround const& ground) {
  return html::hidden_field("tie", ground.query.get("tie")) + reason_field(form, "reason", "Why?");
}
Result<Step> read_end_tie(http::Fields const& form, FormGround const&) {
  return step(EndTie{TieId::parse(form.get("tie")).value_or(TieId{}), TRY(enquiry::typed_text(form, "reason", 1000))});
}

}  // namespace

std::vector<FamilyForm> people_forms() {
  using enum access::Action;
  return {
      {"add-person", "Add a person", "Add", write_in_record, add_fields, read_add, "people", "Added to the family."},
      {"relation", "Who is related", "Save", write_in_record, relation_fields, read_relation, "people", "Saved."},
      {"tie", "Around the family", "Save", write_in_record, tie_fields, read_tie, "people", "Saved."},
      {"end-relation", "No longer so", "Save", write_in_record, end_relation_fields, read_end_relation, "people",
       "Saved. What was recorded stays in the history."},
      {"end-tie", "No longer so", "Save", write_in_record, end_tie_fields, read_end_tie, "people",
       "Saved. What was recorded stays in the history."}};
}

void hang_people(http::Router& router, access::Services const& services) {
  access::add(router, services,
              {.pattern = "/families/{id}/people",
               .action = access::Action::see_family,
               .name = "family_people",
               .summary = "Who the family is, and what is around it",
               .page = show_people});
}

}  // namespace kith::family
