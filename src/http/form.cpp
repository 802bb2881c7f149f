#include "http/form.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.h"

namespace kith::http {

namespace {
std::string_view media_type_of(std::string_view content_type) {
  return trimmed(content_type.substr(0, std::min(content_type.find(';'), content_type.size())));
}

Error not_a_form() { return invalid("not_a_form", "This page expects a form, and something else was sent."); }
Error bad_multipart() {
  return invalid("bad_multipart", "The form or its file did not arrive whole. Go back and send it again.");
}

// The end of a quoted string that starts at text[0] == '"', one past the closing quote; npos when it never closes.
std::size_t end_of_quoted(std::string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '\\')
      ++i;
    else if (text[i] == '"')
      return i + 1;
  }
  return std::string_view::npos;
}

std::string unquoted(std::string_view value) {
  if (value.size() < 2 || value.front() != '"') return std::string{value};
  std::string text;
  for (std::size_t i = 1; i + 1 < value.size(); ++i) {
    // Browsers do not escape backslashes in file names, so only \" and \\ count as escapes.
    if (value[i] == '\\' && i + 2 < value.size() && (value[i + 1] == '"' || value[i + 1] == '\\')) ++i;
    text += value[i];
  }
  return text;
}

// Browsers write a quote, CR and LF in a form's names as %22, %0D and %0A, and leave every other percent sign alone
// (HTML standard, multipart/form-data encoding algorithm).
std::string without_browser_escapes(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto const three = text.substr(i, 3);
    bool const escaped = three == "%22" || three == "%0D" || three == "%0A";
    plain += !escaped ? text[i] : three == "%22" ? '"' : three == "%0D" ? '\r' : '\n';
    if (escaped) i += 2;
  }
  return plain;
}

// Old browsers send the whole path of a file; nobody should learn it, and nothing should ever be opened by it.
std::string without_folder(std::string const& file_name) {
  auto const slash = file_name.find_last_of("/\\");
  return slash == std::string::npos ? file_name : file_name.substr(slash + 1);
}

bool is_text(std::string_view text) { return is_valid_utf8(text) && text.find('\0') == std::string_view::npos; }

struct PartHead {
  std::string name;
  std::string file_name;
  std::string content_type;
  bool disposed = false;
};

// One header line of a part. Unknown ones are ignored: RFC 7578 allows no others that matter.
bool read_part_line(std::string_view line, PartHead& head) {
  auto const colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  auto const name = line.substr(0, colon);
  auto const value = trimmed(line.substr(colon + 1));
  if (same_name(name, "Content-Disposition")) {
    if (head.disposed || !same_name(media_type_of(value), "form-data")) return false;
    head.disposed = true;
    head.name = without_browser_escapes(parameter_of(value, "name"));
    head.file_name = without_folder(without_browser_escapes(parameter_of(value, "filename")));
  } else if (same_name(name, "Content-Type")) {
    head.content_type = std::string{value};
  }
  return true;
}

std::optional<PartHead> read_part_head(std::string_view text) {
  PartHead head;
  while (!text.empty()) {
    auto const end = std::min(text.find("\r\n"), text.size());
    if (!read_part_line(text.substr(0, end), head)) return std::nullopt;
    text.remove_prefix(std::min(end + 2, text.size()));
  }
  if (!head.disposed || head.name.empty()) return std::nullopt;
  return head;
}

// One part, from after its delimiter's line to before the next delimiter.
Result<Part> read_part(std::string_view text, MultipartLimits const& limits) {
  auto const blank = text.find("\r\n\r\n");
  if (blank == std::string_view::npos || blank > limits.part_header_bytes) return bad_multipart();
  auto head = read_part_head(text.substr(0, blank));
  if (!head || head->name.size() > limits.name_bytes || head->file_name.size() > limits.file_name_bytes)
    return bad_multipart();
  if (!is_text(head->name) || !is_text(head->file_name) || !is_text(head->content_type))
    return invalid("not_utf8", "The form could not be read: it is not in UTF-8.");
  return Part{std::move(head->name), std::move(head->file_name), std::move(head->content_type),
              std::string{text.substr(blank + 4)}};
}

