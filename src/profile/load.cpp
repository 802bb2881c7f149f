// Profiles from folders, and from the one text that is stored with the data.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "profile/draft.h"
#include "profile/profile.h"

namespace kith::profile {

namespace {
namespace fs = std::filesystem;

constexpr std::size_t largest_file = 1 << 20;  // a profile is written by hand
constexpr std::string_view packed_mark = "kith-profile 1 ";

struct File {
  std::string name;  // "places.toml"
  std::string text;
};
struct Files {
  std::string profile;  // "doncaster"
  std::string folder;   // what faults put before the file's name
  std::vector<File> files;
};

Result<std::string> read_text(fs::path const& path) {
  std::ifstream in{path, std::ios::binary};
  std::string text{std::istreambuf_iterator<char>{in}, {}};
  if (!in) return unavailable("profile_unreadable", fmt::format("{} cannot be read.", path.string()));
  if (text.size() > largest_file)
    return invalid("profile_too_large", fmt::format("{} is larger than a profile's file can be.", path.string()));
  return text;
}

// "profiles/doncaster/" and "." have names too.
std::string name_of(fs::path const& folder) {
  std::error_code failed;
  auto const whole = fs::weakly_canonical(folder, failed);
  return failed ? folder.filename().string() : whole.filename().string();
}

// Every *.toml of the folder in the order of names, so that faults and packed texts come in one order everywhere.
Result<Files> files_in(fs::path const& folder) {
  std::error_code failed;
  Files read{name_of(folder), folder.string(), {}};
  while (read.folder.size() > 1 && read.folder.ends_with('/')) read.folder.pop_back();
  for (fs::directory_iterator entry{folder, failed}, end; !failed && entry != end; entry.increment(failed))
    if (entry->path().extension() == ".toml" && entry->is_regular_file())
      read.files.push_back({entry->path().filename().string(), {}});
  if (failed)
    return not_found("no_profile",
                     fmt::format("{} is not a folder that can be read: {}.", read.folder, failed.message()));
  if (read.files.empty())
    return not_found("no_profile", fmt::format("{} has no .toml file, so it is not a profile.", read.folder));
  std::sort(read.files.begin(), read.files.end(), [](File const& a, File const& b) { return a.name < b.name; });
  for (auto& file : read.files) file.text = TRY(read_text(folder / file.name));
  return read;
}

Result<Profile> load_files(Files const& from) {
  Draft draft{from.folder};
  for (auto const& file : from.files) read_file_into(draft, file.text, from.folder + "/" + file.name);
  // Of a profile with an unreadable file, half the names are missing; saying so would bury the one fault that matters.
  auto const& found = draft.faults.found;
  if (std::none_of(found.begin(), found.end(), [](FieldError const& fault) { return fault.code == "not_toml"; }))
    check_whole(draft);
  if (draft.faults.found.empty()) {
    draft.profile.name = from.profile;
    return std::move(draft.profile);
  }
  auto const count = draft.faults.found.size();
  auto sentence =
      count == 1 ? fmt::format("The profile in {} has a fault: {}", from.folder, draft.faults.found.front().sentence)
                 : fmt::format("The profile in {} has {} faults. The first: {}", from.folder, count,
                               draft.faults.found.front().sentence);
  return invalid("profile_faults", std::move(sentence), std::move(draft.faults.found));
}

Error not_packed(std::string_view what) {
  return invalid("not_a_packed_profile", fmt::format("The stored profile is damaged: {}.", what));
}

// Takes the text up to the next line's end off the front of `rest`.
std::optional<std::string_view> take_line(std::string_view& rest) {
  auto const end = rest.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  auto const line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}
}  // namespace

Result<Profile> load(fs::path const& folder) { return load_files(TRY(files_in(folder))); }

// "kith-profile 1 doncaster", then for each file "512 places.toml", its 512 bytes and a line's end.
Result<std::string> pack(fs::path const& folder) {
  auto const from = TRY(files_in(folder));
  std::string packed = fmt::format("{}{}\n", packed_mark, from.profile);
  for (auto const& file : from.files) packed += fmt::format("{} {}\n{}\n", file.text.size(), file.name, file.text);
  return packed;
}

Result<Profile> unpack(std::string_view packed) {
  auto const head = take_line(packed);
  if (!head || !head->starts_with(packed_mark)) return not_packed("it does not begin as one");
  std::string const name{head->substr(packed_mark.size())};
  Files from{name, name, {}};
  while (!packed.empty()) {
    auto const header = take_line(packed);
    auto const blank = header ? header->find(' ') : std::string_view::npos;
    if (blank == std::string_view::npos) return not_packed("a file has no header");
    std::size_t size = 0;
    auto const* const digits_end = header->data() + blank;
    auto const [end, failed] = std::from_chars(header->data(), digits_end, size);
    if (failed != std::errc{} || end != digits_end || size >= packed.size() || packed[size] != '\n')
      return not_packed("a file has not the length that its header says");
    from.files.push_back({std::string{header->substr(blank + 1)}, std::string{packed.substr(0, size)}});
    packed.remove_prefix(size + 1);
  }
  return load_files(from);
}

}  // namespace kith::profile
