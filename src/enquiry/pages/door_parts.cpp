// The parts that door pages share.
#include "access/accounts.h"
#include "enquiry/pages/door_pages.h"
#include "enquiry/pages/hub_pages.h"
#include "enquiry/pages/words.h"

namespace kith::enquiry {

http::Answer send_command(access::Services const& services, access::Visitor const& visitor,
                          http::Request const& request, std::string purpose, DoorCommand command,
                          std::function<html::Url(std::string const&)> where,
                          std::function<http::Response(Error const&)> again) {
  auto run = [account = visitor.subject.account, purpose = std::move(purpose),
              command = std::move(command)](journal::Transaction& t) {
    return command(t, By{access::subject_now(t, account), purpose});
  };
  return access::perform(
      services, access::task_for(visitor, request, std::move(run)),
      [&services, visitor, where = std::move(where), again = std::move(again)](Result<std::string> const& result) {
        if (result) return http::redirect(std::string{where(*result).text()});
        auto const kind = result.error().kind;
        if (kind == Kind::unavailable) {  // not the form's fault, and what was typed must not be lost for it
          auto shown = again(result.error());
          shown.status = access::status_of(kind);
          return shown;
        }
        if (kind == Kind::invalid || kind == Kind::conflict) return again(result.error());
        return access::error_page(services, visitor, result.error());
      });
}

http::Response door_page(access::Services const& services, access::Visitor const& visitor, html::Page page,
                         html::FormState const& form) {
  bool const wrong = !form.errors.empty();
  page.error = wrong;
  if (wrong) page.above_heading = html::error_summary(form);
  return access::framed(services, visitor, std::move(page), wrong ? 422 : 200);
}

html::Html phone_link(std::string const& number) {
  std::string dialled;
  for (char c : number)
    if ((c >= '0' && c <= '9') || (c == '+' && dialled.empty())) dialled += c;
  auto const url = html::Url::parse("tel:" + dialled);
  if (dialled.empty() || !url) return html::text(number);
  return html::markup("<a class=\"govuk-link govuk-!-font-weight-bold kith-ring__number\" href=\"{}\">{}</a>", *url,
                      number);
}

html::Html numbers_to_ring(profile::Contacts const& contacts) {
  auto ring =
      html::markup("<p class=\"govuk-heading-l\">Ring {} if a child is in immediate danger now</p>", phone_link("999"));
  ring.add("<p class=\"govuk-heading-m\">{}: {}</p>", contacts.mash_name, phone_link(contacts.mash_phone));
  if (!contacts.out_of_hours_phone.empty())
    ring.add("<p class=\"govuk-heading-m\">Evenings, nights, weekends and bank holidays: {}</p>",
             phone_link(contacts.out_of_hours_phone));
  return ring;
}

std::string source_of_agency(profile::Profile const& profile, std::string_view agency) {
  auto const* found = profile::find_agency(profile, agency);
  if (found == nullptr) return "unknown";
  for (std::string const& name : {found->code, found->label})
    if (auto const* word = profile::find_word(profile.sources, name)) return word->code;
  static constexpr std::pair<std::string_view, std::string_view> by_kind[] = {
      {"education", "schools"},       {"health", "other_health"}, {"council", "council_services"},
      {"social_care", "social_care"}, {"police", "police"},       {"voluntary", "voluntary"}};
  for (auto const& [kind, source] : by_kind)
    if (kind == found->kind)
      if (auto const* word = profile::find_word(profile.sources, source)) return word->code;
  return "unknown";
}

std::string shown_area(profile::Profile const& profile, std::string_view places, bool protected_address,
                       access::Subject const&) {
  if (protected_address) return "Address protected";
  return places.empty() ? "Not known" : places_words(profile, places);
}

bool works_in_hub(access::Subject const& subject) {
  return static_cast<bool>(access::decide(subject, access::Action::work_enquiry));
}

}  // namespace kith::enquiry
