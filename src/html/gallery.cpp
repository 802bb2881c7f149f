#include "html/gallery.h"

#include <algorithm>

#include "html/gallery/samples.h"

namespace kith::html {

namespace {

struct Group {
  std::string title;
  std::vector<Sample> samples;
};

std::string id_of(std::string_view name) {
  std::string id = "sample-";
  for (char c : name) id += c == ' ' ? '-' : static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return id;
}

Html contents_of(std::vector<Group> const& groups) {
  return each(groups, [](Group const& group) {
    auto links = each(group.samples, [](Sample const& sample) {
      return markup("<li><a class=\"govuk-link\" href=\"{}\">{}</a></li>", Url().at(id_of(sample.name)), sample.name);
    });
    return markup(
        "<div class=\"govuk-grid-column-one-third\"><h2 class=\"govuk-heading-s\">{}</h2>"
        "<ul class=\"govuk-list\">{}</ul></div>",
        group.title, links);
  });
}

}  // namespace

Html gallery() {
  std::vector<Group> const groups = {
      {"Text and links", text_samples()},
      {"Forms", form_samples()},
      {"Forms with errors", form_error_samples()},
      {"Navigation", navigation_samples()},
      {"Messages", message_samples()},
      {"Records", record_samples()},
      {"Casework", casework_samples()},
      {"Charts", chart_samples()},
      {"Pictures of a family", family_picture_samples()},
  };
  auto html = markup("<div class=\"govuk-grid-row\">{}</div>", contents_of(groups));
  for (auto const& group : groups)
    for (auto const& sample : group.samples)
      html.add(
          "<section class=\"kith-sample\"><h2 class=\"govuk-heading-m kith-sample__name\" id=\"{}\">{}</h2>{}"
          "</section>",
          id_of(sample.name), sample.name, sample.html);
  return html;
}

}  // namespace kith::html
