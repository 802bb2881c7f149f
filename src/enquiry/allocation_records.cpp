// Allocations as a table.
#include "enquiry/rows.h"
#include "profile/place_codes.h"

namespace kith::enquiry {

namespace {

auto constexpr allocation_ddl = R"(
CREATE TABLE allocation(
  id TEXT PRIMARY KEY, reference TEXT NOT NULL, enquiry TEXT, child TEXT NOT NULL, places TEXT NOT NULL,
  allocated_on TEXT NOT NULL, pathway TEXT NOT NULL, team TEXT NOT NULL, lead_agency TEXT NOT NULL, lead_name TEXT NOT NULL,
  level INTEGER, lead_contact_on TEXT, last_review_on TEXT, next_review_on TEXT, closed_on TEXT,
  closing_reason TEXT NOT NULL, import_key TEXT NOT NULL) KEYED;
)";

auto constexpr allocation_indexes = R"(
CREATE INDEX allocation_by_child ON allocation(child);
CREATE INDEX allocation_by_enquiry ON allocation(enquiry);
CREATE INDEX allocation_by_import_key ON allocation(import_key);
CREATE INDEX allocation_open ON allocation(closed_on, lead_agency, allocated_on);
)";

struct ApplyAllocation {
  sql::Connection& c;
  std::string id;

  void operator()(AllocationMade const& e) {
    c.post(
        "INSERT INTO allocation(id, reference, enquiry, child, places, allocated_on, pathway, team, lead_agency, "
        "lead_name, "
        "level, closing_reason, import_key) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,'',$12)",
        {id, e.reference, e.enquiry, e.child, profile::joined(e.places), e.allocated_on, e.pathway, e.team,
         e.lead_agency, e.lead_name, e.level, e.import_key});
  }
  void operator()(AllocationAmended const& e) {
    if (e.field == "allocated_on") c.post("UPDATE allocation SET allocated_on=$1 WHERE id=$2", {e.after, id});
    if (e.field == "area") c.post("UPDATE allocation SET places=$1 WHERE id=$2", {e.after, id});
    if (e.field == "lead_agency") c.post("UPDATE allocation SET lead_agency=$1 WHERE id=$2", {e.after, id});
    if (e.field == "team") c.post("UPDATE allocation SET team=$1 WHERE id=$2", {e.after, id});
    if (e.field == "closing_reason") c.post("UPDATE allocation SET closing_reason=$1 WHERE id=$2", {e.after, id});
    if (e.field == "level") {
      auto const level = std::atoi(e.after.c_str());
      c.post("UPDATE allocation SET level=$1 WHERE id=$2", {level > 0 ? sql::Value(level) : sql::Value(nullptr), id});
    }
    if (e.field == "closed_on") c.post("UPDATE allocation SET closed_on=$1 WHERE id=$2", {parse_date(e.after), id});
  }
  void operator()(LeadNamed const& e) {
    c.post("UPDATE allocation SET lead_agency=$1, lead_name=$2 WHERE id=$3", {e.lead_agency, e.lead_name, id});
  }
  void operator()(LeadMadeContact const& e) {
    c.post("UPDATE allocation SET lead_contact_on=$1 WHERE id=$2", {e.on, id});
  }
  void operator()(ReviewHeld const& e) {
    c.post("UPDATE allocation SET last_review_on=$1, next_review_on=$2 WHERE id=$3", {e.on, e.next_on, id});
  }
  void operator()(HelpOffered const&) {}
  void operator()(AllocationClosed const& e) {
    c.post("UPDATE allocation SET closed_on=$1, closing_reason=$2 WHERE id=$3", {e.on, e.reason, id});
  }
  void operator()(AllocationReopened const&) {
    c.post("UPDATE allocation SET closed_on=NULL, closing_reason='' WHERE id=$1", {id});
  }
};

void apply_allocation(sql::Connection& c, journal::Recorded const& recorded) {
  if (auto const event = AllocationEvents::decode(recorded))
    std::visit(ApplyAllocation{c, to_text(recorded.header.stream)}, *event);
}

std::vector<AllocationRow> allocation_rows(sql::Connection& c, std::string_view sql,
                                           std::initializer_list<sql::Value> values) {
  std::vector<AllocationRow> found;
  c.query(sql, values, [&](sql::Row const& row) { found.push_back(allocation_of(row)); });
  return found;
}

}  // namespace

journal::Projection allocation_records() {
  return {"allocation", allocation_ddl, {{"allocation", "id"}}, &apply_allocation, allocation_indexes};
}

std::optional<AllocationRow> allocation_by_id(sql::Connection& c, AllocationId id) {
  auto found = allocation_rows(c, "SELECT " ALLOCATION_COLUMNS " FROM allocation a WHERE a.id=$1", {id});
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::optional<AllocationId> allocation_by_import_key(sql::Connection& c, std::string_view key) {
  auto const id = c.text("SELECT id FROM allocation WHERE import_key=$1", {key});
  return id ? AllocationId::parse(*id) : std::nullopt;
}

std::vector<AllocationRow> allocations_of_enquiry(sql::Connection& c, EnquiryId id) {
  return allocation_rows(
      c, "SELECT " ALLOCATION_COLUMNS " FROM allocation a WHERE a.enquiry=$1 ORDER BY a.allocated_on, a.id", {id});
}

std::vector<AllocationRow> allocations_of_child(sql::Connection& c, PersonId child) {
  return allocation_rows(
      c, "SELECT " ALLOCATION_COLUMNS " FROM allocation a WHERE a.child=$1 ORDER BY a.allocated_on DESC, a.id",
      {child});
}

}  // namespace kith::enquiry
