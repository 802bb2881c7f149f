#include "enquiry/pages/history.h"

#include <fmt/format.h>

#include <ranges>

#include "access/accounts.h"

namespace kith::enquiry {

namespace {

std::string or_nothing(std::string const& words) { return words.empty() ? "nothing" : "“" + words + "”"; }

std::string changed_words(profile::Profile const& profile, EnquiryAmended const& e) {
  auto const* field = amendable(e.field);
  auto words = [&](std::string const& value) {
    return or_nothing(field != nullptr ? value_words(profile, *field, value) : value);
  };
  return fmt::format("from {} to {}", words(e.before), words(e.after));
}

// Says what one event was; labels before values, nothing where nothing was said.
struct Tell {
  profile::Profile const& profile;
  HappenedLine& line;
  bool area_open;

  void add(std::string_view label, std::string_view value) {
    if (!value.empty()) line.lines.push_back(fmt::format("{}: {}", label, value));
  }
  std::string method(std::string const& code) const { return profile::label_of(profile.contact_methods, code); }

  void operator()(EnquiryReceived const& e) {
    line.title = "Request received";
    line.happened_on = e.received_on;
    line.turning_point = true;
    add("Door", label(e.door));
    add("From", profile::label_of(profile.sources, e.source));
  }
  void operator()(EnquiryAmended const& e) {
    auto const* field = amendable(e.field);
    line.title = fmt::format("{} changed", field != nullptr ? field->label : e.field);
    bool const kept = !area_open && field != nullptr && field->kind == AmendableField::Kind::places;
    line.lines.push_back(kept ? "Protected: not shown" : "Changed " + changed_words(profile, e));
    add("Because", e.reason);
  }
  void operator()(FirstContactMade const& e) {
    line.title = "First helpful contact made";
    line.happened_on = e.on;
    line.turning_point = true;
    add("Who", fmt::format("{} spoke with {}", e.by, e.with_whom));
    add("When", for_people(e.at));
    add("How", method(e.method));
    add("Note", e.note);
  }
  void operator()(ContactTried const& e) {
    line.title = "Contact tried, nobody reached";
    line.happened_on = london_date(e.at);
    add("Who", e.by);
    add("When", for_people(e.at));
    add("How", method(e.method));
    add("Note", e.note);
  }
  void operator()(NoteAdded const& e) {
    line.title = "Note";
    if (!e.text.empty()) line.lines.push_back(e.text);
  }
  void operator()(WaitingBegan const& e) {
    line.title = "Waiting for somebody";
    add("For", e.for_whom);
    if (e.until) add("Until", for_people(*e.until));
  }
  void operator()(WaitingEnded const& e) {
    line.title = "Waiting ended";
    add("What came", e.what_came);
  }
  void operator()(EnquiryScreened const& e) {
    line.title = "Screened: " + outcome_words(profile, e.outcome);
    line.happened_on = e.screened_on;
    line.turning_point = true;
    add("Reason", e.reason);
    add("Level of need", level_words(profile, e.level));
    if (e.footing != Footing::none) add("Legal footing", label(e.footing));
    add("Primary need", profile::label_of(profile.needs, e.primary_need));
    std::string further;
    for (auto const& need : e.further_needs)
      further += (further.empty() ? "" : ", ") + profile::label_of(profile.needs, need);
    add("Further needs", further);
    add("Existing case", e.existing_case);
  }
  void operator()(RiskHeldLocally const& e) {
    line.title = "Risk held locally";
    line.turning_point = true;
    add("Worry", e.worry);
    add("Held here because", e.reason);
    add("Decided by", e.decided_by);
    add("A social worker took part", e.social_worker_took_part ? "Yes" : "No");
    add("What would change our mind", e.would_change_our_mind);
    add("We look again on", for_people(e.look_again_on));
  }
  void operator()(DecisionTold const& e) {
    auto const whom = e.whom == Told::family ? "The family" : "The person who asked";
    line.title = fmt::format("{} {} told of the decision", whom, e.why_not.empty() ? "was" : "was not");
    line.happened_on = e.on;
    add("By", e.by);
    if (e.on) add("On", for_people(*e.on));
    add("How", method(e.method));
    add("Why not", e.why_not);
  }
  void operator()(UrgentRaised const& e) {
    line.title = "Raised as urgent";
    line.turning_point = true;
    add("Danger", e.danger);
    add("Spoke to", e.spoke_to);
    if (e.spoke_at) add("At", for_people(*e.spoke_at));
  }
  void operator()(UrgentAccepted const& e) {
    line.title = "Urgent concern accepted";
    line.turning_point = true;
    add("MASH worker", e.worker);
    add("Next step", e.next_step);
  }
  void operator()(UrgentAlertRaised const& e) {
    line.title = "Manager alerted: nobody had accepted the urgent concern";
    add("After", count_words(e.minutes_waited, "minute", "minutes"));
  }
  void operator()(EnquiryClosed const& e) {
    line.title = "Closed";
    line.happened_on = e.on;
    line.turning_point = true;
    add("Reason", profile::label_of(profile.closing_reasons, e.reason));
  }
  void operator()(EnquiryReopened const& e) {
    line.title = "Reopened";
    line.turning_point = true;
    add("Reason", e.reason);
  }
};

std::string late_words(HappenedLine const& line) {
  auto const recorded_on = london_date(line.recorded_at);
  if (!line.happened_on || *line.happened_on >= recorded_on) return {};
  auto const days = recorded_on - *line.happened_on;
  return fmt::format("Recorded {} later, on {}", count_words(days, "day", "days"), for_people(recorded_on));
}

}  // namespace

Names names_from(sql::Connection& connection) {
  auto known = std::make_shared<std::map<ActorId, std::string>>();
  return [&connection, known](ActorId actor) {
    if (auto const found = known->find(actor); found != known->end()) return found->second;
    auto name = access::name_of(connection, actor);
    return known->emplace(actor, name.empty() ? "Kith" : std::move(name)).first->second;
  };
}

std::vector<HappenedLine> what_happened(profile::Profile const& profile, std::vector<journal::Recorded> const& history,
                                        Names const& names, bool area_open) {
  std::vector<HappenedLine> lines;
  for (auto const& recorded : history) {
    auto const event = Events::decode(recorded);
    if (!event) continue;
    HappenedLine line;
    line.version = recorded.header.version;
    line.recorded_at = recorded.header.recorded_at;
    line.by = names(recorded.header.author.actor);
    std::visit(Tell{profile, line, area_open}, *event);
    if (!recorded.body) {
      line.lines = {"What was written here has been deleted for good."};
      line.happened_on.reset();
    }
    lines.push_back(std::move(line));
  }
  std::ranges::reverse(lines);
  return lines;
}

html::Html timeline_html(std::vector<HappenedLine> const& lines) {
  html::Timeline timeline;
  for (auto const& line : lines) {
    html::Html content = html::each(line.lines, [](std::string const& words) {
      return html::markup("<p class=\"govuk-body kith-tight\">{}</p>", words);
    });
    if (auto const late = late_words(line); !late.empty())
      content.add("<p class=\"govuk-hint kith-tight\">{}</p>", late);
    timeline.items.push_back({.title = line.title,
                              .datetime = to_text(line.recorded_at),
                              .when = for_people(line.recorded_at),
                              .by = line.by,
                              .content = content,
                              .significant = line.turning_point});
  }
  return html::timeline(timeline);
}

FieldChanges field_changes(profile::Profile const& profile, std::vector<journal::Recorded> const& history,
                           Names const& names) {
  FieldChanges changes;
  for (auto const& field : amendable_fields()) changes[std::string{field.name}];
  for (auto const& recorded : std::views::reverse(history)) {
    if (recorded.header.type != EnquiryAmended::event.type) continue;
    auto const event = Events::decode(recorded);
    auto const* amended = event ? std::get_if<EnquiryAmended>(&*event) : nullptr;
    if (amended == nullptr) continue;
    auto words = fmt::format("Changed {} by {} on {}", changed_words(profile, *amended),
                             names(recorded.header.author.actor), for_people(recorded.header.recorded_at));
    if (!amended->reason.empty()) words += " because: " + amended->reason;
    changes[amended->field].push_back(std::move(words));
  }
  return changes;
}

}  // namespace kith::enquiry
