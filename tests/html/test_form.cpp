#include <doctest/doctest.h>

#include "html/components.h"
#include "html/document.h"
#include "html/form.h"

using namespace kith;
using namespace kith::html;

namespace {

FormState const refused{.values = {{"forename", "Zoë <3"},
                                   {"story", "\nFirst line"},
                                   {"contact", "text"},
                                   {"needs", "home"},
                                   {"needs", "money"},
                                   {"area", "north"},
                                   {"born-day", "31"},
                                   {"born-month", "2"},
                                   {"born-year", "2026"},
                                   {"password", "secret"}},
                        .errors = {{"surname", "missing", "Enter a last name"},
                                   {"contact", "unsafe", "Choose a safe way"},
                                   {"born", "not_a_date", "The date of birth must be a real date"},
                                   {"", "clash", "Somebody else changed this family while you typed"}}};

Document page_of(Html const& html) { return Document(html.source()); }

Html whole_form(FormState const& form) {
  return error_summary(form) + input_field(form, {.name = "forename", .label = {"First name"}}) +
         input_field(form, {.name = "surname", .label = {"Last name"}}) +
         textarea_field(form, {.name = "story", .label = {"What happened?"}}) +
         radios_field(form, {.name = "contact",
                             .fieldset = {.legend = {"How?"}},
                             .items = {{.value = "phone", .text = "Phone"}, {.value = "text", .text = "Text"}}}) +
         checkboxes_field(form, {.name = "needs",
                                 .fieldset = {.legend = {"What?"}},
                                 .items = {{.value = "home", .text = "Home"},
                                           {.value = "money", .text = "Money"},
                                           {.value = "school", .text = "School"}},
                                 .values = {"school"}}) +
         select_field(form, {.name = "area",
                             .label = {"Area"},
                             .items = {{.value = "south", .text = "South"}, {.value = "north", .text = "North"}},
                             .value = "south"}) +
         date_field(form,
                    {.id = "born", .fieldset = {.legend = {"Date of birth"}}, .hint = {"For example, 31 3 2018"}}) +
         password_input_field(form, {.name = "password", .label = {"Password"}});
}

}  // namespace

TEST_CASE("a refused form comes back as it was typed") {
  auto const page = page_of(whole_form(refused));
  CHECK(page.by_id("forename")->attribute("value") == "Zoë <3");
  CHECK(page.by_id("story")->text == "First line");
  CHECK(page.by_id("contact-2")->has("checked"));
  CHECK_FALSE(page.by_id("contact")->has("checked"));
  CHECK(page.by_id("needs")->has("checked"));
  CHECK(page.by_id("needs-2")->has("checked"));
  CHECK_FALSE(page.by_id("needs-3")->has("checked"));  // the page's first value no longer counts
  CHECK(page.by_id("born")->attribute("value") == "31");
  CHECK(page.by_id("born")->attribute("name") == "born-day");
  CHECK(page.by_id("born-month")->attribute("value") == "2");
  CHECK(page.by_id("born-year")->attribute("value") == "2026");
  auto options = page.named("option");
  CHECK_FALSE(options[0].has("selected"));
  CHECK(options[1].has("selected"));
}

TEST_CASE("a line break at the start of what was typed is kept") {
  auto html = textarea_field(refused, {.name = "story", .label = {"What happened?"}}).source();
  CHECK(html.find(">\n\nFirst line</textarea>") != std::string::npos);
}

TEST_CASE("a password is never sent back") { CHECK(whole_form(refused).source().find("secret") == std::string::npos); }

TEST_CASE("before anything was posted a form shows the page's own first values") {
  auto const page = page_of(whole_form({}));
  CHECK(page.by_id("needs-3")->has("checked"));
  CHECK(page.named("option")[0].has("selected"));
  CHECK_FALSE(page.by_id("forename")->has("value"));
  CHECK(page.with_class("govuk-error-summary").empty());
}

TEST_CASE("the summary links each error to the first input of its field, and nothing points nowhere") {
  auto const page = page_of(whole_form(refused));
  CHECK(faults_of(page) == "");
  std::vector<std::string> links;
  for (auto const& link : page.named("a")) links.push_back(link.attribute("href"));
  CHECK(links == std::vector<std::string>{"#surname", "#contact", "#born"});
  CHECK(page.named("li").size() == 4);
}

TEST_CASE("an error is said at its field and tied to the input") {
  auto const page = page_of(whole_form(refused));
  CHECK(page.by_id("surname")->attribute("aria-describedby") == "surname-error");
  CHECK(page.by_id("surname-error")->text == "Error: Enter a last name");
  CHECK(page.with_class("govuk-form-group--error").size() == 3);
  CHECK(page.with_class("govuk-input--error").size() == 4);  // the last name, and all of a date that does not exist
}

TEST_CASE("an error in one part of a date marks that part and links to it") {
  for (auto [field, target] : {std::pair{"born-day", "#born"}, std::pair{"born-month", "#born-month"}}) {
    FormState form{.errors = {{field, "missing", "Enter it"}}};
    auto const page = page_of(error_summary(form) + date_field(form, {.id = "born", .fieldset = {.legend = {"Born"}}}));
    CHECK(page.named("a")[0].attribute("href") == target);
    REQUIRE(page.with_class("govuk-input--error").size() == 1);
    CHECK(page.with_class("govuk-input--error")[0].attribute("name") == field);
    CHECK(faults_of(page) == "");
  }
}

TEST_CASE("two dates on one page keep apart") {
  FormState const form{};
  auto date = [&](std::string const& name) {
    return date_field(form, {.id = name, .fieldset = {.legend = {"Date"}}, .hint = {"A hint"}});
  };
  CHECK(faults_of(page_of(date("from") + date("to"))) == "");
}

TEST_CASE("a form that posts carries the token and leaves checking to the server") {
  auto const page = page_of(post_form("/families", "t0k\"en", button({.text = "Save"})));
  auto form = page.named("form").at(0);
  CHECK(form.attribute("method") == "post");
  CHECK(form.attribute("action") == "/families");
  CHECK(form.has("novalidate"));
  CHECK(page.named("input").at(0).attribute("name") == csrf_field_name);
  CHECK(page.named("input").at(0).attribute("value") == "t0k\"en");
}
