#include "html/picture/genogram.h"

#include <algorithm>

#include "html/picture/frame.h"
#include "html/picture/genogram_drawing.h"
#include "html/picture/genogram_words.h"

namespace kith::html {

Html genogram(Genogram const& genogram) {
  auto layout = lay_out(genogram);
  auto const ties = picture::ties_of(genogram);
  picture::Frame frame{.about = genogram.about,
                       .description = picture::told(genogram, ties),
                       .drawing = {.fit = picture::Fit::fixed},
                       .table = picture::table_of(genogram, ties)};
  if (!layout) {
    // Of the layout's reasons these two are for people; the third is a fault of the program.
    auto const& code = layout.error().code;
    auto const& say = genogram.about.say();
    frame.note = code == "genogram_too_large" ? Html(say(Said::too_large))
                 : code == "genogram_circle"  ? Html(say(Said::own_forebear))
                                              : Html(layout.error().sentence);
    return framed(frame);
  }
  frame.drawing = picture::drawing_of(genogram, *layout);
  frame.key = picture::key_of(genogram);
  return framed(frame);
}

}  // namespace kith::html
