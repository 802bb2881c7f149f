// How a decision says what is wrong with a command: one field, one code, one sentence; or several, all at once.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace kith {

// One field is wrong, and the sentence says how.
inline Error fault(std::string const& field, std::string const& code, std::string const& sentence) {
  return invalid(code, sentence, {{field, code, sentence}});
}

// Faults said all at once. The first gives the whole error its code and its sentence.
class Complaints {
 public:
  void when(bool wrong, char const* field, char const* code, char const* sentence) {
    if (wrong) add(field, code, sentence);
  }
  void add(std::string field, std::string code, std::string sentence) {
    faults_.push_back({std::move(field), std::move(code), std::move(sentence)});
  }
  bool any() const { return !faults_.empty(); }
  // Only when there are any.
  Error error() const { return invalid(faults_.front().code, faults_.front().sentence, faults_); }

 private:
  std::vector<FieldError> faults_;
};

}  // namespace kith
