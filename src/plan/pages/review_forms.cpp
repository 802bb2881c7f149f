// Reviews beside the last one, the assessment by several agencies, and readings of distance travelled.
#include "enquiry/pages/enquiry_parts.h"
#include "enquiry/pages/words.h"
#include "html/components/choices.h"
#include "html/components/text_blocks.h"
#include "plan/pages/plan_pages.h"

namespace kith::plan {

namespace {

using enquiry::Faults;
using family::FamilyForm;
using family::FormGround;
using family::Step;
using html::Html;

// ---- when, and what was said

// The day on which a review is due if nobody says otherwise.
Date usual_review(FormGround const& ground) {
  auto const limit = ground.profile.clocks.review;
  return limit.unit == profile::ClockUnit::calendar_days ? ground.today() + limit.amount : ground.today() + 42;
}

Html date_fields(html::FormState const& form, FormGround const& ground) {
  return family::day_field(form, "on", "When do we look at it again?", usual_review(ground));
}
Result<Step> read_date(http::Fields const& form, FormGround const& ground) {
  return plan_step(PlanReview{TRY(family::typed_day(form, "on", usual_review(ground)))});
}

// Last time beside the boxes for this time.
Html last_time(Plan const& plan) {
  if (plan.reviews.empty())
    return html::inset_text(
        {.text = "This is the first review. Begin with what the plan says and what has been done."});
  auto const& last = plan.reviews.back();
  return html::details({.summary = "Last time, on " + for_people(last.on),
                        .text = enquiry::lines_of(last.what_changed + "\n" + last.family_says),
                        .open = true});
}

Html actions_since(Plan const& plan) {
  Html items;
  for (auto const& action : plan.actions) {
    auto const state = action.ended ? (action.ended->done ? "done" : "not done") : "open";
    items.add("<li>{}: {} – {}</li>", action.agreed.owner, action.agreed.text, state);
  }
  if (items.empty()) return {};
  return html::details({.summary = "Actions in the plan",
                        .text = html::markup("<ul class=\"govuk-list\">{}</ul>", items),
                        .open = true});
}

Html review_fields(html::FormState const& form, FormGround const& ground) {
  auto const plan = plan_of(ground);
  if (!plan) return html::inset_text({.text = "This family has no plan yet. Begin one first."});
  return last_time(*plan) + actions_since(*plan) + family::reason_field(form, "what_changed", "What has changed?") +
         family::reason_field(form, "family_says", "What does the family say? (optional)") +
         html::input_field(form, {.name = "who_was_there", .label = {.text = "Who was there?"}}) +
         family::day_field(form, "on", "When was the review?", ground.today()) +
         family::day_field(form, "next_on", "When do we look at it again?", usual_review(ground));
}
Result<Step> read_review(http::Fields const& form, FormGround const& ground) {
  Faults faults;
  RecordReview command;
  auto& reviewed = command.reviewed;
  reviewed.review = ReviewId::mint(ground.now, *ground.services.random);
  reviewed.what_changed = faults.take(enquiry::typed_text(form, "what_changed"));
  reviewed.family_says = faults.take(enquiry::typed_text(form, "family_says"));
  reviewed.who_was_there = faults.take(enquiry::typed_text(form, "who_was_there", 500));
  reviewed.on = faults.take(family::typed_day(form, "on", ground.today()));
  reviewed.next_on = faults.take(enquiry::typed_date(form, "next_on"));
  if (faults.any()) return faults.error();
  return plan_step(std::move(command));
}

// ---- assessment

Html assess_fields(html::FormState const& form, FormGround const& ground) {
  auto const plan = plan_of(ground);
  auto const domain = std::string{ground.query.get("domain")};
  if (!plan || profile::label_of(ground.profile.practice.assessment_domains, domain).empty())
    return html::inset_text({.text = "Go back to the plan and choose what to assess."});
  auto const found = plan->assessment.find(domain);
  auto const was = found == plan->assessment.end() ? DomainAssessed{} : found->second;
  return html::hidden_field("domain", domain) +
         html::markup("<h2 class=\"govuk-heading-m\">{}</h2>",
                      profile::label_of(ground.profile.practice.assessment_domains, domain)) +
         html::textarea_field(
             form, {.name = "strengths", .label = {.text = "What is going well?"}, .value = was.strengths, .rows = 4}) +
         html::textarea_field(
             form, {.name = "worries", .label = {.text = "What is worrying?"}, .value = was.worries, .rows = 4});
}
Result<Step> read_assess(http::Fields const& form, FormGround const& ground) {
  Faults faults;
  AssessDomain command;
  auto& assessed = command.assessed;
  assessed.domain = faults.take(family::typed_choice(form, "domain", ground.profile.practice.assessment_domains,
                                                     "Go back to the plan and choose what to assess."));
  assessed.strengths = faults.take(enquiry::typed_text(form, "strengths"));
  assessed.worries = faults.take(enquiry::typed_text(form, "worries"));
  if (faults.any()) return faults.error();
  return plan_step(std::move(command));
}

// ---- distance travelled

Html reading_fields(html::FormState const& form, FormGround const& ground) {
  auto html =
      html::inset_text({.text = "1 is far from where we want to be, 10 is there. Leave out what does not fit."}) +
      family::person_choice(form, "person", "Whose reading is it?", ground.opened.members);
  for (auto const& area : ground.profile.practice.reading_areas) {
    html::Select select{.name = area.code, .label = {.text = area.label}, .items = {{.value = "", .text = "–"}}};
    for (int score = 1; score <= 10; ++score) select.items.push_back({.text = std::to_string(score)});
    html += html::select_field(form, select);
  }
  return html + family::day_field(form, "on", "On which day?", ground.today());
}
Result<Step> read_reading(http::Fields const& form, FormGround const& ground) {
  Faults faults;
  TakeReading command;
  auto& reading = command.reading;
  reading.reading = ReadingId::mint(ground.now, *ground.services.random);
  auto const person = PersonId::parse(form.get("person"));
  for (auto const& member : ground.opened.members)
    if (member.person == person) {
      reading.person = member.person;
      reading.who = member.shown_name();
    }
  if (reading.person.is_nil())
    faults.take<bool>(invalid("not_chosen", "Choose whose reading it is.",
                              {{"person", "not_chosen", "Choose whose reading it is."}}));
  for (auto const& area : ground.profile.practice.reading_areas) {
    auto const typed = form.get(area.code);
    if (typed.empty()) continue;
    int const score = typed.size() <= 2 ? std::atoi(std::string{typed}.c_str()) : 0;
    reading.scores.push_back({area.code, score});
  }
  reading.on = faults.take(family::typed_day(form, "on", ground.today()));
  if (faults.any()) return faults.error();
  return plan_step(std::move(command));
}

}  // namespace

std::vector<FamilyForm> review_forms() {
  auto const write = access::Action::write_plan;
  return {{"plan-review-date", "Plan the next review", "Save", write, date_fields, read_date, "plan",
           "The review is planned."},
          {"plan-review", "Review the plan", "Save the review", write, review_fields, read_review, "plan",
           "The review is recorded."},
          {"plan-assess", "What several agencies see", "Save", write, assess_fields, read_assess, "plan", "Saved."},
          {"plan-reading", "Take a reading", "Save", write, reading_fields, read_reading, "plan",
           "The reading is recorded."}};
}

}  // namespace kith::plan
