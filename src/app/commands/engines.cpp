// The two engines from the command line: match links files, simulate runs a demand model. Neither needs data.
#include <fmt/format.h>

#include <csignal>
#include <cstdlib>

#include "app/commands/commands.h"
#include "demand/command.h"
#include "link/command.h"

namespace kith::app {

namespace {
// Ctrl-C asks the engine to stop; what has finished is kept.
std::atomic<bool> interrupted{false};
void note_interrupt(int) { interrupted = true; }
}  // namespace

int run_match(Terminal const& terminal, MatchOptions const& options) {
  std::signal(SIGINT, note_interrupt);
  ProgressBar bar(terminal, "Matching");
  link::MatchRequest request;
  request.first = options.first;
  request.second = options.second;
  request.model = options.model;
  request.pairs = options.pairs;
  request.clusters = options.clusters;
  request.report = options.report;
  request.threads = options.threads;
  request.progress = [&](std::string_view, double share) { bar.show(static_cast<std::uint64_t>(share * 1000), 1000); };
  request.stop = [] { return interrupted.load(); };
  auto const outcome = link::match(request);
  if (!outcome) return terminal.complain(outcome.error());
  for (auto const& note : outcome->notes) terminal.err(note + "\n");
  terminal.say("{}", link::in_words(*outcome));
  return outcome->complete ? 0 : 1;
}

int run_simulate(Terminal const& terminal, SimulateOptions const& options) {
  std::signal(SIGINT, note_interrupt);
  auto const format = parse<demand::Format>(options.format);
  if (!format)
    return terminal.complain(
        invalid("no_such_format", fmt::format("There is no format {}. Choose text or json.", options.format)));
  ProgressBar bar(terminal, "Simulating");
  demand::SimulateCommand command;
  command.model = options.model;
  for (auto const& lever : options.levers) {
    auto const at = lever.find('=');
    char* end = nullptr;
    double const value = at == std::string::npos ? 0 : std::strtod(lever.c_str() + at + 1, &end);
    if (end == nullptr || *end != '\0' || end == lever.c_str() + at + 1)
      return terminal.complain(
          invalid("bad_lever", fmt::format("--lever {}: write NAME=VALUE, such as --lever \"take-up=0.3\".", lever)));
    command.levers[lever.substr(0, at)] = value;
  }
  command.trace = options.trace;
  command.draws = options.draws;
  command.replications = options.replications;
  command.seed = options.seed;
  command.threads = options.threads;
  command.format = *format;
  command.cancelled = &interrupted;
  command.progress = [&](std::int64_t done, std::int64_t of) {
    bar.show(static_cast<std::uint64_t>(done), static_cast<std::uint64_t>(of));
  };
  auto const text = demand::run_simulate(command);
  if (!text) return terminal.complain(text.error());
  terminal.out(*text);
  return 0;
}

}  // namespace kith::app
