#include "html/picture/frame.h"

namespace kith::html::picture {

namespace {

void open_drawing(Html& to, Drawing const& drawing, std::string const& id) {
  switch (drawing.fit) {
    case Fit::fluid:
      to.add(
          "<svg class=\"kith-picture__drawing kith-picture__drawing--fluid\" width=\"100%\" height=\"{}\" role=\"img\" "
          "aria-labelledby=\"{}-title {}-words\">",
          drawing.height, id, id);
      return;
    case Fit::scaled:
      to.add(
          "<svg class=\"kith-picture__drawing kith-picture__drawing--scaled\" viewBox=\"0 0 {} {}\" role=\"img\" "
          "aria-labelledby=\"{}-title {}-words\">",
          drawing.width, drawing.height, id, id);
      return;
    case Fit::fixed:
      to.add(
          "<svg class=\"kith-picture__drawing kith-picture__drawing--fixed\" width=\"{}\" height=\"{}\" "
          "viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"{}-title {}-words\">",
          drawing.width, drawing.height, drawing.width, drawing.height, id, id);
  }
}

void add_drawing(Html& to, Frame const& frame) {
  auto const& about = frame.about;
  bool const scrolls = frame.drawing.fit == Fit::fixed;
  if (scrolls)
    to.add("<div class=\"kith-picture__scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}, {}\">", about.title,
           about.say()(Said::drawing));
  open_drawing(to, frame.drawing, about.id);
  auto const* between = about.description.empty() || frame.description.empty() ? "" : " ";
  to.add("<title id=\"{}-title\">{}</title><desc id=\"{}-words\">{}{}{}</desc>{}</svg>", about.id, about.title,
         about.id, about.description, between, frame.description, frame.drawing.content);
  if (scrolls) to.add("</div>");
}

template <bool percent>
void add_words_as(Html& to, Words const& at, std::span<std::string const> lines) {
  if (lines.empty()) return;
  auto open = [&] {
    if constexpr (percent)
      to.add("<text x=\"{}%\" y=\"{}\" text-anchor=\"{}\"{}>", fixed(at.x, 2), fixed(at.y, 1), word_of(at.anchor),
             attribute("class", at.classes));
    else
      to.add("<text x=\"{}\" y=\"{}\" text-anchor=\"{}\"{}>", fixed(at.x, 1), fixed(at.y, 1), word_of(at.anchor),
             attribute("class", at.classes));
  };
  open();
  if (lines.size() == 1) {
    to.add("{}</text>", lines.front());
    return;
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto const drop = i == 0 ? 0 : at.line_height;
    if constexpr (percent)
      to.add("<tspan x=\"{}%\" dy=\"{}\">{} </tspan>", fixed(at.x, 2), drop, lines[i]);
    else
      to.add("<tspan x=\"{}\" dy=\"{}\">{} </tspan>", fixed(at.x, 1), drop, lines[i]);
  }
  to.add("</text>");
}

}  // namespace

Html framed(Frame const& frame) {
  auto const& about = frame.about;
  Html html;
  std::size_t bytes = 2048 + 6 * about.title.size() + about.description.size();
  for (auto const* part : {&frame.drawing.content, &frame.description, &frame.key, &frame.table, &frame.note})
    bytes += part->source().size();
  html.reserve(bytes);
  html.add("<figure class=\"kith-picture{}\" id=\"{}\"><h{} class=\"kith-picture__title\">{}</h{}>",
           extra(frame.drawing.fit == Fit::fixed ? "kith-picture--wide" : ""), about.id, about.level, about.title,
           about.level);
  if (!about.subtitle.empty()) html.add("<p class=\"kith-picture__subtitle\">{}</p>", about.subtitle);
  add_drawing(html, frame);
  if (!frame.key.empty()) html.add("<ul class=\"kith-picture__key\">{}</ul>", frame.key);
  html.add(
      "<details class=\"govuk-details kith-picture__table\"><summary class=\"govuk-details__summary\">"
      "<span class=\"govuk-details__summary-text\">{}<span class=\"govuk-visually-hidden\">: {}</span></span></summary>"
      "<div class=\"govuk-details__text\">{}</div></details>",
      about.say()(Said::show_table), about.title, frame.table);
  if (!about.csv.empty())
    html.add(
        "<p class=\"kith-picture__csv\"><a class=\"govuk-link\" href=\"{}\">{}"
        "<span class=\"govuk-visually-hidden\">: {}</span></a></p>",
        about.csv, about.say()(Said::csv), about.title);
  if (!frame.note.empty()) html.add("<p class=\"kith-picture__note\">{}</p>", frame.note);
  html.add("</figure>");
  return html;
}

Html key_line(Html const& sample, std::string_view words) {
  return markup(
      "<li><svg class=\"kith-picture__sample\" width=\"28\" height=\"16\" aria-hidden=\"true\" focusable=\"false\">{}"
      "</svg> {}</li>",
      sample, words);
}

TableCell figure_cell(std::string_view shown, Url const& records) {
  if (records.empty()) return {.text = Html(shown), .numeric = true};
  return {.text = markup("<a class=\"govuk-link\" href=\"{}\">{}</a>", records, shown), .numeric = true};
}

void add_words(Html& to, Words const& at, std::span<std::string const> lines) { add_words_as<false>(to, at, lines); }
void add_words_at_percent(Html& to, Words const& at, std::span<std::string const> lines) {
  add_words_as<true>(to, at, lines);
}

}  // namespace kith::html::picture
