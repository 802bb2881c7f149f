// A server of one 11 KB page, to be measured from outside: bench_http_serve_page [PORT [WORKERS]], then for instance
//   wrk -t1 -c64 -d10 --latency http://127.0.0.1:PORT/
// "/later" gives the same by way of Later, "/asset" an asset. Ends at SIGINT or SIGTERM and prints what it counted.
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>

#include "http/caching.h"
#include "http/server.h"

namespace {
using namespace kith::http;

std::string page() {
  std::string text = "<!doctype html><html lang=\"en\"><title>Families</title><main><table>";
  for (int i = 0; text.size() < 11'000; ++i)
    text +=
        fmt::format("<tr><td>{}</td><td>Family {}</td><td>review in {} days</td></tr>\n", i, i * 7919 % 1000, i % 90);
  return text + "</table></main></html>";
}

Route route(std::string pattern, Handler handler) {
  return {.pattern = pattern, .handler = std::move(handler), .name = pattern};
}
}  // namespace

int main(int argc, char** argv) {
  ServerOptions options;
  options.listen_port = static_cast<std::uint16_t>(argc > 1 ? std::atoi(argv[1]) : 0);
  options.worker_threads = static_cast<std::size_t>(argc > 2 ? std::atoi(argv[2]) : 1);
  options.default_headers = {{"Content-Security-Policy", "default-src 'none'; style-src 'self'"},
                             {"X-Content-Type-Options", "nosniff"},
                             {"Referrer-Policy", "no-referrer"},
                             {"Cache-Control", "no-store"}};
  auto const text = page();
  auto const asset = make_asset("text/html; charset=utf-8", text);
  Router router;
  router.add(route("/", [&](Request const&) -> Answer { return html_page(text); }));
  router.add(route("/later", [&](Request const&) -> Answer {
    return Later{[&](Resume const& resume) { resume([&] { return html_page(text); }); }};
  }));
  router.add(
      route("/asset", [&](Request const& request) -> Answer { return serve(asset, request, Freshness::revalidate); }));
  Server server{std::move(options), std::move(router)};
  if (auto const started = server.start(); !started) {
    fmt::print(stderr, "{}\n", started.error().sentence);
    return 1;
  }
  fmt::print("http://127.0.0.1:{}/\n", server.port());
  std::fflush(stdout);
  server.run_until_signal();
  auto const counters = server.counters();
  fmt::print("{} requests on {} connections\n", counters.requests, counters.accepted_connections);
  return 0;
}
