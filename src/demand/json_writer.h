// Figures as JSON: estimates on one line, what could not be had as null.
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "demand/estimate.h"

namespace kith::demand {

// Writes one JSON text, a member after another; indents by two blanks a level.
class JsonWriter {
 public:
  void open(char bracket) {
    separate();
    out_ += bracket;
    first_ = true;
    ++depth_;
  }
  void close(char bracket) {
    --depth_;
    if (!first_) new_line();
    out_ += bracket;
    first_ = false;
  }
  JsonWriter& key(std::string_view name) {
    separate();
    text(name);
    out_ += ": ";
    after_key_ = true;
    return *this;
  }
  void value(std::string_view words) {
    separate();
    text(words);
  }
  void value(char const* words) { value(std::string_view(words)); }
  void value(bool flag) {
    separate();
    out_ += flag ? "true" : "false";
  }
  void value(std::int64_t number) {
    separate();
    fmt::format_to(std::back_inserter(out_), "{}", number);
  }
  void value(std::uint64_t number) {
    separate();
    fmt::format_to(std::back_inserter(out_), "{}", number);
  }
  void value(double number) {
    separate();
    if (std::isfinite(number))
      fmt::format_to(std::back_inserter(out_), "{:.12g}", number + 0.0);
    else
      out_ += "null";
  }
  void value(std::optional<double> const& number) { value(number.value_or(std::nan(""))); }
  void value(Estimate const& estimate) {  // on one line
    separate();
    auto const part = [](std::optional<double> const& v) { return v ? fmt::format("{:.12g}", *v + 0.0) : "null"; };
    fmt::format_to(std::back_inserter(out_), R"({{"mean": {}, "low": {}, "high": {}}})", part(estimate.mean),
                   part(estimate.low), part(estimate.high));
  }
  std::string result() && { return std::move(out_) + "\n"; }

 private:
  void separate() {
    if (after_key_) {
      after_key_ = false;
      return;
    }
    if (!first_) out_ += ',';
    first_ = false;
    if (depth_ > 0) new_line();
  }
  void new_line() {
    out_ += '\n';
    out_.append(2 * depth_, ' ');
  }
  void text(std::string_view words) {
    out_ += '"';
    for (char c : words) {
      if (c == '"' || c == '\\')
        out_ += {'\\', c};
      else if (static_cast<unsigned char>(c) < 0x20)
        fmt::format_to(std::back_inserter(out_), "\\u{:04x}", static_cast<unsigned>(c));
      else
        out_ += c;
    }
    out_ += '"';
  }

  std::string out_;
  std::size_t depth_ = 0;
  bool first_ = true, after_key_ = false;
};

}  // namespace kith::demand
