#include "html/components/task_list.h"

namespace kith::html {

namespace {

Html title_of(TaskListItem const& item, std::string_view described_by) {
  if (item.href.empty()) return markup("<div{}>{}</div>", attribute("class", item.title.classes), item.title.text);
  return markup("<a class=\"govuk-link govuk-task-list__link{}\" href=\"{}\" aria-describedby=\"{}\">{}</a>",
                extra(item.title.classes), item.href, described_by, item.title.text);
}

Html item_of(TaskListItem const& item, std::string const& id) {
  auto hint_id = id + "-hint";
  auto status_id = id + "-status";
  Html hint;
  if (!item.hint.empty()) hint = markup("<div id=\"{}\" class=\"govuk-task-list__hint\">{}</div>", hint_id, item.hint);
  return markup(
      "<li class=\"govuk-task-list__item{}{}\"><div class=\"govuk-task-list__name-and-hint\">{}{}</div>"
      "<div class=\"govuk-task-list__status{}\" id=\"{}\">{}</div></li>",
      extra(item.href.empty() ? "" : "govuk-task-list__item--with-link"), extra(item.classes),
      title_of(item, item.hint.empty() ? status_id : hint_id + " " + status_id), hint, extra(item.status.classes),
      status_id, item.status.tag ? tag(*item.status.tag) : item.status.text);
}

}  // namespace

Html task_list(TaskList const& list) {
  Html items;
  for (std::size_t i = 0; i < list.items.size(); ++i)
    items += item_of(list.items[i], list.id_prefix + "-" + std::to_string(i + 1));
  return markup("<ul class=\"govuk-task-list{}\"{}>{}</ul>", extra(list.classes), list.attributes, items);
}

}  // namespace kith::html
