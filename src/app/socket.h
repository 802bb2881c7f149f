// Command lines that write, while a server holds the folder: their arguments go to the server through a socket in the
// folder, run there, and their output comes back.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/terminal.h"
#include "base/result.h"

namespace kith::app {

// What came through: the arguments, and the folder in which they were typed.
struct Asked {
  std::string folder;
  std::vector<std::string> arguments;
};
using Run = std::function<int(Asked const&, Terminal const&)>;

// Listens until destroyed. One command line at a time.
class CommandSocket {
 public:
  // Errors: socket_unusable.
  static Result<std::unique_ptr<CommandSocket>> listen(std::filesystem::path const& socket, Run run);
  ~CommandSocket();

 private:
  struct State;
  explicit CommandSocket(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Sends a command line to the server and passes its output on. Errors: no_server.
Result<int> ask_server(std::filesystem::path const& socket, Asked const& asked, Terminal const& terminal);

}  // namespace kith::app
