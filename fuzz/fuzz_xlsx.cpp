// Any bytes as a workbook, and as one part of a workbook: the first byte chooses. Small limits keep each input quick.
#include <zip.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/xlsx_reader.h"

namespace {
using namespace kith;

void read_all(std::string_view bytes) {
  MemorySource source{bytes};
  XlsxOptions options;
  options.field_limit = 1000;
  options.record_limit = 10'000;
  options.limits.unpacked_bytes = 1 << 20;
  auto const reader = XlsxReader::open(source, options);
  if (!reader) return;
  CsvRecord record;
  while (true) {
    auto const more = (*reader)->next(record);
    if (!more || !*more) return;
    if (record.fields.size() > options.column_limit) std::abort();
    for (auto const field : record.fields)
      if (field.size() > options.field_limit) std::abort();
  }
}

// A workbook around one part, so that the fuzzer need not learn to pack.
std::string packed_with(std::string_view name, std::string_view content) {
  zip_error_t problem;
  zip_error_init(&problem);
  zip_source_t* const buffer = zip_source_buffer_create(nullptr, 0, 0, &problem);
  zip_source_keep(buffer);
  zip_t* const archive = zip_open_from_source(buffer, ZIP_TRUNCATE, &problem);
  auto const add = [&](std::string_view part, std::string_view with) {
    auto const used = part == name ? content : with;
    zip_source_t* const source = zip_source_buffer(archive, used.data(), used.size(), 0);
    auto const index = zip_file_add(archive, std::string{part}.c_str(), source, ZIP_FL_ENC_UTF_8);
    zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), ZIP_CM_STORE, 0);
  };
  add("xl/workbook.xml", "<w><sheets><sheet name='a' id='r'/></sheets></w>");
  add("xl/_rels/workbook.xml.rels", "<R><Relationship Id='r' Target='s.xml'/></R>");
  add("xl/sharedStrings.xml", "<sst><si><t>shared</t></si></sst>");
  add("xl/styles.xml", "<s><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></s>");
  add("xl/s.xml", "<w><row><c t='s'><v>0</v></c><c s='1'><v>43646</v></c></row></w>");
  zip_close(archive);
  zip_source_open(buffer);
  std::string bytes(1 << 16, '\0');
  auto const size = zip_source_read(buffer, bytes.data(), bytes.size());
  bytes.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  zip_source_close(buffer);
  zip_source_free(buffer);
  return bytes;
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  if (size == 0 || size > 32'000) return 0;
  std::string_view const bytes{reinterpret_cast<char const*>(data), size};
  constexpr std::string_view parts[] = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml",
                                        "xl/styles.xml", "xl/s.xml"};
  if (data[0] < 5)
    read_all(packed_with(parts[data[0]], bytes.substr(1)));
  else
    read_all(bytes);
  return 0;
}
