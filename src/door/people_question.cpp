// Who is in the family: a block for each child, and a box for everybody else.
#include <fmt/format.h>

#include "door/questions.h"
#include "enquiry/pages/typed.h"
#include "html/components.h"

namespace kith::door {

namespace {

using html::Html;

// A baby on the way is due within this time; a later date is a slip of the pen.
constexpr int longest_wait_days = 300;

std::string field_of(int number, std::string_view name) { return fmt::format("child{}_{}", number, name); }

Html child_fields(Asking const& asking, int number) {
  auto const& words = asking.words;
  html::DateInput born{.id = field_of(number, "born"),
                       .fieldset = {.legend = {.text = words("people.born")}},
                       .hint = {.text = words("people.born_hint")}};
  for (auto& item : born.items) item.label = words.plain(fmt::format("people.{}", item.name));
  auto const fields = html::input_field(asking.form, {.name = field_of(number, "forename"),
                                                      .label = {.text = words("people.forename")},
                                                      .width_characters = 20,
                                                      .spellcheck = false,
                                                      .attributes = {{"dir", "auto"}}}) +
                      html::input_field(asking.form, {.name = field_of(number, "surname"),
                                                      .label = {.text = words("people.surname")},
                                                      .width_characters = 20,
                                                      .spellcheck = false,
                                                      .attributes = {{"dir", "auto"}}}) +
                      html::date_field(asking.form, born);
  return html::fieldset(
      {.legend = {.text = words("people.child", {{"number", Html(number)}}), .classes = "govuk-fieldset__legend--m"},
       .html = fields});
}

Html draw(Asking const& asking) {
  auto html = page_heading(asking.say("people.title")) + paragraph(asking.say("people.hint"));
  int const count = children_on(asking.form);
  for (int number = 1; number <= count; ++number) html += child_fields(asking, number);
  html += html::hidden_field("children", std::to_string(count));
  html += html::textarea_field(asking.form,
                               {.name = "household",
                                .label = {.text = asking.words("people.household"), .classes = "govuk-label--m"},
                                .hint = {.text = asking.words("people.household_hint")},
                                .rows = 3,
                                .attributes = {{"dir", "auto"}}});
  return html;
}

std::optional<Date> read_born(Reading& reading, int number) {
  auto const field = field_of(number, "born");
  auto const typed = enquiry::typed_date(reading.form(), field);
  if (!typed) {
    reading.fault(field, "people.not_a_date");
    return std::nullopt;
  }
  if (*typed && **typed > reading.today() + longest_wait_days) {
    reading.fault(field, "people.too_far");
    return std::nullopt;
  }
  return *typed;
}

void read(Reading& reading, Answers& answers) {
  html::FormState form;
  form.values.emplace_back("children", reading.form().get("children"));
  int const count = children_on(form);
  answers.children.clear();
  for (int number = 1; number <= count; ++number) {
    AboutChild child;
    child.forename = reading.text(field_of(number, "forename"), longest_line);
    child.surname = reading.text(field_of(number, "surname"), longest_line);
    child.born = read_born(reading, number);
    // Whoever worries about a child need not know anything of them; a further block that was left empty is no child.
    if (number > 1 && child == AboutChild{}) continue;
    answers.children.push_back(std::move(child));
  }
  answers.household = reading.text("household", longest_text);
  if (reading.path() == Path::family && reading.faults.empty() && answers.children.front().forename.reveal().empty())
    reading.fault(field_of(1, "forename"), "people.no_child");
}

void fill(Answers const& answers, html::FormState& form) {
  form.values.emplace_back("children", std::to_string(std::max<std::size_t>(1, answers.children.size())));
  int number = 0;
  for (auto const& child : answers.children) {
    ++number;
    form.values.emplace_back(field_of(number, "forename"), child.forename.reveal());
    form.values.emplace_back(field_of(number, "surname"), child.surname.reveal());
    if (!child.born) continue;
    auto const born = field_of(number, "born");
    form.values.emplace_back(born + "-day", std::to_string(child.born->day()));
    form.values.emplace_back(born + "-month", std::to_string(child.born->month()));
    form.values.emplace_back(born + "-year", std::to_string(child.born->year()));
  }
  form.values.emplace_back("household", answers.household.reveal());
}

Html told(Answers const& answers, Words const& words) {
  Html html;
  for (auto const& child : answers.children) {
    auto name = child.forename.reveal();
    if (!child.surname.reveal().empty()) name += (name.empty() ? "" : " ") + child.surname.reveal();
    Html who = name.empty() ? words("check.no_name") : html::markup("<bdi>{}</bdi>", name);
    if (child.born) who = words("check.born_on", {{"name", who}, {"date", html::text(words.long_date(*child.born))}});
    html.add("<div>{}</div>", who);
  }
  return html + typed_text(answers.household.reveal());
}

}  // namespace

int children_on(html::FormState const& form) {
  return std::clamp(std::atoi(form.value("children").c_str()), 1, most_children);
}

Question const& people_question() {
  static constexpr Question question = {"people", "check.row_people", draw, read, fill, told};
  return question;
}

}  // namespace kith::door
