#include "link/command.h"

#include <cmath>
#include <thread>

#include <fmt/format.h>

#include "base/csv.h"
#include "base/text.h"
#include "link/clusters.h"
#include "link/files.h"
#include "link/propose.h"
#include "link/report.h"
#include "link/splink_match.h"
#include "link/training.h"

namespace kith::link {

namespace {
class Match {
 public:
  explicit Match(MatchRequest const& request)
      : request_(request),
        threads_(request.threads != 0 ? request.threads : std::max(1u, std::thread::hardware_concurrency())) {}

  Result<MatchOutcome> run() {
    TRY(settle_model());
    auto records = TRY(make_records(outcome_.model));
    auto pairs_file = TRY(OutputFile::open(request_.pairs));
    std::optional<OutputFile> clusters_file;
    if (request_.clusters) clusters_file.emplace(TRY(OutputFile::open(*request_.clusters)));
    std::optional<OutputFile> report_file;
    if (request_.report) report_file.emplace(TRY(OutputFile::open(*request_.report)));
    TRY(read(records));
    auto const pairs = find(records);
    TRY(write_pairs(records, pairs, pairs_file));
    if (clusters_file) TRY(write_clusters(records, pairs, *clusters_file));
    if (!outcome_.complete)
      outcome_.notes.emplace_back("Stopped early: the pairs written are right, but more would have been found.");
    if (report_file) TRY(write_report(pairs, *report_file));
    return std::move(outcome_);
  }

 private:
  std::function<void(double)> stage(std::string_view name) const {
    if (!request_.progress) return {};
    return [this, name](double share) { request_.progress(name, share); };
  }

  Result<Done> settle_model() {
    if (request_.model) {
      auto const text = TRY(read_all(*request_.model));
      outcome_.model = TRY(parse_model(text, request_.model->string()));
      return Done{};
    }
    auto source = TRY(FileSource::open(request_.first));
    auto proposal = TRY(propose_model(*source, request_.first.string()));
    outcome_.model = std::move(proposal.model);
    outcome_.proposed = true;
    outcome_.notes = std::move(proposal.reasons);
    return Done{};
  }

  Result<Done> read_one(Records& records, std::filesystem::path const& path) {
    auto source = TRY(FileSource::open(path));
    auto notes = TRY(read_csv(records, outcome_.model, *source, {path.string(), stage("reading"), request_.stop}));
    outcome_.notes.insert(outcome_.notes.end(), notes.begin(), notes.end());
    return Done{};
  }

  Result<Done> read(Records& records) {
    TRY(read_one(records, request_.first));
    records.first_of_second = records.size();
    if (request_.second) TRY(read_one(records, *request_.second));
    outcome_.records = records.size();
    return Done{};
  }

  Weight threshold() const {
    // Rounded up, so that no pair below the threshold slips in.
    return static_cast<Weight>(std::ceil(weight_of(outcome_.model.threshold) * 100 - 1e-9));
  }

  std::vector<Pair> find(Records const& records) {
    if (auto const progress = stage("comparing values")) progress(0);
    index_ = make_index(records, threads_);
    trained_ = train(index_, {outcome_.model.prior, threads_, stage("training"), request_.stop, true});
    outcome_.notes.insert(outcome_.notes.end(), trained_.warnings.begin(), trained_.warnings.end());
    outcome_.expected_matches = trained_.expected_matches;
    weights_ = make_weights(trained_);
    bool const weak_too = request_.clusters || request_.report;
    auto const least = weak_too ? std::min(threshold(), least_cluster_weight) : threshold();
    auto pairs = find_pairs(index_, weights_, least, {threads_, 1, stage("finding pairs"), request_.stop});
    outcome_.complete = !(request_.stop && request_.stop());
    return pairs;
  }

  Result<Done> write_pairs(Records const& records, std::vector<Pair> const& pairs, OutputFile& file) {
    std::string text;
    CsvWriter csv{text, {',', false, "\n"}};
    csv.record({"id_a", "id_b", "probability", "weight"});
    for (auto const& pair : pairs) {
      if (pair.weight < threshold()) break;
      auto const bits = to_bits(pair.weight);
      csv.record({records.ids[pair.a], records.ids[pair.b], fmt::format("{:.8g}", probability_of(bits)),
                  fmt::format("{:.2f}", bits)});
      ++outcome_.pairs;
      if (text.size() > 1 << 20) TRY(file.write(text));
    }
    TRY(file.write(text));
    return file.finish();
  }

  Result<Done> write_clusters(Records const& records, std::vector<Pair> const& pairs, OutputFile& file) {
    auto const clusters = cluster(records, pairs, threshold());
    std::string text;
    CsvWriter csv{text, {',', false, "\n"}};
    csv.record({"cluster", "id"});
    for (RecordNumber i = 0; i < records.size(); ++i) {
      csv.record({cluster_name(records.ids, records.first_of_second, clusters[i]), records.ids[i]});
      outcome_.clusters += clusters[i] == i;
      if (text.size() > 1 << 20) TRY(file.write(text));
    }
    TRY(file.write(text));
    return file.finish();
  }

  Result<Done> write_report(std::vector<Pair> const& pairs, OutputFile& file) {
    auto title = request_.first.filename().string();
    if (request_.second) title += fmt::format(" and {}", request_.second->filename().string());
    auto page = report_page({title, outcome_.model, index_, trained_, weights_, pairs, outcome_.notes});
    TRY(file.write(page));
    return file.finish();
  }

  MatchRequest const& request_;
  unsigned threads_;
  Index index_;
  Trained trained_;
  Weights weights_;
  MatchOutcome outcome_;
};
}  // namespace

Result<MatchOutcome> match(MatchRequest const& request) {
  if (request.model && request.model->extension() == ".json") return match_by_splink_settings(request);
  return Match(request).run();
}

std::string in_words(MatchOutcome const& outcome) {
  auto const whole = [](std::size_t number) { return with_thousands(static_cast<std::int64_t>(number)); };
  auto text =
      fmt::format("{} records, {} pairs at probability {} or above ({:.0f} matches expected)", whole(outcome.records),
                  whole(outcome.pairs), outcome.model.threshold, outcome.expected_matches);
  auto const people = outcome.clusters > 0 ? fmt::format(", {} people", whole(outcome.clusters)) : std::string{};
  return fmt::format("{}{}.", text, people);
}

}  // namespace kith::link
