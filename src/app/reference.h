// The reference, from the program's own tables, so that it cannot say what the program does not do. `kith reference`
// prints it; docs/reference/ and the package's manual page and configuration file are made of it.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace kith::app {

// One thing that may stand behind a command: "--from", or a word in its place such as "file".
struct CommandWord {
  std::string name;
  std::string meaning;
  bool required = false;
  bool positional = false;
  bool flag = false;  // takes no value
};
struct CommandEntry {
  std::string command;  // "import enquiries"
  std::string meaning;
  std::vector<CommandWord> words;

  // "kith import enquiries FILE [--rejects VALUE] …", without what every command takes.
  std::string usage() const;
};
// Every command that does something, in the order of `kith --help`. In cli.cpp, with the grammar.
std::vector<CommandEntry> command_table();

// `what`: commands and routes (Markdown), settings (a configuration file of commented defaults), manual (roff).
// Errors: no_such_reference.
Result<std::string> reference(std::string_view what);

}  // namespace kith::app
