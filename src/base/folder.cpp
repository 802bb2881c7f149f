#include "base/folder.h"

#include <fcntl.h>
#include <unistd.h>

namespace kith {

bool flush_folder_of(std::filesystem::path const& path) {
  auto const folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path{"."};
  int const file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return false;
  bool const flushed = fsync(file) == 0;
  ::close(file);
  return flushed;
}

}  // namespace kith
