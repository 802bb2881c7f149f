// How fast the engine is on the invented borough. One line a figure, four columns between tabs: what, figure, beside,
// to reach.
//
//   bench_match_speed [PEOPLE] [enquiries]   (with the word, of enquiries alone)
#include <algorithm>
#include <cstdlib>
#include <thread>

#include <fmt/format.h>

#include "link/clusters.h"
#include "link/live.h"
#include "link/training.h"
#include "read.h"
#include "timer.h"

namespace kith::bench {

namespace {
unsigned cores() { return std::max(1u, std::thread::hardware_concurrency()); }

double thread_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

void note_memory(link::Records const& records, link::Index const& index) {
  double columns = 0;
  for (auto const& field : records.fields) columns += static_cast<double>(field.codes.bytes());
  auto const rows = static_cast<double>(index.rows.bytes() + index.order.bytes());
  double postings = 0;
  for (auto const& of_field : index.postings) postings += static_cast<double>(of_field.bytes());
  double neighbours = 0;
  for (auto const& of_dictionary : index.neighbours) neighbours += static_cast<double>(of_dictionary.bytes());
  auto const a_person = [&](double bytes) { return bytes / records.size(); };
  note("match columns and index",
       fmt::format("{:.0f} bytes a person", a_person(columns + rows + postings + neighbours)),
       fmt::format("columns {:.1f}, rows in order of birth {:.1f}, postings {:.1f}, near values {:.1f}; without the "
                   "distinct values themselves",
                   a_person(columns), a_person(rows), a_person(postings), a_person(neighbours)),
       "64 bytes");
  double values = 0;
  double different = 0;
  for (auto const& dictionary : records.dictionaries) {
    values += static_cast<double>(dictionary.bytes());
    different += dictionary.size();
  }
  note("the distinct values themselves", fmt::format("{:.0f} bytes a person", a_person(values)),
       fmt::format("{:.2f} distinct values a person, of {:.0f} bytes each", a_person(different), values / different));
}

// Everybody of a file against everybody: nothing at or above the threshold is passed over.
void deduplicate(std::uint64_t people) {
  Timer reading;
  auto known = read_borough(people, 1, true);
  known.records.first_of_second = known.records.size();  // one file
  auto const size = fmt::format("{} records", known.records.size());
  note("make, read and standardise", reading.words(), size);
  Timer indexing;
  auto const index = make_index(known.records, cores());
  note("index", indexing.words(), size);
  note_memory(known.records, index);
  link::TrainOptions options;
  options.threads = cores();
  link::Trained trained;
  auto const training = in_words(median([&] { trained = train(index, options); }));
  note("train", training, fmt::format("{:.0f} matches expected", trained.expected_matches), "5 s at a million");
  auto const weights = make_weights(trained);
  auto const threshold = link::to_weight(link::weight_of(0.5));
  std::vector<link::Pair> pairs;
  auto const finding = in_words(median([&] { pairs = find_pairs(index, weights, threshold, {cores(), 1, {}, {}}); }));
  note("lossless de-duplication", finding, fmt::format("{} pairs", pairs.size()), "12 s at a million");
  note("cluster", in_words(median([&] { cluster(known.records, pairs, threshold); })));
}

// Of all that was answered: the same whenever the answers are.
std::uint64_t digest_of(link::LiveAnswer const& answer, std::uint64_t digest) {
  auto const add = [&](std::uint64_t number) {
    digest = (digest ^ number) * 0x9e3779b97f4a7c15ull;
    digest ^= digest >> 32;
  };
  add(static_cast<std::uint64_t>(answer.most_possible));
  for (auto const* found : {&answer.people, &answer.household})
    for (auto const& person : *found) {
      for (char const c : person.id) add(static_cast<std::uint8_t>(c));
      for (auto const level : person.levels) add(level);
      for (auto const& part : person.parts) add(static_cast<std::uint64_t>(part.weight));
    }
  return digest;
}

// What an enquiry costs in process, its explanation included.
void enquire(std::uint64_t people) {
  auto known = read_borough(people, 1, false);
  auto trained = [&] {
    auto const index = make_index(known.records, cores());
    link::TrainOptions options;
    options.threads = cores();
    return train(index, options);
  }();
  link::LiveOptions options;
  options.threads = cores();
  link::LiveSearch live{borough_model(), std::move(known.records), std::move(trained), options};
  std::vector<std::vector<std::string>> asked;
  Borough{people, 1}.each_of_agency([&](Row const& row) {
    if (row.person % 7 == 0 && asked.size() < 10000) asked.emplace_back(row.cells.begin() + 1, row.cells.end());
  });
  std::vector<double> took;
  std::vector<double> worked;
  std::size_t found = 0;
  std::uint64_t digest = 0;
  for (auto const& cells : asked) {
    Timer const timer;
    auto const before = thread_seconds();
    auto const answer = live.search(cells);
    worked.push_back((thread_seconds() - before) * 1e6);
    took.push_back(timer.seconds() * 1e6);
    found += !answer.people.empty();
    digest = digest_of(answer, digest);
  }
  std::sort(took.begin(), took.end());
  std::sort(worked.begin(), worked.end());
  auto const at = [](std::vector<double> const& of, std::size_t hundredths) {
    return of[of.size() * hundredths / 100];
  };
  note(fmt::format("one enquiry against {} people", live.size()),
       fmt::format("p50 {:.0f} µs, p95 {:.0f} µs, p99 {:.0f} µs ({:.0f}, {:.0f} and {:.0f} µs CPU)", at(took, 50),
                   at(took, 95), at(took, 99), at(worked, 50), at(worked, 95), at(worked, 99)),
       fmt::format("{} enquiries, {} answered with somebody; digest of the answers {:016x}", asked.size(), found,
                   digest),
       "p99 250 µs at a million");
  Timer const timer;
  for (int i = 0; i < 100; ++i) live.put({fmt::format("new{}", i), asked[static_cast<std::size_t>(i)], {}});
  note("a new person known", fmt::format("{:.0f} µs", timer.seconds() * 1e4), "", "1 ms");
}
}  // namespace

void measure(std::uint64_t people, bool everything) {
  if (everything) deduplicate(people);
  enquire(people);
}

}  // namespace kith::bench

int main(int count, char** words) {
  kith::bench::measure(count > 1 ? std::strtoull(words[1], nullptr, 10) : 100000, count < 3);
}
