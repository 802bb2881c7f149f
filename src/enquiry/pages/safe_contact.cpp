// Reaching somebody whose phone may be in the wrong hands: first on the page of a request that came by the public door.
#include "enquiry/pages/enquiry_parts.h"
#include "enquiry/spoken.h"
#include "html/components/summary_list.h"
#include "html/components/text_blocks.h"

namespace kith::enquiry {

using html::Html;

namespace {
html::SummaryListRow row(std::string_view key, Html value) {
  return {.key = {.text = key}, .value = {.text = std::move(value)}};
}
}  // namespace

Html safe_contact_section(EnquiryView const& view) {
  auto const& received = view.opened.state.received;
  if (!received.safe_contact) return {};
  auto const& contact = *received.safe_contact;
  html::SummaryList list;
  auto add = [&](std::string_view key, std::string const& typed) {
    if (!typed.empty()) list.rows.push_back(row(key, html::markup("<div dir=\"auto\">{}</div>", lines_of(typed))));
  };
  if (contact.ways.empty())
    list.rows.push_back(row("How", "They did not give their name. Nobody can be reached."));
  else
    list.rows.push_back(
        row("How", html::each(contact.ways, [](SafeWay way) { return html::markup("<div>{}</div>", label(way)); })));
  if (!contact.ways.empty()) add("Phone", received.asker.phone.reveal());
  if (contact.voicemail)
    list.rows.push_back(row("Voicemail", *contact.voicemail ? "A message may be left" : "Never leave a message"));
  if (!contact.ways.empty()) add("Email", received.asker.email.reveal());
  add("The other way", contact.other_way.reveal());
  add("When", contact.times.reveal());
  add("Who may know", contact.may_know.reveal());
  add("Who must not find out", contact.must_not_know.reveal());
  add("Who else is in the family", received.household.reveal());
  if (!contact.language.empty() && contact.language != "en")
    list.rows.push_back(
        row("Language",
            html::markup("Read our questions in another language ({}): offer an interpreter", contact.language)));
  list.rows.push_back(row("Reference in words", in_words(received.reference)));
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
