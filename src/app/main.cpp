#include "app/cli.h"

int main(int count, char** values) {
  return kith::app::run_command_line({values + 1, values + count}, kith::app::standard_terminal());
}
