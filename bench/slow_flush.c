// Makes every flush to disk take KITH_FLUSH_DELAY_US longer, as on a real disk: preload it before a server.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

static void wait_a_little(void) {
  char const* delay = getenv("KITH_FLUSH_DELAY_US");
  if (delay) usleep((useconds_t)atoi(delay));
}
int fsync(int file) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  wait_a_little();
  return real(file);
}
int fdatasync(int file) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  wait_a_little();
  return real(file);
}
