#include "link/sql_expression.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"

namespace kith::link {

namespace {
using Kind = SqlExpression::Kind;

// Brackets within brackets, and casts or differences in a row: each holds the one before it, so that reading, asking
// and throwing away go as deep.
constexpr int most_nested = 40;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

std::string in_case(std::string_view word, char from, char to) {
  std::string changed{word};
  for (char& c : changed)
    if (c >= from && c <= from + 25) c = static_cast<char>(c - from + to);
  return changed;
}
std::string capitals(std::string_view word) { return in_case(word, 'a', 'A'); }
std::string small(std::string_view word) { return in_case(word, 'A', 'a'); }

struct Token {
  enum class Sort { word, name, number, text, sign, end };  // a name is a word in quotation marks
  Sort sort = Sort::end;
  std::string text;
};

Error cannot_read(std::string_view found, std::string_view expected) {
  return invalid("sql_unreadable",
                 fmt::format("{} was found where {} was expected",
                             found.empty() ? std::string{"the end"} : fmt::format("\"{}\"", found), expected));
}

class Tokens {
 public:
  explicit Tokens(std::string_view sql) : sql_(sql) {}

  Result<std::vector<Token>> read() {
    std::vector<Token> tokens;
    for (;;) {
      while (at_ < sql_.size() && (sql_[at_] == ' ' || (sql_[at_] >= '\t' && sql_[at_] <= '\r'))) ++at_;
      if (at_ == sql_.size()) break;
      tokens.push_back(TRY(next()));
    }
    tokens.emplace_back();
    return tokens;
  }

 private:
  Result<Token> next() {
    char const c = sql_[at_];
    if (is_letter(c)) return Token{Token::Sort::word, while_is([](char d) { return is_letter(d) || is_digit(d); })};
    if (is_digit(c)) return Token{Token::Sort::number, while_is([](char d) { return is_digit(d) || d == '.'; })};
    if (c == '\'') return quoted(Token::Sort::text);
    if (c == '"' || c == '`') return quoted(Token::Sort::name);
    for (std::string_view const sign : {"<=", ">=", "<>", "!=", "::", "<", ">", "=", "(", ")", ",", ".", "-"})
      if (sql_.substr(at_).starts_with(sign)) {
        at_ += sign.size();
        return Token{Token::Sort::sign, std::string{sign}};
      }
    return cannot_read(sql_.substr(at_, 1), "a name, a number or a sign");
  }

  template <class Is>
  std::string while_is(Is is) {
    auto const begin = at_;
    while (at_ < sql_.size() && is(sql_[at_])) ++at_;
    return std::string{sql_.substr(begin, at_ - begin)};
  }

  // The mark itself stands twice within.
  Result<Token> quoted(Token::Sort sort) {
    char const mark = sql_[at_++];
    Token token{sort, {}};
    for (; at_ < sql_.size(); ++at_) {
      if (sql_[at_] == mark && (at_ + 1 == sql_.size() || sql_[at_ + 1] != mark)) {
        ++at_;
        return token;
      }
      if (sql_[at_] == mark) ++at_;
      token.text += sql_[at_];
    }
    return cannot_read("", "the closing quotation mark");
  }

