// One file's tables into the draft. Which tables a profile may have is the list in read_file_into().
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <utility>

#include "profile/draft.h"
#include "profile/tree.h"

namespace kith::profile {

namespace {
void read_words(Draft& draft, Table& root, std::string const& file, std::string const& list, std::vector<Word>& words) {
  for (auto const* node : root.tables(list)) {
    Table table{*node, file, list, draft.faults};
    Word word;
    read_word(draft, list, table, word);
    table.finish();
    words.push_back(std::move(word));
  }
}

// Words whose codes are Kith's own, one of the closed set `E` each.
template <ClosedSet E>
void read_outcomes(Draft& draft, Table& root, std::string const& file, std::string const& list,
                   std::vector<Word>& words) {
  for (auto const* node : root.tables(list)) {
    Table table{*node, file, list, draft.faults};
    Word word;
    read_word(draft, list, table, word);
    if (!word.code.empty() && !parse<E>(word.code)) table.required_member<E>("code");
    table.finish();
    words.push_back(std::move(word));
  }
}

void read_places(Draft& draft, Table& root, std::string const& file) {
  for (auto const* node : root.tables("place")) {
    Table table{*node, file, "place", draft.faults};
    Word word;
    read_word(draft, "place", table, word);
    auto const given_rank = table.required_member<Rank>("rank");
    auto const rank = given_rank.value_or(Rank::place);
    auto const within = table.optional_text("within");
    table.finish();
    if (!word.aliases.empty())
      table.fault("aliases", "unknown_key", "a place's other names are written as [[place_alias]] tables.");
    if (word.from || word.to)
      table.fault(word.from ? "from" : "to", "unknown_key", "a place has no dates; take this out.");

    auto const origin = table.origin_of("within");
    draft.withins.try_emplace(word.code, origin);
    if (!within.empty()) draft.place_references.push_back({origin, "within", within});
    if (given_rank && rank != Rank::authority && within.empty())
      table.fault("within", "missing", fmt::format("a {} lies within another place; name its code.", wire(rank)));
    if (rank == Rank::authority && !within.empty())
      table.fault("within", "not_nested", "the authority lies within no other place; take this out.");
    draft.profile.places.push_back({PlaceCode{word.code}, word.label, rank, PlaceCode{within}, word.keys});
  }
}

void read_place_aliases(Draft& draft, Table& root, std::string const& file) {
  for (auto const* node : root.tables("place_alias")) {
    Table table{*node, file, "place_alias", draft.faults};
    PlaceAlias alias;
    alias.name = table.required_text("name");
    auto const places = table.texts("places");
    table.finish();
    // An alias has no code; for the register of names it is known by its own words.
    if (!alias.name.empty())
      claim_name(draft, "place", alias.name, "the alias " + alias.name, table.origin_of("name"), "name");
    if (places.empty()) table.fault("places", "missing", "an alias stands for one place or more; list their codes.");
    for (auto const& place : places) {
      draft.place_references.push_back({place.origin, "places", place.value});
      alias.places.emplace_back(place.value);
    }
    alias.key = name_key(alias.name);
    draft.profile.aliases.push_back(std::move(alias));
  }
}

void read_agencies(Draft& draft, Table& root, std::string const& file) {
  std::vector<std::string> const kinds{agency_kinds.begin(), agency_kinds.end()};
  for (auto const* node : root.tables("agency")) {
    Table table{*node, file, "agency", draft.faults};
    Agency agency;
    read_word(draft, "agency", table, agency);
    agency.kind = table.required_choice("kind", kinds);
    agency.phone = table.phone("phone", false);
    table.finish();
    draft.profile.agencies.push_back(std::move(agency));
  }
}

void read_teams(Draft& draft, Table& root, std::string const& file) {
  for (auto const* node : root.tables("team")) {
    Table table{*node, file, "team", draft.faults};
    Team team;
    read_word(draft, "team", table, team);
    team.area = PlaceCode{table.required_text("area")};
    team.agency = AgencyCode{table.required_text("agency")};
    table.finish();
    if (!team.area.empty()) draft.place_references.push_back({table.origin_of("area"), "area", team.area.value});
    if (!team.agency.empty())
      draft.agency_references.push_back({table.origin_of("agency"), "agency", team.agency.value});
    draft.profile.teams.push_back(std::move(team));
  }
}

void read_levels(Draft& draft, Table& root, std::string const& file) {
  for (auto const* node : root.tables("level")) {
    Table table{*node, file, "level", draft.faults};
    Level level;
    auto const number = table.required_number("number");
    level.label = table.required_text("label");
    level.meaning = table.required_text("meaning");
    table.finish();
    if (!number) continue;
    level.number = *number;
    auto const text = fmt::format("{}", level.number);
    if (level.number < 1 || level.number > 4)
      table.fault("number", "out_of_range", fmt::format("{} is not a level: levels are 1, 2, 3 and 4.", text));
    auto const [earlier, is_new] = draft.names["level"].codes.try_emplace(text, table.origin_of("number"));
    if (!is_new)
      table.fault("number", "code_twice",
                  fmt::format("level {} is given already, in {}.", text, for_people(earlier->second)));
    draft.profile.levels.push_back(std::move(level));
  }
}

void read_roles(Draft& draft, Table& root, std::string const& file) {
  std::vector<std::string> const known{role_codes.begin(), role_codes.end()};
  for (auto const* node : root.tables("role")) {
    Table table{*node, file, "role", draft.faults};
    RoleWord role{table.required_choice("code", known), table.required_text("label")};
    table.finish();
    auto const [earlier, is_new] = draft.names["role"].codes.try_emplace(role.code, table.origin_of("code"));
    if (!is_new && !role.code.empty())
      table.fault("code", "code_twice",
                  fmt::format("the role '{}' has a word already, in {}.", role.code, for_people(earlier->second)));
    draft.profile.roles.push_back(std::move(role));
  }
}

void read_contacts(Draft& draft, Table& root, std::string const& file) {
  auto const* node = root.table("contacts");
  if (!node || !is_first(draft, "contacts", {file, node->line})) return;
  Table table{*node, file, "contacts", draft.faults};
  auto& contacts = draft.profile.contacts;
  contacts.mash_name = table.required_text("mash_name");
  contacts.mash_phone = table.phone("mash_phone", true);
  contacts.out_of_hours_phone = table.phone("out_of_hours_phone", true);
  contacts.hub_phone = table.phone("hub_phone", true);
  contacts.hub_hours = table.required_text("hub_hours");
  contacts.interface_name = table.optional_text("interface_name");
  contacts.interface_phone = table.phone("interface_phone", false);
  table.finish();
}

// "08:30" as minutes from midnight; faults when it is no time of day.
int read_time(Table& table, std::string_view key) {
  auto const text = table.required_text(key);
  int hour = -1, minute = -1, used = 0;
  bool const read = std::sscanf(text.c_str(), "%2d:%2d%n", &hour, &minute, &used) == 2;
  if (read && used == static_cast<int>(text.size()) && hour >= 0 && hour < 24 && minute >= 0 && minute < 60)
    return hour * 60 + minute;
  if (!text.empty()) table.fault(key, "not_a_time", fmt::format("'{}' is not a time of day, such as \"08:30\".", text));
  return 0;
}

void read_reading_hours(Draft& draft, Table& root, std::string const& file) {
  static std::vector<std::string> const days = {"monday", "tuesday",  "wednesday", "thursday",
                                                "friday", "saturday", "sunday"};
  for (auto const* node : root.tables("reading_hours")) {
    Table table{*node, file, "reading_hours", draft.faults};
    int const from = read_time(table, "from");
    int const to = read_time(table, "to");
    if (to <= from) table.fault("to", "times_swapped", "nobody can stop reading before they begin.");
    for (auto const& day : table.texts("days")) {
      auto const found = std::find(days.begin(), days.end(), day.value);
      if (found == days.end())
        draft.faults.add(day.origin, "days", "unknown_day",
                         fmt::format("'{}' is no day. Write monday, tuesday and so on.", day.value));
      else
        draft.profile.reading_hours.push_back({static_cast<unsigned>(found - days.begin()) + 1, from, to});
    }
    table.finish();
  }
}

void read_services(Draft& draft, Table& root, std::string const& file) {
  for (auto const* node : root.tables("service_nearby")) {
    Table table{*node, file, "service_nearby", draft.faults};
    LocalService service;
    read_word(draft, "service_nearby", table, service);
    service.what = table.required_text("what");
    service.phone = table.phone("phone", false);
    service.when = table.optional_text("when");
    for (auto const& place : table.texts("places")) {
      draft.place_references.push_back({place.origin, "places", place.value});
      service.places.emplace_back(place.value);
    }
    if (service.places.empty()) table.fault("places", "missing", "say which places it serves; list their codes.");
    table.finish();
    draft.profile.services.push_back(std::move(service));
  }
}

void read_postcode_areas(Draft& draft, Table& root, std::string const& file) {
  for (auto const* node : root.tables("postcode_area")) {
    Table table{*node, file, "postcode_area", draft.faults};
    auto const place = table.required_text("place");
    if (!place.empty()) draft.place_references.push_back({table.origin_of("place"), "place", place});
    for (auto const& starts : table.texts("starts")) {
      auto const [earlier, is_new] = draft.once.try_emplace("postcode " + starts.value, starts.origin);
      if (is_new)
        draft.profile.postcode_areas.push_back({starts.value, PlaceCode{place}});
      else
        draft.faults.add(starts.origin, "starts", "given_twice",
                         fmt::format("postcodes that begin with {} are given already, in {}.", starts.value,
                                     for_people(earlier->second)));
    }
    table.finish();
  }
}

void read_once(Draft& draft, Table& root, std::string const& key, std::string& value) {
  if (auto text = root.optional_text(key); !text.empty() && is_first(draft, key, root.origin_of(key)))
    value = std::move(text);
}
}  // namespace

bool is_first(Draft& draft, std::string const& what, Origin const& origin) {
  auto const [given, first] = draft.once.try_emplace(what, origin);
  if (!first)
    draft.faults.add(origin, what, "given_twice",
                     fmt::format("this is given already, in {}. Take one of them out.", for_people(given->second)));
  return first;
}

void read_word(Draft& draft, std::string const& list, Table& table, Word& word) {
  word.code = table.required_code("code");
  word.label = table.required_text("label");
  auto const aliases = table.texts("aliases");
  word.from = table.optional_day("from");
  word.to = table.optional_day("to");
  if (word.from && word.to && *word.to < *word.from)
    table.fault("to", "dates_swapped",
                fmt::format("the word ends on {}, before it begins on {}.", to_text(*word.to), to_text(*word.from)));
  if (word.code.empty()) return;

  auto const [earlier, is_new] = draft.names[list].codes.try_emplace(word.code, table.origin_of("code"));
  if (!is_new)
    table.fault("code", "code_twice",
                fmt::format("another {} has the code '{}', in {}. Codes are unique.", list, word.code,
                            for_people(earlier->second)));
  claim_name(draft, list, word.code, word.code, table.origin_of("code"), "code");
  claim_name(draft, list, word.label, word.code, table.origin_of("label"), "label");
  word.keys = {name_key(word.code), name_key(word.label)};
  for (auto const& alias : aliases) {
    claim_name(draft, list, alias.value, word.code, alias.origin, "aliases");
    word.aliases.push_back(alias.value);
    word.keys.push_back(name_key(alias.value));
  }
}

void claim_name(Draft& draft, std::string const& list, std::string_view name, std::string const& code,
                Origin const& origin, std::string_view field) {
  auto key = name_key(name);
  if (name.empty()) return;
  if (key.empty()) {
    draft.faults.add(origin, field, "no_letters", fmt::format("'{}' has no letter or digit to know it by.", name));
    return;
  }
  auto const [owner, is_new] = draft.names[list].by_key.try_emplace(std::move(key), Names::Owner{code, origin});
  if (!is_new && owner->second.code != code)
    draft.faults.add(origin, field, "name_twice",
                     fmt::format("'{}' stands for '{}' already, in {}. A name can mean one thing only.", name,
                                 owner->second.code, for_people(owner->second.origin)));
}

void read_file_into(Draft& draft, std::string_view toml, std::string const& file) {
  Node const tree = read_tree(toml, file, draft.faults);
  Table root{tree, file, "a profile", draft.faults};
  auto& profile = draft.profile;
  read_once(draft, root, "council", profile.council);
  read_once(draft, root, "service", profile.service);
  read_limits(draft, root, file);
  read_contacts(draft, root, file);
  read_places(draft, root, file);
  read_place_aliases(draft, root, file);
  read_agencies(draft, root, file);
  read_teams(draft, root, file);
  read_words(draft, root, file, "source", profile.sources);
  read_words(draft, root, file, "need", profile.needs);
  read_words(draft, root, file, "sex", profile.sexes);
  read_words(draft, root, file, "ethnicity", profile.ethnicities);
  read_words(draft, root, file, "disability", profile.disabilities);
  read_words(draft, root, file, "contact_method", profile.contact_methods);
  read_words(draft, root, file, "closing_reason", profile.closing_reasons);
  auto& practice = profile.practice;
  read_words(draft, root, file, "information_kind", practice.information_kinds);
  read_words(draft, root, file, "sharing_basis", practice.sharing_bases);
  read_words(draft, root, file, "agreement_wording", practice.agreement_wordings);
  read_words(draft, root, file, "team_role", practice.team_roles);
  read_words(draft, root, file, "assessment_domain", practice.assessment_domains);
  read_words(draft, root, file, "reading_area", practice.reading_areas);
  read_words(draft, root, file, "intervention", practice.interventions);
  read_words(draft, root, file, "disagreement", practice.disagreements);
  read_levels(draft, root, file);
  read_outcomes<ScreeningOutcome>(draft, root, file, "screening_outcome", profile.screening_outcomes);
  read_outcomes<StepOutcome>(draft, root, file, "step_outcome", profile.step_outcomes);
  read_roles(draft, root, file);
  read_reading_hours(draft, root, file);
  read_services(draft, root, file);
  read_postcode_areas(draft, root, file);
  root.finish();
}

}  // namespace kith::profile
