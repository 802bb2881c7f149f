#include "base/xml_scan.h"

#include <expat.h>

#include <stdexcept>

namespace kith {

namespace {
constexpr int deepest = 64;

std::string_view without_prefix(char const* name) {
  std::string_view const whole{name};
  auto const colon = whole.rfind(':');
  return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}
}  // namespace

std::string_view attribute(XmlListener::Attributes const& attributes, std::string_view name) {
  for (auto const& [key, value] : attributes)
    if (key == name) return value;
  return {};
}

struct XmlScan::State {
  explicit State(XmlListener& hears) : listener(hears), parser(XML_ParserCreate(nullptr)) {
    if (parser == nullptr) throw std::bad_alloc();
    XML_SetUserData(parser, this);
    XML_SetElementHandler(parser, &State::on_open, &State::on_close);
    XML_SetCharacterDataHandler(parser, &State::on_text);
    XML_SetStartDoctypeDeclHandler(parser, &State::on_doctype);
  }
  ~State() { XML_ParserFree(parser); }
  State(State const&) = delete;
  State& operator=(State const&) = delete;

  static void on_open(void* user, XML_Char const* name, XML_Char const** given) {
    auto& state = *static_cast<State*>(user);
    if (++state.depth > deepest) {
      XML_StopParser(state.parser, XML_FALSE);
      return;
    }
    state.attributes.clear();
    for (; *given != nullptr; given += 2) state.attributes.emplace_back(without_prefix(given[0]), given[1]);
    state.listener.open_tag(without_prefix(name), state.attributes);
  }
  static void on_close(void* user, XML_Char const* name) {
    auto& state = *static_cast<State*>(user);
    --state.depth;
    state.listener.close_tag(without_prefix(name));
  }
  static void on_text(void* user, XML_Char const* text, int length) {
    static_cast<State*>(user)->listener.text({text, static_cast<std::size_t>(length)});
  }
  static void on_doctype(void* user, XML_Char const*, XML_Char const*, XML_Char const*, int) {
    auto& state = *static_cast<State*>(user);
    state.has_doctype = true;
    XML_StopParser(state.parser, XML_FALSE);
  }

  XmlListener& listener;
  XML_Parser parser;
  XmlListener::Attributes attributes;
  int depth = 0;
  bool has_doctype = false;
};

XmlScan::XmlScan(XmlListener& listener) : state_(std::make_unique<State>(listener)) {}
XmlScan::~XmlScan() = default;

Result<Done> XmlScan::take(std::string_view bytes, bool is_end) {
  if (XML_Parse(state_->parser, bytes.data(), static_cast<int>(bytes.size()), is_end ? 1 : 0) == XML_STATUS_OK)
    return Done{};
  if (state_->has_doctype)
    return invalid("workbook_refused",
                   "The workbook declares a document type, which no spreadsheet writes. It was not read.");
  return invalid("workbook_broken",
                 "The workbook is damaged and cannot be read. Open it in a spreadsheet and save it anew.");
}

}  // namespace kith
