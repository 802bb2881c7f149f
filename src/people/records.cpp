// The register as tables, and the questions asked of them.
#include <algorithm>

#include "base/text.h"
#include "people/matching/file_matching.h"
#include "people/matching/pairs.h"
#include "people/particulars.h"
#include "people/register.h"

namespace kith::people {

namespace {

auto constexpr ddl = R"(
CREATE TABLE person(
  id TEXT PRIMARY KEY, family TEXT NOT NULL, reference TEXT NOT NULL, forename TEXT NOT NULL, surname TEXT NOT NULL,
  date_of_birth TEXT, expected_date_of_birth TEXT, sex TEXT NOT NULL, ethnicity TEXT NOT NULL, disability TEXT NOT NULL,
  address TEXT NOT NULL, postcode TEXT NOT NULL, restricted INTEGER NOT NULL, protected_address INTEGER NOT NULL) KEYED;
CREATE TABLE person_named(person TEXT NOT NULL, account TEXT NOT NULL, PRIMARY KEY(person, account)) KEYED;
CREATE TABLE person_address(person TEXT NOT NULL, account TEXT NOT NULL, PRIMARY KEY(person, account)) KEYED;
CREATE TABLE person_token(token TEXT NOT NULL, kind TEXT NOT NULL, person TEXT NOT NULL,
                          PRIMARY KEY(person, token, kind)) KEYED;
)";

auto constexpr indexes = R"(
CREATE INDEX person_by_family ON person(family);
CREATE INDEX person_by_reference ON person(reference);
CREATE INDEX person_token_by_token ON person_token(token, kind, person);
)";

// What a person can be found by: each part of each name and of the address, the birth date, the postcode without its
// blank.
std::vector<Token> tokens_of(Details const& details) {
  std::vector<Token> tokens;
  auto add_words = [&](std::string const& text, std::string_view kind) {
    auto const folded = fold(text);
    for (auto const word : words_in(folded)) tokens.emplace_back(word, kind);
  };
  add_words(details.forename.reveal(), "forename");
  add_words(details.surname.reveal(), "surname");
  add_words(details.address.reveal(), "address");
  if (details.date_of_birth) tokens.emplace_back(to_text(*details.date_of_birth), "born");
  auto postcode = fold(details.postcode.reveal());
  std::erase(postcode, ' ');
  if (!postcode.empty()) tokens.emplace_back(postcode, "postcode");
  std::ranges::sort(tokens);
  auto const repeated = std::ranges::unique(tokens);
  tokens.erase(repeated.begin(), repeated.end());
  return tokens;
}

void keep_tokens(sql::Connection& c, PersonId id, std::vector<Token> const& tokens) {
  for (auto const& [token, kind] : tokens)
    c.post("INSERT INTO person_token(token, kind, person) VALUES($1,$2,$3)", {token, kind, id});
}

// A protected address is no token, nor are old addresses beside it: whoever searches for one must not learn whose it
// is. Nor are the other names of somebody whose identity is protected.
void keep_tokens_anew(sql::Connection& c, PersonId id) {
  c.post("DELETE FROM person_token WHERE person=$1", {id});
  auto known = person(c, id);
  if (!known) return;
  if (known->protected_address) known->details.address = known->details.postcode = std::string{};
  auto tokens = tokens_of(known->details);
  for (auto const& token : particular_tokens(c, id, !has_protected_identity(c, id), !known->protected_address))
    if (std::ranges::find(tokens, token) == tokens.end()) tokens.push_back(token);
  keep_tokens(c, id, tokens);
}

// Protects the address for those named, or for nobody any more.
void keep_protection(sql::Connection& c, PersonId id, AddressProtected const* now) {
  c.post("UPDATE person SET protected_address=$1 WHERE id=$2", {now != nullptr, id});
  c.post("DELETE FROM person_address WHERE person=$1", {id});
  if (now != nullptr)
    for (auto const& account : now->named)
      c.post("INSERT INTO person_address(person, account) VALUES($1,$2) ON CONFLICT DO NOTHING", {id, account});
  keep_tokens_anew(c, id);
}

