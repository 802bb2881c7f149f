// How right `kith match` is on a file nobody has described: no model file, no labels. One line a figure.
//
//   bench_match_proposed THRESHOLD TRUTH_COLUMN A.csv [B.csv]      the truth column says who each row really is
#include <cstdlib>
#include <fstream>
#include <unordered_map>

#include <fmt/format.h>

#include "base/csv.h"
#include "link/command.h"
#include "link/files.h"
#include "link/propose.h"
#include "link/read_rows.h"
#include "timer.h"

namespace kith::bench {

namespace {
using Truth = std::unordered_map<std::string, std::string>;  // by id

Truth truth_of(std::filesystem::path const& file, std::string const& id, std::string const& column) {
  Truth truth;
  auto source = FileSource::open(file).value();
  link::read_rows({id, {column}, {}, {}}, *source, {file.string(), {}, {}},
                  [&](link::RawRecord const& raw, std::uint64_t) { truth[raw.id] = raw.cells[0]; })
      .value();
  return truth;
}

double pairs_of(Truth const& first, Truth const* second) {
  std::unordered_map<std::string, std::pair<double, double>> sizes;
  for (auto const& [id, person] : first) sizes[person].first += 1;
  if (second != nullptr)
    for (auto const& [id, person] : *second) sizes[person].second += 1;
  double pairs = 0;
  for (auto const& [person, size] : sizes)
    pairs += second != nullptr ? size.first * size.second : size.first * (size.first - 1) / 2;
  return pairs;
}

struct Found {
  double right = 0;
  double all = 0;
  std::string in_words(double wanted) const {
    double const precision = all > 0 ? right / all : 1;
    double const recall = right / wanted;
    return fmt::format("F1 {:.4f} (precision {:.4f}, recall {:.4f})",
                       precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0, precision, recall);
  }
};

// Pairs within the clusters that were written.
Found by_clusters(std::filesystem::path const& file, Truth const& truth) {
  std::unordered_map<std::string, std::unordered_map<std::string, double>> people;  // by cluster
  auto source = FileSource::open(file).value();
  link::read_rows({"id", {"cluster"}, {}, {}}, *source, {file.string(), {}, {}},
                  [&](link::RawRecord const& raw, std::uint64_t) { people[raw.cells[0]][truth.at(raw.id)] += 1; })
      .value();
  Found found;
  for (auto const& [cluster, counts] : people) {
    double size = 0;
    for (auto const& [person, count] : counts) {
      size += count;
      found.right += count * (count - 1) / 2;
    }
    found.all += size * (size - 1) / 2;
  }
  return found;
}
}  // namespace

int measure(double threshold, std::string const& column, char const* first, char const* second) {
  namespace fs = std::filesystem;
  auto const folder = fs::temp_directory_path() / fmt::format("kith-proposed-{}", std::rand());
  fs::create_directories(folder);
  auto source = FileSource::open(first).value();
  auto proposal = link::propose_model(*source, first).value();
  proposal.model.threshold = threshold;
  std::ofstream{folder / "model.toml"} << to_toml(proposal.model);
  link::MatchRequest request;
  request.first = first;
  if (second != nullptr) request.second = second;
  request.model = folder / "model.toml";
  request.pairs = folder / "pairs.csv";
  if (second == nullptr) request.clusters = folder / "clusters.csv";
  auto const outcome = link::match(request).value();
  auto const truth = truth_of(first, proposal.model.id, column);
  auto const other = second == nullptr ? truth : truth_of(second, proposal.model.id, column);
  double const wanted = pairs_of(truth, second == nullptr ? nullptr : &other);
  Found pairs;
  auto written = FileSource::open(request.pairs).value();
  auto counted = link::read_rows({{}, {"id_a", "id_b"}, {}, {}}, *written, {request.pairs.string(), {}, {}},
                                 [&](link::RawRecord const& raw, std::uint64_t) {
                                   pairs.all += 1;
                                   pairs.right += truth.at(raw.cells[0]) == other.at(raw.cells[1]);
                                 });
  note(fmt::format("{}, pairs at {}", fs::path{first}.filename().string(), threshold), pairs.in_words(wanted),
       counted.ok() ? in_words(outcome) : counted.error().sentence);
  if (second == nullptr) note("the same by clusters", by_clusters(*request.clusters, truth).in_words(wanted));
  for (auto const& reason : proposal.reasons) note("proposed", reason);
  for (auto const& said : outcome.notes) note("said", said);
  fs::remove_all(folder);
  return 0;
}

}  // namespace kith::bench

int main(int count, char** words) {
  if (count < 4) return 2;
  return kith::bench::measure(std::strtod(words[1], nullptr), words[2], words[3], count > 4 ? words[4] : nullptr);
}
