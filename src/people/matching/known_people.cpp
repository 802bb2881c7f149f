#include "people/matching/known_people.h"

#include <fmt/format.h>

#include <algorithm>

#include "journal/events.h"

namespace kith::people {

namespace {

// The fields of the model by what they are.
enum Column : std::size_t { forename, surname, date_of_birth, sex, postcode };

bool same(link::FoundPerson const& found, Column column) {
  static auto const measures = std::to_array({link::Measure::forename, link::Measure::surname, link::Measure::date,
                                              link::Measure::category, link::Measure::postcode});
  return found.levels[column] == link::levels_of(measures[column]).exact;
}

std::string joined(std::vector<std::string_view> const& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i)
    text.append(i == 0 ? "" : i + 1 == words.size() ? " and " : ", ").append(words[i]);
  return text;
}

// The waterfall in one line: what is the same, what is nearly so, what differs.
std::string in_short(link::FoundPerson const& found) {
  std::vector<std::string_view> alike;
  std::vector<std::string_view> near;
  std::vector<std::string_view> unlike;
  auto const first = found.levels[forename];
  bool const turned = first == link::name_level::swapped || first == link::name_level::nearly_swapped;
  if (same(found, forename) && same(found, surname)) alike.push_back("name");
  static constexpr std::pair<Column, std::string_view> named[] = {
      {forename, "first name"}, {surname, "surname"}, {date_of_birth, "date of birth"}, {postcode, "postcode"}};
  for (auto const& [column, word] : named) {
    if (found.levels[column] == link::missing_level || (turned && column == forename)) continue;
    if (column <= surname && !alike.empty() && alike.front() == "name") continue;
    (same(found, column) ? alike : found.levels[column] == link::different_level ? unlike : near).push_back(word);
  }
  std::string text;
  auto add = [&](std::string const& part) { text += (text.empty() ? "" : "; ") + part; };
  if (!alike.empty()) add("same " + joined(alike));
  if (turned) add("first name and surname the other way round");
  if (!near.empty()) add(joined(near) + " nearly the same");
  if (!unlike.empty()) add(joined(unlike) + (unlike.size() == 1 ? " differs" : " differ"));
  if (!text.empty()) text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text;
}

FoundKnown known_of(link::FoundPerson const& found) {
  FoundKnown known{PersonId::parse(found.id).value_or(PersonId{}),
                   found.probability,
                   found.weight,
                   found.parts,
                   false,
                   in_short(found)};
  known.may_be_twin = same(found, surname) && same(found, date_of_birth) && !same(found, forename) &&
                      found.levels[forename] != link::missing_level;
  return known;
}

KnownAnswer answer_of(link::LiveAnswer const& found, Asked const& asked) {
  KnownAnswer answer;
  answer.answer = found.answer;
  answer.tells_enough = found.tells_enough;
  std::ranges::transform(found.people, std::back_inserter(answer.people), known_of);
  std::ranges::transform(found.household, std::back_inserter(answer.household), known_of);
  bool const name_alone = asked.date_of_birth.reveal().empty() && asked.postcode.reveal().empty();
  if (name_alone && answer.answer != link::Answer::none) answer.answer = link::Answer::possible;
  return answer;
}

}  // namespace

struct KnownPeople::Register {
  std::unique_ptr<link::LiveSearch> open;
  std::unique_ptr<link::LiveSearch> restricted;
  journal::Head head;
};

namespace {
// One person as the index has them.
struct Indexed {
  link::RawRecord raw;
  bool restricted = false;
  bool left_out = false;  // there is nothing to find them by, or their identity is protected
};

// Of a row with person_columns, then whether their identity is protected.
Indexed indexed_of(sql::Row const& row) {
  auto const person = person_of(row);
  auto const asked = asked_of(person.details, person.protected_address);
  return {{person.person.text(), cells_of(asked), {}}, person.restricted, row.flag(14) || asked.empty()};
}

std::string question() {
  return fmt::format(
      "SELECT {}, CASE WHEN i.person IS NULL THEN 0 ELSE 1 END FROM person p LEFT JOIN "
      "person_identity i ON i.person=p.id",
      person_columns);
}

// Whether the journal only grew since, and nothing was redacted, which may take a name away.
bool only_grew(sql::Connection& connection, journal::Head const& before) {
  bool same_past = before.sequence == 0;
  connection.query("SELECT chain FROM journal WHERE sequence=$1", {before.sequence}, [&](sql::Row const& row) {
    auto const chain = row.bytes(0);
    same_past = std::ranges::equal(
        chain, before.chain, [](char one, std::uint8_t other) { return static_cast<std::uint8_t>(one) == other; });
  });
  return same_past && connection.integer("SELECT count(*) FROM journal WHERE sequence>$1 AND type=$2",
                                         {before.sequence, journal::PayloadRedacted::event.type}) == 0;
}

// From so many on the job that comes round builds the index anew, so that no question has to. No answer depends on it.
constexpr std::size_t many_changed = 500;
}  // namespace

KnownPeople::KnownPeople() = default;
KnownPeople::~KnownPeople() = default;

std::unique_ptr<KnownPeople::Register> KnownPeople::read_all(sql::Connection& connection) {
  auto const model = register_model();
  auto open = link::make_records(model).value();
  auto restricted = link::make_records(model).value();
  // Where the journal ends is read first: what changes meanwhile is read again with the next question.
  auto const head = journal::head(connection);
  connection.query(question(), {}, [&](sql::Row const& row) {
    auto const person = indexed_of(row);
    if (!person.left_out) append(person.restricted ? restricted : open, model, person.raw);
  });
  auto search = [&](link::Records records) {
    return std::make_unique<link::LiveSearch>(model, std::move(records), register_numbers(), register_options());
  };
  return std::make_unique<Register>(Register{search(std::move(open)), search(std::move(restricted)), head});
}

void KnownPeople::catch_up(sql::Connection& connection) {
  auto const now = journal::head(connection);
  if (register_ && now.sequence == register_->head.sequence && now.chain == register_->head.chain) return;
  if (!register_ || now.sequence < register_->head.sequence || !only_grew(connection, register_->head)) {
    register_ = read_all(connection);
    return;
  }
  connection.query(question() + " WHERE p.id IN (SELECT stream FROM journal WHERE sequence>$1)",
                   {register_->head.sequence}, [&](sql::Row const& row) {
                     auto const person = indexed_of(row);
                     auto& mine = person.restricted ? *register_->restricted : *register_->open;
                     (person.restricted ? *register_->open : *register_->restricted).remove(person.raw.id);
                     if (person.left_out)
                       mine.remove(person.raw.id);
                     else
                       mine.put(person.raw);
                   });
  register_->head = now;
}

KnownAnswer KnownPeople::ask(sql::Connection& connection, Asked const& asked, Among among) {
  std::lock_guard const lock(mutex_);
  catch_up(connection);
  auto& search = among == Among::open ? *register_->open : *register_->restricted;
  return answer_of(search.search(cells_of(asked)), asked);
}

void KnownPeople::refresh(sql::Connection& connection) {
  {
    std::lock_guard const lock(mutex_);
    catch_up(connection);
    auto const changed = std::max(register_->open->changed(), register_->restricted->changed());
    if (changed < many_changed) return;
  }
  auto fresh = read_all(connection);
  std::lock_guard const lock(mutex_);
  register_ = std::move(fresh);
  catch_up(connection);
}

std::size_t KnownPeople::size(sql::Connection& connection) {
  std::lock_guard const lock(mutex_);
  catch_up(connection);
  return register_->open->size() + register_->restricted->size();
}

}  // namespace kith::people
