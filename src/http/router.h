// Routes: which handler answers which path. The table also feeds the generated route reference.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "http/message.h"

namespace kith::http {

// How an answer that waits for something else (the disk) comes back. May be called from any thread, once; the function
// it is given runs on a worker thread and makes the response. Letting go of every copy uncalled answers 500.
using Resume = std::function<void(std::function<Response()>)>;
// Takes the Resume and returns at once; keeps it until the answer can be made.
using Later = std::function<void(Resume)>;
using Answer = std::variant<Response, Later>;
// Runs on a worker thread and may block on reads. The request lives until the answer is made, Later included. An
// exception is answered 500 with the request's id and told to ServerOptions::on_fault.
using Handler = std::function<Answer(Request const&)>;

struct Route {
  Method method = Method::get;  // a GET answers HEAD too
  // Segments between slashes: words, `{name}` for one segment, `{name...}` last for one or more. "/families/{id}/plan".
  std::string pattern = {};
  std::size_t body_limit_bytes = 256 * 1024;  // beyond it 413; a GET takes no body whatever this says
  Handler handler = {};
  std::string name = {};     // for logs and metrics, which must not hold paths
  bool urgent = false;       // keeps its own lane through overload: signing in, stepping up
  std::string rule = {};     // the access rule that guards it: carried for the route reference, not read here
  std::string summary = {};  // one line for the route reference
};

class Router {
 public:
  // What a request found. Without a route: `allowed` lists the methods that the path has, empty for an unknown path.
  struct Match {
    Route const* route = nullptr;
    std::map<std::string, std::string> parameters;
    std::vector<Method> allowed;
  };
  // Puts something around every handler added after it: a session, a token check, a log line.
  using Wrapper = std::function<Handler(Route const&, Handler)>;

  Router();
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

  // Throws std::invalid_argument for a malformed pattern, a missing handler or a second route of the same method and
  // shape: faults in the program, found when it starts.
  void add(Route route);
  void wrap(Wrapper wrapper);

  // `path` as in Request::path. A word beats a parameter; a parameter beats a rest.
  Match match(Method method, std::string_view path) const;
  // Every route, in the order added.
  std::vector<Route const*> list() const;

 private:
  struct Node;

  std::deque<Route> routes_;  // a deque, so that a Route never moves
  std::vector<Wrapper> wrappers_;
  std::unique_ptr<Node> root_;
};

// A router that gives every path to one handler, GET and POST alike: for tests and small servers.
Router route_everything_to(Handler handler, std::size_t body_limit_bytes = 256 * 1024);

}  // namespace kith::http
