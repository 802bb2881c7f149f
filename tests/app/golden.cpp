#include "golden.h"

#include <fmt/format.h>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

#include "base/crypto.h"

namespace kith::golden {

namespace {
namespace fs = std::filesystem;

constexpr std::string_view digests_file = "DIGESTS";
constexpr std::string_view words_file = "WORDS";

std::string content_of(fs::path const& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>{in}, {}};
}

std::vector<std::string> lines_of(fs::path const& file) {
  std::vector<std::string> lines;
  std::istringstream in(content_of(file));
  for (std::string line; std::getline(in, line);)
    if (!line.empty()) lines.push_back(line);
  return lines;
}

// By name, in the order of sha256sum: digest, two spaces, name.
std::map<std::string, std::string> digests_of(fs::path const& folder) {
  std::map<std::string, std::string> digests;
  for (auto const& line : lines_of(folder / digests_file))
    if (line.size() > 66) digests[line.substr(66)] = line.substr(0, 64);
  return digests;
}

std::set<std::string> json_files_in(fs::path const& folder) {
  std::set<std::string> names;
  for (auto const& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".json") names.insert(entry.path().filename().string());
  return names;
}

// The body, without the line end that files have.
std::string body_in(fs::path const& file) {
  auto body = content_of(file);
  if (body.ends_with('\n')) body.pop_back();
  return body;
}

void collect_paths(boost::json::value const& value, std::string const& path, std::set<std::string>& paths) {
  paths.insert(path);
  if (auto const* object = value.if_object())
    for (auto const& [key, inner] : *object) collect_paths(inner, path + "." + std::string{key}, paths);
  if (auto const* list = value.if_array())
    for (auto const& inner : *list) collect_paths(inner, path + "[]", paths);
}
std::set<std::string> paths_of(std::string const& body) {
  std::set<std::string> paths;
  collect_paths(boost::json::parse(body), "", paths);
  return paths;
}

// "NAME.v1.full.json", and "NAME.v1.full-2.json" once an optional field has come.
std::string file_name(Shape const& shape, int version, std::string_view kind, int edition) {
  return fmt::format("{}.v{}.{}{}.json", shape.type, version, kind,
                     edition == 1 ? std::string{} : fmt::format("-{}", edition));
}

// The editions of one type, version and kind that are there.
std::vector<std::string> editions_of(std::set<std::string> const& files, Shape const& shape, int version,
                                     std::string_view kind) {
  std::vector<std::string> names;
  for (int edition = 1; files.contains(file_name(shape, version, kind, edition)); ++edition)
    names.push_back(file_name(shape, version, kind, edition));
  return names;
}

// A file of the newest version must come back to the byte; an older one as text that then stays as it is.
std::optional<std::string> reading_fault(Shape const& shape, int version, std::string const& body) {
  try {
    auto const again = shape.written_again(version, body);
    if (version == shape.version && again != body) return fmt::format("is written again as {}", again);
    if (shape.written_again(shape.version, again) != again) return "changes when it is read twice";
    return std::nullopt;
  } catch (std::exception const& fault) {
    return fmt::format("cannot be read any more: {}", fault.what());
  }
}

bool newest_full_is_whole(fs::path const& folder, Shape const& shape, std::vector<std::string> const& editions) {
  return paths_of(body_in(folder / editions.back())) == paths_of(shape.full);
}

void check_type(fs::path const& folder, Shape const& shape, std::set<std::string>& unclaimed,
                std::vector<std::string>& found) {
  auto const files = unclaimed;
  for (int version = 1; version <= shape.version; ++version)
    for (auto const* kind : {"full", "minimal"}) {
      auto const editions = editions_of(files, shape, version, kind);
      if (editions.empty()) {
        found.push_back(fmt::format("{} is missing: add it with tools/golden", file_name(shape, version, kind, 1)));
        continue;
      }
      for (auto const& name : editions) {
        unclaimed.erase(name);
        if (auto const fault = reading_fault(shape, version, body_in(folder / name)))
          found.push_back(name + " " + *fault);
      }
      if (version == shape.version && kind == std::string_view{"full"} &&
          !newest_full_is_whole(folder, shape, editions))
        found.push_back(
            fmt::format("{} does not have the fields of today: add an edition with tools/golden", editions.back()));
    }
}

void check_digests(fs::path const& folder, std::set<std::string> const& files, std::vector<std::string>& found) {
  auto const digests = digests_of(folder);
  for (auto const& [name, digest] : digests)
    if (!files.contains(name))
      found.push_back(name + " is in DIGESTS and gone from the folder");
    else if (to_hex(sha256(content_of(folder / name))) != digest)
      found.push_back(name + " was changed: a golden file is never changed, only added to");
  for (auto const& name : files)
    if (!digests.contains(name)) found.push_back(name + " is not in DIGESTS");
}

std::set<std::string> words_of(std::vector<Shape> const& shapes) {
  std::set<std::string> words;
  for (auto const& shape : shapes) words.insert(shape.words.begin(), shape.words.end());
  return words;
}
}  // namespace

std::vector<std::string> faults(fs::path const& folder, std::vector<Shape> const& shapes) {
  std::vector<std::string> found;
  auto const files = json_files_in(folder);
  auto unclaimed = files;
  for (auto const& shape : shapes) {
    check_type(folder, shape, unclaimed, found);
    // What is not set is not written: a flag that begins as true could never be stored as false.
    if (shape.untouched.find(":true") != std::string::npos)
      found.push_back(shape.type + " has a flag that begins as true");
  }
  for (auto const& name : unclaimed) found.push_back(name + " belongs to no event type: old journals still hold it");
  check_digests(folder, files, found);

  auto const words_now = words_of(shapes);
  auto const lines = lines_of(folder / words_file);
  std::set<std::string> const words_kept(lines.begin(), lines.end());
  for (auto const& word : words_kept)
    if (!words_now.contains(word)) found.push_back(word + " is a stored word that the program no longer reads");
  for (auto const& word : words_now)
    if (!words_kept.contains(word)) found.push_back(word + " is not in WORDS: add it with tools/golden");
  return found;
}

std::vector<std::string> add_missing(fs::path const& folder, std::vector<Shape> const& shapes) {
  std::vector<std::string> added;
  auto const files = json_files_in(folder);
  auto const add = [&](std::string const& name, std::string const& body) {
    std::ofstream(folder / name, std::ios::binary) << body << '\n';
    std::ofstream(folder / digests_file, std::ios::app) << to_hex(sha256(body + "\n")) << "  " << name << '\n';
    added.push_back(name);
  };
  for (auto const& shape : shapes) {
    auto const full = editions_of(files, shape, shape.version, "full");
    if (full.empty() || !newest_full_is_whole(folder, shape, full))
      add(file_name(shape, shape.version, "full", static_cast<int>(full.size()) + 1), shape.full);
    if (editions_of(files, shape, shape.version, "minimal").empty())
      add(file_name(shape, shape.version, "minimal", 1), shape.minimal);
  }
  auto const lines = lines_of(folder / words_file);
  auto words = words_of(shapes);
  for (auto const& line : lines) words.erase(line);
  std::ofstream out(folder / words_file, std::ios::app);
  for (auto const& word : words) out << word << '\n';
  added.insert(added.end(), words.begin(), words.end());
  return added;
}

}  // namespace kith::golden
