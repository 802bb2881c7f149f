// What a folder holds lasts only when the folder itself was flushed, however well its files were.
#pragma once

#include <filesystem>

namespace kith {

// Flushes the folder that `path` stands in, so that a file made or renamed there survives a power cut. False when the
// system says that it could not.
bool flush_folder_of(std::filesystem::path const& path);

}  // namespace kith
