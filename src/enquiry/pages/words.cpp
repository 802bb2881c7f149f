#include "enquiry/pages/words.h"

#include <fmt/format.h>

#include "base/text.h"
#include "base/working_days.h"
#include "profile/place_codes.h"

namespace kith::enquiry {

namespace {

template <class Named>
std::string label_among(std::vector<Named> const& all, std::string_view code) {
  for (auto const& one : all)
    if (one.code == code) return one.label;
  return std::string{code};
}

std::string day_words(int days, int working_days) {
  if (days == 0) return "the same day";
  return count_words(days, "day", "days") + " (" + count_words(working_days, "working day", "working days") + ")";
}

}  // namespace

std::string outcome_words(profile::Profile const& profile, ScreeningOutcome outcome) {
  return profile::label_of(profile.screening_outcomes, wire(outcome));
}
std::string agency_words(profile::Profile const& profile, std::string_view code) {
  return label_among(profile.agencies, code);
}
std::string team_words(profile::Profile const& profile, std::string_view code) {
  for (auto const& team : profile.teams)
    if (team.code == code) return team.label;
  return agency_words(profile, code);
}

std::string places_words(profile::Profile const& profile, std::string_view codes) {
  std::string words;
  for (auto const& place : profile::parted(codes)) {
    if (!words.empty()) words += ", ";
    words += profile::place_label(profile, place);
  }
  return words;
}

std::string level_words(profile::Profile const& profile, std::optional<int> level) {
  if (!level) return {};
  for (auto const& one : profile.levels)
    if (one.number == *level) return one.label;
  return fmt::format("Level {}", *level);
}

std::string value_words(profile::Profile const& profile, AmendableField const& field, std::string_view value) {
  using enum AmendableField::Kind;
  switch (field.kind) {
    case date:
      if (auto const day = parse_date(value)) return for_people(*day);
      break;
    case source:
      return profile::label_of(profile.sources, value);
    case agency:
      return agency_words(profile, value);
    case need:
      return profile::label_of(profile.needs, value);
    case places:
      return places_words(profile, value);
    case agreement:
      if (auto const answer = parse<Agreement>(value)) return std::string{label(*answer)};
      break;
    case ways: {
      std::string words;
      for (auto const way : parted_ways(value).value_or(std::vector<SafeWay>{}))
        words.append(words.empty() ? "" : ", ").append(label(way));
      return words;
    }
    case voicemail:
      return value == "yes" ? "A message may be left" : value == "no" ? "Never leave a message" : "";
    case line:
    case text:
      break;
  }
  return std::string{value};
}

AmendableField const* amendable(std::string_view name) {
  for (auto const& field : amendable_fields())
    if (field.name == name) return &field;
  return nullptr;
}

std::string age_words(std::optional<Date> born, std::optional<Date> expected, Date today) {
  if (born) {
    if (*born > today) return "age not known";
    auto const years = age_on(*born, today);
    if (years >= 2) return std::to_string(years);
    int months = 0;
    while (born->plus_months(months + 1) <= today) ++months;
    return count_words(months, "month", "months");
  }
  if (expected) return "unborn, expected " + for_people(*expected);
  return "age not known";
}

std::string age_words(people::PersonRecord const& child, Date today) {
  return age_words(child.details.date_of_birth, child.details.expected_date_of_birth, today);
}

std::string listed_child(ListedChild const& child, Date today) {
  auto const& forename = child.forename.reveal();
  if (forename.empty() && !child.born && child.expected) return "Unborn child, expected " + for_people(*child.expected);
  return (forename.empty() ? "Name not known" : forename) + ", " + age_words(child.born, child.expected, today);
}

std::string listed_child(people::PersonRecord const& child, Date today) {
  auto const& d = child.details;
  return listed_child(ListedChild{child.person, d.forename, d.date_of_birth, d.expected_date_of_birth, false}, today);
}

std::string first_names(std::vector<people::PersonRecord> const& children) {
  std::string names;
  for (std::size_t i = 0; i < children.size(); ++i) {
    auto const& forename = children[i].details.forename.reveal();
    if (i > 0) names += i + 1 == children.size() ? " and " : ", ";
    names += forename.empty() ? children[i].shown_name() : forename;
  }
  return names;
}

ContactClock contact_clock(EnquiryRow const& row, profile::Profile const& profile, Instant now) {
  using enum ContactClock::State;
  auto const limit = profile.clocks.first_contact;
  if (row.first_contact_on) {
    auto const days = std::max(0, *row.first_contact_on - row.received_on);
    auto const words = day_words(days, working_days_between(row.received_on, *row.first_contact_on));
    bool const late = row.first_contact_at && profile::is_overdue(limit, row.received_at, *row.first_contact_at);
    return {late ? made_late : made, (days == 0 ? "First contact made " : "First contact made after ") + words,
            late ? "Later than the limit of " + profile::for_people(limit) : ""};
  }
  if (row.closed_on) return {ended, "Closed with no first contact on record", ""};
  auto const waited = profile::elapsed(row.received_at, now);
  auto const words = waited.calendar_days == 0 ? "Received today, no contact yet"
                                               : "Waiting " + day_words(waited.calendar_days, waited.working_days);
  auto const due = profile::due(limit, row.received_at);
  auto const due_by = for_people(london_date(due));
  if (now > due) return {overdue, words, "Was due by " + due_by};
  return {running, words, "Due by " + due_by};
}

html::Html overdue_tag() { return html::tag({.text = "Overdue", .colour = html::TagColour::red}); }

html::Html clock_html(ContactClock const& clock) {
  html::Html html;
  if (clock.state == ContactClock::State::overdue) html += overdue_tag() + html::markup("<br>");
  if (clock.state == ContactClock::State::made_late)
    html += html::tag({.text = "Late", .colour = html::TagColour::orange}) + html::markup("<br>");
  html.add("{}", clock.words);
  if (!clock.detail.empty()) html.add("<br><span class=\"govuk-hint govuk-!-font-size-16\">{}</span>", clock.detail);
  return html;
}

html::Html stage_tag(EnquiryRow const& row) {
  using enum html::TagColour;
  if (row.closed_on) return html::tag({.text = "Closed", .colour = grey});
  switch (row.stage) {
    case Stage::fresh:
      return html::tag({.text = label(row.stage), .colour = blue});
    case Stage::waiting:
      return html::tag({.text = label(row.stage), .colour = yellow});
    case Stage::to_tell:
      return html::tag({.text = label(row.stage), .colour = purple});
    case Stage::decided:
      break;
  }
  return html::tag({.text = label(Stage::decided), .colour = green});
}

html::Html urgent_tag(UrgentState state) {
  if (state == UrgentState::no) return {};
  return html::tag(
      {.text = label(state), .colour = state == UrgentState::raised ? html::TagColour::red : html::TagColour::grey});
}

std::string count_words(std::int64_t count, std::string_view one, std::string_view many) {
  auto words = std::to_string(count);
  words += ' ';
  return words += count == 1 ? one : many;
}

std::string days_ago(Date day, Date today) {
  return day == today ? "today" : count_words(today - day, "day ago", "days ago");
}

std::vector<html::SelectItem> choices(std::vector<profile::Word> const& words, Date day, std::string_view chosen,
                                      std::string_view empty) {
  std::vector<html::SelectItem> items;
  if (!empty.empty()) items.push_back({.value = "", .text = std::string{empty}});
  bool offered = chosen.empty();
  for (auto const& word : words) {
    if (!word.in_use_on(day) && word.code != chosen) continue;
    items.push_back({.value = word.code, .text = word.label});
    offered = offered || word.code == chosen;
  }
  if (!offered) items.push_back({.value = std::string{chosen}, .text = std::string{chosen}});
  return items;
}

std::vector<html::SelectItem> place_choices(profile::Profile const& profile, std::string_view empty) {
  std::vector<html::SelectItem> items = {{.value = "", .text = std::string{empty}}};
  std::function<void(PlaceCode const&, int)> add = [&](PlaceCode const& within, int depth) {
    for (auto const& place : profile.places) {
      if (place.within != within || place.rank == profile::Rank::authority) continue;
      std::string indent;
      for (int i = 0; i < depth; ++i) indent += "\u2003";
      items.push_back({.value = place.code.value, .text = indent + place.label});
      add(place.code, depth + 1);
    }
  };
  add(profile.authority, 0);
  return items;
}

}  // namespace kith::enquiry
