// The two engines behind sql::connect. Only database.cpp includes this.
#pragma once

#include <memory>
#include <string>

#include "sql/database.h"

namespace kith::sql {

std::unique_ptr<Connection> connect_sqlite(std::string const& path, Access access);
std::unique_ptr<Connection> connect_postgres(std::string const& url, Access access);

// Statements are found again by their text: a lookup by view, without building a string.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

}  // namespace kith::sql
