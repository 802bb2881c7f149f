// Models a full disk. Preloaded before a server: while the file KITH_FULL_FLAG exists, no file in KITH_FULL_FOLDER gets
// a new block. Blocks that a file had when the disk became full (written, or taken ahead by fallocate) can still be
// written, as on a real disk. While the flag holds the name of a file, that one cannot be written at all.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

// Whether the disk is full for this file. A writer's shared memory is exempt: when a server begins, it takes the blocks
// that it has just given back.
static int full_for(int file, struct stat* about, int* not_at_all) {
  char link[64], path[PATH_MAX], named[NAME_MAX + 1] = "";
  char const* flag = getenv("KITH_FULL_FLAG");
  char const* folder = getenv("KITH_FULL_FOLDER");
  if (!flag || !folder || access(flag, F_OK) != 0 || fstat(file, about) != 0 || !S_ISREG(about->st_mode)) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t const length = readlink(link, path, sizeof path - 1);
  if (length <= 4) return 0;
  path[length] = '\0';
  if (strncmp(path, folder, strlen(folder)) != 0 || strcmp(path + length - 4, "-shm") == 0) return 0;
  int const reader = open(flag, O_RDONLY | O_CLOEXEC);
  ssize_t const read_bytes = reader < 0 ? 0 : read(reader, named, NAME_MAX);
  if (reader >= 0) close(reader);
  *not_at_all = read_bytes > 0 && strcmp(strrchr(path, '/') + 1, named) == 0;
  return 1;
}

// Bytes of the blocks that a file had when it was first seen on the full disk. They are noted, and not asked for at each
// write: a filesystem counts blocks of its own among a file's (the map of one in many pieces, what it takes ahead), so
// that a file could grow into room that the count still promises, and the count with it, for ever.
static off_t allocated_of(struct stat const* about) {
  enum { most = 64 };
  static struct noted {
    dev_t device;
    ino_t inode;
    off_t bytes;
  } files[most];
  static int known;
  static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
  pthread_mutex_lock(&lock);
  int at = 0;
  while (at < known && (files[at].device != about->st_dev || files[at].inode != about->st_ino)) ++at;
  if (at == most) abort();
  if (at == known) files[known++] = (struct noted){about->st_dev, about->st_ino, about->st_blocks * 512};
  off_t const bytes = files[at].bytes;
  pthread_mutex_unlock(&lock);
  return bytes;
}

// How many of `count` bytes at `offset` still have room.
static size_t room_for(int file, size_t count, off_t offset) {
  struct stat about;
  int not_at_all = 0;
  if (!full_for(file, &about, &not_at_all)) return count;
  if (not_at_all) return 0;
  if (offset < 0) offset = (fcntl(file, F_GETFL) & O_APPEND) ? about.st_size : lseek(file, 0, SEEK_CUR);
  off_t const allocated = allocated_of(&about);
  if (offset >= allocated) return 0;
  return (off_t)count < allocated - offset ? count : (size_t)(allocated - offset);
}

static ssize_t no_space(void) {
  errno = ENOSPC;
  return -1;
}

ssize_t write(int file, void const* bytes, size_t count) {
  size_t const room = count ? room_for(file, count, -1) : 0;
  return count && !room ? no_space() : REAL(write)(file, bytes, room);
}
ssize_t pwrite(int file, void const* bytes, size_t count, off_t offset) {
  size_t const room = count ? room_for(file, count, offset) : 0;
  return count && !room ? no_space() : REAL(pwrite)(file, bytes, room, offset);
}
ssize_t pwrite64(int file, void const* bytes, size_t count, off_t offset) { return pwrite(file, bytes, count, offset); }

int fallocate(int file, int mode, off_t offset, off_t length) {
  struct stat about;
  int not_at_all = 0;
  if (full_for(file, &about, &not_at_all) && offset + length > allocated_of(&about)) return (int)no_space();
  return REAL(fallocate)(file, mode, offset, length);
}
int fallocate64(int file, int mode, off_t offset, off_t length) { return fallocate(file, mode, offset, length); }
