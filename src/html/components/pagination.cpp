#include "html/components/pagination.h"

namespace kith::html {

namespace {

Html arrow_previous() {
  return markup(
      "<svg class=\"govuk-pagination__icon govuk-pagination__icon--prev\" xmlns=\"http://www.w3.org/2000/svg\""
      " height=\"13\" width=\"15\" aria-hidden=\"true\" focusable=\"false\" viewBox=\"0 0 15 13\"><path d=\""
      "m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414"
      "-1.414z\"></path></svg>");
}

Html arrow_next() {
  return markup(
      "<svg class=\"govuk-pagination__icon govuk-pagination__icon--next\" xmlns=\"http://www.w3.org/2000/svg\""
      " height=\"13\" width=\"15\" aria-hidden=\"true\" focusable=\"false\" viewBox=\"0 0 15 13\"><path d=\""
      "m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246"
      "-6.7266z\"></path></svg>");
}

// Without page numbers the two links stand one above the other, each with its arrow in front and a line below that says
// where it leads.
Html title_of(PaginationLink const& link, bool block, Html const& usual) {
  auto html = markup("<span class=\"govuk-pagination__link-title{}\">{}</span>",
                     extra(block && link.label_text.empty() ? "govuk-pagination__link-title--decorated" : ""),
                     link.text.empty() ? usual : link.text);
  if (block && !link.label_text.empty())
    html.add("<span class=\"govuk-visually-hidden\">:</span><span class=\"govuk-pagination__link-label\">{}</span>",
             link.label_text);
  return html;
}

Html previous_of(PaginationLink const& link, bool block) {
  auto usual = markup("Previous<span class=\"govuk-visually-hidden\"> page</span>");
  return markup(
      "<div class=\"govuk-pagination__prev\"><a class=\"govuk-link govuk-pagination__link\" href=\"{}\" rel=\"prev\""
      "{}>{}{}</a></div>",
      link.href, link.attributes, arrow_previous(), title_of(link, block, usual));
}

Html next_of(PaginationLink const& link, bool block) {
  auto usual = markup("Next<span class=\"govuk-visually-hidden\"> page</span>");
  auto title = title_of(link, block, usual);
  return markup(
      "<div class=\"govuk-pagination__next\"><a class=\"govuk-link govuk-pagination__link\" href=\"{}\" rel=\"next\""
      "{}>{}</a></div>",
      link.href, link.attributes, block ? arrow_next() + title : title + arrow_next());
}

Html page_item_of(PaginationItem const& item) {
  if (item.ellipsis)
    return markup("<li class=\"govuk-pagination__item govuk-pagination__item--ellipsis\">&ctdot;</li>");
  auto label = item.visually_hidden_text.empty() ? "Page " + item.number : item.visually_hidden_text;
  auto link =
      markup("<a class=\"govuk-link govuk-pagination__link\" href=\"{}\" aria-label=\"{}\"{}{}>{}</a>", item.href,
             label, attribute("aria-current", item.current ? "page" : ""), item.attributes, item.number);
  return markup("<li class=\"govuk-pagination__item{}\">{}</li>",
                extra(item.current ? "govuk-pagination__item--current" : ""), link);
}

}  // namespace

Html pagination(Pagination const& pagination) {
  bool block = pagination.items.empty() && (pagination.next || pagination.previous);
  Html content;
  if (pagination.previous) content += previous_of(*pagination.previous, block);
  if (!pagination.items.empty())
    content.add("<ul class=\"govuk-pagination__list\">{}</ul>", each(pagination.items, page_item_of));
  if (pagination.next) content += next_of(*pagination.next, block);
  return markup("<nav class=\"govuk-pagination{}{}\" aria-label=\"{}\"{}>{}</nav>",
                extra(block ? "govuk-pagination--block" : ""), extra(pagination.classes), pagination.landmark_label,
                pagination.attributes, content);
}

Html page_links(Url const& here, int page, int pages) {
  if (pages < 2) return {};
  Pagination links;
  if (page > 1) links.previous = PaginationLink{.href = here.with("page", page - 1)};
  if (page < pages) links.next = PaginationLink{.href = here.with("page", page + 1)};
  int shown = 0;
  for (int number = 1; number <= pages; ++number) {
    bool near = number >= page - 1 && number <= page + 1;
    if (!near && number != 1 && number != pages) continue;
    if (number > shown + 1) links.items.push_back({.ellipsis = true});
    links.items.push_back(
        {.number = std::to_string(number), .href = here.with("page", number), .current = number == page});
    shown = number;
  }
  return pagination(links);
}

}  // namespace kith::html
