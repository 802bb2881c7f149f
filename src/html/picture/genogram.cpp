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
    frame.note = layout.error().sentence;
    return framed(frame);
  }
  frame.drawing = picture::drawing_of(genogram, *layout);
  frame.key = picture::key_of(genogram);
  return framed(frame);
}

}  // namespace kith::html
