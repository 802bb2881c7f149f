#include "link/splink_match.h"

#include <thread>

#include <fmt/format.h>

#include "base/csv.h"
#include "link/batch.h"
#include "link/files.h"

namespace kith::link {

namespace {
class SplinkMatch {
 public:
  explicit SplinkMatch(MatchRequest const& request)
      : request_(request),
        threads_(request.threads != 0 ? request.threads : std::max(1u, std::thread::hardware_concurrency())) {}

  Result<MatchOutcome> run() {
    if (request_.report)
      return invalid("no_report", "With a settings file of Splink there is no report. Leave --report out.");
    auto const settings = TRY(read_all(*request_.model));
    auto const name = request_.model->string();
    auto const trained = TRY(parse_splink(settings, name));
    plan_ = TRY(plan_splink(trained, name));
    auto pairs_file = TRY(OutputFile::open(request_.pairs));
    std::optional<OutputFile> clusters_file;
    if (request_.clusters) clusters_file.emplace(TRY(OutputFile::open(*request_.clusters)));
    TRY(read());
    auto const scored = TRY(score());
    TRY(write_pairs(scored.pairs, pairs_file));
    if (clusters_file) TRY(write_clusters(scored.pairs, *clusters_file));
    if (!outcome_.complete)
      outcome_.notes.emplace_back("Stopped early: the pairs written are right, but more would have been found.");
    return std::move(outcome_);
  }

 private:
  std::function<void(double)> stage(std::string_view name) const {
    if (!request_.progress) return {};
    return [this, name](double share) { request_.progress(name, share); };
  }

  Result<Done> read_one(std::filesystem::path const& path) {
    auto source = TRY(FileSource::open(path));
    auto const notes = TRY(read_csv(table_, plan_.id, *source, {path.string(), stage("reading"), request_.stop}));
    outcome_.notes.insert(outcome_.notes.end(), notes.begin(), notes.end());
    return Done{};
  }

  Result<Done> read() {
    table_.columns = plan_.columns;
    TRY(read_one(request_.first));
    table_.first_of_second = table_.size();
    if (request_.second) TRY(read_one(*request_.second));
    outcome_.records = table_.size();
    return Done{};
  }

  static FineWeight threshold(Model const& model) { return to_fine(weight_of(model.threshold)); }

  Result<Scored> score() {
    auto const batch = TRY(Batch::make(plan_, table_));
    auto scored = batch.score(
        {threshold(outcome_.model), threads_, best_instruction_set(), stage("scoring pairs"), request_.stop});
    outcome_.complete = scored.complete;
    for (std::size_t rule = 0; rule < scored.pairs_of_rule.size(); ++rule)
      outcome_.notes.push_back(
          fmt::format("Rule {}: {} pairs that no rule before it finds.", rule + 1, scored.pairs_of_rule[rule]));
    return scored;
  }

  Result<Done> write_pairs(std::vector<ScoredPair> const& pairs, OutputFile& file) {
    std::string text;
    CsvWriter csv{text, {',', false, "\n"}};
    csv.record({"id_a", "id_b", "probability", "weight"});
    for (auto const& pair : pairs) {
      auto const bits = fine_to_bits(pair.weight);
      outcome_.expected_matches += probability_of(bits);
      csv.record({table_.ids[pair.a], table_.ids[pair.b], fmt::format("{:.12g}", probability_of(bits)),
                  fmt::format("{:.10f}", bits)});
      if (text.size() > 1 << 20) TRY(file.write(text));
    }
    outcome_.pairs = pairs.size();
    TRY(file.write(text));
    return file.finish();
  }

  Result<Done> write_clusters(std::vector<ScoredPair> const& pairs, OutputFile& file) {
    auto const firsts = connected(table_.size(), pairs, threshold(outcome_.model));
    std::string text;
    CsvWriter csv{text, {',', false, "\n"}};
    csv.record({"cluster", "id"});
    for (RecordNumber i = 0; i < table_.size(); ++i) {
      csv.record({cluster_name(table_.ids, table_.first_of_second, firsts[i]), table_.ids[i]});
      outcome_.clusters += firsts[i] == i;
      if (text.size() > 1 << 20) TRY(file.write(text));
    }
    TRY(file.write(text));
    return file.finish();
  }

  MatchRequest const& request_;
  unsigned threads_;
  SplinkPlan plan_;
  TextTable table_;
  MatchOutcome outcome_;
};
}  // namespace

Result<MatchOutcome> match_by_splink_settings(MatchRequest const& request) { return SplinkMatch{request}.run(); }

}  // namespace kith::link
