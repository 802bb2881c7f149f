#include "enquiry/import/record_file.h"

#include <fmt/format.h>

#include "base/xlsx_reader.h"

namespace kith::imports {

namespace {
Error with_name(Error error, std::string const& name) {
  error.sentence = fmt::format("{}: {}", name, error.sentence);
  return error;
}
}  // namespace

Result<RecordFile> RecordFile::open(ByteSource& source, std::string const& file_name, BytesProgress const& progress) {
  RecordFile file;
  file.source_ = &source;
  file.name_ = file_name;
  if (TRY(looks_like_workbook(source))) return file;
  auto const encoding = decide_encoding(source, progress);
  if (!encoding) return with_name(encoding.error(), file_name);
  file.encoding_ = *encoding;
  file.text_ = std::make_unique<Utf8Source>(source, *encoding);
  return file;
}

Result<std::unique_ptr<RecordReader>> RecordFile::reader(CsvOptions const& options) const {
  if (is_workbook()) {
    auto opened = XlsxReader::open(*source_);
    if (!opened) return with_name(opened.error(), name_);
    return std::unique_ptr<RecordReader>(std::move(*opened));
  }
  TRY(text_->rewind());
  return std::unique_ptr<RecordReader>(std::make_unique<CsvReader>(*text_, options));
}

}  // namespace kith::imports
