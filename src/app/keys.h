// The secrets of one system. They live in a folder of their own (0600), never in the database and never in a backup;
// `kith keys backup` is its own act.
#pragma once

#include <filesystem>
#include <string>

#include "base/crypto.h"
#include "base/random.h"
#include "base/result.h"

namespace kith::app {

struct Keys {
  SigningKey signing;      // signs checkpoints
  std::string answer_key;  // keys the hashes of requests
  std::string draft_key;   // seals drafts; 32 bytes
};

// Makes new keys in an empty folder. Errors: keys_exist, keys_unwritable.
Result<Keys> make_keys(std::filesystem::path const& folder, Random& random);
// Errors: keys_missing, keys_unreadable (each names the file), keys_open_to_others.
Result<Keys> read_keys(std::filesystem::path const& folder);

}  // namespace kith::app
