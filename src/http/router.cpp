#include "http/router.h"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>

namespace kith::http {

struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> words;
  std::unique_ptr<Node> parameter;
  std::unique_ptr<Node> rest;
  std::vector<std::pair<Route const*, std::vector<std::string>>> routes;  // with the names of its parameters in order

  bool empty() const { return routes.empty(); }
};

namespace {
std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    auto const end = std::min(path.find('/'), path.size());
    segments.push_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return segments;
}

enum class Shape { word, parameter, rest };
struct Segment {
  Shape shape;
  std::string_view text;
};

Segment segment_of(std::string_view text, std::string const& pattern) {
  if (text.find_first_of("{}") == std::string_view::npos) return {Shape::word, text};
  auto name = text.substr(1, text.size() < 2 ? 0 : text.size() - 2);
  bool const braced = text.size() > 2 && text.front() == '{' && text.back() == '}';
  bool const rest = name.ends_with("...");
  if (rest) name.remove_suffix(3);
  if (!braced || name.empty() || name.find_first_of("{}.") != std::string_view::npos)
    throw std::invalid_argument("the route pattern " + pattern + " is malformed near " + std::string{text});
  return {rest ? Shape::rest : Shape::parameter, name};
}

template <class Node>
Node& child(std::unique_ptr<Node>& slot) {
  if (!slot) slot = std::make_unique<Node>();
  return *slot;
}

// The node for these segments, with what its parameters held in `values`. A word first, then a parameter, then a rest.
template <class Node>
Node const* find(Node const& node, std::vector<std::string_view> const& segments, std::size_t at,
                 std::vector<std::string>& values) {
  if (at == segments.size()) return node.empty() ? nullptr : &node;
  if (auto word = node.words.find(segments[at]); word != node.words.end())
    if (auto const* found = find(*word->second, segments, at + 1, values)) return found;
  if (segments[at].empty()) return nullptr;
  if (node.parameter) {
    values.emplace_back(segments[at]);
    if (auto const* found = find(*node.parameter, segments, at + 1, values)) return found;
    values.pop_back();
  }
  if (!node.rest) return nullptr;
  std::string joined{segments[at]};
  for (std::size_t i = at + 1; i < segments.size(); ++i) joined.append("/").append(segments[i]);
  values.push_back(std::move(joined));
  return node.rest.get();
}
}  // namespace

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::add(Route route) {
  if (!route.handler) throw std::invalid_argument("the route " + route.pattern + " has no handler");
  if (route.method == Method::head) throw std::invalid_argument("HEAD is answered by the GET route " + route.pattern);
  if (!route.pattern.starts_with('/')) throw std::invalid_argument("a route pattern starts with /: " + route.pattern);
  for (auto const& wrapper : wrappers_) route.handler = wrapper(route, std::move(route.handler));
  auto const& kept = routes_.emplace_back(std::move(route));
  Node* node = root_.get();
  std::vector<std::string> names;
  auto const segments = segments_of(kept.pattern);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    auto const segment = segment_of(segments[i], kept.pattern);
    if (segment.shape == Shape::word) {
      node = &child(node->words[std::string{segment.text}]);
      continue;
    }
    if (segment.shape == Shape::rest && i + 1 != segments.size())
      throw std::invalid_argument("only the last segment of a route takes the rest: " + kept.pattern);
    names.emplace_back(segment.text);
    node = &child(segment.shape == Shape::rest ? node->rest : node->parameter);
  }
  for (auto const& other : node->routes)
    if (other.first->method == kept.method)
      throw std::invalid_argument("two routes answer the same: " + other.first->pattern + " and " + kept.pattern);
  node->routes.emplace_back(&kept, std::move(names));
}

void Router::wrap(Wrapper wrapper) { wrappers_.push_back(std::move(wrapper)); }

Router::Match Router::match(Method method, std::string_view path) const {
  Match match;
  if (!path.starts_with('/')) return match;
  std::vector<std::string> values;
  auto const* node = find(*root_, segments_of(path), 0, values);
  if (!node) return match;
  auto const wanted = method == Method::head ? Method::get : method;
  for (auto const& [route, names] : node->routes) {
    match.allowed.push_back(route->method);
    if (route->method == Method::get) match.allowed.push_back(Method::head);
    if (route->method != wanted) continue;
    match.route = route;
    for (std::size_t i = 0; i < names.size(); ++i) match.parameters[names[i]] = values[i];
  }
  return match;
}

std::vector<Route const*> Router::list() const {
  std::vector<Route const*> routes;
  for (auto const& route : routes_) routes.push_back(&route);
  return routes;
}

Router route_everything_to(Handler handler, std::size_t body_limit_bytes) {
  Router router;
  for (auto method : {Method::get, Method::post})
    for (auto const* pattern : {"/", "/{path...}"})
      router.add({.method = method,
                  .pattern = pattern,
                  .body_limit_bytes = body_limit_bytes,
                  .handler = handler,
                  .name = "everything"});
  return router;
}

}  // namespace kith::http