void apply(sql::Connection& c, journal::Recorded const& recorded) {
  auto const event = Events::decode(recorded);
  if (!event) {
    if (apply_file_match(c, recorded)) return;
    if (apply_particulars(c, recorded) || apply_matching(c, recorded))
      keep_tokens_anew(c, PersonId{recorded.header.stream});
    return;
  }
  PersonId const id{recorded.header.stream};
  if (auto const* registered = std::get_if<PersonRegistered>(&*event)) {
    auto const& d = registered->details;
    c.post(
        "INSERT INTO person(id, family, reference, forename, surname, date_of_birth, expected_date_of_birth, sex, "
        "ethnicity, disability, address, postcode, restricted, protected_address) "
        "VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,0,0)",
        {id, registered->family, registered->reference, d.forename, d.surname, d.date_of_birth,
         d.expected_date_of_birth, d.sex, d.ethnicity, d.disability, d.address, d.postcode});
    keep_tokens(c, id, tokens_of(d));  // of somebody new nothing else is known
  } else if (auto const* amended = std::get_if<PersonAmended>(&*event)) {
    auto const& d = amended->details;
    c.post(
        "UPDATE person SET forename=$1, surname=$2, date_of_birth=$3, expected_date_of_birth=$4, sex=$5, ethnicity=$6, "
        "disability=$7, address=$8, postcode=$9 WHERE id=$10",
        {d.forename, d.surname, d.date_of_birth, d.expected_date_of_birth, d.sex, d.ethnicity, d.disability, d.address,
         d.postcode, id});
    keep_tokens_anew(c, id);
  } else if (auto const* restricted = std::get_if<PersonRestricted>(&*event)) {
    c.post("UPDATE person SET restricted=1 WHERE id=$1", {id});
    c.post("DELETE FROM person_named WHERE person=$1", {id});
    for (auto const& account : restricted->named)
      c.post("INSERT INTO person_named(person, account) VALUES($1,$2) ON CONFLICT DO NOTHING", {id, account});
  } else if (std::holds_alternative<RestrictionLifted>(*event)) {
    c.post("UPDATE person SET restricted=0 WHERE id=$1", {id});
    c.post("DELETE FROM person_named WHERE person=$1", {id});
  } else {
    keep_protection(c, id, std::get_if<AddressProtected>(&*event));
  }
}

#define PERSON_COLUMNS                                                                                     \
  "p.id, p.family, p.reference, p.forename, p.surname, p.date_of_birth, p.expected_date_of_birth, p.sex, " \
  "p.ethnicity, p.disability, p.address, p.postcode, p.restricted, p.protected_address"

}  // namespace

journal::Projection person_records() {
  static auto const all = std::string{ddl}.append(matching_ddl).append(particulars_ddl).append(file_match_ddl);
  static auto const all_indexes = std::string{indexes}.append(particulars_indexes);
  journal::Projection records{"people",
                              all,
                              {{"person", "id"},
                               {"person_named", "person, account"},
                               {"person_address", "person, account"},
                               {"person_token", "token, kind, person"},
                               {"file_match", "id"}},
                              &apply,
                              all_indexes};
  for (auto const& table : matching_tables()) records.tables.push_back(table);
  for (auto const& table : particulars_tables()) records.tables.push_back(table);
  return records;
}

std::string_view const person_columns = PERSON_COLUMNS;

PersonRecord person_of(sql::Row const& row, int first) {
  auto const text = [&](int column) { return row.string(first + column); };
  PersonRecord r;
  r.person = row.id<Person>(first);
  r.family = row.id<Family>(first + 1);
  r.reference = text(2);
  r.details = {text(3),  text(4), row.date(first + 5), row.date(first + 6), text(7), text(8), text(9),
               text(10), text(11)};
  r.restricted = row.flag(first + 12);
  r.protected_address = row.flag(first + 13);
  return r;
}

