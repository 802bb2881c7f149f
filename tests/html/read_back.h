// What a browser reads from `<p title="…">…</p>`.
#pragma once

#include <string>

struct ReadBack {
  std::string attribute;
  std::string text;
};
ReadBack read_back(std::string const& paragraph);
