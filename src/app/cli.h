// The command line. One table of subcommands; CLI11 stays in cli.cpp.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/house.h"
#include "app/terminal.h"

namespace kith::app {

// Runs a whole command line. Exit codes: 0 done, 1 failed, 2 wrong usage.
int run_command_line(std::vector<std::string> const& arguments, Terminal const& terminal);

// Runs a writing command line inside the process that holds the folder: a server, asked through its socket. Relative
// paths are taken from `folder`.
int run_in_house(std::vector<std::string> const& arguments, std::filesystem::path const& folder,
                 Terminal const& terminal, House& house);

}  // namespace kith::app
