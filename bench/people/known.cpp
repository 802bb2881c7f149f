// How fast the register says whom it knows, on the invented borough. One line a figure, four columns between tabs:
// what, figure, beside, to reach.
//
//   bench_people_known [PEOPLE]            in process, on a database of its own
//   bench_people_known PEOPLE DATABASE     puts the people into this database and prints questions to ask about them
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>

#include "../match/register.h"
#include "journal/writer.h"
#include "people/matching/known_people.h"

namespace kith::bench {

namespace {

double microseconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count();
}
double thread_microseconds() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

void note(std::string_view what, std::string_view figure, std::string_view beside = {}, std::string_view target = {}) {
  fmt::print("{}\t{}\t{}\t{}\n", what, figure, beside, target);
  std::fflush(stdout);
}

// Cells of a row, as Borough has them.
enum Cell : std::size_t { id, forename, surname, date_of_birth, sex, postcode };

// Straight into the table: a million commands would take longer than all that is measured.
void fill(sql::Connection& connection, std::uint64_t people) {
  SystemClock clock;
  SystemRandom random;
  connection.begin();
  Borough{people, 1}.each_of_register([&](Row const& row) {
    auto const born = parse_date(row.cells[date_of_birth]);
    connection.post(
        "INSERT INTO person(id, family, reference, forename, surname, date_of_birth, sex, ethnicity, disability, "
        "address, "
        "postcode, restricted, protected_address) VALUES($1,$2,$3,$4,$5,$6,$7,'','','',$8,0,0)",
        {people::PersonId::mint(clock.now(), random), people::FamilyId::mint(clock.now(), random), row.cells[id],
         row.cells[forename], row.cells[surname], born, row.cells[sex], row.cells[postcode]});
  });
  connection.commit();
}

std::vector<people::Asked> questions(std::uint64_t people, std::size_t most) {
  std::vector<people::Asked> asked;
  Borough{people, 1}.each_of_agency([&](Row const& row) {
    if (row.person % 7 == 0 && asked.size() < most)
      asked.push_back(
          {row.cells[forename], row.cells[surname], row.cells[date_of_birth], row.cells[sex], row.cells[postcode]});
  });
  return asked;
}

struct Percentiles {
  double middle = 0;
  double last = 0;  // the 99th of a hundred
};
Percentiles percentiles(std::vector<double> took) {
  std::sort(took.begin(), took.end());
  return {took[took.size() / 2], took[took.size() * 99 / 100]};
}

void ask_everybody(people::KnownPeople& known, sql::Connection& connection, std::uint64_t people) {
  std::vector<double> took;
  std::vector<double> worked;
  std::size_t found = 0;
  for (auto const& asked : questions(people, 10'000)) {
    auto const start = std::chrono::steady_clock::now();
    auto const before = thread_microseconds();
    found += !known.ask(connection, asked).people.empty();
    worked.push_back(thread_microseconds() - before);
    took.push_back(microseconds_since(start));
  }
  auto const wall = percentiles(took);
  auto const cpu = percentiles(worked);
  note(fmt::format("do we know this person? against {} people", known.size(connection)),
       fmt::format("p50 {:.0f} µs, p99 {:.0f} µs ({:.0f} and {:.0f} µs CPU)", wall.middle, wall.last, cpu.middle,
                   cpu.last),
       fmt::format("{} asked, {} answered with somebody", took.size(), found), "p99 250 µs at a million");
}

// From the answer that a new person is on disk to the first answer that finds them.
void meet_new_people(people::KnownPeople& known, sql::Connection& connection, journal::Writer& writer) {
  SystemClock clock;
  SystemRandom random;
  std::vector<double> took;
  int missed = 0;
  for (int i = 0; i < 200; ++i) {
    people::PersonRegistered registered;
    registered.person = people::PersonId::mint(clock.now(), random);
    registered.details.forename = fmt::format("Ottoline{}", static_cast<char>('a' + i % 26));
    registered.details.surname = fmt::format("Quarrymoor{}", static_cast<char>('a' + i / 26));
    registered.details.date_of_birth = Date::of(2015, 2, 9);
    auto const kept = writer.perform(
        {{}, {}, [&](journal::Transaction& t) { return people::register_person(t, registered, {}); }, {}});
    if (!kept) std::abort();
    auto const start = std::chrono::steady_clock::now();
    auto const answer = known.ask(connection, people::asked_of(registered.details, false));
    took.push_back(microseconds_since(start));
    missed += std::ranges::none_of(answer.people, [&](auto const& found) { return found.person == registered.person; });
  }
  auto const wall = percentiles(took);
  note("from commit to found, a new person", fmt::format("p50 {:.0f} µs, p99 {:.0f} µs", wall.middle, wall.last),
       fmt::format("{} of 200 not found by the first question", missed), "1 ms");
}

void measure(std::uint64_t people) {
  auto const folder = std::filesystem::temp_directory_path() / fmt::format("kith-bench-known-{}", ::getpid());
  std::filesystem::create_directory(folder);
  {
    auto const location = sql::Location::sqlite_file((folder / "known.db").string());
    journal::WriterParts parts;
    parts.connection = sql::connect(location, sql::Access::read_write);
    parts.projections = {people::person_records()};
    journal::create_tables(*parts.connection);
    journal::create_records(parts.projections, *parts.connection);
    fill(*parts.connection, people);
    SystemClock clock;
    SystemRandom random;
    parts.clock = &clock;
    parts.random = &random;
    parts.signing_key = SigningKey::from_seed({1});
    parts.answer_key = "answer key";
    journal::Writer writer(std::move(parts));
    auto const connection = sql::connect(location, sql::Access::read_only);
    people::KnownPeople known;
    auto const start = std::chrono::steady_clock::now();
    known.refresh(*connection);
    note("the register read and indexed at the start", fmt::format("{:.1f} s", microseconds_since(start) / 1e6),
         fmt::format("{} people", known.size(*connection)));
    ask_everybody(known, *connection, people);
    meet_new_people(known, *connection, writer);
  }
  std::filesystem::remove_all(folder);
}

void fill_for_http(std::uint64_t people, char const* database) {
  fill(*sql::connect(sql::Location::sqlite_file(database), sql::Access::read_write), people);
  for (auto const& asked : questions(people, 3000))
    fmt::print("{} {} {} {}\n", asked.forename.reveal(), asked.surname.reveal(), asked.date_of_birth.reveal(),
               asked.postcode.reveal());
}

}  // namespace

}  // namespace kith::bench

int main(int count, char** words) {
  auto const people = count > 1 ? std::strtoull(words[1], nullptr, 10) : 100'000;
  if (count > 2)
    kith::bench::fill_for_http(people, words[2]);
  else
    kith::bench::measure(people);
}
