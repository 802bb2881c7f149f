// Pairs as tables, and the questions asked of them.
#include <fmt/format.h>

#include "people/matching/pairs.h"

namespace kith::people {

std::string_view const matching_ddl = R"(
CREATE TABLE person_identity(person TEXT PRIMARY KEY) KEYED;
CREATE TABLE person_pair(
  id TEXT PRIMARY KEY, one TEXT NOT NULL, other TEXT NOT NULL, stage TEXT NOT NULL, weight INTEGER NOT NULL,
  model TEXT NOT NULL, may_be_twins INTEGER NOT NULL, parts TEXT NOT NULL, proposed_at INTEGER NOT NULL, decision TEXT,
  decided_by TEXT, decided_at INTEGER, why TEXT NOT NULL, agreeing TEXT NOT NULL, joined_by TEXT, joined_at INTEGER,
  joined_why TEXT NOT NULL) KEYED;
CREATE INDEX person_pair_by_one ON person_pair(one);
CREATE INDEX person_pair_by_other ON person_pair(other);
CREATE INDEX person_pair_by_stage ON person_pair(stage, weight);
CREATE TABLE person_joined(person TEXT PRIMARY KEY, lead TEXT NOT NULL) KEYED;
CREATE INDEX person_joined_by_lead ON person_joined(lead);
CREATE TABLE person_swept(stream TEXT PRIMARY KEY, through INTEGER NOT NULL) KEYED;
)";

std::vector<journal::RecordTable> matching_tables() {
  return {
      {"person_identity", "person"}, {"person_pair", "id"}, {"person_joined", "person"}, {"person_swept", "stream"}};
}

namespace {

PairStage stage_after(PairDecision decision) {
  switch (decision) {
    case PairDecision::same:
      return PairStage::to_confirm;
    case PairDecision::unsure:
      return PairStage::unsure;
    default:
      return PairStage::settled;
  }
}

// What the machine or a person said of the pair, in the columns that are theirs.
struct Applying {
  sql::Connection& c;
  journal::Header const& header;
  std::string id = to_text(header.stream);

