// The profile's words as a file asks for them: the same few, a million times over. Each answer is worked out once.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "profile/profile.h"

namespace kith::imports {

class Vocabulary {
 public:
  // `profile` must outlive it.
  explicit Vocabulary(profile::Profile const& profile) : profile_(profile) {}

  // The code for a code, label or alias of `words`, which must be a list of the profile; empty when it has none.
  std::string word(std::vector<profile::Word> const& words, std::string_view text);
  std::string agency(std::string_view text);
  std::optional<profile::ScreeningOutcome> screening_outcome(std::string_view text);
  std::optional<profile::StepOutcome> step_outcome(std::string_view text);
  // A level's number: "3", "3.0" as spreadsheets write it, or "Level 3".
  std::optional<int> level(std::string_view text) const;
  // Empty when nobody knows the name.
  std::vector<profile::PlaceCode> places(std::string_view name);

 private:
  template <class Value>
  using Answers = std::unordered_map<std::string, Value>;

  profile::Profile const& profile_;
  std::unordered_map<void const*, Answers<std::string>> words_;
  Answers<std::string> agencies_;
  Answers<std::vector<profile::PlaceCode>> places_;
};

}  // namespace kith::imports
