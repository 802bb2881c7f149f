// What GOV.UK Notify reports of a message it has carried (docs.notifications.service.gov.uk, "Delivery receipts"). It
// shows a token that we gave it. The address in its report is not read.
#include "base/codec.h"
#include "base/crypto.h"
#include "message/commands.h"
#include "message/routes.h"

namespace kith::message {

namespace {

std::size_t constexpr longest_report = 16 * 1024;

struct Report {
  std::optional<std::string> reference;
  std::string status;
};
BOOST_DESCRIBE_STRUCT(Report, (), (reference, status))

http::Response said(std::string_view sentence, int status) {
  std::string json = "{\"message\":";
  codec::write_leaf(json, sentence);
  return http::json_text(json + "}", status);
}

http::Answer take_report(access::Services const& services, std::string const& token, http::Request const& request) {
  if (token.empty()) return said("Nobody may report here: no token has been agreed.", 404);
  if (!equal_in_constant_time(request.header("Authorization"), "Bearer " + token))
    return said("The token is not the one that was agreed.", 403);
  Report report;
  try {
    report = codec::from_json<Report>(request.body);
  } catch (codec::DecodeFault const&) {
    return said("This is no delivery report.", 400);
  }
  auto const id = MessageId::parse(report.reference.value_or(std::string{}));
  if (!id) return said("There is no message with this reference.", 404);
  auto const outcome = parse<Delivery>(report.status);
  if (!outcome) return said("Nothing follows from this status.", 200);
  return access::perform(services,
                         {{}, {}, [id, outcome](journal::Transaction& t) { return delivered(t, *id, *outcome); }, {}},
                         [](Result<std::string> const& done) {
                           if (done) return said("Thank you.", 200);
                           return said(done.error().sentence, access::status_of(done.error().kind));
                         });
}

}  // namespace

void hang_reports(http::Router& router, access::Services const& services, std::string token) {
  router.add({.method = http::Method::post,
              .pattern = "/messages/delivered",
              .body_limit_bytes = longest_report,
              .handler = [&services, token = std::move(token)](http::Request const& request) -> http::Answer {
                return take_report(services, token, request);
              },
              .name = "message_delivered",
              .rule = "open_to_all",
              .summary = "Takes GOV.UK Notify's delivery reports, which show a token of their own"});
}

}  // namespace kith::message