  void operator()(MatchProposed const& e) const {
    c.post(
        "INSERT INTO person_pair(id, one, other, stage, weight, model, may_be_twins, parts, proposed_at, why, "
        "agreeing, "
        "joined_why) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,'','','')",
        {id, e.one, e.other, PairStage::open, e.weight, e.model, e.may_be_twins, codec::to_json(e),
         header.recorded_at});
  }
  void operator()(MatchDecided const& e) const {
    c.post("UPDATE person_pair SET stage=$1, decision=$2, decided_by=$3, decided_at=$4, why=$5 WHERE id=$6",
           {stage_after(e.decision), e.decision, header.author.actor, header.recorded_at, e.why, id});
  }
  void operator()(PeopleJoined const& e) const {
    c.post("UPDATE person_pair SET stage=$1, agreeing=$2, joined_by=$3, joined_at=$4, joined_why=$5 WHERE id=$6",
           {PairStage::joined, fmt::format("{}", fmt::join(e.agreeing, ",")), header.author.actor, header.recorded_at,
            e.why, id});
    c.post("INSERT INTO person_joined(person, lead) VALUES($1,$2)", {e.joined, e.kept});
  }
  void operator()(PeopleParted const& e) const {
    c.post("UPDATE person_pair SET stage=$1, agreeing='', joined_by=NULL, joined_at=NULL, joined_why='' WHERE id=$2",
           {PairStage::to_confirm, id});
    c.post("DELETE FROM person_joined WHERE person=$1", {e.joined});
  }
  void operator()(IdentityProtected const&) const {
    c.post("INSERT INTO person_identity(person) VALUES($1) ON CONFLICT DO NOTHING", {id});
  }
  void operator()(IdentityProtectionLifted const&) const {
    c.post("DELETE FROM person_identity WHERE person=$1", {id});
  }
  void operator()(RegisterSwept const& e) const {
    c.post("INSERT INTO person_swept(stream, through) VALUES($1,$2) ON CONFLICT(stream) DO UPDATE SET through=$2",
           {id, e.through});
  }
};

// Both people of each pair and what a viewer may know: $1 is the viewer.
std::string questions(std::string_view columns, std::string_view which) {
  return fmt::format(
      "SELECT {} FROM person_pair x JOIN person p ON p.id=x.one JOIN person q ON q.id=x.other WHERE {} AND "
      "(p.restricted=0 "
      "OR EXISTS(SELECT 1 FROM person_named n WHERE n.person=p.id AND n.account=$1)) AND (q.restricted=0 OR "
      "EXISTS(SELECT 1 "
      "FROM person_named n WHERE n.person=q.id AND n.account=$1)) AND NOT EXISTS(SELECT 1 FROM person_identity i WHERE "
      "i.person=p.id OR i.person=q.id)",
      columns, which);
}

auto constexpr pair_columns =
    "x.id, x.one, x.other, x.stage, x.weight, x.model, x.may_be_twins, x.parts, x.proposed_at, x.decision, "
    "x.decided_by, "
    "x.decided_at, x.why, x.agreeing, x.joined_by, x.joined_at, x.joined_why";

std::vector<std::string> parted_words(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    auto const end = std::min(text.find(','), text.size());
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

PairRecord pair_of_row(sql::Row const& row) {
  PairRecord r;
  r.pair = row.id<Pair>(0);
  r.one.person = row.id<Person>(1);
  r.other.person = row.id<Person>(2);
  r.stage = parse<PairStage>(row.text(3)).value_or(PairStage::open);
  r.weight = row.integer(4);
  r.model = row.string(5);
  r.may_be_twins = row.flag(6);
  MatchProposed proposed;
  codec::read_json(row.text(7), &proposed, codec::fields_of<MatchProposed>());
  r.parts = std::move(proposed.parts);
  r.proposed_at = row.instant(8);
  if (!row.is_null(9)) r.decision = parse<PairDecision>(row.text(9));
  if (!row.is_null(10)) r.decided_by = row.id<journal::Actor>(10);
  r.decided_at = row.maybe_instant(11);
  r.why = row.string(12);
  r.agreeing = parted_words(row.text(13));
  if (!row.is_null(14)) r.joined_by = row.id<journal::Actor>(14);
  r.joined_at = row.maybe_instant(15);
  r.joined_why = row.string(16);
  return r;
}

std::vector<PairRecord> asked(sql::Connection& c, std::string const& which, std::initializer_list<sql::Value> values) {
  std::vector<PairRecord> found;
  c.query(questions(pair_columns, which), values, [&](sql::Row const& row) { found.push_back(pair_of_row(row)); });
  for (auto& pair : found)
    for (auto* const side : {&pair.one, &pair.other})
      if (auto known = person(c, side->person)) *side = *std::move(known);
  return found;
}

}  // namespace

bool apply_matching(sql::Connection& c, journal::Recorded const& recorded) {
  auto const event = MatchEvents::decode(recorded);
  if (!event || !recorded.body) return false;
  std::visit(Applying{c, recorded.header}, *event);
  return std::holds_alternative<IdentityProtected>(*event) || std::holds_alternative<IdentityProtectionLifted>(*event);
}

std::vector<PairRecord> pairs_at(sql::Connection& c, PairStage stage, journal::ActorId viewer, int limit) {
  auto found = asked(c, "x.stage=$2", {viewer, stage});
  std::ranges::sort(found, [](PairRecord const& a, PairRecord const& b) {
    return std::tuple{-a.weight, a.pair} < std::tuple{-b.weight, b.pair};
  });
  if (found.size() > static_cast<std::size_t>(limit)) found.resize(static_cast<std::size_t>(limit));
  return found;
}

std::int64_t count_pairs(sql::Connection& c, PairStage stage, journal::ActorId viewer) {
  return c.integer(questions("count(*)", "x.stage=$2"), {viewer, stage}).value_or(0);
}

std::optional<PairRecord> pair_record(sql::Connection& c, PairId pair, journal::ActorId viewer) {
  auto found = asked(c, "x.id=$2", {viewer, pair});
  return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

std::vector<PairRecord> pairs_of(sql::Connection& c, PersonId person, journal::ActorId viewer) {
  return asked(c, "(x.one=$2 OR x.other=$2)", {viewer, person});
}

PersonId lead_of(sql::Connection& c, PersonId person) {
  auto const lead = c.text("SELECT lead FROM person_joined WHERE person=$1", {person});
  return lead ? PersonId::parse(*lead).value_or(person) : person;
}

std::vector<PersonId> records_of(sql::Connection& c, PersonId person) {
  std::vector<PersonId> records{lead_of(c, person)};
  c.query("SELECT person FROM person_joined WHERE lead=$1 ORDER BY person", {records.front()},
          [&](sql::Row const& row) { records.push_back(row.id<Person>(0)); });
  return records;
}

std::vector<KnownRecord> records_of(sql::Connection& c, std::vector<FoundKnown> const& found,
                                    std::vector<PersonId> const& without) {
  std::vector<PersonId> seen;
  for (auto const id : without) seen.push_back(lead_of(c, id));
  std::vector<KnownRecord> known;
  for (auto const& each : found) {
    auto const lead = lead_of(c, each.person);
    if (std::ranges::find(seen, lead) != seen.end()) continue;
    seen.push_back(lead);
    // The index may be a moment older than the tables: who was restricted meanwhile is not shown.
    if (auto record = person(c, lead); record && !record->restricted) known.push_back({*std::move(record), each});
  }
  return known;
}

bool has_protected_identity(sql::Connection& c, PersonId person) {
  return c.integer("SELECT 1 FROM person_identity WHERE person=$1", {person}).has_value();
}

}  // namespace kith::people
