// Referrals to social care as a table.
#include <fmt/format.h>

#include "enquiry/rows.h"
#include "profile/place_codes.h"

namespace kith::enquiry {

namespace {

auto constexpr referral_ddl = R"(
CREATE TABLE referral(
  id TEXT PRIMARY KEY, reference TEXT NOT NULL, enquiry TEXT, child TEXT NOT NULL, places TEXT NOT NULL,
  referred_on TEXT NOT NULL, source TEXT NOT NULL, story TEXT NOT NULL, accepted_by TEXT NOT NULL, outcome TEXT, outcome_on TEXT,
  closed_on TEXT, import_key TEXT NOT NULL) KEYED;
)";

auto constexpr referral_indexes = R"(
CREATE INDEX referral_by_child ON referral(child);
CREATE INDEX referral_by_enquiry ON referral(enquiry);
CREATE INDEX referral_by_import_key ON referral(import_key);
CREATE INDEX referral_waiting ON referral(import_key, outcome, referred_on);
)";

struct ApplyReferral {
  sql::Connection& c;
  std::string id;

  void operator()(ReferralMade const& e) {
    c.post(
        "INSERT INTO referral(id, reference, enquiry, child, places, referred_on, source, story, accepted_by, "
        "import_key) "
        "VALUES($1,$2,$3,$4,$5,$6,$7,$8,'',$9)",
        {id, e.reference, e.enquiry, e.child, profile::joined(e.places), e.referred_on, e.source, e.story,
         e.import_key});
  }
  void operator()(ReferralAmended const& e) {
    if (e.field == "referred_on") c.post("UPDATE referral SET referred_on=$1 WHERE id=$2", {e.after, id});
    if (e.field == "area") c.post("UPDATE referral SET places=$1 WHERE id=$2", {e.after, id});
    if (e.field == "source") c.post("UPDATE referral SET source=$1 WHERE id=$2", {e.after, id});
    if (e.field == "closed_on") c.post("UPDATE referral SET closed_on=$1 WHERE id=$2", {parse_date(e.after), id});
  }
  void operator()(ReferralAccepted const& e) {
    c.post("UPDATE referral SET accepted_by=$1 WHERE id=$2", {e.worker, id});
  }
  void operator()(StepOutcomeRecorded const& e) {
    c.post("UPDATE referral SET outcome=$1, outcome_on=$2 WHERE id=$3", {e.outcome, e.on, id});
  }
  void operator()(ReferralClosed const& e) { c.post("UPDATE referral SET closed_on=$1 WHERE id=$2", {e.on, id}); }
};

void apply_referral(sql::Connection& c, journal::Recorded const& recorded) {
  if (auto const event = ReferralEvents::decode(recorded))
    std::visit(ApplyReferral{c, to_text(recorded.header.stream)}, *event);
}

std::vector<ReferralRow> referral_rows(sql::Connection& c, std::string_view sql,
                                       std::initializer_list<sql::Value> values) {
  std::vector<ReferralRow> found;
  c.query(sql, values, [&](sql::Row const& row) { found.push_back(referral_of(row)); });
  return found;
}

}  // namespace

journal::Projection referral_records() {
  return {"referral", referral_ddl, {{"referral", "id"}}, &apply_referral, referral_indexes};
}

std::optional<ReferralRow> referral_by_id(sql::Connection& c, ReferralId id) {
  auto found = referral_rows(c, "SELECT " REFERRAL_COLUMNS " FROM referral r WHERE r.id=$1", {id});
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::optional<ReferralId> referral_by_import_key(sql::Connection& c, std::string_view key) {
  auto const id = c.text("SELECT id FROM referral WHERE import_key=$1", {key});
  return id ? ReferralId::parse(*id) : std::nullopt;
}

std::vector<ReferralRow> referrals_of_enquiry(sql::Connection& c, EnquiryId id) {
  return referral_rows(c, "SELECT " REFERRAL_COLUMNS " FROM referral r WHERE r.enquiry=$1 ORDER BY r.referred_on, r.id",
                       {id});
}

std::vector<ReferralRow> referrals_of_child(sql::Connection& c, PersonId child) {
  return referral_rows(
      c, "SELECT " REFERRAL_COLUMNS " FROM referral r WHERE r.child=$1 ORDER BY r.referred_on DESC, r.id", {child});
}

std::vector<ListedReferral> referrals_waiting(sql::Connection& c, ActorId viewer, int limit) {
  static auto const sql = fmt::format(
      "SELECT " REFERRAL_COLUMNS
      ", {} FROM referral r JOIN person p ON p.id=r.child WHERE r.import_key='' AND r.outcome IS NULL AND "
      "(p.restricted=0 OR EXISTS(SELECT 1 FROM person_named n WHERE n.person=p.id AND n.account=$1)) ORDER BY "
      "r.referred_on, r.id LIMIT $2",
      people::person_columns);
  std::vector<ListedReferral> waiting;
  c.query(sql, {viewer, limit}, [&](sql::Row const& row) {
    waiting.push_back({referral_of(row), people::person_of(row, REFERRAL_COLUMN_COUNT)});
  });
  return waiting;
}

}  // namespace kith::enquiry
