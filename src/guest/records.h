// Guests as tables, and what pages and rules ask of them.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "access/guest_access.h"
#include "family/records.h"
#include "guest/decide.h"
#include "journal/projection.h"

namespace kith::guest {

journal::Projection guest_records();

// The stream of a family's guests, made from the family's id.
journal::StreamId stream_of(FamilyId family);

struct AskedRow {
  PersonId person;
  std::string who;
  Said said = Said::unsafe;
  bool alone = false;
  Date on;
  std::string asked_by;
  std::string understanding;
  // They have said that it is not safe, and nothing else since while they were alone: what somebody says with others
  // there takes no fear back.
  bool afraid = false;
};
// The last answer of each person, newest first.
std::vector<AskedRow> asked_of(sql::Connection& c, FamilyId family);

struct GuestRow {
  GuestId guest;
  FamilyId family;
  GuestKind kind = GuestKind::of_family;
  std::optional<PersonId> person;
  std::optional<MemberId> member;
  std::string name;
  Channel channel = Channel::text;
  Personal<std::string> to;
  bool news = false;
  std::string language;
  Instant invited_at;
  Instant until;
};
// Links that have neither ended nor run out, newest first.
std::vector<GuestRow> guests_of(sql::Connection& c, FamilyId family, Instant now);
std::optional<GuestRow> guest_by_id(sql::Connection& c, GuestId guest, Instant now);
std::optional<GuestRow> guest_by_link(sql::Connection& c, std::string_view link, Instant now);

struct Mark {
  std::set<PersonId> kept_from;
  bool shown = false;
};
std::map<std::string, Mark> marks_of(sql::Connection& c, FamilyId family);

struct SaidRow {
  GuestId guest;
  PersonId person;
  std::string who;
  Instant at;
  std::optional<bool> agrees;  // of the plan; none for a comment
  std::string text;
};
std::vector<SaidRow> said_in(sql::Connection& c, FamilyId family);  // newest first

struct ActedRow {
  std::string name;
  PartnerDid did = PartnerDid::note_added;
  Instant at;
};
std::vector<ActedRow> acted_in(sql::Connection& c, FamilyId family);  // newest first

// ---- how the rules of access/guest_access.h are fed

// Whether this person counts as an adult here: whoever is not known to be under eighteen. An unborn child does not.
bool counts_as_adult(people::PersonRecord const& person, Date today);

// Who must still be asked alone before anybody of the family reads anything.
std::vector<people::PersonRecord> still_to_be_asked(sql::Connection& c, FamilyId family, Date today);

// As if `person` were invited and had typed the code, or as the guest stands.
access::ViewStanding view_standing_of(sql::Connection& c, FamilyId family, PersonId person, Date today);
access::ViewStanding view_standing_of(sql::Connection& c, GuestRow const& guest, bool proved, Date today);
access::PartnerStanding partner_standing_of(sql::Connection& c, GuestRow const& guest, bool proved);
// Whether the link opens anything for somebody who types the code.
bool opens(sql::Connection& c, GuestRow const& guest, Date today);

}  // namespace kith::guest
