#include "enquiry/import/mapping.h"

#include <fmt/format.h>

#include <set>

#include "base/csv.h"

namespace kith::imports {

namespace {
struct Synonym {
  std::string_view column;
  std::string_view theirs;  // as comparable_header() makes it
};

// Headers seen in exports of case systems, spreadsheets and returns. A column's better synonyms stand first.
constexpr auto synonyms = std::to_array<Synonym>({
    {"reference", "enquiryid"},
    {"reference", "enquirynumber"},
    {"reference", "enquiryreference"},
    {"reference", "contactid"},
    {"reference", "contactnumber"},
    {"reference", "contactreference"},
    {"reference", "requestid"},
    {"reference", "requestreference"},
    {"reference", "referralid"},
    {"reference", "referralreference"},
    {"reference", "allocationid"},
    {"reference", "episodeid"},
    {"reference", "caseid"},
    {"reference", "casenumber"},
    {"reference", "casereference"},
    {"reference", "recordid"},
    {"reference", "id"},
    {"reference", "ref"},
    {"reference", "referenceno"},
    {"reference", "referencenumber"},
    {"reference", "refno"},
    {"received_on", "contactdate"},
    {"received_on", "dateofcontact"},
    {"received_on", "datereceived"},
    {"received_on", "receiveddate"},
    {"received_on", "received"},
    {"received_on", "enquirydate"},
    {"received_on", "requestdate"},
    {"received_on", "referraldate"},
    {"received_on", "dateofreferral"},
    {"received_on", "startdate"},
    {"received_on", "date"},
    {"source", "contactsource"},
    {"source", "sourceofcontact"},
    {"source", "sourceofreferral"},
    {"source", "referralsource"},
    {"source", "enquirysource"},
    {"source", "referrer"},
    {"source", "referrertype"},
    {"source", "referredby"},
    {"source_agency", "agency"},
    {"source_agency", "referringagency"},
    {"source_agency", "referreragency"},
    {"source_agency", "organisation"},
    {"child_reference", "childid"},
    {"child_reference", "childref"},
    {"child_reference", "clientid"},
    {"child_reference", "personid"},
    {"child_reference", "personreference"},
    {"child_reference", "mosaicid"},
    {"child_reference", "liquidlogicid"},
    {"child_reference", "lcsid"},
    {"child_reference", "ehmid"},
    {"child_reference", "icsid"},
    {"child_reference", "upn"},
    {"forename", "firstname"},
    {"forename", "givenname"},
    {"forename", "forenames"},
    {"forename", "childforename"},
    {"forename", "childfirstname"},
    {"forename", "christianname"},
    {"forename", "nhsname"},
    {"surname", "lastname"},
    {"surname", "familyname"},
    {"surname", "childsurname"},
    {"surname", "childlastname"},
    {"date_of_birth", "dob"},
    {"date_of_birth", "birthdate"},
    {"date_of_birth", "childdob"},
    {"date_of_birth", "childdateofbirth"},
    {"date_of_birth", "born"},
    {"expected_date_of_birth", "edd"},
    {"expected_date_of_birth", "edob"},
    {"expected_date_of_birth", "duedate"},
    {"expected_date_of_birth", "expecteddob"},
    {"expected_date_of_birth", "expecteddateofdelivery"},
    {"expected_date_of_birth", "expecteddeliverydate"},
    {"sex", "gender"},
    {"ethnicity", "ethnicorigin"},
    {"ethnicity", "ethnicgroup"},
    {"ethnicity", "ethniccode"},
    {"disability", "disabled"},
    {"disability", "disabilities"},
    {"disability", "send"},
    {"postcode", "postalcode"},
    {"postcode", "homepostcode"},
    {"postcode", "childpostcode"},
    {"area", "areas"},
    {"area", "locality"},
    {"area", "ward"},
    {"area", "district"},
    {"area", "town"},
    {"area", "hub"},
    {"primary_need", "need"},
    {"primary_need", "mainneed"},
    {"primary_need", "presentingneed"},
    {"primary_need", "presentingissue"},
    {"primary_need", "primaryreason"},
    {"primary_need", "contactreason"},
    {"primary_need", "reasonforcontact"},
    {"primary_need", "category"},
    {"outcome", "screeningoutcome"},
    {"outcome", "contactoutcome"},
    {"outcome", "enquiryoutcome"},
    {"outcome", "decision"},
    {"outcome", "screeningdecision"},
    {"outcome", "result"},
    {"screened_on", "screeningdate"},
    {"screened_on", "datescreened"},
    {"screened_on", "decisiondate"},
    {"screened_on", "outcomedate"},
    {"first_contact_on", "firstcontactdate"},
    {"first_contact_on", "firstcontact"},
    {"first_contact_on", "datefirstcontacted"},
    {"first_contact_on", "firsthelpfulcontact"},
    {"closed_on", "closeddate"},
    {"closed_on", "closuredate"},
    {"closed_on", "dateclosed"},
    {"closed_on", "closed"},
    {"closed_on", "enddate"},
    {"level", "levelofneed"},
    {"level", "needlevel"},
    {"level", "threshold"},
    {"level", "thresholdlevel"},
    {"level", "tier"},
    {"enquiry_reference", "enquiryid"},
    {"enquiry_reference", "contactid"},
    {"enquiry_reference", "contactreference"},
    {"enquiry_reference", "requestreference"},
    {"allocated_on", "allocationdate"},
    {"allocated_on", "dateallocated"},
    {"allocated_on", "allocated"},
    {"allocated_on", "startdate"},
    {"lead_agency", "agency"},
    {"lead_agency", "leadorganisation"},
    {"lead_agency", "leadprofessionalagency"},
    {"lead_agency", "allocatedagency"},
    {"closing_reason", "closurereason"},
    {"closing_reason", "reasonclosed"},
    {"closing_reason", "reasonforclosure"},
    {"referred_on", "referraldate"},
    {"referred_on", "dateofreferral"},
    {"referred_on", "datereferred"},
    {"referred_on", "stepupdate"},
    {"referred_on", "contactdate"},
    {"step_outcome", "outcome"},
    {"step_outcome", "referraloutcome"},
    {"step_outcome", "stepupoutcome"},
    {"step_outcome", "socialcareoutcome"},
    {"step_outcome", "decision"},
});

bool is_synonym(std::string_view column, std::string_view header) {
  for (auto const& synonym : synonyms)
    if (synonym.column == column && synonym.theirs == header) return true;
  return false;
}

Error at_line(std::uint64_t line, std::string_view what) {
  return invalid("bad_mapping", fmt::format("The column mapping, line {}: {}", line, what));
}
}  // namespace

ColumnMapping suggest_mapping(Door door, std::span<std::string const> headers) {
  auto const columns = columns_of(door);
  std::vector<bool> taken(columns.size(), false);
  ColumnMapping mapping{.name = {}, .door = door, .columns = {}, .values = {}, .date_order = {}};
  std::set<std::string> seen;
  for (auto const& header : headers) {
    if (std::string const comparable = comparable_header(header); comparable.empty() || !seen.insert(comparable).second)
      continue;
    auto const own = find_column(door, header);
    bool const takes_own = own && !taken[*own];
    if (takes_own) taken[*own] = true;
    mapping.columns.push_back({header, takes_own ? std::string{columns[*own].name} : ""});
  }
  // Synonyms come second, so that a column that bears our own name keeps it.
  for (auto& pair : mapping.columns) {
    std::string const header = comparable_header(pair.theirs);
    for (std::size_t i = 0; i < columns.size() && pair.ours.empty(); ++i) {
      if (taken[i] || !is_synonym(columns[i].name, header)) continue;
      taken[i] = true;
      pair.ours = columns[i].name;
    }
  }
  return mapping;
}

Result<Done> check_mapping(ColumnMapping const& mapping) {
  std::set<std::string> ours, theirs;
  for (auto const& pair : mapping.columns) {
    if (!theirs.insert(comparable_header(pair.theirs)).second)
      return invalid("theirs_twice", fmt::format("The column “{}” stands twice in the mapping.", pair.theirs));
    if (pair.ours.empty()) continue;
    auto const place = find_column(mapping.door, pair.ours);
    if (!place || columns_of(mapping.door)[*place].name != pair.ours)
      return invalid("unknown_column", fmt::format("{} have no column “{}”.", wire(mapping.door), pair.ours));
    if (!ours.insert(pair.ours).second)
      return invalid("ours_twice", fmt::format("Two columns are mapped to “{}”. Choose one.", pair.ours));
  }
  for (auto const& rule : mapping.values)
    if (auto const place = find_column(mapping.door, rule.column);
        !place || columns_of(mapping.door)[*place].name != rule.column)
      return invalid("unknown_column", fmt::format("{} have no column “{}”.", wire(mapping.door), rule.column));
  return Done{};
}

std::string to_text(ColumnMapping const& mapping) {
  std::string text;
  CsvWriter writer{text, {.delimiter = ',', .neutralise_formulas = false, .newline = "\n"}};
  writer.record(
      {"mapping", "1", mapping.name, wire(mapping.door), mapping.date_order ? wire(*mapping.date_order) : "settled"});
  for (auto const& pair : mapping.columns) writer.record({"column", pair.theirs, pair.ours});
  for (auto const& rule : mapping.values) writer.record({"value", rule.column, rule.theirs, rule.ours});
  return text;
}

Result<ColumnMapping> parse_mapping(std::string_view text) {
  MemorySource source{text};
  CsvReader reader{source, {.delimiter = ','}};
  CsvRecord record;
  ColumnMapping mapping;
  bool has_head = false;
  while (TRY(reader.next(record))) {
    auto const& fields = record.fields;
    if (!record.faults.empty()) return at_line(record.line, label(record.faults.front().code));
    if (!has_head) {
      if (fields.size() != 5 || fields[0] != "mapping") return at_line(record.line, "this is not a column mapping.");
      if (fields[1] != "1") return at_line(record.line, "a newer Kith wrote it. Use that one.");
      auto const door = parse<Door>(fields[3]);
      if (!door) return at_line(record.line, "the door is none of enquiries, allocations and referrals.");
      mapping.name = fields[2];
      mapping.door = *door;
      mapping.date_order = parse<DateOrder>(fields[4]);
      if (!mapping.date_order && fields[4] != "settled")
        return at_line(record.line, "the order of dates is none of iso, day_first, month_first and settled.");
      has_head = true;
    } else if (fields[0] == "column" && fields.size() == 3) {
      mapping.columns.push_back({std::string{fields[1]}, std::string{fields[2]}});
    } else if (fields[0] == "value" && fields.size() == 4) {
      mapping.values.push_back({std::string{fields[1]}, std::string{fields[2]}, std::string{fields[3]}});
    } else {
      return at_line(record.line, "expected “column,THEIRS,OURS” or “value,COLUMN,THEIRS,OURS”.");
    }
  }
  if (!has_head) return at_line(1, "it is empty.");
  TRY(check_mapping(mapping));
  return mapping;
}

}  // namespace kith::imports
