#include "html/gallery/samples.h"
#include "html/pictures.h"

namespace kith::html {

namespace {

Html travelled() {
  return star({.about = {.id = "picture-star",
                         .title = "Six of eight areas are better than in May",
                         .subtitle = "Robin’s own view, 0 to 10"},
               .first_label = "3 May 2026",
               .latest_label = "18 November 2026",
               .areas = {{"Home", 3, 6},
                         {"School and learning", 2, 7},
                         {"Friends", 5, 5},
                         {"Keeping safe", 6, 8},
                         {"Health and wellbeing", 4, 6},
                         {"Feelings and behaviour", 3, 5},
                         {"Money and work", 4, 3},
                         {"Family relationships", 5, 8}}});
}

Html three_generations() {
  constexpr auto male = Symbol::square, female = Symbol::circle;
  return genogram(
      {.about = {.id = "picture-genogram", .title = "The Ashdown family", .subtitle = "As told by Wren on 3 May 2026"},
       .people = {{"Arthur Ashdown", "1942 to 2019", male, 1942, true},
                  {"Maud Ashdown", "aged 80", female, 1946},
                  {"Femi Bellweather-Oyelaran", "aged 71", male, 1955},
                  {"Grace Oyelaran", "aged 68", female, 1958},
                  {"Piers Ashdown", "aged 55", male, 1971},
                  {"Wren Ashdown", "aged 41", female, 1985, false, false, "Millbrook Road"},
                  {"Tobi Oyelaran", "aged 43", male, 1983},
                  {"Ada Oyelaran", "aged 39", female, 1987},
                  {"Col Harker", "aged 46", male, 1980, false, false, "Millbrook Road"},
                  {"Robin Ashdown", "aged 9", Symbol::diamond, 20170409, false, true, "Millbrook Road"},
                  {"Ivy Ashdown", "aged 12", female, 20140211, false, false, "Millbrook Road"},
                  {"Kit Harker", "aged 2", male, 20240102, false, false, "Millbrook Road"},
                  {"Bea Harker", "aged 2", female, 20240102, false, false, "Millbrook Road"},
                  {"Expected", "in March", Symbol::triangle, 20270301, false, false, "Millbrook Road"},
                  {"Jem Ashdown", "aged 16", male, 20100611}},
       .unions = {{0, 1, Bond::married, {{4}, {5}}},
                  {2, 3, Bond::divorced, {{6}, {7}}},
                  {6, 5, Bond::separated, {{10}, {9}}},
                  {5, 8, Bond::together, {{11, Tie::birth, 1}, {12, Tie::birth, 1}, {13}}},
                  {4, {}, Bond::together, {{14, Tie::fostered}}}},
       .feelings = {{1, 9, Feeling::close}, {6, 10, Feeling::distant}}});
}

Html around() {
  return eco_map(
      {.about = {.id = "picture-eco-map",
                 .title = "Grandmother and school are the family’s strengths",
                 .subtitle = "The Ashdown family, 18 November 2026"},
       .centre = "The Ashdown family",
       .around = {{"Grandmother Maud", "There on most days", Strength::strong, HelpFlows::both_ways},
                  {"Millbrook Primary", "Breakfast club on three days", Strength::strong, HelpFlows::to_the_family},
                  {"Landlord", "Damp since the spring", Strength::stressful, HelpFlows::neither},
                  {"Wren’s work at the bakery", "Early shifts", Strength::ordinary, HelpFlows::from_the_family},
                  {"Tobi, Robin’s father", "Telephones at birthdays", Strength::tenuous, HelpFlows::neither},
                  {"Family hub", "", Strength::ordinary, HelpFlows::to_the_family},
                  {"General practitioner and health visitor", "", Strength::ordinary, HelpFlows::to_the_family},
                  {"Neighbours", "", Strength::tenuous, HelpFlows::both_ways}}});
}

}  // namespace

std::vector<Sample> family_picture_samples() {
  return {{"Star", travelled()}, {"Genogram", three_generations()}, {"Eco-map", around()}};
}

}  // namespace kith::html
