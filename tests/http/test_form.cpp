#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <string>
#include <vector>

#include "http/form.h"

using namespace kith;
using namespace kith::http;

namespace {
std::string const form_type = "multipart/form-data; boundary=----knock7";

std::string part(std::string const& disposition, std::string const& body, std::string const& more = {}) {
  return "------knock7\r\nContent-Disposition: " + disposition + "\r\n" + more + "\r\n" + body + "\r\n";
}
std::string const end = "------knock7--\r\n";

Request posted(std::string type, std::string body) {
  Request request;
  request.method = Method::post;
  request.headers.push_back({"content-type", std::move(type)});
  request.body = std::move(body);
  return request;
}
}  // namespace

TEST_CASE("a urlencoded form gives its fields as typed") {
  auto const fields =
      parse_form(posted("application/x-www-form-urlencoded; charset=UTF-8", "name=Zo%C3%AB+O%27Brien&x=1"));
  CHECK(fields.value().get("name") == "Zo\xc3\xab O'Brien");
  CHECK(fields.value().get("x") == "1");
}

TEST_CASE("what is no form is refused") {
  CHECK(parse_form(posted("application/json", "{}")).error().code == "not_a_form");
  CHECK(parse_form(posted("", "a=b")).error().code == "not_a_form");
  CHECK(parse_form(posted("application/x-www-form-urlencoded; charset=utf-16", "a=b")).error().code == "not_a_form");
  CHECK(parse_multipart(posted("application/x-www-form-urlencoded", "a=b")).error().code == "not_a_form");
}

TEST_CASE("a multipart form gives its parts") {
  auto const body = part("form-data; name=\"note\"", "two\r\nlines") +
                    part("form-data; name=\"file\"; filename=\"C:\\Users\\jo\\list of 100%.csv\"", "a,b\r\n",
                         "Content-Type: text/csv\r\n") +
                    end;
  auto const parts = parse_multipart(posted(form_type, body)).value();
  REQUIRE(parts.size() == 2);
  CHECK(parts[0] == Part{"note", "", "", "two\r\nlines"});
  CHECK(parts[1] == Part{"file", "list of 100%.csv", "text/csv", "a,b\r\n"});
}

TEST_CASE("names are read as browsers write them") {
  auto const body = part("form-data; name=\"a%22b%0D%0Ac%41\"; filename=\"../../etc/passwd\"", "x") + end;
  auto const parts = parse_multipart(posted(form_type, body)).value();
  CHECK(parts[0].name == "a\"b\r\nc%41");
  CHECK(parts[0].file_name == "passwd");
}

TEST_CASE("a multipart form without files reads like any other form") {
  auto const body = part("form-data; name=\"need\"", "housing") + part("form-data; name=\"need\"", "money") + end;
  CHECK(parse_form(posted(form_type, body)).value().all("need").size() == 2);
  auto const with_file = part("form-data; name=\"need\"; filename=\"a.txt\"", "housing") + end;
  CHECK(parse_form(posted(form_type, with_file)).error().code == "unexpected_file");
  // A file field left empty comes with an empty file name.
  auto const empty_file = part("form-data; name=\"need\"; filename=\"\"", "") + end;
  CHECK(parse_form(posted(form_type, empty_file)).ok());
  auto const bytes = part("form-data; name=\"need\"", "\xff\xfe") + end;
  CHECK(parse_form(posted(form_type, bytes)).error().code == "not_utf8");
}

TEST_CASE("a multipart form that is not whole is refused") {
  auto const whole = part("form-data; name=\"a\"", "1") + part("form-data; name=\"b\"", "2") + end;
  REQUIRE(parse_multipart(posted(form_type, whole)).ok());
  // The last line end may be missing, and the form is whole without it; one byte less and it is not.
  for (std::size_t size = 0; size < whole.size() - 2; ++size)
    CHECK_FALSE(parse_multipart(posted(form_type, whole.substr(0, size))).ok());
  for (auto const& broken : std::vector<std::string>{
           "x" + whole, whole + "x", "------knock7\r\n\r\n1\r\n" + end, part("form-data", "1") + end,
           part("form-data; name=\"\"", "1") + end, part("attachment; name=\"a\"", "1") + end,
           "------knock7\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n" + end,
           "------knock7\r\nContent-Disposition form-data\r\n\r\n1\r\n" + end,
           part("form-data; name=\"" + std::string(300, 'n') + "\"", "1") + end,
           part("form-data; name=\"a\"", "1", "X: " + std::string(5'000, 'x') + "\r\n") + end}) {
    CAPTURE(broken);
    CHECK(parse_multipart(posted(form_type, broken)).error().code == "bad_multipart");
  }
  CHECK(parse_multipart(posted("multipart/form-data", whole)).error().code == "bad_multipart");
  CHECK(parse_multipart(posted("multipart/form-data; boundary=\"a b\"", whole)).error().code == "bad_multipart");
  CHECK(parse_multipart(posted("multipart/form-data; boundary=" + std::string(71, 'a'), whole)).error().code ==
        "bad_multipart");
}

TEST_CASE("ten thousand parts are too many") {
  std::string body;
  for (int i = 0; i < 10'000; ++i) body += part("form-data; name=\"a\"", "1");
  CHECK(parse_multipart(posted(form_type, body + end)).error().code == "too_many_parts");
}

TEST_CASE("any parts survive a multipart form") {
  CHECK(rc::check("reading undoes writing", [] {
    std::vector<Part> parts;
    std::string body;
    auto const count = *rc::gen::inRange(1, 6);
    for (int i = 0; i < count; ++i) {
      Part one{"field" + std::to_string(i), "", "", *rc::gen::arbitrary<std::string>()};
      if (one.body.find("\r\n------knock7") != std::string::npos) RC_DISCARD("the body holds the boundary");
      body += part("form-data; name=\"" + one.name + "\"", one.body);
      parts.push_back(std::move(one));
    }
    auto const read = parse_multipart(posted(form_type, body + end));
    RC_ASSERT(read.ok());
    RC_ASSERT(read.value() == parts);
  }));
}

TEST_CASE("a parameter of a header is found whatever stands around it") {
  CHECK(parameter_of("text/html; charset=utf-8", "charset") == "utf-8");
  CHECK(parameter_of("text/html;CHARSET=\"utf-8\" ; x=y", "charset") == "utf-8");
  CHECK(parameter_of("form-data; filename=\"a;name=b\"; name=c", "name") == "c");
  CHECK(parameter_of("form-data; name=\"a\\\"b\"", "name") == "a\"b");
  CHECK(parameter_of("form-data; flag; name=a", "name") == "a");
  CHECK(parameter_of("form-data; name", "name").empty());
  CHECK(parameter_of("form-data; name=\"never ends", "name").empty());
  CHECK(parameter_of("form-data", "name").empty());
}