  std::string_view sql_;
  std::size_t at_ = 0;
};

// From the loosest tie to the tightest: OR, AND, NOT, comparison, minus, a value. TRY stands on lines of its own: what
// was moved into the same expression before it would be forgotten by the compiler when it leaves.
class Parser {
 public:
  explicit Parser(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

  Result<SqlExpression> read() {
    auto expression = TRY(either());
    if (now().sort != Token::Sort::end) return cannot_read(now().text, "the end");
    return expression;
  }

 private:
  Token const& now() const { return tokens_[at_]; }
  bool at_word(std::string_view word) const { return now().sort == Token::Sort::word && capitals(now().text) == word; }
  bool take_word(std::string_view word) {
    if (!at_word(word)) return false;
    ++at_;
    return true;
  }
  bool take_sign(std::string_view sign) {
    if (now().sort != Token::Sort::sign || now().text != sign) return false;
    ++at_;
    return true;
  }
  Result<Done> expect_sign(std::string_view sign) {
    if (!take_sign(sign)) return cannot_read(now().text, fmt::format("\"{}\"", sign));
    return Done{};
  }

  Result<SqlExpression> either() {
    auto first = TRY(both());
    while (take_word("OR")) {
      auto second = TRY(both());
      first = joined(Kind::either, std::move(first), std::move(second));
    }
    return first;
  }

  Result<SqlExpression> both() {
    auto first = TRY(negated());
    while (take_word("AND")) {
      auto second = TRY(negated());
      first = joined(Kind::both, std::move(first), std::move(second));
    }
    return first;
  }

  // a AND b AND c is one expression of three parts, however long, so that reading it never goes deep.
  static SqlExpression joined(Kind kind, SqlExpression first, SqlExpression second) {
    if (first.kind == kind && !first.text.empty()) {
      first.parts.push_back(std::move(second));
      return first;
    }
    return {kind, kind == Kind::both ? "AND" : "OR", {}, {std::move(first), std::move(second)}};
  }

  Result<SqlExpression> negated() {
    bool odd = false;
    while (take_word("NOT")) odd = !odd;
    auto expression = TRY(comparison());
    return odd ? wrapped(Kind::negated, std::move(expression)) : std::move(expression);
  }

  static SqlExpression wrapped(Kind kind, SqlExpression expression) { return {kind, {}, {}, {std::move(expression)}}; }

  Result<SqlExpression> comparison() {
    auto left = TRY(difference());
    if (take_word("IS")) {
      bool const turned = take_word("NOT");
      if (!take_word("NULL")) return cannot_read(now().text, "NULL");
      auto is_null = wrapped(Kind::is_null, std::move(left));
      return turned ? wrapped(Kind::negated, std::move(is_null)) : std::move(is_null);
    }
    for (std::string_view const sign : {"=", "<>", "!=", "<=", ">=", "<", ">"})
      if (take_sign(sign)) {
        auto right = TRY(difference());
        return SqlExpression{Kind::comparison, std::string{sign}, {}, {std::move(left), std::move(right)}};
      }
    return left;
  }

  Result<SqlExpression> difference() {
    auto left = TRY(value());
    for (int deep = 0; take_sign("-"); ++deep) {
      if (deep == most_nested) return cannot_read("-", "less nesting");
      auto right = TRY(value());
      left = {Kind::minus, "-", {}, {std::move(left), std::move(right)}};
    }
    return left;
  }

  Result<SqlExpression> value() {
    auto read = TRY(plain_value());
    for (int deep = 0; take_sign("::"); ++deep) {
      if (deep == most_nested) return cannot_read("::", "less nesting");
      TRY(type());
      read = wrapped(Kind::cast, std::move(read));
    }
    return read;
  }

  Result<SqlExpression> plain_value() {
    auto const token = now();
    if (token.sort == Token::Sort::end) return cannot_read("", "a value");
    if (take_sign("(")) return in_brackets([this] { return either(); });
    if (token.sort == Token::Sort::sign) return cannot_read(token.text, "a value");
    ++at_;
    if (token.sort == Token::Sort::number) return SqlExpression{Kind::number, token.text, {}, {}};
    if (token.sort == Token::Sort::text) return SqlExpression{Kind::text, token.text, {}, {}};
    if (token.sort == Token::Sort::word && take_sign("(")) {
      if (capitals(token.text) == "CAST" || capitals(token.text) == "TRY_CAST")
        return in_brackets([this] { return cast(); });
      return in_brackets([&] { return call(small(token.text)); });
    }
    if (!take_sign(".")) return SqlExpression{Kind::column, column_name(token), {}, {}};
    if (now().sort != Token::Sort::word && now().sort != Token::Sort::name) return cannot_read(now().text, "a column");
    SqlExpression column{Kind::column, now().text, small(token.text), {}};
    ++at_;
    return column;
  }

  // ELSE and TRUE are words of SQL; they can also be read as columns, which they never are.
  static std::string column_name(Token const& token) {
    if (token.sort != Token::Sort::word) return token.text;
    auto const word = capitals(token.text);
    return word == "ELSE" || word == "TRUE" ? word : token.text;
  }

  template <class Read>
  Result<SqlExpression> in_brackets(Read read) {
    if (++depth_ > most_nested) return cannot_read("(", "less nesting");
    auto inside = TRY(read());
    TRY(expect_sign(")"));
    --depth_;
    // What stood in brackets stays together: (a AND b) is not taken apart by joined().
    if (inside.kind == Kind::both || inside.kind == Kind::either) inside.text.clear();
    return inside;
  }

  Result<SqlExpression> call(std::string name) {
    SqlExpression made{Kind::call, std::move(name), {}, {}};
    do {
      auto part = TRY(difference());  // on a line of its own: clang forgets `made` when a full expression is left
      made.parts.push_back(std::move(part));
    } while (take_sign(","));
    return made;
  }

  Result<SqlExpression> cast() {
    auto inside = TRY(difference());
    if (!take_word("AS")) return cannot_read(now().text, "AS");
    TRY(type());
    return wrapped(Kind::cast, std::move(inside));
  }

  Result<Done> type() {
    if (now().sort != Token::Sort::word) return cannot_read(now().text, "a type");
    ++at_;
    return Done{};
  }

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int depth_ = 0;
};
}  // namespace

Result<SqlExpression> parse_sql_expression(std::string_view sql) {
  auto tokens = TRY(Tokens{sql}.read());
  return Parser{std::move(tokens)}.read();
}

}  // namespace kith::link
