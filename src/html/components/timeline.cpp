#include "html/components/timeline.h"

namespace kith::html {

namespace {

Html item_of(TimelineItem const& item, HeadingLevel level) {
  Html meta;
  if (!item.when.empty()) meta = markup("<time{}>{}</time>", attribute("datetime", item.datetime), item.when);
  if (!item.by.empty()) meta.add("{}{}", meta.empty() ? "" : " – ", item.by);
  Html content;
  if (!item.content.empty()) content = markup("<div class=\"kith-timeline__body\">{}</div>", item.content);
  return markup(
      "<li class=\"kith-timeline__item{}\"{}><h{} class=\"kith-timeline__title\">{}</h{}>"
      "<p class=\"kith-timeline__meta\">{}</p>{}</li>",
      extra(item.significant ? "kith-timeline__item--significant" : ""), attribute("id", item.id), level, item.title,
      level, meta, content);
}

}  // namespace

Html timeline(Timeline const& timeline) {
  auto items = each(timeline.items, [&](TimelineItem const& item) { return item_of(item, timeline.heading_level); });
  return markup("<ol class=\"kith-timeline{}\"{}>{}</ol>", extra(timeline.classes), timeline.attributes, items);
}

}  // namespace kith::html
