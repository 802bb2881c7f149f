#include "insight/report_html.h"

#include <fmt/format.h>

#include "base/text.h"
#include "html/page.h"

namespace kith::insight {

namespace {

using html::Html;
using html::markup;

Html figure(Cell const& cell, FigureUrl const& figure_url) {
  if (cell.suppressed)
    return markup("<td class=\"govuk-table__cell govuk-table__cell--numeric\"><abbr title=\"{}\">c</abbr></td>",
                  "Suppressed: a small number");
  if (!cell.count) return markup("<td class=\"govuk-table__cell govuk-table__cell--numeric\">–</td>");
  auto const shown = with_thousands(*cell.count);
  auto const url = cell.link ? figure_url(*cell.link) : html::Url{};
  if (url.empty()) return markup("<td class=\"govuk-table__cell govuk-table__cell--numeric\">{}</td>", shown);
  return markup(
      "<td class=\"govuk-table__cell govuk-table__cell--numeric\"><a class=\"govuk-link govuk-link--no-visited-state\" "
      "href=\"{}\">{}</a></td>",
      url, shown);
}

Html percent(Cell const& cell) {
  auto const shown = cell.percent ? *cell.percent + "%" : std::string{};
  return markup("<td class=\"govuk-table__cell govuk-table__cell--numeric\">{}</td>", shown);
}

Html row(PresentedRow const& r, FigureUrl const& figure_url) {
  Html cells;
  for (auto const& cell : r.cells) cells += figure(cell, figure_url) + percent(cell);
  if (r.is_total)
    return markup(
        "<tr class=\"govuk-table__row kith-total\"><th scope=\"row\" class=\"govuk-table__header\">{}</th>{}</tr>",
        r.label, cells);
  return markup(
      "<tr class=\"govuk-table__row\"><th scope=\"row\" class=\"govuk-table__header "
      "govuk-!-font-weight-regular\">{}</th>{}</tr>",
      r.label, cells);
}

Html table(PresentedTable const& t, std::vector<std::string> const& areas, FigureUrl const& figure_url) {
  Html heads;
  for (auto const& area : areas)
    heads += markup(
        "<th scope=\"col\" class=\"govuk-table__header govuk-table__header--numeric\">{}</th>"
        "<th scope=\"col\" class=\"govuk-table__header govuk-table__header--numeric\"><span "
        "class=\"govuk-visually-hidden\">{} </span>%</th>",
        area, area);
  Html rows;
  for (auto const& r : t.rows) rows += row(r, figure_url);
  Html remarks;
  for (auto const& remark : t.remarks) remarks += markup("<p class=\"govuk-body-s\">{}</p>", remark);
  return markup(
      "<section class=\"kith-report-table\"><div class=\"kith-scroll\" tabindex=\"0\" role=\"region\" "
      "aria-label=\"{}\"><table class=\"govuk-table\">"
      "<caption class=\"govuk-table__caption govuk-table__caption--m\">{}<span class=\"govuk-caption-m\">{}. Counts "
      "{}.</span></caption>"
      "<thead class=\"govuk-table__head\"><tr class=\"govuk-table__row\"><td "
      "class=\"govuk-table__header\"></td>{}</tr></thead>"
      "<tbody class=\"govuk-table__body\">{}</tbody></table></div>{}</section>",
      t.caption, t.caption, t.period, t.counts, heads, rows, remarks);
}

}  // namespace

Html report_body(Presented const& presented, FigureUrl const& figure_url) {
  Html body = markup("<p class=\"govuk-body\">As known on {}.</p>", for_people(presented.as_at));
  for (auto const& t : presented.tables) body += table(t, presented.areas, figure_url);
  if (!presented.notes.empty()) {
    Html notes;
    for (auto const& note : presented.notes)
      notes += markup("<li>{}</li>", presented.form == Form::published ? note.public_text : note.text);
    body += markup(
        "<h2 class=\"govuk-heading-m\">What to know when reading this</h2><ul class=\"govuk-list "
        "govuk-list--bullet\">{}</ul>",
        notes);
  }
  return body;
}

std::string demand_as_html(Presented const& presented) {
  html::Page page;
  page.title = presented.title;
  page.heading = html::text(presented.title);
  page.main = report_body(presented, [](FigureLink const&) { return html::Url{}; });
  page.wide = true;
  return html::render(page);
}

}  // namespace kith::insight
