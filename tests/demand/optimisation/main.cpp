// Prints what a model gives, as JSON: built at two levels of optimisation, both must print the same.
#include <cstdio>

#include "demand/command.h"

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    kith::demand::SimulateCommand command{.model = argv[i], .replications = 2, .draws = 0};
    command.threads = static_cast<unsigned>(i);
    command.format = kith::demand::Format::json;
    auto const told = kith::demand::run_simulate(command);
    std::fputs(told.ok() ? told->c_str() : told.error().sentence.c_str(), stdout);
    if (!told.ok()) return 1;
  }
}
