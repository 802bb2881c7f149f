// A consultation without names: a professional asks for advice about a family and says not whom. What is kept holds no
// identity. It is counted as advice, never as a contact; it can become a request with nothing typed again; and whoever
// advises can say that the child must now be named (seed 001, section 3: conversation clubs, consultant clinics).
#pragma once

#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "enquiry/commands.h"
#include "journal/projection.h"

namespace kith::enquiry {

using ConsultationId = Id<struct Consultation>;

struct AdviceGiven {
  static constexpr EventName event{"consultation.advice_given", 1};
  ConsultationId consultation;
  std::string reference;
  Date given_on;
  std::string source;  // profile code: who asked, as reports group it
  std::string agency;  // profile code, or empty
  Personal<std::string> asked_by;
  std::string job;
  std::vector<PlaceCode> places;  // a ward or locality at most
  std::string need;               // profile code, or empty
  std::string worries;
  std::string working_well;
  std::string advice;
};
BOOST_DESCRIBE_STRUCT(AdviceGiven, (),
                      (consultation, reference, given_on, source, agency, asked_by, job, places, need, worries,
                       working_well, advice))

// "You must now name the child." It stands until a request has come of it.
struct NamingRequired {
  static constexpr EventName event{"consultation.naming_required", 1};
  ConsultationId consultation;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(NamingRequired, (), (consultation, reason))

struct ConsultationNamed {
  static constexpr EventName event{"consultation.named", 1};
  ConsultationId consultation;
  EnquiryId enquiry;
};
BOOST_DESCRIBE_STRUCT(ConsultationNamed, (), (consultation, enquiry))

using ConsultationEvents = journal::EventSet<std::variant<AdviceGiven, NamingRequired, ConsultationNamed>>;

struct Consultation {
  std::int64_t version = 0;  // 0: there is no such consultation
  AdviceGiven given;
  Instant recorded_at;
  ActorId adviser;
  std::optional<std::string> must_be_named;  // why
  std::optional<Instant> must_be_named_since;
  std::optional<EnquiryId> enquiry;
};
void evolve(Consultation& consultation, journal::Recorded const& recorded);

// Commands, each for whoever may give advice. Errors: no_source, no_worries, no_advice, given_in_future,
// holds_identity (naming the field).
struct GiveAdvice {
  AdviceGiven given;
  std::string must_be_named_because;  // empty when it need not be
};
Result<std::string> give_advice(journal::Transaction& t, GiveAdvice const& command, By const& by);
// Errors: no_consultation, no_reason, named_already, naming_required_already, holds_identity.
Result<std::string> require_naming(journal::Transaction& t, ConsultationId id, std::string reason, By const& by);
// The consultation has become this request: in the transaction that receives it. Errors: no_consultation,
// named_already.
Result<std::string> note_named(journal::Transaction& t, ConsultationId id, EnquiryId enquiry, By const& by);

journal::Projection consultation_records();

struct ConsultationRow {
  ConsultationId consultation;
  std::string reference;
  Date given_on;
  std::string source;
  std::string agency;
  std::string need;
  std::string places;  // codes joined by ';'
  ActorId adviser;
  std::optional<Instant> must_be_named_since;
  std::optional<EnquiryId> enquiry;
};
struct ConsultationQuery {
  std::optional<Date> from = {};
  std::optional<Date> to = {};
  std::string source = {};
  bool to_be_named = false;  // only those whose child must be named and is not yet: longest waiting first
  int page = 1;
  int page_size = 50;
};
std::vector<ConsultationRow> consultations(sql::Connection& c, ConsultationQuery const& query);  // newest first
std::int64_t count_consultations(sql::Connection& c, ConsultationQuery const& query);
// The consultation that this request began as, if one did.
std::optional<ConsultationRow> consultation_of(sql::Connection& c, EnquiryId enquiry);

// For the report: how much advice was given in these days, both included, by who asked.
struct AdviceCount {
  std::string source;
  std::int64_t given = 0;
  std::int64_t must_be_named = 0;  // were told to name the child
  std::int64_t named = 0;          // became a request
};
std::vector<AdviceCount> advice_given(sql::Connection& c, Date from, Date to);  // most first

}  // namespace kith::enquiry
