// The fuzzer's seeds for comma-separated files, and whatever it once found, in every test run.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#define LLVMFuzzerTestOneInput fuzz_csv_once
#include "../../fuzz/fuzz_csv.cpp"
#undef LLVMFuzzerTestOneInput

TEST_CASE("the corpus of comma-separated files holds") {
  int files = 0;
  for (auto const& entry : std::filesystem::directory_iterator{KITH_SOURCE_DIR "/fuzz/corpus/csv"}) {
    INFO(entry.path().string());
    std::ifstream file{entry.path(), std::ios::binary};
    std::string const bytes{std::istreambuf_iterator<char>{file}, {}};
    // A failing check aborts the program, as in the fuzzer; doctest then names the test.
    CHECK(fuzz_csv_once(reinterpret_cast<std::uint8_t const*>(bytes.data()), bytes.size()) == 0);
    ++files;
  }
  CHECK(files >= 8);
}
