// A council's limits: clocks, rhythms, stages, how many families a worker leads, and how sure a match must be.
#include <fmt/format.h>

#include "profile/draft.h"

namespace kith::profile {

namespace {
// A clock that a profile may leave out has Kith's own limit already.
enum class Need { required, optional };

void read_clock(Table& clocks, std::string const& file, std::string const& key, ClockLimit& limit,
                Need need = Need::required) {
  auto const* node = clocks.table(key);
  if (!node) {
    if (!clocks.has(key) && need == Need::required)  // a value of another type has its fault already
      clocks.fault(key, "missing", "this clock needs a limit, such as { amount = 3, unit = \"working_days\" }.");
    return;
  }
  Table table{*node, file, key, clocks.faults()};
  auto const amount = table.required_number("amount");
  limit.unit = table.required_member<ClockUnit>("unit").value_or(limit.unit);
  table.finish();
  if (!amount) return;
  limit.amount = *amount;
  if (limit.amount < 1)
    clocks.fault(key, "not_positive", fmt::format("a clock's limit must be 1 or more, not {}.", limit.amount));
}

void read_clocks(Draft& draft, Table& root, std::string const& file) {
  auto const* node = root.table("clocks");
  if (!node || !is_first(draft, "clocks", {file, node->line})) return;
  Table table{*node, file, "clocks", draft.faults};
  auto& clocks = draft.profile.clocks;
  read_clock(table, file, "first_contact", clocks.first_contact);
  read_clock(table, file, "screening", clocks.screening);
  read_clock(table, file, "urgent_accepted", clocks.urgent_accepted);
  read_clock(table, file, "review", clocks.review);
  read_clock(table, file, "lead_contact", clocks.lead_contact);
  read_clock(table, file, "child_seen", clocks.child_seen, Need::optional);
  read_clock(table, file, "second_person", clocks.second_person, Need::optional);
  read_clock(table, file, "transfer_accepted", clocks.transfer_accepted, Need::optional);
  read_clock(table, file, "after_withdrawal", clocks.after_withdrawal, Need::optional);
  read_clock(table, file, "drift", clocks.drift, Need::optional);
  table.finish();
}

void read_stages(Draft& draft, Table& root, std::string const& file) {
  for (auto const* node : root.tables("escalation_stage")) {
    Table table{*node, file, "escalation_stage", draft.faults};
    EscalationStage stage;
    read_word(draft, "escalation_stage", table, stage);
    read_clock(table, file, "answer", stage.answer);
    table.finish();
    draft.profile.practice.escalation_stages.push_back(std::move(stage));
  }
}

void read_rhythms(Draft& draft, Table& root, std::string const& file) {
  for (auto const* node : root.tables("meeting_rhythm")) {
    Table table{*node, file, "meeting_rhythm", draft.faults};
    MeetingRhythm rhythm;
    auto const level = table.required_number("level");
    read_clock(table, file, "every", rhythm.every);
    table.finish();
    rhythm.level = level.value_or(0);
    if (level && (rhythm.level < 1 || rhythm.level > 4))
      table.fault("level", "out_of_range", fmt::format("{} is not a level: levels are 1, 2, 3 and 4.", rhythm.level));
    auto const [earlier, is_new] =
        draft.names["meeting_rhythm"].codes.try_emplace(fmt::format("{}", rhythm.level), table.origin_of("level"));
    if (!is_new)
      table.fault("level", "code_twice",
                  fmt::format("level {} has a rhythm already, in {}.", rhythm.level, for_people(earlier->second)));
    draft.profile.practice.meeting_rhythms.push_back(rhythm);
  }
}

// What the council calls things, and its limit on a worker's families; what it leaves out is Kith's own.
void read_practice(Draft& draft, Table& root, std::string const& file) {
  auto const* node = root.table("practice");
  if (!node || !is_first(draft, "practice", {file, node->line})) return;
  Table table{*node, file, "practice", draft.faults};
  auto& practice = draft.profile.practice;
  auto name = [&](std::string_view key, std::string& value) {
    if (auto text = table.optional_text(key); !text.empty()) value = std::move(text);
  };
  name("plan", practice.names.plan);
  name("team", practice.names.team);
  name("meeting", practice.names.meeting);
  name("lead", practice.names.lead);
  if (table.has("caseload_limit")) {
    practice.caseload_limit = table.required_number("caseload_limit").value_or(practice.caseload_limit);
    if (practice.caseload_limit < 1)
      table.fault("caseload_limit", "not_positive",
                  fmt::format("a worker's limit must be 1 or more, not {}.", practice.caseload_limit));
  }
  table.finish();
}

// From which probability on one person is meant, and from which somebody may be, in whole percent.
void read_matching(Draft& draft, Table& root, std::string const& file) {
  auto const* node = root.table("matching");
  if (!node || !is_first(draft, "matching", {file, node->line})) return;
  Table table{*node, file, "matching", draft.faults};
  auto& matching = draft.profile.matching;
  auto read = [&](std::string_view key, int& percent) {
    if (!table.has(key)) return;
    percent = table.required_number(key).value_or(percent);
    if (percent < 50 || percent > 99)
      table.fault(key, "out_of_range", fmt::format("a limit of matching is 50 to 99 per cent, not {}.", percent));
  };
  read("match", matching.match_percent);
  read("possible", matching.possible_percent);
  if (matching.possible_percent > matching.match_percent)
    table.fault("possible", "limits_swapped",
                fmt::format("somebody may be meant from {} per cent on, but is taken to be meant from {} on already.",
                            matching.possible_percent, matching.match_percent));
  table.finish();
}

}  // namespace

void read_limits(Draft& draft, Table& root, std::string const& file) {
  read_clocks(draft, root, file);
  read_stages(draft, root, file);
  read_rhythms(draft, root, file);
  read_practice(draft, root, file);
  read_matching(draft, root, file);
}

}  // namespace kith::profile
