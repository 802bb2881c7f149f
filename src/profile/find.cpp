// Where profiles lie on a machine: beside the program, be it installed or built. KITH_SOURCE_PROFILES is the source
// tree's folder as seen from a program in the build folder, so that no machine's path is built in.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <system_error>

#include "profile/faults.h"
#include "profile/profile.h"

namespace kith::profile {

namespace {
namespace fs = std::filesystem;

bool is_profile(fs::path const& folder) {
  std::error_code failed;
  for (fs::directory_iterator entry{folder, failed}, end; !failed && entry != end; entry.increment(failed))
    if (entry->path().extension() == ".toml") return true;
  return false;
}

std::vector<fs::path> shelves() {
  std::vector<fs::path> found;
  if (char const* own = std::getenv("KITH_PROFILES"); own && *own) found.emplace_back(own);
  std::error_code failed;
  auto const program = fs::read_symlink("/proc/self/exe", failed).parent_path();
  if (!failed) {
    found.push_back((program / "../share/kith/profiles").lexically_normal());
    found.push_back((program / KITH_SOURCE_PROFILES).lexically_normal());
  }
  found.emplace_back("/usr/share/kith/profiles");
  return found;
}

std::vector<std::string> names_on(std::vector<fs::path> const& folders) {
  std::vector<std::string> names;
  for (auto const& folder : folders) {
    std::error_code failed;
    for (fs::directory_iterator entry{folder, failed}, end; !failed && entry != end; entry.increment(failed))
      if (is_profile(entry->path())) names.push_back(entry->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}
}  // namespace

Result<fs::path> find_profile(std::string_view name_or_path) {
  fs::path const asked{name_or_path};
  if (name_or_path.empty()) return invalid("no_profile", "Name a profile, or the folder that holds one.");
  if (is_profile(asked)) return asked;
  auto const folders = shelves();
  // A name is one step down from a shelf; a path that was not found stays not found.
  if (asked == asked.filename() && asked != "." && asked != "..")
    for (auto const& folder : folders)
      if (is_profile(folder / asked)) return folder / asked;
  auto const names = names_on(folders);
  std::vector<std::string> looked;
  for (auto const& folder : folders) looked.push_back(folder.string());
  return not_found("no_profile", fmt::format("There is no profile '{}': not as a folder, nor in {}.{} {}", name_or_path,
                                             fmt::join(looked, ", "), did_you_mean(name_or_path, names),
                                             names.empty() ? std::string{"No profile was found in any of them."}
                                                           : fmt::format("There are: {}.", fmt::join(names, ", "))));
}

}  // namespace kith::profile
