// Models what a power cut takes away. Preloaded before a server, it writes down every change of the files in the folder
// KITH_POWER_FOLDER in a log, KITH_POWER_LOG, before the change is made, and every flush after it. Nothing is really
// flushed: when the server has been killed, power.py rolls back what no flush covers, as a power cut would. A flush
// takes KITH_POWER_FLUSH_US microseconds, so that the cut often falls into one.
//
// KITH_POWER_LIES=NAME is a disk that says "flushed" of files that begin with NAME, and has not: those flushes are not
// written down. The trials use it to show that they would notice.
//
// A record is struct Record, then the path below the folder, then the bytes before and the bytes after.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct Record {
  uint32_t kind;  // 'w' write, 't' truncate, 'f' flush of a file, 'd' flush of a folder, 'c' create
  uint32_t path_bytes;
  uint64_t offset;    // of a write; of a truncate the new size; of a flush how much of the log it covers
  uint64_t old_size;  // of the file
  uint64_t before_bytes;
  uint64_t after_bytes;
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int log_file(void) {
  static int file = -1;
  if (file < 0) file = REAL(open)(getenv("KITH_POWER_LOG"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) abort();
  return file;
}

// The path below our folder ("." for the folder itself), or NULL when it is none of ours.
static char const* ours(char const* path) {
  char const* folder = getenv("KITH_POWER_FOLDER");
  if (!folder) return NULL;
  size_t const length = strlen(folder);
  if (strncmp(path, folder, length) != 0) return NULL;
  if (path[length] == '\0') return ".";
  return path[length] == '/' ? path + length + 1 : NULL;
}

// The same of an open file. Shared memory never lasts, and a file that has no name any more is nobody's loss.
static char const* ours_open(int file, char path[PATH_MAX], struct stat* about) {
  char link[64];
  if (fstat(file, about) != 0 || !(S_ISREG(about->st_mode) || S_ISDIR(about->st_mode))) return NULL;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t const length = readlink(link, path, PATH_MAX - 1);
  if (length <= 0) return NULL;
  path[length] = '\0';
  if (length > 4 && strcmp(path + length - 4, "-shm") == 0) return NULL;
  return ours(path);
}

static void put(char* at[1], void const* bytes, size_t count) {
  memcpy(*at, bytes, count);
  *at += count;
}

// One write call a record, so that a kill leaves whole records or a last one cut short.
static void note(uint32_t kind, char const* path, uint64_t offset, uint64_t old_size, void const* before,
                 uint64_t before_bytes, void const* after, uint64_t after_bytes) {
  struct Record const record = {kind, (uint32_t)strlen(path), offset, old_size, before_bytes, after_bytes};
  size_t const total = sizeof record + record.path_bytes + before_bytes + after_bytes;
  char* const whole = malloc(total);
  char* at = whole;
  put(&at, &record, sizeof record);
  put(&at, path, record.path_bytes);
  if (before_bytes) put(&at, before, before_bytes);
  if (after_bytes) put(&at, after, after_bytes);
  if (REAL(write)(log_file(), whole, total) != (ssize_t)total) abort();
  free(whole);
}

// What stands in the file from `offset`, at most `count` bytes of it.
static char* standing(int file, off_t offset, size_t count, struct stat const* about, uint64_t* found) {
  *found = 0;
  if (offset >= about->st_size) return NULL;
  if (count > (size_t)(about->st_size - offset)) count = (size_t)(about->st_size - offset);
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  int const reader = REAL(open)(link, O_RDONLY | O_CLOEXEC);  // the file itself may be open for writing only
  char* const bytes = malloc(count);
  if (reader < 0 || pread(reader, bytes, count, offset) != (ssize_t)count) abort();
  close(reader);
  *found = count;
  return bytes;
}

static void note_write(int file, void const* bytes, size_t count, off_t offset) {
  char path[PATH_MAX];
  struct stat about;
  char const* const name = ours_open(file, path, &about);
  if (!name) return;
  if (offset < 0) offset = (fcntl(file, F_GETFL) & O_APPEND) ? about.st_size : lseek(file, 0, SEEK_CUR);
  uint64_t before_bytes;
  char* const before = standing(file, offset, count, &about, &before_bytes);
  note('w', name, (uint64_t)offset, (uint64_t)about.st_size, before, before_bytes, bytes, count);
  free(before);
}

ssize_t write(int file, void const* bytes, size_t count) {
  pthread_mutex_lock(&mutex);
  note_write(file, bytes, count, -1);
  ssize_t const written = REAL(write)(file, bytes, count);
  pthread_mutex_unlock(&mutex);
  return written;
}
ssize_t pwrite(int file, void const* bytes, size_t count, off_t offset) {
  pthread_mutex_lock(&mutex);
  note_write(file, bytes, count, offset);
  ssize_t const written = REAL(pwrite)(file, bytes, count, offset);
  pthread_mutex_unlock(&mutex);
  return written;
}
ssize_t pwrite64(int file, void const* bytes, size_t count, off_t offset) { return pwrite(file, bytes, count, offset); }

int ftruncate(int file, off_t size) {
  char path[PATH_MAX];
  struct stat about;
  pthread_mutex_lock(&mutex);
  char const* const name = ours_open(file, path, &about);
  if (name && size != about.st_size) {
    uint64_t before_bytes = 0;
    char* const before =
        size < about.st_size ? standing(file, size, (size_t)about.st_size, &about, &before_bytes) : NULL;
    note('t', name, (uint64_t)size, (uint64_t)about.st_size, before, before_bytes, NULL, 0);
    free(before);
  }
  int const done = REAL(ftruncate)(file, size);
  pthread_mutex_unlock(&mutex);
  return done;
}
int ftruncate64(int file, off_t size) { return ftruncate(file, size); }

static int lies_about(char const* name) {
  char const* lies = getenv("KITH_POWER_LIES");
  return lies && strncmp(name, lies, strlen(lies)) == 0;
}

static int flush(int file) {
  char path[PATH_MAX];
  struct stat about;
  char const* const name = ours_open(file, path, &about);
  if (!name || lies_about(name)) return 0;
  pthread_mutex_lock(&mutex);
  uint64_t const covers = (uint64_t)lseek(log_file(), 0, SEEK_END);
  pthread_mutex_unlock(&mutex);
  char const* takes = getenv("KITH_POWER_FLUSH_US");
  if (takes) usleep((useconds_t)atoi(takes));
  pthread_mutex_lock(&mutex);
  note(S_ISDIR(about.st_mode) ? 'd' : 'f', name, covers, (uint64_t)about.st_size, NULL, 0, NULL, 0);
  pthread_mutex_unlock(&mutex);
  return 0;
}
int fsync(int file) { return flush(file); }
int fdatasync(int file) { return flush(file); }

// A name that is new in its folder lasts only when the folder is flushed.
static void note_new(char const* path) {
  char whole[PATH_MAX];
  if (path[0] != '/') {  // the trials name files from the root
    if (!getcwd(whole, sizeof whole) || strlen(whole) + strlen(path) + 2 > sizeof whole) abort();
    strcat(strcat(whole, "/"), path);
    path = whole;
  }
  char const* const name = ours(path);
  size_t const length = strlen(path);
  if (!name || access(path, F_OK) == 0 || (length > 4 && strcmp(path + length - 4, "-shm") == 0)) return;
  note('c', name, 0, 0, NULL, 0, NULL, 0);
}
int open(char const* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t const mode = (flags & (O_CREAT | __O_TMPFILE)) ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  pthread_mutex_lock(&mutex);
  if (flags & O_CREAT) note_new(path);
  int const file = REAL(open)(path, flags, mode);
  pthread_mutex_unlock(&mutex);
  return file;
}
int open64(char const* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t const mode = (flags & (O_CREAT | __O_TMPFILE)) ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return open(path, flags, mode);
}
int mkdir(char const* path, mode_t mode) {
  pthread_mutex_lock(&mutex);
  note_new(path);
  int const done = REAL(mkdir)(path, mode);
  pthread_mutex_unlock(&mutex);
  return done;
}
// Not modelled, because nothing in the data folder is renamed; should that change, the trial must hear of it.
int rename(char const* from, char const* to) {
  if (ours(from) || ours(to)) abort();
  return REAL(rename)(from, to);
}
