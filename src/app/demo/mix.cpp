#include "app/demo/mix.h"

#include <algorithm>

namespace kith::app::demo {

namespace {
using profile::ScreeningOutcome;
using profile::StepOutcome;

// Counts of seed 000 paragraph 7, by outcome in table order.
constexpr std::array<int, 7> borough_outcomes = {3042, 34, 830, 2200, 56, 289, 4};
constexpr std::array<int, 7> denaby_outcomes = {62, 1, 22, 64, 1, 11, 0};
constexpr std::array<int, 7> hexthorpe_outcomes = {68, 0, 2, 28, 1, 5, 0};
constexpr std::array<int, 9> step_outcomes = {4385, 38, 24, 3, 1, 63, 9, 39, 5};

template <std::size_t N>
std::size_t draw_index(std::array<int, N> const& counts, Random& luck) {
  std::uint64_t total = 0;
  for (int c : counts) total += static_cast<std::uint64_t>(c);
  auto at = luck.number(total);
  for (std::size_t i = 0; i < N; ++i) {
    if (at < static_cast<std::uint64_t>(counts[i])) return i;
    at -= static_cast<std::uint64_t>(counts[i]);
  }
  return 0;
}

std::vector<std::string> codes(std::vector<profile::PlaceCode> const& places) {
  std::vector<std::string> list;
  for (auto const& place : places) list.push_back(place.value);
  return list;
}
}  // namespace

template <class T>
T const& Mix::draw(std::vector<Weighted<T>> const& list, Random& luck) {
  double total = 0;
  for (auto const& item : list) total += item.weight;
  double at = luck.fraction() * total;
  for (auto const& item : list)
    if ((at -= item.weight) < 0) return item.value;
  return list.back().value;
}

Mix::Mix(profile::Profile const& profile) : profile_(profile) {
  denaby_ = codes(profile::resolve_places(profile, "Denaby"));
  hexthorpe_ = codes(profile::resolve_places(profile, "Hexthorpe"));
  double elsewhere = 0;
  for (auto const& place : profile.places)
    if (place.rank == profile::Rank::ward) elsewhere += 1;
  for (auto const& place : profile.places)
    if (place.rank == profile::Rank::ward) places_.push_back({place.code, (6455.0 - 161 - 104) / elsewhere});
  for (auto const& code : denaby_)
    places_.push_back({profile::PlaceCode{code}, 161.0 / static_cast<double>(denaby_.size())});
  for (auto const& code : hexthorpe_)
    places_.push_back({profile::PlaceCode{code}, 104.0 / static_cast<double>(hexthorpe_.size())});

  // Seed 003, paragraphs 18 and 19, in per cent; what they leave unsaid is spread over the other words.
  auto weigh = [](std::vector<profile::Word> const& words, std::vector<Weighted<std::string>> named,
                  std::vector<Weighted<std::string>>& into) {
    double said = 0;
    std::size_t others = 0;
    for (auto const& item : named) said += item.weight;
    auto is_named = [&](std::string const& code) {
      return std::ranges::any_of(named, [&](auto const& n) { return n.value == code; });
    };
    auto usable = [](profile::Word const& w) {
      return !w.from && !w.to && w.code != "unknown" && w.code != "not_recorded";
    };
    for (auto const& word : words) others += usable(word) && !is_named(word.code) ? 1 : 0;
    for (auto const& word : words) {
      if (!usable(word)) continue;
      auto const found = std::ranges::find_if(named, [&](auto const& n) { return n.value == word.code; });
      into.push_back({word.code, found != named.end()
                                     ? found->weight
                                     : (100.0 - said) / static_cast<double>(std::max<std::size_t>(others, 1))});
    }
  };
  weigh(profile.sources, {{"family", 22.6}, {"schools", 15.1}, {"police", 11.5}, {"social_care", 9.1}}, sources_);
  weigh(profile.needs,
        {{"emotional_wellbeing", 22.5}, {"parenting", 16.6}, {"behaviour", 14.2}, {"educational_support", 8.9}},
        needs_);
  weigh(profile.ethnicities, {{"white_british", 86}}, ethnicities_);
  // Lead practitioners' agencies, seed 003 paragraph 17.
  leads_ = {{"education", 43.9}, {"social_care", 32.4}, {"council", 16.7}, {"health", 3.7}, {"voluntary", 3.4}};
  contact_method = profile.contact_methods.empty() ? "" : profile.contact_methods.front().code;
}

profile::PlaceCode Mix::place(Random& luck) const { return draw(places_, luck); }
std::string Mix::source(Random& luck) const { return draw(sources_, luck); }
std::string Mix::need(Random& luck) const { return draw(needs_, luck); }
std::string Mix::ethnicity(Random& luck) const { return draw(ethnicities_, luck); }
std::string Mix::lead_agency(Random& luck) const { return agency_of(draw(leads_, luck)); }

std::string Mix::closing_reason(Random& luck) const {
  if (profile_.closing_reasons.empty()) return {};
  return profile_.closing_reasons[luck.fraction() < 0.7 ? 0 : luck.number(profile_.closing_reasons.size())].code;
}

std::string Mix::team(Random& luck, profile::PlaceCode const& place) const {
  auto const above = profile::upwards(profile_, place);
  std::vector<std::string> serving;
  for (auto const& team : profile_.teams)
    if (std::ranges::find(above, team.area) != above.end()) serving.push_back(team.code);
  return serving.empty() ? std::string{} : serving[luck.number(serving.size())];
}

std::string Mix::agency_of(std::string_view kind) const {
  for (auto const& agency : profile_.agencies)
    if (agency.kind == kind && !agency.to) return agency.code;
  return {};
}

std::string Mix::agency_for_source(std::string_view source) const {
  if (source == "schools") return agency_of("education");
  if (source == "police") return agency_of("police");
  if (source == "social_care") return agency_of("social_care");
  if (source == "gp" || source == "health_visitor") return agency_of("health");
  return {};
}

ScreeningOutcome Mix::outcome(Random& luck, profile::PlaceCode const& place) const {
  auto in = [&](std::vector<std::string> const& list) { return std::ranges::find(list, place.value) != list.end(); };
  auto const index = in(denaby_)      ? draw_index(denaby_outcomes, luck)
                     : in(hexthorpe_) ? draw_index(hexthorpe_outcomes, luck)
                                      : draw_index(borough_outcomes, luck);
  return members_of<ScreeningOutcome>[index].value;
}

StepOutcome Mix::step_outcome(Random& luck) const {
  return members_of<StepOutcome>[draw_index(step_outcomes, luck)].value;
}

bool Mix::in_term(Date day) const {
  unsigned const md = day.month() * 100 + day.day();
  bool const summer = md >= 723 && md <= 903, christmas = md >= 1221 || md <= 104;
  bool const half_term = (md >= 1024 && md <= 1101) || (md >= 213 && md <= 221) || (md >= 527 && md <= 604);
  bool const easter = md >= 404 && md <= 418;
  return !summer && !christmas && !half_term && !easter && day.weekday() <= 5;
}

}  // namespace kith::app::demo
