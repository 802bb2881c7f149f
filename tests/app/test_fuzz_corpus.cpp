// The fuzzer's seeds for event bodies, and whatever it once found, in every test run.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#define LLVMFuzzerTestOneInput fuzz_codec_once
#include "../../fuzz/fuzz_codec.cpp"
#undef LLVMFuzzerTestOneInput

TEST_CASE("the corpus of event bodies holds") {
  int files = 0;
  for (auto const& entry : std::filesystem::directory_iterator{KITH_SOURCE_DIR "/fuzz/corpus/codec"}) {
    INFO(entry.path().string());
    std::ifstream file{entry.path(), std::ios::binary};
    std::string const bytes{std::istreambuf_iterator<char>{file}, {}};
    // A failing check aborts the program, as in the fuzzer; doctest then names the test.
    CHECK(fuzz_codec_once(reinterpret_cast<std::uint8_t const*>(bytes.data()), bytes.size()) == 0);
    ++files;
  }
  CHECK(files >= 4);
}
