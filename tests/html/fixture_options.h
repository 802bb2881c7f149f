// The untyped options of one fixture, read one at a time. Nunjucks treats null, false and missing alike, and so do
// these.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "html/html.h"

class Options {
 public:
  // `json_object` is the JSON library's own, kept by whoever read the file; null stands for no options.
  explicit Options(void const* json_object) : object_(json_object) {}

  bool empty() const;
  // Is the option there, and not null?
  bool has(std::string_view key) const;
  bool is_false(std::string_view key) const;

  // Text; `usual` when it is absent, false or empty. Numbers are written out.
  std::string text(std::string_view key, std::string usual = "") const;
  std::optional<std::string> optional_text(std::string_view key) const;
  // As Nunjucks prints it: even a false is a text.
  std::optional<std::string> printed(std::string_view key) const;
  bool boolean(std::string_view key) const;
  std::optional<bool> optional_boolean(std::string_view key) const;
  int integer(std::string_view key, int usual = 0) const;
  std::string classes() const { return text("classes"); }
  kith::html::Url url(std::string_view key = "href", kith::html::Url usual = {}) const;
  // Markup under one key or plain text under the other.
  kith::html::Html html(std::string_view html_key = "html", std::string_view text_key = "text",
                        kith::html::Html usual = {}) const;
  kith::html::Attributes attributes(std::string_view key = "attributes") const;

  Options object(std::string_view key) const;
  // The objects of a list. Nunjucks skips false, null and empty entries; our vectors cannot hold such things.
  std::vector<Options> list(std::string_view key) const;
  // The lists of a list: a table's rows.
  std::vector<std::vector<Options>> lists(std::string_view key) const;
  std::vector<std::string> texts(std::string_view key) const;

  template <class Item, class Make>
  std::vector<Item> items(std::string_view key, Make make) const {
    std::vector<Item> items;
    for (auto const& one : list(key)) items.push_back(make(one));
    return items;
  }

 private:
  void const* object_;
};