std::optional<PersonRecord> person(sql::Connection& c, PersonId id) {
  std::optional<PersonRecord> found;
  c.query("SELECT " PERSON_COLUMNS " FROM person p WHERE p.id=$1", {id},
          [&](sql::Row const& row) { found = person_of(row); });
  return found;
}

std::optional<PersonId> person_by_reference(sql::Connection& c, std::string_view reference) {
  auto const id = c.text("SELECT id FROM person WHERE reference=$1 ORDER BY id LIMIT 1", {reference});
  return id ? PersonId::parse(*id) : std::nullopt;
}

std::vector<PersonRecord> family_members(sql::Connection& c, FamilyId family) {
  std::vector<PersonRecord> members;
  c.query("SELECT " PERSON_COLUMNS " FROM person p WHERE p.family=$1 ORDER BY p.date_of_birth NULLS LAST, p.id",
          {family}, [&](sql::Row const& row) { members.push_back(person_of(row)); });
  return members;
}

bool is_named(sql::Connection& c, PersonId person, journal::ActorId viewer) {
  return c.integer("SELECT 1 FROM person_named WHERE person=$1 AND account=$2", {person, viewer}).has_value();
}

bool needs_address(sql::Connection& c, PersonId person, journal::ActorId viewer) {
  return c.integer("SELECT 1 FROM person_address WHERE person=$1 AND account=$2", {person, viewer}).has_value();
}

namespace {

// Those of whom every word fits a token of these kinds, by its beginning.
std::vector<std::string> fitting(sql::Connection& c, std::vector<std::string> const& wanted, bool by_address) {
  auto const* sql = by_address ? "SELECT DISTINCT person FROM person_token WHERE token>=$1 AND token<$2 AND "
                                 "kind='address' ORDER BY person LIMIT 2000"
                               : "SELECT DISTINCT person FROM person_token WHERE token>=$1 AND token<$2 AND "
                                 "kind<>'address' ORDER BY person LIMIT 2000";
  std::vector<std::string> candidates;
  for (std::size_t w = 0; w < wanted.size(); ++w) {
    std::vector<std::string> these;
    c.query(sql, {wanted[w], wanted[w] + "\x7f"}, [&](sql::Row const& row) { these.push_back(row.string(0)); });
    if (w == 0) {
      candidates = std::move(these);
    } else {
      std::vector<std::string> both;
      std::ranges::set_intersection(candidates, these, std::back_inserter(both));
      candidates = std::move(both);
    }
  }
  return candidates;
}

}  // namespace

std::vector<PersonRecord> search(sql::Connection& c, std::string_view words, journal::ActorId viewer, int limit) {
  // Every word must fit somewhere: a name by its beginning, a date and a postcode whole, a reference whole; or every
  // word an address. Numbers are found however they are spaced.
  std::vector<std::string> wanted;
  auto const folded = fold(words);
  for (auto const word : words_in(folded)) wanted.emplace_back(word);
  if (auto const date = parse_date(trimmed(words))) wanted = {to_text(*date)};
  std::vector<PersonRecord> found;
  if (wanted.empty()) return found;
  auto candidates = fitting(c, wanted, false);
  for (auto& other : fitting(c, wanted, true)) candidates.push_back(std::move(other));
  if (auto const by_reference = person_by_reference(c, trimmed(words))) candidates.push_back(by_reference->text());
  auto whole = folded;
  std::erase(whole, ' ');
  c.query(
      "SELECT person FROM person_token WHERE token=$1 AND kind IN ('postcode', 'phone', 'number') ORDER BY person "
      "LIMIT "
      "200",
      {whole}, [&](sql::Row const& row) { candidates.push_back(row.string(0)); });
  std::ranges::sort(candidates);
  auto const repeated = std::ranges::unique(candidates);
  candidates.erase(repeated.begin(), repeated.end());
  for (auto const& id : candidates) {
    if (static_cast<int>(found.size()) >= limit) break;
    auto record = person(c, PersonId::parse(id).value_or(PersonId{}));
    if (record && (!record->restricted || is_named(c, record->person, viewer))) found.push_back(*std::move(record));
  }
  return found;
}

}  // namespace kith::people
