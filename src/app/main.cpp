#include <sys/stat.h>

#include "app/cli.h"

int main(int count, char** values) {
  ::umask(0077);  // data, backups and reports are about families: nobody else's to read
  return kith::app::run_command_line({values + 1, values + count}, kith::app::standard_terminal());
}
