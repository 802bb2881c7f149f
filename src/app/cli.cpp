#include "app/cli.h"

#include <cstdlib>

#include "app/config.h"
#include "app/grammar.h"
#include "app/socket.h"
#include "base/log.h"

namespace kith::app {

namespace {

Result<Config> configuration(Grammar const& grammar) {
  bool const named = !grammar.config_file.empty();
  auto config = TRY(Config::read(named ? grammar.config_file : "/etc/kith/kith.toml", named,
                                 [](char const* n) { return std::getenv(n); }));
  for (auto const& [key, value] : grammar.given) config.set(key, value, "command line");
  return config;
}

// Opens the house here, or sends the command line to the server that holds it.
int run_writing(Grammar& grammar, Place const& place, std::vector<std::string> const& arguments,
                Terminal const& terminal) {
  OpenOptions options;
  auto house = House::open(place, std::move(options));
  if (house) return grammar.understood.in_house(**house);
  if (house.error().code != "held_elsewhere") return terminal.complain(house.error());
  auto const code = ask_server(place.socket(), {std::filesystem::current_path().string(), arguments}, terminal);
  return code ? *code : terminal.complain(code.error());
}

// Runs what was understood, wherever it has to run.
int run_understood(Grammar& grammar, std::vector<std::string> const& arguments, Terminal const& terminal) {
  auto& understood = grammar.understood;
  if (understood.alone) return understood.alone();
  auto const config = configuration(grammar);
  if (!config) return terminal.complain(config.error());
  if (understood.configured) return understood.configured(*config);
  log::set_quiet(true);
  auto const place = place_of(*config);
  if (!place) {
    terminal.err(place.error().sentence + "\n");
    return 2;
  }
  if (understood.on_place) return understood.on_place(*place);
  return run_writing(grammar, *place, arguments, terminal);
}

}  // namespace

std::vector<CommandEntry> command_table() { return Grammar(standard_terminal(), {}).table(); }

int run_command_line(std::vector<std::string> const& arguments, Terminal const& standard) {
  OutputFile file;
  Terminal const terminal{[&](std::string_view text) { file.is_open() ? file.write(text) : standard.out(text); },
                          standard.err, standard.shows_progress};
  Grammar grammar(terminal, std::filesystem::current_path());
  if (int const code = grammar.parse(arguments); code != 0) return code < 0 ? 0 : code;
  if (grammar.understood.out)
    if (auto const opened = file.open(*grammar.understood.out); !opened) return terminal.complain(opened.error());
  int const code = run_understood(grammar, arguments, terminal);
  auto const finished = file.finish(code);
  return finished ? code : terminal.complain(finished.error());
}

int run_in_house(std::vector<std::string> const& arguments, std::filesystem::path const& folder,
                 Terminal const& terminal, House& house) {
  Grammar grammar(terminal, folder);
  if (int const code = grammar.parse(arguments); code != 0) return code < 0 ? 0 : code;
  if (!grammar.understood.in_house) {
    terminal.err("This command does not go through a server.\n");
    return 2;
  }
  return grammar.understood.in_house(house);
}

}  // namespace kith::app
