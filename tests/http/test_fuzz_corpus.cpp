// The fuzzers' seeds, and whatever they once found, run through the same checks in every test run, with any compiler.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#define LLVMFuzzerTestOneInput fuzz_form_once
#include "../../fuzz/fuzz_form.cpp"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_multipart_once
#include "../../fuzz/fuzz_multipart.cpp"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_query_once
#include "../../fuzz/fuzz_query.cpp"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_request_once
#include "../../fuzz/fuzz_request.cpp"
#undef LLVMFuzzerTestOneInput

namespace {
// A failing check aborts the program, as in the fuzzer; doctest then names the test.
int replay(std::string const& name, int (*once)(std::uint8_t const*, std::size_t)) {
  int files = 0;
  for (auto const& entry : std::filesystem::directory_iterator{KITH_SOURCE_DIR "/fuzz/corpus/" + name}) {
    INFO(entry.path().string());
    std::ifstream file{entry.path(), std::ios::binary};
    std::string const bytes{std::istreambuf_iterator<char>{file}, {}};
    CHECK(once(reinterpret_cast<std::uint8_t const*>(bytes.data()), bytes.size()) == 0);
    ++files;
  }
  return files;
}
}  // namespace

TEST_CASE("the fuzzers' corpora hold") {
  CHECK(replay("form", fuzz_form_once) >= 3);
  CHECK(replay("multipart", fuzz_multipart_once) >= 3);
  CHECK(replay("query", fuzz_query_once) >= 3);
  CHECK(replay("request", fuzz_request_once) >= 5);
}
