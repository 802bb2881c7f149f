// Consultations without names as a table: codes, days and ids. What was said stays in the journal.
#include <fmt/format.h>

#include <charconv>

#include "enquiry/consultation.h"
#include "profile/place_codes.h"

namespace kith::enquiry {

namespace {

auto constexpr consultation_ddl = R"(
CREATE TABLE consultation(
  id TEXT PRIMARY KEY, number INTEGER NOT NULL, reference TEXT NOT NULL, given_on TEXT NOT NULL, source TEXT NOT NULL,
  agency TEXT NOT NULL, need TEXT NOT NULL, places TEXT NOT NULL, adviser TEXT NOT NULL, must_be_named_since INTEGER,
  enquiry TEXT) STRICT;
CREATE INDEX consultation_by_number ON consultation(number);
)";

auto constexpr consultation_indexes = R"(
CREATE INDEX consultation_by_day ON consultation(given_on, number);
CREATE INDEX consultation_by_enquiry ON consultation(enquiry);
)";

// The number in "NN00012"; 0 for a reference that is none of ours.
int number_in(std::string_view reference) {
  int number = 0;
  if (reference.starts_with("NN")) std::from_chars(reference.data() + 2, reference.data() + reference.size(), number);
  return number;
}

void apply_consultation(sql::Connection& c, journal::Recorded const& recorded) {
  auto const event = ConsultationEvents::decode(recorded);
  if (!event) return;
  auto const id = to_text(recorded.header.stream);
  if (auto const* e = std::get_if<AdviceGiven>(&*event))
    c.post(
        "INSERT INTO consultation(id, number, reference, given_on, source, agency, need, places, adviser) "
        "VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9)",
        {id, number_in(e->reference), e->reference, e->given_on, e->source, e->agency, e->need,
         profile::joined(e->places), recorded.header.author.actor});
  else if (std::holds_alternative<NamingRequired>(*event))
    c.post("UPDATE consultation SET must_be_named_since=$1 WHERE id=$2", {recorded.header.recorded_at, id});
  else if (auto const* named = std::get_if<ConsultationNamed>(&*event))
    c.post("UPDATE consultation SET enquiry=$1 WHERE id=$2", {named->enquiry, id});
}

// The same rows for the list and for its count. An empty bound asks nothing: days compare as text.
auto constexpr asked_for =
    "FROM consultation WHERE given_on>=$1 AND given_on<=$2 AND ($3='' OR source=$3) AND "
    "($4=0 OR (must_be_named_since IS NOT NULL AND enquiry IS NULL))";

std::string day_or(std::optional<Date> day, char const* otherwise) { return day ? to_text(*day) : otherwise; }

ConsultationRow consultation_row(sql::Row const& row) {
  ConsultationRow r;
  r.consultation = row.id<struct Consultation>(0);
  r.reference = row.string(1);
  r.given_on = row.date(2).value_or(Date{});
  r.source = row.string(3);
  r.agency = row.string(4);
  r.need = row.string(5);
  r.places = row.string(6);
  r.adviser = *ActorId::parse(row.text(7));
  r.must_be_named_since = row.maybe_instant(8);
  if (!row.is_null(9)) r.enquiry = EnquiryId::parse(row.text(9));
  return r;
}

auto constexpr consultation_columns =
    "id, reference, given_on, source, agency, need, places, adviser, must_be_named_since, enquiry ";

}  // namespace

journal::Projection consultation_records() {
  return {"consultation", consultation_ddl, {{"consultation", "id"}}, &apply_consultation, consultation_indexes};
}

std::vector<ConsultationRow> consultations(sql::Connection& c, ConsultationQuery const& query) {
  auto const sql = fmt::format("SELECT {} {} ORDER BY {} LIMIT $5 OFFSET $6", consultation_columns, asked_for,
                               query.to_be_named ? "must_be_named_since, id" : "given_on DESC, number DESC, id");
  std::vector<ConsultationRow> rows;
  c.query(sql,
          {day_or(query.from, "0000"), day_or(query.to, "9999"), query.source, query.to_be_named ? 1 : 0,
           query.page_size, (query.page - 1) * query.page_size},
          [&](sql::Row const& row) { rows.push_back(consultation_row(row)); });
  return rows;
}

std::int64_t count_consultations(sql::Connection& c, ConsultationQuery const& query) {
  return c
      .integer(fmt::format("SELECT count(*) {}", asked_for),
               {day_or(query.from, "0000"), day_or(query.to, "9999"), query.source, query.to_be_named ? 1 : 0})
      .value_or(0);
}

std::optional<ConsultationRow> consultation_of(sql::Connection& c, EnquiryId enquiry) {
  std::optional<ConsultationRow> found;
  c.query(fmt::format("SELECT {} FROM consultation WHERE enquiry=$1", consultation_columns), {enquiry},
          [&](sql::Row const& row) { found = consultation_row(row); });
  return found;
}

std::vector<AdviceCount> advice_given(sql::Connection& c, Date from, Date to) {
  std::vector<AdviceCount> counts;
  c.query(
      "SELECT source, count(*), count(must_be_named_since), count(enquiry) FROM consultation WHERE given_on>=$1 AND "
      "given_on<=$2 GROUP BY source ORDER BY 2 DESC, source",
      {from, to}, [&](sql::Row const& row) {
        counts.push_back({row.string(0), row.integer(1), row.integer(2), row.integer(3)});
      });
  return counts;
}

}  // namespace kith::enquiry
