// Opening an enquiry and sending commands on it: the way through that all of the hub's pages share.
#include "enquiry/pages/hub_pages.h"
#include "enquiry/pages/words.h"
#include "html/components/button.h"
#include "journal/store.h"

namespace kith::enquiry {

Error no_such_enquiry() {
  return not_found("no_enquiry", "There is no such enquiry. Check the address, or look for it in the inbox.");
}

html::Url enquiry_url(EnquiryId id) { return html::url("/enquiries/{}", id); }

std::string whose(Opened const& opened) { return opened.row.reference + ": " + first_names(opened.children); }

Result<Opened> open(access::Services const& services, access::Visitor const& visitor, http::Request const& request,
                    access::Action action) {
  auto const id = EnquiryId::parse(request.parameters.at("id"));
  if (!id) return no_such_enquiry();
  Opened opened;
  {
    auto reader = services.readers->lease();
    auto row = enquiry_row(*reader, *id);
    if (!row) return no_such_enquiry();
    opened.row = *std::move(row);
    opened.resource = resource_of(*reader, *id, visitor.subject.account);
    opened.decision = access::decide(visitor.subject, action, opened.resource);
    if (opened.decision.hidden) return no_such_enquiry();
    if (!opened.decision) return forbidden("not_allowed", "Your role does not include this page.");
    opened.history = journal::load(*reader, id->raw());
    opened.children = children_of(*reader, *id);
  }
  opened.state = enquiry_from(opened.history);
  TRY(access::note_read(services, visitor, request, action, opened.decision, "enquiry", id->text()));
  return opened;
}

bool area_open(Opened const& opened) { return opened.decision.sight == access::Sight::everything; }

http::Response form_page(access::Services const& services, access::Visitor const& visitor, Opened const& opened,
                         std::string const& title, html::FormState const& form, html::Html main, int status) {
  html::Page page;
  page.title = title + " – " + opened.row.reference;
  page.above_heading = html::error_summary(form);
  page.error = !form.errors.empty();
  page.back_link = html::BackLink{.text = "Back to " + opened.row.reference, .href = enquiry_url(opened.row.enquiry)};
  page.main = html::markup("<span class=\"govuk-caption-l\">{}</span><h1 class=\"govuk-heading-l\">{}</h1>{}",
                           whose(opened), title, main);
  return access::framed(services, visitor, std::move(page), status);
}

http::Answer carry_out(access::Services const& services, access::Visitor const& visitor, http::Request const& request,
                       EnquiryId id, Step step, std::optional<std::int64_t> expected_version, std::string_view done,
                       std::function<http::Response(Error const&)> again) {
  By by{visitor.subject, "screening", expected_version};
  auto task = access::task_for(visitor, request, [id, by, step = std::move(step)](journal::Transaction& t) {
    auto now_by = by;
    now_by.subject = access::subject_now(t, by.subject.account);
    return step(t, id, now_by);
  });
  auto const where = std::string{enquiry_url(id).with("done", done).text()};
  return access::perform(services, std::move(task),
                         [&services, visitor, where, again = std::move(again)](Result<std::string> const& result) {
                           if (result) return http::redirect(where);
                           auto const kind = result.error().kind;
                           if (kind == Kind::invalid || kind == Kind::conflict || kind == Kind::unavailable)
                             return again(result.error());
                           return access::error_page(services, visitor, result.error());
                         });
}

}  // namespace kith::enquiry
