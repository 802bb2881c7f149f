#include "enquiry/pages/changed_meanwhile.h"

#include <charconv>

#include "html/components/alert.h"

namespace kith::enquiry {

std::optional<std::int64_t> version_of(std::string_view text) {
  std::int64_t version = 0;
  auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), version);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return version;
}

html::SideBySideRow both(std::string_view label, std::string const& typed, std::string const& now) {
  auto words = [](std::string const& text) {
    return text.empty() ? html::markup("<span class=\"govuk-hint\">Nothing</span>") : html::text(text);
  };
  return {.label = std::string{label}, .left = words(typed), .right = words(now), .changed = typed != now};
}

html::Html changed_meanwhile(access::Services const& services, Opened const& opened, std::int64_t since,
                             std::vector<html::SideBySideRow> rows) {
  std::vector<HappenedLine> lines;
  {
    auto reader = services.readers->lease();
    lines = what_happened(*services.profile, opened.history, names_from(*reader), area_open(opened));
  }
  std::erase_if(lines, [&](HappenedLine const& line) { return line.version <= since; });
  if (lines.empty()) return {};
  return html::alert({.variant = html::AlertVariant::warning,
                      .title = "Somebody else changed this while you were working on it",
                      .text = "Nothing you typed is lost: it is in the form below. Check both, then save again.",
                      .at_once = true}) +
         html::markup("<h2 class=\"govuk-heading-m\">What they did</h2>{}", timeline_html(lines)) +
         html::side_by_side({.caption = "Yours and theirs",
                             .left_heading = "What you typed",
                             .right_heading = "What it says now",
                             .rows = std::move(rows),
                             .changed_text = "Different"});
}

}  // namespace kith::enquiry
