// `kith match FILE --data D`: which people of an agency's file are on the register, under an agreement and for a
// purpose, both kept by the journal before the pairs leave.
#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/commands/interrupt.h"
#include "app/commands/taking_out.h"
#include "base/csv.h"
#include "people/matching/file_matching.h"

namespace kith::app {

namespace {

Result<people::FileAnswer> matched(Terminal const& terminal, House& house, RegisterMatchOptions const& options) {
  auto reader = house.readers().lease();
  TRY(people::agreement_for_matching(*reader, options.agreement, london_date(house.clock().now())));
  ProgressBar bar(terminal, "Matching");
  people::FileToMatch wanted{options.file, options.model, {}, {}};
  wanted.progress = [&](double share) { bar.show(static_cast<std::uint64_t>(share * 1000), 1000); };
  wanted.stop = [] { return Interrupt::asked().load(); };
  people::KnownPeople known(house.profile().matching);
  return people::match_file(*reader, known, wanted);
}

Result<Done> keep_and_log(House& house, RegisterMatchOptions const& options,
                          std::optional<access::Subject> const& asker, std::string const& purpose,
                          people::FileAnswer const& answer) {
  people::FileMatched event;
  event.agency = options.agreement;
  event.purpose = purpose;
  event.file_sha256 = answer.file_sha256;
  event.rows = answer.rows;
  event.found = answer.found;
  event.model = people::register_model_name;
  journal::Author author{{}, {}, "matching"};
  if (asker) {
    author.actor = asker->account;
    author.agency = asker->agency;
  }
  TRY(house.writer().perform(
      {{}, {}, [&](journal::Transaction& t) { return people::note_file_matched(t, event, author); }, {}}));
  std::vector<RawId> records;
  for (auto const& pair : answer.pairs) records.push_back(pair.person.raw());
  return log_look(house,
                  {asker, access::Action::search_people, "match",
                   fmt::format("{} rows of {} matched: {}", answer.rows, options.agreement, purpose)},
                  records);
}

void write_pairs(Terminal const& terminal, people::FileAnswer const& answer) {
  std::string text;
  CsvWriter csv{text, {',', false, "\n"}};
  csv.record({"id_a", "id_b", "probability", "weight"});
  for (auto const& pair : answer.pairs) {
    csv.record({pair.reference, pair.row, fmt::format("{:.8g}", pair.probability),
                fmt::format("{:.2f}", link::to_bits(pair.weight))});
  }
  put(terminal, text);
}

Result<bool> match_register(Terminal const& terminal, House& house, RegisterMatchOptions const& options) {
  auto const purpose = TRY(reason_of(options.purpose, "--purpose"));
  auto const asker = TRY(asker_of(house, options.asker));
  TRY(may_take_out(asker, access::Action::import_files));
  auto const answer = TRY(matched(terminal, house, options));
  TRY(keep_and_log(house, options, asker, purpose, answer));
  write_pairs(terminal, answer);
  for (auto const& note : answer.notes) terminal.err(note + "\n");
  terminal.err(fmt::format("{} rows, {} of whom may be known, in {} pairs. {}\n", answer.rows, answer.found,
                           answer.pairs.size(),
                           answer.complete ? "A person confirms before anybody's history is opened."
                                           : "Stopped early: rows after these were not looked at."));
  return answer.complete;
}

}  // namespace

int run_match_register(Terminal const& terminal, House& house, RegisterMatchOptions const& options) {
  Interrupt const interrupt;
  try {
    auto const complete = match_register(terminal, house, options);
    if (!complete) return terminal.complain(complete.error());
    return *complete ? 0 : 1;
  } catch (sql::Fault const& fault) {
    return terminal.complain(sql::to_error(fault));
  }
}

}  // namespace kith::app
