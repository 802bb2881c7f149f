// The words that pictures say by themselves: in their tables, keys and descriptions. English stands here; another
// language comes from its catalogue (assets/words), which a page hands over in About.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace kith::html {

enum class Said : std::size_t {
  show_table,
  csv,
  drawing,
  not_known,
  number,
  from_to,
  bars,
  longest,
  category,
  month,
  line_told,
  star_told,
  same,
  higher,
  lower,
  area,
  change,
  first,
  latest,
  flows,
  no_flows,
  others,
  from,
  to,
  outside,
  trend,
  near_limit,
  shift,
  mean,
  usual,
  unusual,
  no,
  control_told,
  strong,
  ordinary,
  tenuous,
  stressful,
  to_family,
  from_family,
  both_ways,
  who_or_what,
  tie,
  help_flows,
  note,
  the_way_help_flows,
  in_the_middle,
  room_for_twelve,
  not_shown,
  on_the_map,
  map_told,
  married,
  together,
  separated,
  divorced,
  close_to,
  distant_from,
  in_conflict_with,
  cut_off_from,
  harms,
  adopted,
  fostered,
  and_last,
  somebody,
  child_of,
  partner_of,
  parent_of,
  lives_at,
  people,
  pregnancy,
  lost_pregnancy,
  has_died,
  focus,
  name,
  about,
  ties,
  key_male,
  key_female,
  key_other,
  key_pregnancy,
  key_focus,
  key_died,
  key_married,
  key_together,
  key_separated,
  key_divorced,
  key_adopted,
  key_twins,
  key_household,
  key_close,
  key_distant,
  key_conflict,
  key_cut_off,
  key_harm,
  too_large,
  own_forebear,
  count_of_words
};
inline constexpr std::size_t picture_word_count = static_cast<std::size_t>(Said::count_of_words);

// One word: its name in a catalogue's part [picture], and the English.
struct PictureWord {
  std::string_view key;
  std::string_view english;
};
std::array<PictureWord, picture_word_count> const& picture_word_list();

// All of them in one language. A hole such as {count} is filled by name.
class PictureWords {
 public:
  using Holes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  // `text_of` gives the text of a key, "picture.mean".
  explicit PictureWords(std::function<std::string(std::string_view key)> const& text_of);

  std::string_view operator()(Said said) const { return texts_[static_cast<std::size_t>(said)]; }
  std::string operator()(Said said, Holes holes) const;

 private:
  std::array<std::string, picture_word_count> texts_;
};
PictureWords const& english_picture_words();

}  // namespace kith::html
