#include "html/picture/words.h"

namespace kith::html {

std::array<PictureWord, picture_word_count> const& picture_word_list() {
  // In the order of Said; assets/words/en.toml says the same, which a test holds it to.
  static constexpr std::array<PictureWord, picture_word_count> all = {{
      {"show_table", "Show as a table"},
      {"csv", "Download these figures as CSV"},
      {"drawing", "drawing"},
      {"not_known", "Not known"},
      {"number", "Number"},
      {"from_to", "{low} to {high}"},
      {"bars", "Bars: {count}."},
      {"longest", "The longest is {name}: {value}."},
      {"category", "Category"},
      {"month", "Month"},
      {"line_told", "{name}: from {first} in {begin} to {last} in {end}."},
      {"star_told",
       "A star with {count} points, {lowest} at the centre and {highest} at the points. From {first} to {latest}: "
       "{higher} higher, {lower} lower, {same} the same."},
      {"same", "The same"},
      {"higher", "{value} higher"},
      {"lower", "{value} lower"},
      {"area", "Area"},
      {"change", "Change"},
      {"first", "First"},
      {"latest", "Latest"},
      {"flows", "Flows: {count}. The greatest is from {from} to {to}: {value}."},
      {"no_flows", "Nothing flows."},
      {"others", "{count} others"},
      {"from", "From"},
      {"to", "To"},
      {"outside", "Outside the limits"},
      {"trend", "Seven in a row in one direction"},
      {"near_limit", "Two of three close to a limit"},
      {"shift", "Seven in a row on one side of the mean"},
      {"mean", "Mean: {value}"},
      {"usual", "Usual values lie between {low} and {high}"},
      {"unusual", "Unusual"},
      {"no", "No"},
      {"control_told", "{unusual} of {count} values are unusual. Mean {mean}, usual values between {low} and {high}."},
      {"strong", "Strong"},
      {"ordinary", "Ordinary"},
      {"tenuous", "Tenuous"},
      {"stressful", "Stressful"},
      {"to_family", "To the family"},
      {"from_family", "From the family"},
      {"both_ways", "Both ways"},
      {"who_or_what", "Who or what"},
      {"tie", "Tie"},
      {"help_flows", "Help flows"},
      {"note", "Note"},
      {"the_way_help_flows", "The way help flows"},
      {"in_the_middle", "{name} in the middle."},
      {"room_for_twelve", "The picture has room for twelve; the table has them all."},
      {"not_shown", "Not known or not shown"},
      {"on_the_map", "On the map"},
      {"map_told", "A map of {count} areas. Each has a number, by which the table names it; darker areas have more."},
      {"married", "married"},
      {"together", "living together"},
      {"separated", "separated"},
      {"divorced", "divorced"},
      {"close_to", "Close to"},
      {"distant_from", "Distant from"},
      {"in_conflict_with", "In conflict with"},
      {"cut_off_from", "Cut off from"},
      {"harms", "Harms"},
      {"adopted", "(adopted)"},
      {"fostered", "(fostered)"},
      {"and_last", "and"},
      {"somebody", "somebody not named"},
      {"child_of", "Child of"},
      {"partner_of", "Partner of"},
      {"parent_of", "Parent of"},
      {"lives_at", "Lives at"},
      {"people", "People: {count}."},
      {"pregnancy", "pregnancy"},
      {"lost_pregnancy", "pregnancy that was lost"},
      {"has_died", "has died"},
      {"focus", "whom this picture is about"},
      {"name", "Name"},
      {"about", "About"},
      {"ties", "Ties"},
      {"key_male", "Male"},
      {"key_female", "Female"},
      {"key_other", "Other, or not known"},
      {"key_pregnancy", "Pregnancy"},
      {"key_focus", "Whom the picture is about"},
      {"key_died", "Has died, or was lost"},
      {"key_married", "Married"},
      {"key_together", "Living together"},
      {"key_separated", "Separated"},
      {"key_divorced", "Divorced"},
      {"key_adopted", "Adopted or fostered"},
      {"key_twins", "Born together"},
      {"key_household", "Live together"},
      {"key_close", "Close"},
      {"key_distant", "Distant"},
      {"key_conflict", "In conflict"},
      {"key_cut_off", "Cut off"},
      {"key_harm", "Harm, from one to the other"},
      {"too_large", "There are too many people to draw; they are in the table."},
      {"own_forebear", "The picture cannot be drawn: somebody is recorded among their own forebears."},
  }};
  return all;
}

PictureWords::PictureWords(std::function<std::string(std::string_view key)> const& text_of) {
  for (std::size_t i = 0; i < picture_word_count; ++i)
    texts_[i] = text_of("picture." + std::string(picture_word_list()[i].key));
}

std::string PictureWords::operator()(Said said, Holes holes) const {
  std::string_view text = (*this)(said);
  std::string filled;
  while (!text.empty()) {
    auto const open = std::min(text.find('{'), text.size());
    filled += text.substr(0, open);
    text.remove_prefix(open);
    if (text.empty()) break;
    auto const close = std::min(text.find('}'), text.size() - 1);
    for (auto const& [name, value] : holes)
      if (name == text.substr(1, close - 1)) filled += value;
    text.remove_prefix(close + 1);
  }
  return filled;
}

PictureWords const& english_picture_words() {
  static PictureWords const english([](std::string_view key) {
    for (auto const& word : picture_word_list())
      if (key.substr(key.find('.') + 1) == word.key) return std::string(word.english);
    return std::string();
  });
  return english;
}

}  // namespace kith::html
