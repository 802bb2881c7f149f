// How an account stands to a family, gathered from every table that says something about it. decide() makes of it what
// may be seen.
#include <algorithm>

#include "access/agreements.h"
#include "family/records.h"

namespace kith::family {

namespace {

// Everything about the account and the family, in one question: each is asked on every page and in every command.
auto constexpr question =
    "SELECT "
    "(SELECT count(*) FROM person p WHERE p.family=$1 AND p.restricted=1), "
    "(SELECT count(*) FROM person p JOIN person_named n ON n.person=p.id WHERE p.family=$1 AND p.restricted=1 AND "
    "n.account=$2), "
    "(SELECT count(*) FROM person p WHERE p.family=$1 AND p.protected_address=1), "
    "(SELECT count(*) FROM person p JOIN person_address n ON n.person=p.id WHERE p.family=$1 AND "
    "p.protected_address=1 AND n.account=$2), "
    "(SELECT count(*) FROM family_conflict f WHERE f.family=$1 AND f.account=$2), "
    "(SELECT count(*) FROM family_left l WHERE l.family=$1), "
    "(SELECT count(*) FROM family_glass g WHERE g.family=$1 AND g.account=$2 AND g.until_at>$3), "
    "(SELECT COALESCE(max(m.leads), -1) FROM family_member m WHERE m.family=$1 AND m.account=$2 AND m.left_on IS "
    "NULL), "
    "(SELECT count(*) FROM allocation a JOIN person p ON p.id=a.child WHERE p.family=$1 AND a.lead_agency=$4 AND "
    "a.closed_on IS NULL), "
    "(SELECT count(*) FROM referral r JOIN person p ON p.id=r.child WHERE p.family=$1 AND r.outcome IS NULL AND "
    "r.closed_on IS NULL)";

void read_standing(sql::Connection& c, FamilyId family, access::Subject const& subject, Instant now, Standing& s) {
  c.query(question, {family, subject.account, now, subject.agency}, [&](sql::Row const& row) {
    auto& standing = s.standing;
    // With several restricted or protected members, whoever is to see must be named for each.
    standing.restricted = row.integer(0) > 0;
    standing.named = row.integer(1) >= row.integer(0);
    standing.protected_address = row.integer(2) > 0;
    standing.needs_address = row.integer(3) >= row.integer(2);
    standing.conflict = row.flag(4);
    standing.left_early_help = row.flag(5);
    s.context.glass_broken = row.flag(6);
    auto const member = row.integer(7);
    standing.relationship = member == 1                                     ? access::Relationship::leads
                            : member == 0                                   ? access::Relationship::on_team
                            : !subject.agency.empty() && row.integer(8) > 0 ? access::Relationship::agency_holds
                                                                            : access::Relationship::none;
    standing.with_mash = row.integer(9) > 0;
  });
}

// What the subject's agency may have: each kind by the latest word, a worker's decision before the family's choice,
// because a decision to share rests on law and one not to share is made to keep somebody safe.
void read_shared(sql::Connection& c, FamilyId family, access::Subject const& subject, Date today, Standing& s) {
  if (subject.agency.empty()) return;
  std::vector<std::string> decided;
  c.query(
      "SELECT information, share FROM sharing_decision WHERE family=$1 AND agency=$2 AND on_day<=$3 AND (until_day IS "
      "NULL OR until_day>=$3) ORDER BY on_day DESC, sequence DESC",
      {family, subject.agency, today}, [&](sql::Row const& row) {
        auto kind = row.string(0);
        if (std::ranges::find(decided, kind) != decided.end()) return;
        if (row.flag(1)) s.shared_kinds.push_back(kind);
        decided.push_back(std::move(kind));
      });
  c.query("SELECT information FROM sharing_choice WHERE family=$1 AND agency=$2 AND may_share=1 ORDER BY information",
          {family, subject.agency}, [&](sql::Row const& row) {
            auto kind = row.string(0);
            if (std::ranges::find(decided, kind) == decided.end()) s.shared_kinds.push_back(std::move(kind));
          });
}

}  // namespace

access::Field Standing::field_of(Entry const& entry, access::Subject const& subject) const {
  access::Field field;
  field.kind = entry.audience == Audience::named ? access::FieldClass::named_only : access::FieldClass::entry;
  field.own = entry.author == subject.account;
  field.own_agency = !subject.agency.empty() && entry.agency == subject.agency;
  field.named = entry.names_viewer;
  field.shared_with_agency = std::ranges::find(shared_kinds, entry.information) != shared_kinds.end();
  return field;
}

access::Field Standing::field_of(ActorId author, std::string_view agency, access::Subject const& subject) {
  return {.kind = access::FieldClass::entry,
          .own = author == subject.account,
          .own_agency = !subject.agency.empty() && agency == subject.agency};
}

namespace {

// Where the family is known to live: as its requests and allocations say.
std::vector<std::string> places_of(sql::Connection& c, FamilyId family) {
  std::vector<std::string> places;
  c.query(
      "SELECT e.places FROM enquiry e WHERE e.family=$1 UNION SELECT a.places FROM allocation a JOIN person p ON "
      "p.id=a.child WHERE p.family=$1",
      {family}, [&](sql::Row const& row) { places.push_back(row.string(0)); });
  return places;
}

// The agency's agreement, and the part of the borough that a coordinator or manager answers for.
void read_agency_and_area(sql::Connection& c, FamilyId family, access::Subject const& subject, Date today,
                          Standing& s) {
  s.context.agency_agreement = access::has_agreement(c, subject, today);
  bool const has_area = subject.is(access::Role::coordinator) || subject.is(access::Role::manager);
  if (has_area && !access::areas_of(c, subject.account).empty())
    s.context.in_area = access::answers_for(c, subject.account, places_of(c, family));
}

}  // namespace

Standing standing_of(sql::Connection& c, FamilyId family, access::Subject const& subject, Instant now) {
  Standing s;
  read_standing(c, family, subject, now, s);
  read_shared(c, family, subject, london_date(now), s);
  read_agency_and_area(c, family, subject, london_date(now), s);
  return s;
}

}  // namespace kith::family
