#include "app/keys.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include <array>
#include <fstream>

#include "base/folder.h"

namespace kith::app {

namespace {

constexpr std::array names = {"signing.key", "answers.key", "drafts.key"};

Result<Done> write_key(std::filesystem::path const& file, std::string const& hex) {
  int const descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0)
    return unavailable("keys_unwritable", fmt::format("The key file {} cannot be written.", file.string()));
  auto const line = hex + "\n";
  bool const kept =
      ::write(descriptor, line.data(), line.size()) == static_cast<ssize_t>(line.size()) && ::fsync(descriptor) == 0;
  ::close(descriptor);
  if (!kept) return unavailable("keys_unwritable", fmt::format("The key file {} cannot be written.", file.string()));
  return Done{};
}

Result<std::string> read_key(std::filesystem::path const& file) {
  struct stat about {};
  if (::stat(file.c_str(), &about) != 0)
    return unavailable("keys_missing",
                       fmt::format("The key file {} is missing. Put back your copy of the keys: without them "
                                   "nothing can be signed.",
                                   file.string()));
  if ((about.st_mode & 077) != 0)
    return unavailable("keys_open_to_others", fmt::format("The key file {} can be read by others. Run: chmod 600 {}",
                                                          file.string(), file.string()));
  std::string hex;
  std::ifstream(file) >> hex;
  auto bytes = from_hex(hex);
  if (!bytes || bytes->size() != 32)
    return unavailable("keys_unreadable", fmt::format("The key file {} does not hold a key.", file.string()));
  return bytes->substr(0, 32);
}

}  // namespace

Result<Keys> make_keys(std::filesystem::path const& folder, Random& random) {
  std::error_code fault;
  std::filesystem::create_directories(folder, fault);
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all, fault);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (std::filesystem::exists(folder / names[i]))
      return conflict("keys_exist",
                      fmt::format("There are keys in {} already. Choose another folder.", folder.string()));
    std::array<std::uint8_t, 32> bytes{};
    random.fill(bytes);
    TRY(write_key(folder / names[i], to_hex(bytes)));
  }
  // The data must never be there without its keys.
  if (!flush_folder_of(folder / names[0]) || !flush_folder_of(folder))
    return unavailable("keys_unwritable", fmt::format("The folder {} cannot be written.", folder.string()));
  return read_keys(folder);
}

Result<Keys> read_keys(std::filesystem::path const& folder) {
  auto const seed = TRY(read_key(folder / names[0]));
  auto const answers = TRY(read_key(folder / names[1]));
  auto const drafts = TRY(read_key(folder / names[2]));
  std::array<std::uint8_t, 32> seed_bytes{};
  std::copy(seed.begin(), seed.end(), seed_bytes.begin());
  return Keys{SigningKey::from_seed(seed_bytes), answers, drafts};
}

}  // namespace kith::app
