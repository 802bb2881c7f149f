#include "enquiry/consultation.h"

#include <fmt/format.h>

#include "base/text.h"
#include "enquiry/no_names.h"

namespace kith::enquiry {

namespace {

Result<Done> may_advise(By const& by) {
  if (by.system || access::decide(by.subject, access::Action::give_advice)) return Done{};
  return forbidden("not_allowed", "Your role does not include this. If you need it for your work, ask your manager.");
}

Error no_consultation() { return not_found("no_consultation", "There is no such consultation."); }

// A text that says who the family is, is refused: what is not kept cannot leak, and nobody has to be told of it.
void refuse_identity(std::vector<FieldError>& faults, char const* field, std::string_view text) {
  if (auto const found = identity_in(text))
    faults.push_back(
        {field, "holds_identity",
         fmt::format("This holds {}. A consultation keeps nothing that says who the family is: take it out, "
                     "or make a request and name the child.",
                     *found)});
}

Error consultation_refused(std::vector<FieldError> faults) {
  auto const first = faults.front();
  return invalid(first.code, first.sentence, std::move(faults));
}

}  // namespace

void evolve(Consultation& consultation, journal::Recorded const& recorded) {
  auto const event = ConsultationEvents::decode(recorded);
  if (!event) return;
  consultation.version = recorded.header.version;
  if (auto const* given = std::get_if<AdviceGiven>(&*event)) {
    consultation.given = *given;
    consultation.recorded_at = recorded.header.recorded_at;
    consultation.adviser = recorded.header.author.actor;
  } else if (auto const* naming = std::get_if<NamingRequired>(&*event)) {
    consultation.must_be_named = naming->reason;
    consultation.must_be_named_since = recorded.header.recorded_at;
  } else if (auto const* named = std::get_if<ConsultationNamed>(&*event)) {
    consultation.enquiry = named->enquiry;
  }
}

Result<std::string> give_advice(journal::Transaction& t, GiveAdvice const& command, By const& by) {
  TRY(may_advise(by));
  auto given = command.given;
  std::vector<FieldError> faults;
  if (given.source.empty()) faults.push_back({"source", "no_source", "Choose who asks; “Not known” will do."});
  if (trimmed(given.worries).empty())
    faults.push_back({"worries", "no_worries", "Say what they are worried about, without saying whom."});
  if (trimmed(given.advice).empty()) faults.push_back({"advice", "no_advice", "Say what you advised."});
  if (given.given_on > london_date(t.now()))
    faults.push_back({"given_on", "given_in_future", "The day of the advice cannot be in the future."});
  refuse_identity(faults, "worries", given.worries);
  refuse_identity(faults, "working_well", given.working_well);
  refuse_identity(faults, "advice", given.advice);
  refuse_identity(faults, "must_be_named_because", command.must_be_named_because);
  if (!faults.empty()) return consultation_refused(std::move(faults));
  if (given.reference.empty())
    given.reference =
        fmt::format("NN{:05}", t.connection().integer("SELECT max(number) FROM consultation").value_or(0) + 1);
  std::vector<journal::NewEvent> events = {ConsultationEvents::encode(given, t.now())};
  if (auto const reason = std::string{trimmed(command.must_be_named_because)}; !reason.empty())
    events.push_back(ConsultationEvents::encode(NamingRequired{given.consultation, reason}, t.now()));
  TRY(t.append(given.consultation.raw(), 0, events, by.author()));
  return given.consultation.text();
}

Result<std::string> require_naming(journal::Transaction& t, ConsultationId id, std::string reason, By const& by) {
  TRY(may_advise(by));
  auto const standing = t.state<Consultation>(id.raw());
  if (standing->version == 0) return no_consultation();
  if (standing->enquiry) return conflict("named_already", "A request has come of this consultation already.");
  if (standing->must_be_named)
    return conflict("naming_required_already", "It is on record already that the child must be named.");
  std::vector<FieldError> faults;
  if (trimmed(reason).empty()) faults.push_back({"reason", "no_reason", "Say why the child must now be named."});
  refuse_identity(faults, "reason", reason);
  if (!faults.empty()) return consultation_refused(std::move(faults));
  TRY(t.append(id.raw(), standing->version,
               {ConsultationEvents::encode(NamingRequired{id, std::move(reason)}, t.now())}, by.author()));
  return id.text();
}

Result<std::string> note_named(journal::Transaction& t, ConsultationId id, EnquiryId enquiry, By const& by) {
  TRY(may_advise(by));
  auto const standing = t.state<Consultation>(id.raw());
  if (standing->version == 0) return no_consultation();
  if (standing->enquiry)
    return conflict("named_already",
                    "A request has come of this consultation already. Open the consultation to see it.");
  TRY(t.append(id.raw(), standing->version, {ConsultationEvents::encode(ConsultationNamed{id, enquiry}, t.now())},
               by.author()));
  return id.text();
}

}  // namespace kith::enquiry
