// What every picture says about itself in words.
#pragma once

#include <string>

#include "html/html.h"
#include "html/picture/words.h"

namespace kith::html {

struct About {
  std::string id = {};                  // unique on the page; other ids are made from it
  std::string title = {};               // what the picture shows, as a sentence: "Waits have halved since May"
  std::string subtitle = {};            // measure, place, period
  std::string description = {};         // for those who cannot see it; when empty, made from the figures
  Url csv = {};                         // the same figures as CSV; empty: no link
  HeadingLevel level = 3;               // of the title
  PictureWords const* words = nullptr;  // of the page's language, outliving the drawing; nullptr: English

  PictureWords const& say() const { return words ? *words : english_picture_words(); }
};

}  // namespace kith::html
