// What travels: a request as handlers see it, and the response they give. Plain values, no sockets, no library types.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/closed_set.h"

namespace kith::http {

// The methods Kith speaks. Any other known method is answered 405, an unknown word 501.
enum class Method { get, head, post };
constexpr auto closed_set(Method) {
  return std::to_array<Member<Method>>(
      {{Method::get, "GET", "GET"}, {Method::head, "HEAD", "HEAD"}, {Method::post, "POST", "POST"}});
}

struct Header {
  std::string name;
  std::string value;

  bool operator==(Header const&) const = default;
};

// The fields of a form or a query, in the order sent. A name may come more than once (checkboxes).
class Fields {
 public:
  struct Field {
    std::string name;
    std::string value;

    bool operator==(Field const&) const = default;
  };

  void add(std::string name, std::string value);
  // The first value of that name, or empty. The view lives as long as these fields.
  std::string_view get(std::string_view name) const;
  std::vector<std::string_view> all(std::string_view name) const;
  bool has(std::string_view name) const;

  auto begin() const { return fields_.begin(); }
  auto end() const { return fields_.end(); }
  std::size_t size() const { return fields_.size(); }
  bool empty() const { return fields_.empty(); }
  bool operator==(Fields const&) const = default;

 private:
  std::vector<Field> fields_;
};

// One part of a multipart form. `file_name` is empty for an ordinary field; it never holds a folder.
struct Part {
  std::string name;
  std::string file_name;
  std::string content_type;
  std::string body;

  bool operator==(Part const&) const = default;
};

struct Request {
  Method method = Method::get;
  std::string path;        // decoded, valid UTF-8, starts with '/', without '.', '..' and empty inner segments
  std::string query_text;  // as sent, without '?'
  Fields query;            // decoded
  std::vector<Header> headers;
  std::string body;
  std::map<std::string, std::string> parameters;  // from the route's pattern: {id}
  std::string remote_address;                     // of the person's machine, as far as trusted proxies tell
  bool secure = false;                            // came by TLS, to us or to a trusted proxy
  std::string request_id;                         // ours, for the log and for error pages

  // The first header of that name, in any case, or empty.
  std::string_view header(std::string_view name) const;
  // The value of a cookie, or empty. Cookies set by set_cookie() are asked for by their bare name.
  std::string_view cookie(std::string_view name) const;
};

// A body made once and sent many times: see caching.h.
struct Asset;

struct Response {
  int status = 200;
  std::string content_type = {};
  std::string body = {};
  std::vector<Header> headers = {};
  std::shared_ptr<Asset const> asset = {};  // sent in place of content_type and body when set
  bool compress = true;                     // false where a secret and a stranger's words share the page

  // The one way to set a header. Replaces one of the same name. Throws std::invalid_argument when the name is no token,
  // belongs to the server (Content-Length, Connection ...) or the value holds CR, LF, NUL or another control character.
  void set_header(std::string_view name, std::string_view value);
  // The same without replacing, for headers that may come twice: Set-Cookie, Link.
  void add_header(std::string_view name, std::string_view value);
};

// Whether a response header may be sent as it is. Checked again when the response is written, whoever filled it.
bool is_safe_header(std::string_view name, std::string_view value);

// Header names are compared without regard to ASCII case.
bool same_name(std::string_view a, std::string_view b);

// 303: after a form, look there. `location` is a path or URL; bytes that have no place in one are percent-encoded.
Response redirect(std::string location);
Response html_page(std::string markup, int status = 200);
Response plain_text(std::string text, int status = 200);
Response json_text(std::string json, int status = 200);

}  // namespace kith::http
