#include "enquiry/spoken.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <vector>

#include "base/text.h"

namespace kith::enquiry {

namespace {

// Short words that sound unlike each other and that nobody minds hearing. References lie in people's notebooks: the
// list never changes.
constexpr auto spoken_words = std::to_array<std::string_view>({
    "anchor",   "apple",   "apron",   "arrow",   "autumn",  "badger",  "bakery", "banana",  "barrel",   "basket",
    "beacon",   "blanket", "blossom", "bottle",  "bramble", "breeze",  "bridge", "bronze",  "bubble",   "bucket",
    "butter",   "button",  "cabin",   "cactus",  "camel",   "candle",  "canyon", "carpet",  "carrot",   "castle",
    "cherry",   "chimney", "circle",  "clover",  "cobble",  "coconut", "comet",  "copper",  "coral",    "cottage",
    "cotton",   "cricket", "crystal", "cuckoo",  "daisy",   "dolphin", "donkey", "dragon",  "eagle",    "easel",
    "echo",     "emerald", "engine",  "falcon",  "feather", "fiddle",  "forest", "fossil",  "fountain", "garden",
    "garlic",   "ginger",  "glacier", "granite", "guitar",  "harbour", "hazel",  "heather", "hedgehog", "helmet",
    "honey",    "island",  "ivory",   "jacket",  "jasmine", "kettle",  "kitten", "ladder",  "lantern",  "lemon",
    "lilac",    "magnet",  "mango",   "maple",   "meadow",  "melon",   "mirror", "monkey",  "mountain", "mustard",
    "nutmeg",   "olive",   "orange",  "orchard", "otter",   "paddle",  "panda",  "paper",   "parrot",   "pebble",
    "pencil",   "penguin", "pepper",  "piano",   "pigeon",  "pillow",  "planet", "pocket",  "pumpkin",  "puzzle",
    "rabbit",   "ribbon",  "river",   "rocket",  "saddle",  "salmon",  "sandal", "saucer",  "scooter",  "silver",
    "squirrel", "tulip",   "velvet",  "walnut",  "willow",  "window",  "yellow", "zebra",
});
static_assert(spoken_words.size() == 128 && std::ranges::is_sorted(spoken_words));

constexpr std::uint32_t bits_a_word = 7;
constexpr std::uint32_t mask = (1u << (3 * bits_a_word)) - 1;

// Neighbouring numbers get words that share nothing, so that a slip of the tongue does not find the next family:
// multiplication by an odd number and a folding shift, both of which can be undone.
constexpr std::uint32_t factor = 0x155A35;
constexpr std::uint32_t inverse_of(std::uint32_t odd) {
  std::uint32_t inverse = odd;
  for (int step = 0; step < 5; ++step) inverse *= 2 - odd * inverse;  // Newton, twice the digits each time
  return inverse;
}
static_assert(((factor * inverse_of(factor)) & mask) == 1);

// Shifting by half the bits or more undoes itself.
constexpr std::uint32_t fold_bits(std::uint32_t n) { return n ^ (n >> 11); }
constexpr std::uint32_t scattered(std::uint32_t n) { return (fold_bits((n * factor) & mask) * factor) & mask; }
constexpr std::uint32_t gathered(std::uint32_t n) {
  return (fold_bits((n * inverse_of(factor)) & mask) * inverse_of(factor)) & mask;
}
static_assert(gathered(scattered(123)) == 123 && gathered(scattered(mask)) == mask);

constexpr std::string_view prefix = "EH";

}  // namespace

std::string_view spoken_word(std::size_t number) { return spoken_words.at(number % spoken_words.size()); }

std::string in_words(std::string_view reference) {
  std::uint32_t number = 0;
  auto const digits = reference.substr(std::min(prefix.size(), reference.size()));
  auto const read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  bool const live = reference.starts_with(prefix) && digits.size() == 6 && read.ptr == digits.data() + digits.size();
  if (!live || number > mask) return std::string{reference};
  auto const n = scattered(number);
  auto word = [&](std::uint32_t place) { return spoken_words[(n >> (place * bits_a_word)) & 127]; };
  return fmt::format("{} {} {}", word(2), word(1), word(0));
}

std::optional<std::string> reference_in_words(std::string_view words) {
  std::vector<std::string> said;
  auto const folded = kith::fold(words);
  for (std::size_t at = 0; at < folded.size();) {
    auto const end = std::min(folded.find(' ', at), folded.size());
    said.push_back(folded.substr(at, end - at));
    at = end + 1;
  }
  if (said.size() != 3) return std::nullopt;
  std::uint32_t n = 0;
  for (auto const& word : said) {
    auto const found = std::ranges::lower_bound(spoken_words, word);
    if (found == spoken_words.end() || *found != word) return std::nullopt;
    n = n << bits_a_word | static_cast<std::uint32_t>(found - spoken_words.begin());
  }
  auto const number = gathered(n);
  if (number > 999'999) return std::nullopt;
  return fmt::format("{}{:06}", prefix, number);
}

}  // namespace kith::enquiry
