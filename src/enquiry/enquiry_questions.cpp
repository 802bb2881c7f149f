// What pages and other rooms ask of the enquiries' tables.
#include <fmt/format.h>

#include <unordered_map>

#include "enquiry/commands.h"
#include "enquiry/rows.h"

namespace kith::enquiry {

namespace {

// True for a restricted enquiry only when the viewer is named for every restricted child in it.
#define OPEN_TO_VIEWER(parameter)                                                                             \
  "(e.restricted=0 OR NOT EXISTS(SELECT 1 FROM enquiry_child rc JOIN person rp ON rp.id=rc.person WHERE "     \
  "rc.enquiry=e.id AND rp.restricted=1 AND NOT EXISTS(SELECT 1 FROM person_named n WHERE n.person=rp.id AND " \
  "n.account=" parameter ")))"

std::vector<EnquiryRow> enquiry_rows(sql::Connection& c, std::string const& sql,
                                     std::vector<sql::Value> const& values) {
  std::vector<EnquiryRow> found;
  c.query(sql, std::span<sql::Value const>{values}, [&](sql::Row const& row) { found.push_back(enquiry_of(row)); });
  return found;
}

// The same rows, each with its children: one question more for every fifty. Its list of ids always has the same length,
// so that the engine prepares it once.
std::vector<ListedEnquiry> with_children(sql::Connection& c, std::vector<EnquiryRow> found) {
  std::size_t constexpr at_once = 50;
  static auto const sql = [] {
    std::string list;
    for (std::size_t i = 1; i <= at_once; ++i) list += fmt::format("{}${}", i == 1 ? "" : ",", i);
    return fmt::format(
        "SELECT x.enquiry, p.id, p.forename, p.date_of_birth, p.expected_date_of_birth, p.protected_address FROM "
        "enquiry_child x JOIN person p ON p.id=x.person WHERE x.enquiry IN ({}) ORDER BY x.enquiry, x.position",
        list);
  }();
  std::unordered_map<EnquiryId, std::size_t> place_of;
  std::vector<ListedEnquiry> listed;
  listed.reserve(found.size());
  for (auto& row : found) {
    place_of.emplace(row.enquiry, listed.size());
    listed.push_back({std::move(row), {}});
  }
  for (std::size_t first = 0; first < listed.size(); first += at_once) {
    std::vector<sql::Value> ids;
    for (std::size_t i = first; i < std::min(first + at_once, listed.size()); ++i)
      ids.emplace_back(listed[i].row.enquiry);
    ids.resize(at_once, nullptr);
    c.query(sql, ids, [&](sql::Row const& row) {
      listed[place_of.at(row.id<Enquiry>(0))].children.push_back(
          {row.id<people::Person>(1), row.string(2), row.date(3), row.date(4), row.flag(5)});
    });
  }
  return listed;
}

}  // namespace

StageCounts stage_counts(sql::Connection& c, ActorId viewer) {
  StageCounts counts;
  auto add = [&](sql::Row const& row) {
    if (auto const stage = parse<Stage>(row.text(0))) counts.at(*stage) += row.integer(1);
  };
  c.query("SELECT stage, requests FROM enquiry_tally", {}, add);
  c.query(
      "SELECT e.stage, count(*) FROM enquiry e WHERE e.id IN (SELECT c.enquiry FROM person_named n JOIN enquiry_child "
      "c ON c.person=n.person WHERE n.account=$1) AND e.restricted=1 AND " OPEN_TO_VIEWER("$1") " GROUP BY e.stage",
      {viewer}, add);
  return counts;
}

std::int64_t& StageCounts::at(Stage stage) {
  switch (stage) {
    case Stage::fresh:
      return fresh;
    case Stage::waiting:
      return waiting;
    case Stage::to_tell:
      return to_tell;
    case Stage::decided:
      break;
  }
  return decided;
}

Inbox inbox(sql::Connection& c, InboxQuery const& query) {
  std::vector<sql::Value> values;
  auto bind = [&](sql::Value value) {
    values.push_back(std::move(value));
    return fmt::format("${}", values.size());
  };
  std::string where = "WHERE " OPEN_TO_VIEWER("$1");
  bind(query.viewer);
  bool filtered = false;
  auto require = [&](std::string const& condition) {
    where += " AND " + condition;
    filtered = true;
  };
  if (query.stage) where += " AND e.stage=" + bind(*query.stage);
  if (!query.source.empty()) require("e.source=" + bind(query.source));
  if (!query.need.empty()) require("e.primary_need=" + bind(query.need));
  if (query.only_uncontacted) require("e.first_contact_at IS NULL");
  if (query.only_urgent) require("e.urgent<>'no'");
  if (!query.places.empty()) {
    std::string list;
    for (auto const& place : query.places) list += (list.empty() ? "" : ",") + bind(place);
    require("EXISTS(SELECT 1 FROM enquiry_place x WHERE x.enquiry=e.id AND x.place IN (" + list + "))");
  }
  Inbox answer;
  answer.counts = stage_counts(c, query.viewer);
  if (filtered) {
    c.query("SELECT count(*) FROM enquiry e " + where, std::span<sql::Value const>{values},
            [&](sql::Row const& row) { answer.total = row.integer(0); });
  } else {
    answer.total = query.stage ? answer.counts.of(*query.stage) : answer.counts.all();
  }
  std::string order = " ORDER BY e.received_at, e.id";
  if (query.sort == InboxSort::newest) order = " ORDER BY e.received_at DESC, e.id DESC";
  if (query.sort == InboxSort::reference) order = " ORDER BY e.reference, e.id";
  if (query.sort == InboxSort::reference_last_first) order = " ORDER BY e.reference DESC, e.id DESC";
  auto const limit =
      " LIMIT " + bind(query.page_size) + " OFFSET " + bind((std::max(query.page, 1) - 1) * query.page_size);
  answer.rows =
      with_children(c, enquiry_rows(c, "SELECT " ENQUIRY_COLUMNS " FROM enquiry e " + where + order + limit, values));
  return answer;
}

std::optional<EnquiryRow> enquiry_row(sql::Connection& c, EnquiryId id) {
  auto found = enquiry_rows(c, "SELECT " ENQUIRY_COLUMNS " FROM enquiry e WHERE e.id=$1", {id});
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::optional<EnquiryId> enquiry_by_reference(sql::Connection& c, std::string_view reference) {
  auto const id = c.text("SELECT id FROM enquiry WHERE reference=$1 ORDER BY id LIMIT 1", {reference});
  return id ? EnquiryId::parse(*id) : std::nullopt;
}

std::optional<EnquiryId> enquiry_by_import_key(sql::Connection& c, std::string_view key) {
  auto const id = c.text("SELECT id FROM enquiry WHERE import_key=$1", {key});
  return id ? EnquiryId::parse(*id) : std::nullopt;
}

std::vector<people::PersonRecord> children_of(sql::Connection& c, EnquiryId id) {
  static auto const sql = fmt::format(
      "SELECT {} FROM enquiry_child x JOIN person p ON p.id=x.person WHERE x.enquiry=$1 ORDER BY x.position",
      people::person_columns);
  std::vector<people::PersonRecord> children;
  c.query(sql, {id}, [&](sql::Row const& row) { children.push_back(people::person_of(row)); });
  return children;
}

std::vector<EnquiryRow> enquiries_of_family(sql::Connection& c, FamilyId family) {
  return enquiry_rows(
      c, "SELECT " ENQUIRY_COLUMNS " FROM enquiry e WHERE e.family=$1 ORDER BY e.received_at DESC, e.id", {family});
}

std::vector<EnquiryRow> enquiries_sent_by(sql::Connection& c, ActorId sender, int limit) {
  return enquiry_rows(
      c, "SELECT " ENQUIRY_COLUMNS " FROM enquiry e WHERE e.sender=$1 ORDER BY e.received_at DESC, e.id LIMIT $2",
      {sender, limit});
}

std::vector<ListedEnquiry> urgent_waiting(sql::Connection& c, ActorId viewer) {
  return with_children(c, urgent_rows(c, viewer));
}

std::vector<EnquiryRow> urgent_rows(sql::Connection& c, ActorId viewer) {
  return enquiry_rows(c,
                      "SELECT " ENQUIRY_COLUMNS " FROM enquiry e WHERE e.urgent='raised' AND " OPEN_TO_VIEWER(
                          "$1") " ORDER BY e.urgent_at, e.id LIMIT 200",
                      {viewer});
}

std::vector<EnquiryRow> urgent_not_alerted(sql::Connection& c) {
  return enquiry_rows(c,
                      "SELECT " ENQUIRY_COLUMNS
                      " FROM enquiry e WHERE e.urgent='raised' AND e.urgent_alerted=0 ORDER BY e.urgent_at, e.id",
                      {});
}

std::vector<ListedEnquiry> urgent_accepted_since(sql::Connection& c, ActorId viewer, Instant since) {
  return with_children(
      c, enquiry_rows(c,
                      "SELECT " ENQUIRY_COLUMNS
                      " FROM enquiry e WHERE e.urgent='accepted' AND e.urgent_accepted_at>=$2 AND " OPEN_TO_VIEWER(
                          "$1") " ORDER BY e.urgent_accepted_at DESC, e.id LIMIT 200",
                      {viewer, since}));
}

access::Resource resource_of_person(sql::Connection& c, people::PersonId id, access::ActorId viewer) {
  access::Resource resource;
  if (auto const person = people::person(c, id)) {
    resource.restricted = person->restricted;
    resource.named = person->restricted && people::is_named(c, id, viewer);
    resource.protected_address = person->protected_address;
    resource.needs_address = person->protected_address && people::needs_address(c, id, viewer);
  }
  return resource;
}

access::Resource resource_of(sql::Connection& c, EnquiryId id, access::ActorId viewer) {
  access::Resource resource;
  std::vector<people::PersonId> restricted, protected_ones;
  c.query(
      "SELECT e.sender, e.urgent, e.outcome, p.id, p.restricted, p.protected_address FROM enquiry e LEFT JOIN "
      "enquiry_child x ON x.enquiry=e.id LEFT JOIN person p ON p.id=x.person WHERE e.id=$1",
      {id}, [&](sql::Row const& row) {
        resource.own = row.id<journal::Actor>(0) == viewer;
        resource.with_mash = row.text(1) != wire(UrgentState::no) ||
                             (!row.is_null(2) && row.text(2) == wire(ScreeningOutcome::transfer_social_care));
        if (row.is_null(3)) return;
        if (row.flag(4)) restricted.push_back(row.id<people::Person>(3));
        if (row.flag(5)) protected_ones.push_back(row.id<people::Person>(3));
      });
  resource.restricted = !restricted.empty();
  resource.protected_address = !protected_ones.empty();
  bool const named_for_all =
      std::ranges::all_of(restricted, [&](auto const& child) { return people::is_named(c, child, viewer); });
  bool const needs_all =
      std::ranges::all_of(protected_ones, [&](auto const& child) { return people::needs_address(c, child, viewer); });
  resource.named = resource.restricted && named_for_all;
  resource.needs_address = resource.protected_address && needs_all;
  return resource;
}

}  // namespace kith::enquiry
