#include <doctest/doctest.h>

#include <string>

#include "http/router.h"

using namespace kith::http;

namespace {
Route route(Method method, std::string pattern) {
  return {.method = method, .pattern = pattern, .handler = [](Request const&) { return Response{}; }, .name = pattern};
}
std::string found(Router const& router, std::string_view path, Method method = Method::get) {
  auto const match = router.match(method, path);
  return match.route ? match.route->pattern : "";
}
}  // namespace

TEST_CASE("a path finds its route, words before parameters before the rest") {
  Router router;
  for (auto pattern : {"/", "/families", "/families/new", "/families/{id}", "/families/{id}/plan", "/assets/{path...}",
                       "/{page}/about", "/families/"})
    router.add(route(Method::get, pattern));
  CHECK(found(router, "/") == "/");
  CHECK(found(router, "/families") == "/families");
  CHECK(found(router, "/families/") == "/families/");
  CHECK(found(router, "/families/new") == "/families/new");
  CHECK(found(router, "/families/f1") == "/families/{id}");
  CHECK(found(router, "/families/f1/plan") == "/families/{id}/plan");
  CHECK(found(router, "/families/new/plan") == "/families/{id}/plan");
  CHECK(found(router, "/families/about") == "/families/{id}");
  CHECK(found(router, "/assets/css/kith.css") == "/assets/{path...}");
  CHECK(found(router, "/hello/about") == "/{page}/about");
  for (auto unknown : {"/x", "/families/f1/x", "/families//plan", "/assets", "/assets/", "", "families"})
    CHECK_MESSAGE(found(router, unknown).empty(), std::string{unknown});
  CHECK(router.match(Method::get, "/families/new/plan").parameters.at("id") == "new");
  CHECK(router.match(Method::get, "/assets/css/kith.css").parameters.at("path") == "css/kith.css");
}

TEST_CASE("a known path says which methods it has") {
  Router router;
  router.add(route(Method::get, "/plans/{id}"));
  router.add(route(Method::post, "/plans/{id}"));
  router.add(route(Method::post, "/sign-in"));
  CHECK(found(router, "/plans/1", Method::head) == "/plans/{id}");
  CHECK(found(router, "/plans/1", Method::post) == "/plans/{id}");
  auto const match = router.match(Method::get, "/sign-in");
  CHECK(match.route == nullptr);
  CHECK(match.allowed == std::vector{Method::post});
  CHECK(router.match(Method::get, "/nowhere").allowed.empty());
}

TEST_CASE("faulty routes are found when the program starts") {
  Router router;
  router.add(route(Method::get, "/plans/{id}"));
  for (auto pattern :
       {"/plans/{id}", "/plans/{other}", "plans", "/a{b}", "/{}", "/{a}b", "/{a...}/b", "/{...}", "/{a", "/{a.b}"})
    CHECK_THROWS_AS(router.add(route(Method::get, pattern)), std::invalid_argument);
  CHECK_THROWS_AS(router.add(route(Method::head, "/x")), std::invalid_argument);
  CHECK_THROWS_AS(router.add({.pattern = "/y"}), std::invalid_argument);
}

TEST_CASE("routes are listed in the order added, and wrapped by what was put around them before") {
  Router router;
  router.add(route(Method::get, "/bare"));
  router.wrap([](Route const& wrapped, Handler inner) -> Handler {
    return [name = wrapped.name, inner](Request const& request) {
      auto answer = inner(request);
      std::get<Response>(answer).body += "around " + name;
      return answer;
    };
  });
  router.add(route(Method::get, "/wrapped"));
  auto const routes = router.list();
  REQUIRE(routes.size() == 2);
  CHECK(routes[0]->pattern == "/bare");
  CHECK(std::get<Response>(routes[0]->handler({})).body.empty());
  CHECK(std::get<Response>(routes[1]->handler({})).body == "around /wrapped");
}

TEST_CASE("a router may be moved and its routes stay where they are") {
  Router first;
  first.add(route(Method::get, "/a"));
  auto const* before = first.list()[0];
  Router second = std::move(first);
  CHECK(second.match(Method::get, "/a").route == before);
}
