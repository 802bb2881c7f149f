// A reference as three words, for saying aloud on the telephone: "copper otter lantern" for EH000123. The words say the
// number and nothing else, so nothing has to be kept, and each of the first two million references has its own.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kith::enquiry {

// The words of a live request's reference; the reference itself where there are none (imports, beyond two million).
std::string in_words(std::string_view reference);
// The reference that three words stand for, however they are parted and in any case; nothing when they are not ours.
std::optional<std::string> reference_in_words(std::string_view words);

// One of the 128 words, for secrets that are said aloud.
std::string_view spoken_word(std::size_t number);

}  // namespace kith::enquiry
