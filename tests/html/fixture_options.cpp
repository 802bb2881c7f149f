// The one test file that reads JSON.
#include "html/fixture_options.h"

#include <boost/json.hpp>
#include <fstream>
#include <memory>
#include <sstream>

#include "html/fixture_renderers.h"
#include "html/fixtures.h"

namespace kith::html {
// The tests' door: markup inside a published fixture is trusted.
struct TrustedMarkup {
  static Html trust(std::string source) {
    Html html;
    html.source_ = std::move(source);
    return html;
  }
};
}  // namespace kith::html

namespace json = boost::json;
using namespace kith::html;

namespace {

json::value const* find(void const* object, std::string_view key) {
  if (!object) return nullptr;
  auto const& options = *static_cast<json::object const*>(object);
  auto found = options.find(key);
  return found == options.end() || found->value().is_null() ? nullptr : &found->value();
}

std::string as_text(json::value const& value) {
  if (value.is_string()) return std::string(value.get_string());
  return json::serialize(value);
}

std::vector<Options> objects_of(json::value const& list) {
  std::vector<Options> objects;
  for (auto const& entry : list.as_array())
    if (entry.is_object() && !entry.get_object().empty()) objects.emplace_back(&entry.get_object());
  return objects;
}

}  // namespace

bool Options::empty() const { return !object_ || static_cast<json::object const*>(object_)->empty(); }

bool Options::has(std::string_view key) const { return find(object_, key) != nullptr; }

bool Options::is_false(std::string_view key) const { return optional_boolean(key) == false; }

std::string Options::text(std::string_view key, std::string usual) const {
  auto text = is_false(key) ? std::nullopt : printed(key);
  return text && !text->empty() ? *text : usual;
}

std::optional<std::string> Options::optional_text(std::string_view key) const {
  return optional_boolean(key) ? std::nullopt : printed(key);
}

std::optional<std::string> Options::printed(std::string_view key) const {
  auto const* value = find(object_, key);
  return value ? std::optional(as_text(*value)) : std::nullopt;
}

bool Options::boolean(std::string_view key) const { return optional_boolean(key).value_or(false); }

std::optional<bool> Options::optional_boolean(std::string_view key) const {
  auto const* value = find(object_, key);
  return value && value->is_bool() ? std::optional(value->get_bool()) : std::nullopt;
}

int Options::integer(std::string_view key, int usual) const {
  auto text = printed(key);
  return text ? std::stoi(*text) : usual;
}

Url Options::url(std::string_view key, Url usual) const {
  auto address = text(key);
  return address.empty() ? usual : Url::parse(address).value();
}

Html Options::html(std::string_view html_key, std::string_view text_key, Html usual) const {
  if (auto trusted = text(html_key); !trusted.empty()) return TrustedMarkup::trust(trusted);
  if (auto plain = text(text_key); !plain.empty()) return plain;
  return usual;
}

// Fixtures write an attribute as a text, or as {value, optional} for flags. An AttributeName does not own its text, so
// the names are kept.
Attributes Options::attributes(std::string_view key) const {
  static std::vector<std::unique_ptr<std::string>> names;
  Attributes attributes;
  auto const* value = find(object_, key);
  if (!value || !value->is_object()) return attributes;
  for (auto const& [written, content] : value->get_object()) {
    names.push_back(std::make_unique<std::string>(written));
    auto name = AttributeName::parse(*names.back()).value();
    if (!content.is_object()) {
      attributes.add({name, as_text(content)});
      continue;
    }
    Options const one(&content.get_object());
    if (one.boolean("value"))
      attributes.add(flag(name, true));
    else if (auto text = one.optional_text("value"))
      attributes.add({name, *text});
  }
  return attributes;
}

Options Options::object(std::string_view key) const {
  auto const* value = find(object_, key);
  return Options(value && value->is_object() ? &value->get_object() : nullptr);
}

std::vector<Options> Options::list(std::string_view key) const {
  auto const* value = find(object_, key);
  return value && value->is_array() ? objects_of(*value) : std::vector<Options>{};
}

std::vector<std::vector<Options>> Options::lists(std::string_view key) const {
  std::vector<std::vector<Options>> lists;
  if (auto const* value = find(object_, key); value && value->is_array())
    for (auto const& entry : value->get_array())
      if (entry.is_array()) lists.push_back(objects_of(entry));
  return lists;
}

std::vector<std::string> Options::texts(std::string_view key) const {
  std::vector<std::string> texts;
  if (auto const* value = find(object_, key); value && value->is_array())
    for (auto const& entry : value->get_array()) texts.push_back(as_text(entry));
  return texts;
}

std::vector<Fixture> fixtures_of(std::string const& component) {
  auto path = std::string(KITH_SOURCE_DIR "/assets/node_modules/govuk-frontend/dist/govuk/components/") + component +
              "/fixtures.json";
  std::ifstream file(path);
  if (!file) throw std::runtime_error("The design system's fixtures are not installed: " + path);
  std::ostringstream content;
  content << file.rdbuf();
  auto const document = json::parse(content.str());
  std::vector<Fixture> fixtures;
  for (auto const& one : document.at("fixtures").as_array()) {
    auto const& fixture = one.as_object();
    Options const options(&fixture.at("options").as_object());
    fixtures.push_back({component, as_text(fixture.at("name")), as_text(fixture.at("html")),
                        renderers().at(component)(options).source()});
  }
  return fixtures;
}
