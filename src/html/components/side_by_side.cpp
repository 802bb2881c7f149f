#include "html/components/side_by_side.h"

namespace kith::html {

namespace {

Html row_of(SideBySide const& review, SideBySideRow const& row) {
  Html mark;
  if (row.changed) mark = markup("<span class=\"kith-side-by-side__mark\">{}</span>", review.changed_text);
  return markup(
      "<tr><th scope=\"row\">{}</th><td data-label=\"{}\"><div>{}</div></td><td{} data-label=\"{}\"><div>{}{}</div>"
      "</td></tr>",
      row.label, review.left_heading, row.left, attribute("class", row.changed ? "kith-side-by-side__changed" : ""),
      review.right_heading, mark, row.right);
}

}  // namespace

Html side_by_side(SideBySide const& review) {
  Html caption;
  if (!review.caption.empty()) caption = markup("<caption class=\"kith-table__caption\">{}</caption>", review.caption);
  return markup(
      "<table class=\"kith-table kith-table--stacked kith-side-by-side{}\"{}>{}<thead><tr><td></td>"
      "<th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead><tbody>{}</tbody></table>",
      extra(review.classes), review.attributes, caption, review.left_heading, review.right_heading,
      each(review.rows, [&](auto const& row) { return row_of(review, row); }));
}

}  // namespace kith::html
