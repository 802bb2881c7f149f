// Results instead of exceptions: a function that can fail for a reason a person should hear returns Result<T>.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace kith {

// What went wrong, seen from outside. `app` maps kinds to HTTP status and exit codes; nothing below knows either.
enum class Kind {
  invalid,      // what was given cannot be accepted; `fields` says which part
  forbidden,    // the actor may not do or see this
  not_found,    // no such thing, or the actor may not know that it exists
  conflict,     // somebody else changed it first
  unavailable,  // cannot be done now: disk full, database gone, too busy
  internal,     // a fault of ours
};

// One faulty field of a form, a file or a command. `field` is the name the caller used for it.
struct FieldError {
  std::string field;
  std::string code;      // stable, for tests and translations: "missing", "unknown_code"
  std::string sentence;  // for the person: what is wrong and what to do

  bool operator==(FieldError const&) const = default;
};

// An error for a person: one plain sentence, a stable code, and the fields it concerns.
struct Error {
  Kind kind = Kind::internal;
  std::string code;
  std::string sentence;
  std::vector<FieldError> fields = {};

  bool operator==(Error const&) const = default;
};

inline Error invalid(std::string code, std::string sentence, std::vector<FieldError> fields = {}) {
  return {Kind::invalid, std::move(code), std::move(sentence), std::move(fields)};
}
inline Error forbidden(std::string code, std::string sentence) {
  return {Kind::forbidden, std::move(code), std::move(sentence)};
}
inline Error not_found(std::string code, std::string sentence) {
  return {Kind::not_found, std::move(code), std::move(sentence)};
}
inline Error conflict(std::string code, std::string sentence) {
  return {Kind::conflict, std::move(code), std::move(sentence)};
}
inline Error unavailable(std::string code, std::string sentence) {
  return {Kind::unavailable, std::move(code), std::move(sentence)};
}
inline Error internal_error(std::string code, std::string sentence) {
  return {Kind::internal, std::move(code), std::move(sentence)};
}

// Nothing to return but success: Result<Done>.
struct Done {
  bool operator==(Done const&) const = default;
};

// Either a value or an Error. Reading the wrong one is a programmer's error and throws std::bad_variant_access.
template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  Result(T value) : content_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: implicit on purpose
  Result(Error error) : content_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit on purpose

  bool ok() const { return content_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & { return std::get<0>(content_); }
  T const& value() const& { return std::get<0>(content_); }
  T&& value() && { return std::get<0>(std::move(content_)); }
  T& operator*() & { return value(); }
  T const& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  T const* operator->() const { return &value(); }

  Error& error() & { return std::get<1>(content_); }
  Error const& error() const& { return std::get<1>(content_); }
  Error&& error() && { return std::get<1>(std::move(content_)); }

 private:
  std::variant<T, Error> content_;
};

}  // namespace kith

// TRY(expression) is the value of a Result, or returns its error from the enclosing function. What the expression
// around it has made before TRY leaves is never freed, so TRY comes first in it, or gets a line of its own.
#define TRY(expression)                                           \
  __extension__({                                                 \
    auto try_result_ = (expression);                              \
    if (!try_result_.ok()) return std::move(try_result_).error(); \
    std::move(try_result_).value();                               \
  })
