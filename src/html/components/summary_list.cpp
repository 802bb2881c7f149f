#include "html/components/summary_list.h"

#include <algorithm>

namespace kith::html {

namespace {

// "Change" alone says nothing when links are heard one after another: what, and on which card, follows unseen.
Html action_link(ActionLink const& action, Html const& card_title) {
  Html unseen;
  if (!action.visually_hidden_text.empty()) unseen.add(" {}", action.visually_hidden_text);
  if (!card_title.empty()) unseen.add(" ({})", card_title);
  if (!unseen.empty()) unseen = markup("<span class=\"govuk-visually-hidden\">{}</span>", unseen);
  return markup("<a class=\"govuk-link{}\" href=\"{}\"{}>{}{}</a>", extra(action.classes), action.href,
                action.attributes, action.text, unseen);
}

Html row_actions(ActionLinks const& actions, Html const& card_title) {
  if (actions.items.empty()) return {};
  Html links;
  if (actions.items.size() == 1) {
    links = action_link(actions.items.front(), card_title);
  } else {
    links = markup("<ul class=\"govuk-summary-list__actions-list\">{}</ul>", each(actions.items, [&](auto const& one) {
                     return markup("<li class=\"govuk-summary-list__actions-list-item\">{}</li>",
                                   action_link(one, card_title));
                   }));
  }
  return markup("<dd class=\"govuk-summary-list__actions{}\">{}</dd>", extra(actions.classes), links);
}

Html card_actions(SummaryCard const& card) {
  auto const& actions = card.actions;
  if (actions.items.empty()) return {};
  if (actions.items.size() == 1)
    return markup("<div class=\"govuk-summary-card__actions{}\">{}</div>", extra(actions.classes),
                  action_link(actions.items.front(), card.title));
  return markup("<ul class=\"govuk-summary-card__actions{}\">{}</ul>", extra(actions.classes),
                each(actions.items, [&](auto const& one) {
                  return markup("<li class=\"govuk-summary-card__action\">{}</li>", action_link(one, card.title));
                }));
}

Html row_of(SummaryListRow const& row, bool others_have_actions, Html const& card_title) {
  bool lacks_actions = others_have_actions && row.actions.items.empty();
  return markup(
      "<div class=\"govuk-summary-list__row{}{}\"><dt class=\"govuk-summary-list__key{}\">{}</dt>"
      "<dd class=\"govuk-summary-list__value{}\">{}</dd>{}</div>",
      extra(lacks_actions ? "govuk-summary-list__row--no-actions" : ""), extra(row.classes), extra(row.key.classes),
      row.key.text, extra(row.value.classes), row.value.text, row_actions(row.actions, card_title));
}

}  // namespace

Html summary_card(SummaryCard const& card, Html const& content) {
  Html title;
  if (!card.title.empty())
    title = markup("<h{} class=\"govuk-summary-card__title{}\">{}</h{}>", card.heading_level, extra(card.title_classes),
                   card.title, card.heading_level);
  return markup(
      "<div class=\"govuk-summary-card{}\"{}><div class=\"govuk-summary-card__title-wrapper\">{}{}</div>"
      "<div class=\"govuk-summary-card__content\">{}</div></div>",
      extra(card.classes), card.attributes, title, card_actions(card), content);
}

Html summary_list(SummaryList const& list) {
  bool any_actions = std::ranges::any_of(list.rows, [](auto const& row) { return !row.actions.items.empty(); });
  auto const card_title = list.card ? list.card->title : Html();
  auto rows = each(list.rows, [&](auto const& row) { return row_of(row, any_actions, card_title); });
  auto html = markup("<dl class=\"govuk-summary-list{}\"{}>{}</dl>", extra(list.classes), list.attributes, rows);
  return list.card ? summary_card(*list.card, html) : html;
}

}  // namespace kith::html
