// `kith serve`: the web server, the jobs, the metrics and the socket for command lines, until a signal.
#pragma once

#include "app/config.h"
#include "app/terminal.h"

namespace kith::app {

int run_serve(Terminal const& terminal, Config const& config);
// Prints what is in force and what is wrong.
int run_doctor(Terminal const& terminal, Config const& config);

}  // namespace kith::app
