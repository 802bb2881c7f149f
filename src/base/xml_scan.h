// XML as a stream of tags and text, for formats that others made. A document type is refused, and with it every entity,
// so nothing can be expanded and nothing fetched.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace kith {

// What is met, in order. Names come without their namespace prefix.
class XmlListener {
 public:
  using Attributes = std::vector<std::pair<std::string_view, std::string_view>>;
  virtual ~XmlListener() = default;
  virtual void open_tag(std::string_view name, Attributes const& attributes) = 0;
  virtual void close_tag(std::string_view name) = 0;
  virtual void text(std::string_view text) = 0;
};

// An attribute's value, empty when there is none. `name` is without prefix.
std::string_view attribute(XmlListener::Attributes const& attributes, std::string_view name);

class XmlScan {
 public:
  // `listener` must outlive it.
  explicit XmlScan(XmlListener& listener);
  ~XmlScan();
  // Errors: "workbook_broken" for XML that is not well formed or more than 64 tags deep, "workbook_refused" for a
  // document type.
  Result<Done> take(std::string_view bytes, bool is_end);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kith
