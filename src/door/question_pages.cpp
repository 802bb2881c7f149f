// A page for each question: shown, answered, and on to the next that has no answer yet.
#include "base/text.h"
#include "door/door_pages.h"
#include "door/send.h"
#include "html/components.h"

namespace kith::door {

namespace {

using access::Action;
using html::Html;

// Twelve bytes for each character of two long answers, as a browser encodes them, and something to spare.
constexpr std::size_t longest_form_bytes = 512 * 1024;

struct Position {
  std::size_t number = 0;  // from 1
  std::size_t count = 0;
  Question const* before = nullptr;
};
Position position_of(Question const& question, Answers const& answers) {
  auto const asked = questions_of(answers);
  Position position{.count = asked.size()};
  for (auto const* one : asked) {
    ++position.number;
    if (one == &question) return position;
    position.before = one;
  }
  return position;
}

// Help that needs no waiting, told once: on the page after the one that asked for the place.
Html nearby_note(Visit const& visit, Position const& position) {
  if (position.before == nullptr || position.before->code != "where") return {};
  auto const& words = visit.words;
  auto const places = places_of(visit.profile(), visit.answers->where.reveal());
  auto const near = profile::services_near(visit.profile(), places);
  auto const place = place_words(visit.profile(), places);
  if (near.empty() || place.empty()) return {};
  return html::inset_text({.text = words.counted("nearby.found", static_cast<std::int64_t>(near.size()),
                                                 {{"place", words.english(place)}}) +
                                   html::markup("<br><a class=\"govuk-link\" href=\"{}\">{}</a>",
                                                visit.at("/help/nearby"), words("nearby.look"))});
}

http::Response question_page(Visit const& visit, Question const& question, html::FormState form, int status = 200) {
  auto const& words = visit.words;
  auto const& answers = *visit.answers;
  form.error_word = words.plain("frame.error");
  auto const position = position_of(question, answers);
  auto const number = std::to_string(position.number), count = std::to_string(position.count);
  auto main = nearby_note(visit, position);
  main.add("<span class=\"govuk-caption-l\">{}</span>",
           words("frame.question", {{"number", Html(number)}, {"count", Html(count)}}));
  Asking const asking{words, visit.profile(), answers.path, form};
  auto buttons = html::button({.text = words("frame.continue"), .prevent_double_click = true});
  if (question.code == people_question().code)
    buttons += html::button({.text = words("people.another"),
                             .name = "add_child",
                             .value = "yes",
                             .variant = html::ButtonVariant::secondary});
  main += form_of(visit, visit.at(question_url(question)), question.draw(asking) + html::button_group(buttons));
  if (can_write(visit))
    main.add("<p class=\"govuk-body kith-not-on-paper\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>",
             visit.at("/help/later"), words("later.link"));
  html::Url back = position.before ? question_url(*position.before) : html::url("/help/{}", wire(answers.path));
  if (next_unanswered(answers) == nullptr) back = "/help/check";
  return shown(visit,
               {.self = question_url(question),
                .title = words.plain("frame.question", {{"number", number}, {"count", count}}),
                .above = html::error_summary(form, words("frame.problem")),
                .main = main,
                .back = visit.at(back),
                .error = !form.errors.empty()},
               status);
}

Question const* asked_here(Visit const& visit) {
  if (visit.answers->sent) return nullptr;
  auto const* question = find_question(visit.request->parameters.at("question"));
  auto const asked = questions_of(*visit.answers);
  return std::ranges::find(asked, question) == asked.end() ? nullptr : question;
}

http::Answer show_question(access::Services const& services, access::Visitor const& visitor,
                           http::Request const& request) {
  auto const visit = visit_of(services, visitor, request);
  if (!visit.answers) return gone(visit);
  auto const* question = asked_here(visit);
  if (question == nullptr) return http::redirect(place_of(visit));
  html::FormState form;
  question->fill(*visit.answers, form);
  return question_page(visit, *question, std::move(form));
}

// The form again with one more child, and everything as it was typed. Nothing is kept yet.
http::Response with_another_child(Visit const& visit, Question const& question) {
  auto form = access::form_state(visit.visitor.form);
  int const count = children_on(form);
  if (count >= most_children)
    return question_page(
        visit, question,
        access::form_state(visit.visitor.form,
                           {{"household", "too_many", visit.words.plain_counted("people.too_many", most_children)}}),
        422);
  std::erase_if(form.values, [](auto const& value) { return value.first == "children"; });
  form.values.emplace_back("children", std::to_string(count + 1));
  return question_page(visit, question, std::move(form));
}

http::Response refused(Visit const& visit, Question const& question, std::vector<FieldError> faults, int status) {
  return question_page(visit, question, access::form_state(visit.visitor.form, std::move(faults)), status);
}

http::Answer answer(access::Services const& services, access::Visitor const& visitor, http::Request const& request) {
  auto const visit = visit_of(services, visitor, request);
  if (!visit.answers || !is_own_form(visit)) return gone(visit);
  auto const* question = asked_here(visit);
  if (question == nullptr) return http::redirect(place_of(visit));
  if (!visitor.files.empty()) return refused(visit, *question, {{"", "file", visit.words.plain("fault.file")}}, 422);
  if (visitor.form.has("add_child")) return with_another_child(visit, *question);
  Reading reading{visitor.form, visit.words, visit.answers->path, london_date(services.now())};
  auto answers = *visit.answers;
  question->read(reading, answers);
  if (!reading.faults.empty()) return refused(visit, *question, std::move(reading.faults), 422);
  if (!answers.has_answered(question->code)) answers.answered.emplace_back(question->code);
  return keep(visit, answers, [visit, question, answers](Result<std::string> const& kept) {
    if (!kept) {
      auto const& phone = visit.profile().contacts.hub_phone;
      return refused(visit, *question, {{"", "not_kept", visit.words.plain("fault.not_kept", {{"phone", phone}})}},
                     503);
    }
    auto next = visit;
    next.answers = answers;
    return http::redirect(place_of(next));
  });
}

}  // namespace

std::string place_of(Visit const& visit) {
  auto const& answers = *visit.answers;
  if (answers.sent) return std::string{visit.at("/help/sent").text()};
  auto const* next = next_unanswered(answers);
  return std::string{visit.at(next ? question_url(*next) : html::Url{"/help/check"}).text()};
}

html::Url question_url(Question const& question) { return html::url("/help/q/{}", question.code); }

void hang_questions(http::Router& router, access::Services const& services) {
  access::add(router, services,
              {.pattern = "/help/q/{question}",
               .action = Action::open_to_all,
               .name = "help_question",
               .summary = "One question of the public door",
               .page = show_question});
  access::add(router, services,
              {.method = http::Method::post,
               .pattern = "/help/q/{question}",
               .action = Action::open_to_all,
               .name = "help_answer",
               .summary = "Keeps an answer and goes on to the next question",
               .page = answer,
               .body_limit_bytes = longest_form_bytes,
               .keeps_draft = false});
}

}  // namespace kith::door
