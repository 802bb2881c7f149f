// One SQL expression, read into a tree; what it means is for condition.h to say.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kith::link {

struct SqlExpression {
  enum class Kind {
    number,      // `text` has its digits
    text,        // 'in quotation marks'
    column,      // surname, "surname", l.surname; words without quotation marks such as ELSE are in capitals
    call,        // function(parts), the name in small letters
    cast,        // cast(part AS …), part::…
    both,        // AND
    either,      // OR
    negated,     // NOT
    is_null,     // IS NULL; IS NOT NULL is `negated` of it
    comparison,  // parts[0] text parts[1]
    minus,
  };
  Kind kind = Kind::column;
  std::string text;
  std::string qualifier;  // of a column: the "l" of l.surname
  std::vector<SqlExpression> parts;
};

// Errors: what was found where something else should be.
Result<SqlExpression> parse_sql_expression(std::string_view sql);

}  // namespace kith::link
