// Which agencies may take part, and for which part of the borough an account answers: what an administrator sets, and
// what the rules of decide.h and family_access.h ask.
//
// Until the first agreement is on record, every agency counts as having one, so that a council can begin. From the
// first on, an agency without one in force sees nothing but what it wrote itself, in the same moment.
#pragma once

#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "access/roles.h"
#include "base/result.h"
#include "journal/event_set.h"
#include "journal/projection.h"
#include "journal/writer.h"

namespace kith::access {

using AgreementId = Id<struct Agreement>;
using AreasId = Id<struct Areas>;

// An agency signed an agreement to share information, for these days, both included.
struct AgreementSigned {
  static constexpr journal::EventName event{"agreement.signed", 1};
  AgreementId agreement;
  std::string agency;  // profile code
  Date from;
  Date until;
  std::string note;  // where the paper lies, who signed
};
BOOST_DESCRIBE_STRUCT(AgreementSigned, (), (agreement, agency, from, until, note))

// It ends before its time: the last day on which it holds is the day before.
struct AgreementEnded {
  static constexpr journal::EventName event{"agreement.ended", 1};
  AgreementId agreement;
  Date on;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(AgreementEnded, (), (agreement, on, reason))

// For which places an account answers; none means the whole borough. `covers` holds every place within them on the day,
// because what lies within what is the profile's to say and the rules ask no profile.
struct AreasGiven {
  static constexpr journal::EventName event{"agreement.areas_given", 1};
  AreasId areas;
  ActorId account;
  std::vector<std::string> places;
  std::vector<std::string> covers;
};
BOOST_DESCRIBE_STRUCT(AreasGiven, (), (areas, account, places, covers))

using AgreementEvents = journal::EventSet<std::variant<AgreementSigned, AgreementEnded, AreasGiven>>;

// Tasks for the writer. Errors: no_agency, ends_before_it_begins.
Result<std::string> sign_agreement(journal::Transaction& t, AgreementSigned signed_now, journal::Author const& author);
// Errors: no_agreement, no_reason, ended_already.
Result<std::string> end_agreement(journal::Transaction& t, AgreementId agreement, Date on, std::string reason,
                                  journal::Author const& author);
// Errors: no_account.
Result<std::string> give_areas(journal::Transaction& t, ActorId account, std::vector<std::string> places,
                               std::vector<std::string> covers, journal::Author const& author);

journal::Projection agreement_records();

struct AgreementRow {
  AgreementId agreement;
  std::string agency;
  Date from;
  Date until;
  std::optional<Date> ended_on;
  std::string note;

  bool holds_on(Date day) const { return from <= day && day <= until && (!ended_on || day < *ended_on); }
};
std::vector<AgreementRow> agreements(sql::Connection& c);  // by agency, newest first
// Whether this account's agency may take part on this day. The hub, the MASH and whoever looks after Kith are the
// council's own and need no agreement; nor does somebody of no agency.
bool has_agreement(sql::Connection& c, Subject const& subject, Date day);
// The places that were chosen for an account; none for the whole borough.
std::vector<std::string> areas_of(sql::Connection& c, ActorId account);
// Whether one of these places (codes joined by ';') lies where this account answers. An account without areas answers
// everywhere, and a family of whom no place is known is everybody's.
bool answers_for(sql::Connection& c, ActorId account, std::vector<std::string> const& places);

}  // namespace kith::access
