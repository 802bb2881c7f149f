// Reaching somebody whose phone may be in the wrong hands: first on the page of a request that came by the public door.
#include "enquiry/pages/enquiry_parts.h"
#include "enquiry/pages/words.h"
#include "enquiry/spoken.h"
#include "html/components/summary_list.h"
#include "html/components/text_blocks.h"

namespace kith::enquiry {

using html::Html;

namespace {
html::SummaryListRow contact_row(std::string_view key, Html value) {
  return {.key = {.text = key}, .value = {.text = std::move(value)}};
}
}  // namespace

Html safe_contact_section(EnquiryView const& view) {
  auto const& received = view.opened.state.received;
  if (!received.safe_contact) return {};
  auto const& contact = *received.safe_contact;
  html::SummaryList list;
  // Fields that somebody can put right when they ring and say that something has changed.
  auto add = [&](std::string_view name, std::string_view key, Html shown) {
    auto line = amendable_row(view, *amendable(name), std::move(shown));
    line.key.text = html::text(key);
    list.rows.push_back(std::move(line));
  };
  auto add_typed = [&](std::string_view name, std::string_view key, std::string const& typed) {
    bool const changed = !view.changes.at(std::string{name}).empty();
    if (!typed.empty())
      add(name, key, html::markup("<div dir=\"auto\">{}</div>", lines_of(typed)));
    else if (view.may_work || changed)
      add(name, key, or_not_recorded(""));
  };
  add("safe_ways", "How",
      contact.ways.empty()
          ? html::text("They did not give their name. Nobody can be reached.")
          : html::each(contact.ways, [](SafeWay way) { return html::markup("<div>{}</div>", label(way)); }));
  add_typed("asker_phone", "Phone", received.asker.phone.reveal());
  if (contact.voicemail || view.may_work)
    add("voicemail", "Voicemail",
        !contact.voicemail   ? or_not_recorded("")
        : *contact.voicemail ? html::text("A message may be left")
                             : html::text("Never leave a message"));
  add_typed("asker_email", "Email", received.asker.email.reveal());
  add_typed("other_way", "The other way", contact.other_way.reveal());
  add_typed("contact_times", "When", contact.times.reveal());
  add_typed("may_know", "Who may know", contact.may_know.reveal());
  add_typed("must_not_know", "Who must not find out", contact.must_not_know.reveal());
  if (auto const& household = received.household.reveal(); !household.empty())
    list.rows.push_back(
        contact_row("Who else is in the family", html::markup("<div dir=\"auto\">{}</div>", lines_of(household))));
  if (!contact.language.empty() && contact.language != "en")
    list.rows.push_back(contact_row(
        "Language",
        html::markup("Read our questions in another language ({}): offer an interpreter", contact.language)));
  list.rows.push_back(contact_row("Reference in words", in_words(received.reference)));
  bool const secret = !contact.must_not_know.reveal().empty();
  auto html = html::markup("<h2 class=\"govuk-heading-m\">How to reach them safely</h2>");
  if (secret || contact.voicemail == false || contact.ways == std::vector{SafeWay::none})
    html += html::warning_text(
        {.text = "Read this before you ring, write or visit: contact in another way could put somebody in danger."});
  html += html::summary_list(list);
  html.add("<p class=\"govuk-body kith-not-on-paper\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>",
           html::url("/enquiries/{}/looked-up", received.enquiry),
           "Whether they can look up how far it has come, and stopping that");
  return html;
}

}  // namespace kith::enquiry
