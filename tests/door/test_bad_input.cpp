// What people type wrongly, at length, in any script, or on purpose: kept, said beside the field and in the summary, or
// taken to the letter.
#include "base/text.h"
#include "door_desk.h"

using namespace kith;
using namespace kith::door::test;

namespace {
// An answer that is not accepted: 422, the sentence beside its field and linked from the summary, what was typed kept.
void refused(DoorDesk& desk, std::string const& question, Typed const& typed, std::string const& field,
             std::string const& sentence) {
  CAPTURE(question);
  CAPTURE(sentence);
  auto const page = desk.answer(question, typed);
  CHECK(page.status == 422);
  CHECK(has(page, "<title>Error: "));
  CHECK(has(page, "href=\"#" + field + "\">" + sentence));
  CHECK(has(page, "id=\"" + field + "-error\""));
  for (auto const& [name, value] : typed)
    if (value.size() > 3) CHECK_MESSAGE(has(page, value), name);
}
void refused_group(DoorDesk& desk, std::string const& question, Typed const& typed, std::string const& sentence) {
  CAPTURE(sentence);
  auto const page = desk.answer(question, typed);
  CHECK(page.status == 422);
  auto const first = page.body.find(sentence);
  REQUIRE(first != std::string::npos);
  CHECK(page.body.find(sentence, first + 1) != std::string::npos);  // in the summary, and beside the field
}
}  // namespace

TEST_CASE("each answer that cannot be taken comes back with what was typed and what is wrong") {
  DoorDesk desk;
  desk.begin("family");
  refused(desk, "worries", {{"worries", "  \n "}}, "worries", "Say what you are worried about.");
  refused(desk, "people", {{"children", "1"}, {"child1_surname", "Oakfield"}}, "child1_forename",
          "Enter a first name.");
  refused_group(
      desk, "people",
      {{"child1_forename", "Ava"}, {"child1_born-day", "31"}, {"child1_born-month", "2"}, {"child1_born-year", "2019"}},
      "Enter a real date, such as 27 3 2019");
  refused_group(
      desk, "people",
      {{"child1_forename", "Ava"}, {"child1_born-day", "1"}, {"child1_born-month", "2"}, {"child1_born-year", "2031"}},
      "This date is too far in the future.");
  refused(desk, "where", {}, "where", "Enter a postcode or the name of a place");
  refused(desk, "where", {{"where", "Hexthorpe"}, {"where_not_said", "yes"}}, "where",
          "Enter a place, or tick the box");
  refused(desk, "you", {{"relation", "Mother"}}, "name", "Enter the name that we should ask for.");
  refused(desk, "contact", {}, "way", "Choose how it is safe to contact you");
  refused(desk, "contact", {{"way", "none"}, {"way", "email"}}, "way", "Choose ways to contact you, or that you will");
  refused(desk, "contact", {{"way", "text"}}, "phone", "Enter the phone number");
  refused(desk, "contact", {{"way", "text"}, {"phone", "none of yours"}}, "phone", "Enter a phone number, such as");
  refused(desk, "contact", {{"way", "call"}, {"phone", "07700 900982"}}, "voicemail",
          "Say whether we may leave a message");
  refused(desk, "contact", {{"way", "email"}, {"email", "nobody at home"}}, "email", "Enter an email address, such as");
  refused(desk, "contact", {{"way", "email"}}, "email", "Enter the email address.");
  refused(desk, "contact", {{"way", "other"}}, "other_way", "Say what the other way is.");
  desk.begin("child");
  refused(desk, "where", {}, "where", "Enter a postcode or the name of a place");
  refused(desk, "knows", {}, "knows", "Choose one of the answers.");
  refused(desk, "you", {}, "gives_name", "Choose whether to give your name.");
  refused(desk, "you", {{"gives_name", "yes"}, {"relation", "Neighbour"}}, "name", "Enter your name, or choose not to");
  CHECK(desk.enquiries() == 0);
}

TEST_CASE("a refusal speaks the language of the page") {
  DoorDesk desk;
  desk.begin("family");
  auto const page = desk.answer("worries", {}, "ro");
  CHECK(page.status == 422);
  CHECK(has(page, "<title>Eroare: Întrebarea 1 din 9"));
  CHECK(has(page, "Ceva nu este în regulă"));
  CHECK(has(page, "<span class=\"govuk-visually-hidden\">Eroare:</span>"));
  CHECK(has(page, "Spune ce te îngrijorează."));
}