// RFC 2046 section 5.1.1, without the blank.
bool is_boundary(std::string_view text) {
  constexpr std::string_view marks = "'()+_,-./:=?";
  return !text.empty() && text.size() <= 70 && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           marks.find(c) != std::string_view::npos;
  });
}
}  // namespace

std::string parameter_of(std::string_view header_value, std::string_view name) {
  auto rest = header_value.substr(std::min(header_value.find(';'), header_value.size()));
  while (!rest.empty()) {
    rest.remove_prefix(1);  // the semicolon
    auto const equals = rest.find_first_of("=;");
    if (equals == std::string_view::npos) return {};
    auto const found = trimmed(rest.substr(0, equals));
    if (rest[equals] == ';') {
      rest.remove_prefix(equals);
      continue;
    }
    rest.remove_prefix(equals + 1);
    auto const value_start = std::min(rest.find_first_not_of(" \t"), rest.size());
    rest.remove_prefix(value_start);
    auto end = std::min(rest.find(';'), rest.size());
    if (!rest.empty() && rest.front() == '"') {
      auto const closing = end_of_quoted(rest);
      if (closing == std::string_view::npos) return {};
      end = std::min(rest.find(';', closing), rest.size());
      if (same_name(found, name)) return unquoted(rest.substr(0, closing));
    } else if (same_name(found, name)) {
      return std::string{trimmed(rest.substr(0, end))};
    }
    rest.remove_prefix(end);
  }
  return {};
}

Result<std::vector<Part>> parse_multipart(std::string_view content_type, std::string_view body,
                                          MultipartLimits const& limits) {
  if (!same_name(media_type_of(content_type), "multipart/form-data")) return not_a_form();
  auto const boundary = parameter_of(content_type, "boundary");
  if (!is_boundary(boundary)) return bad_multipart();
  std::string const delimiter = "\r\n--" + boundary;
  std::string_view const first = std::string_view{delimiter}.substr(2);

  std::vector<Part> parts;
  if (!body.starts_with(first)) return bad_multipart();
  body.remove_prefix(first.size());
  while (!body.starts_with("--")) {
    if (!body.starts_with("\r\n")) return bad_multipart();
    body.remove_prefix(2);
    auto const end = body.find(delimiter);
    if (end == std::string_view::npos) return bad_multipart();
    if (parts.size() == limits.parts) return invalid("too_many_parts", "The form has too many fields or files.");
    parts.push_back(TRY(read_part(body.substr(0, end), limits)));
    body.remove_prefix(end + delimiter.size());
  }
  body.remove_prefix(2);
  if (!body.empty() && body != "\r\n") return bad_multipart();
  return parts;
}

Result<Fields> parse_form(std::string_view content_type, std::string_view body, FieldLimits const& limits) {
  auto const type = media_type_of(content_type);
  if (same_name(type, "application/x-www-form-urlencoded")) {
    auto const charset = parameter_of(content_type, "charset");
    if (!charset.empty() && !same_name(charset, "utf-8")) return not_a_form();
    return parse_urlencoded(body, limits);
  }
  if (!same_name(type, "multipart/form-data")) return not_a_form();
  Fields fields;
  for (auto& part :
       TRY(parse_multipart(content_type, body, {.parts = limits.fields, .name_bytes = limits.name_bytes}))) {
    if (!part.file_name.empty()) return invalid("unexpected_file", "A file was sent with a form that takes none.");
    if (part.body.size() > limits.value_bytes)
      return invalid("field_too_long", "One of the fields is too long. Shorten it and send it again.");
    if (!is_text(part.body)) return invalid("not_utf8", "The form could not be read: it is not in UTF-8.");
    fields.add(std::move(part.name), std::move(part.body));
  }
  return fields;
}

Result<Fields> parse_form(Request const& request) {
  return parse_form(request.header("Content-Type"), request.body, FieldLimits{});
}

Result<std::vector<Part>> parse_multipart(Request const& request) {
  return parse_multipart(request.header("Content-Type"), request.body);
}

}  // namespace kith::http