TEST_CASE("text in any script, with directions, emoji and markup, is stored and shown exactly") {
  std::string const typed =
      "<script>alert(1)</script> & \"Zoë\" 'Łuk' شكرا \u202Eתודה\u202C \u2066iso\u2069 ありがとう "
      "👩🏽‍🍼 "
      "e\u0301\n\nThird line\t;";
  auto const cleaned = *clean_text(typed);  // normal form C; every character above is kept
  CHECK(cleaned.find("\u202E") != std::string::npos);
  DoorDesk desk;
  auto answers = a_family();
  answers.front().second = {{"worries", typed}};
  answer_all(desk, "family", answers);
  auto const shown = html::Html(cleaned).source();
  CHECK(has(desk.see("/help/q/worries"), shown));
  CHECK(has(desk.see("/help/check"), "<div class=\"kith-typed\" dir=\"auto\">" + shown + "</div>"));
  desk.fill_in("/help/send", {});
  CHECK(desk.only_request().worries == cleaned);
}

TEST_CASE("ten thousand characters fit, and one more is said and kept") {
  DoorDesk desk;
  desk.begin("family");
  std::string longest;
  for (int character = 0; character < 10'000; ++character) longest += "ș";
  CHECK(desk.answer("worries", {{"worries", longest}}).status == 303);
  refused(desk, "worries", {{"worries", longest + "s"}}, "worries", "This is 1 character too long.");
  refused(desk, "worries", {{"worries", longest + "s and more"}}, "worries", "This is 10 characters too long.");
}

TEST_CASE("a file is refused with a plain sentence, and the words beside it are kept") {
  DoorDesk desk;
  desk.begin("family");
  std::string body;
  for (auto const& [name, value] :
       Typed{{std::string{html::csrf_field_name}, access::csrf_token(desk.cookie)}, {"worries", "See the picture"}})
    body += "--part\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
  body +=
      "--part\r\nContent-Disposition: form-data; name=\"file\"; "
      "filename=\"bruise.jpg\"\r\n\r\n\xff\xd8\r\n--part--\r\n";
  auto const page =
      desk.ask(http::Method::post, "/help/q/worries", "multipart/form-data; boundary=part", std::move(body));
  CHECK(page.status == 422);
  CHECK(has(page, "You cannot send files here."));
  CHECK(has(page, "See the picture"));
  CHECK_FALSE(has(desk.see("/help/q/worries"), "See the picture"));
}

TEST_CASE("a family may have twelve children on the page, and the thirteenth goes into the box below") {
  DoorDesk desk;
  desk.begin("family");
  Typed typed = {{"children", "1"}, {"child1_forename", "Ava"}, {"add_child", "yes"}};
  auto const more = desk.answer("people", typed);
  CHECK(more.status == 200);
  CHECK(has(more, "name=\"child2_forename\""));
  CHECK(has(more, "value=\"Ava\""));
  typed[0].second = "12";
  auto const full = desk.answer("people", typed);
  CHECK(full.status == 422);
  CHECK(has(full, "There is room for 12 children."));
  typed[0].second = "999999999999";
  CHECK_FALSE(has(desk.answer("people", typed), "child13_forename"));
}

TEST_CASE("a baby on the way has a day when it is due, a child a day when it was born") {
  DoorDesk desk;
  auto answers = a_family();
  answers[3].second = {{"children", "2"},          {"child1_forename", "Ava"},   {"child1_born-day", "4"},
                       {"child1_born-month", "5"}, {"child1_born-year", "2019"}, {"child2_forename", "Baby"},
                       {"child2_born-day", "1"},   {"child2_born-month", "2"},   {"child2_born-year", "2027"}};
  answer_all(desk, "family", answers);
  desk.fill_in("/help/send", {});
  auto const request = desk.only_request();
  REQUIRE(request.children.size() == 2);
  auto const reader = desk.reader();
  CHECK(people::person(*reader, request.children[0])->details.date_of_birth == Date::of(2019, 5, 4));
  CHECK(people::person(*reader, request.children[1])->details.expected_date_of_birth == Date::of(2027, 2, 1));
}

TEST_CASE("nobody jumps over a question: check and send lead back to the first without an answer") {
  DoorDesk desk;
  desk.begin("family");
  desk.answer("worries", {{"worries", "He does not sleep."}});
  CHECK(location(desk.see("/help/check")) == "/help/q/well");
  CHECK(location(desk.fill_in("/help/send", {})) == "/help/q/well");
  CHECK(location(desk.see("/help/q/knows")) == "/help/q/well");  // a question of the other door
  CHECK(location(desk.see("/help/q/nonsense")) == "/help/q/well");
  CHECK(desk.see("/help/nonsense").status == 404);
  CHECK(desk.enquiries() == 0);
}
