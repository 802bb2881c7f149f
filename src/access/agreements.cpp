#include "access/agreements.h"

#include <algorithm>

#include "access/accounts.h"
#include "base/complaints.h"
#include "base/text.h"

namespace kith::access {

namespace {

auto constexpr agreement_ddl = R"(
CREATE TABLE agency_agreement(
  id TEXT PRIMARY KEY, agency TEXT NOT NULL, from_day TEXT NOT NULL, until_day TEXT NOT NULL, ended_on TEXT,
  note TEXT NOT NULL) STRICT;
CREATE TABLE account_area(account TEXT NOT NULL, place TEXT NOT NULL, chosen INTEGER NOT NULL,
  PRIMARY KEY(account, place)) STRICT;
)";
auto constexpr agreement_indexes = R"(
CREATE INDEX agency_agreement_by_agency ON agency_agreement(agency, from_day);
)";

void apply_agreement(sql::Connection& c, journal::Recorded const& recorded) {
  auto const event = AgreementEvents::decode(recorded);
  if (!event) return;
  if (auto const* e = std::get_if<AgreementSigned>(&*event)) {
    c.post("INSERT INTO agency_agreement(id, agency, from_day, until_day, note) VALUES($1,$2,$3,$4,$5)",
           {to_text(recorded.header.stream), e->agency, e->from, e->until, e->note});
  } else if (auto const* ended = std::get_if<AgreementEnded>(&*event)) {
    c.post("UPDATE agency_agreement SET ended_on=$1 WHERE id=$2", {ended->on, to_text(recorded.header.stream)});
  } else if (auto const* given = std::get_if<AreasGiven>(&*event)) {
    c.post("DELETE FROM account_area WHERE account=$1", {given->account});
    auto keep = [&](std::string const& place, bool chosen) {
      c.post("INSERT INTO account_area(account, place, chosen) VALUES($1,$2,$3) ON CONFLICT DO NOTHING",
             {given->account, place, chosen});
    };
    for (auto const& place : given->places) keep(place, true);
    for (auto const& place : given->covers) keep(place, false);
  }
}

}  // namespace

Result<std::string> sign_agreement(journal::Transaction& t, AgreementSigned signed_now, journal::Author const& author) {
  if (signed_now.agency.empty()) return fault("agency", "no_agency", "Choose the agency that signed.");
  if (signed_now.until < signed_now.from)
    return fault("until", "ends_before_it_begins", "The last day cannot be before the first.");
  signed_now.agreement = AgreementId::mint(t.now(), t.random());
  TRY(t.append(signed_now.agreement.raw(), 0, {AgreementEvents::encode(signed_now, t.now())}, author));
  return signed_now.agreement.text();
}

Result<std::string> end_agreement(journal::Transaction& t, AgreementId agreement, Date on, std::string reason,
                                  journal::Author const& author) {
  if (is_blank(reason)) return fault("reason", "no_reason", "Say why it ends.");
  auto const history = t.load(agreement.raw());
  if (history.empty()) return not_found("no_agreement", "There is no such agreement.");
  if (history.size() > 1) return conflict("ended_already", "This agreement has ended already.");
  AgreementEnded const ended{agreement, on, std::move(reason)};
  TRY(t.append(agreement.raw(), 1, {AgreementEvents::encode(ended, t.now())}, author));
  return agreement.text();
}

Result<std::string> give_areas(journal::Transaction& t, ActorId account, std::vector<std::string> places,
                               std::vector<std::string> covers, journal::Author const& author) {
  if (!account_by_id(t.connection(), account)) return not_found("no_account", "There is no such account.");
  AreasGiven const given{AreasId::mint(t.now(), t.random()), account, std::move(places), std::move(covers)};
  TRY(t.append(given.areas.raw(), 0, {AgreementEvents::encode(given, t.now())}, author));
  return account.text();
}

journal::Projection agreement_records() {
  return {"agreement",
          agreement_ddl,
          {{"agency_agreement", "id"}, {"account_area", "account, place"}},
          &apply_agreement,
          agreement_indexes};
}

std::vector<AgreementRow> agreements(sql::Connection& c) {
  std::vector<AgreementRow> rows;
  c.query(
      "SELECT id, agency, from_day, until_day, ended_on, note FROM agency_agreement ORDER BY agency, from_day DESC, id",
      {}, [&](sql::Row const& row) {
        rows.push_back({row.id<struct Agreement>(0), row.string(1), row.date(2).value_or(Date{}),
                        row.date(3).value_or(Date{}), row.date(4), row.string(5)});
      });
  return rows;
}

bool has_agreement(sql::Connection& c, Subject const& subject, Date day) {
  bool const partner = std::ranges::all_of(subject.roles, [](Role role) { return role == Role::practitioner; });
  if (!partner || subject.agency.empty()) return true;
  bool any = false, holds = false;
  c.query(
      "SELECT (SELECT count(*) FROM agency_agreement), (SELECT count(*) FROM agency_agreement WHERE agency=$1 AND "
      "from_day<=$2 AND until_day>=$2 AND (ended_on IS NULL OR ended_on>$2))",
      {subject.agency, day}, [&](sql::Row const& row) {
        any = row.integer(0) > 0;
        holds = row.integer(1) > 0;
      });
  return holds || !any;
}

std::vector<std::string> areas_of(sql::Connection& c, ActorId account) {
  std::vector<std::string> places;
  c.query("SELECT place FROM account_area WHERE account=$1 AND chosen=1 ORDER BY place", {account},
          [&](sql::Row const& row) { places.push_back(row.string(0)); });
  return places;
}

bool answers_for(sql::Connection& c, ActorId account, std::vector<std::string> const& places) {
  std::vector<std::string> covered;
  c.query("SELECT place FROM account_area WHERE account=$1", {account},
          [&](sql::Row const& row) { covered.push_back(row.string(0)); });
  if (covered.empty()) return true;
  bool known = false;
  for (std::string_view joined : places)
    while (!joined.empty()) {
      auto const end = std::min(joined.find(';'), joined.size());
      auto const place = joined.substr(0, end);
      joined.remove_prefix(std::min(end + 1, joined.size()));
      if (place.empty()) continue;
      known = true;
      if (std::ranges::find(covered, place) != covered.end()) return true;
    }
  return !known;
}

}  // namespace kith::access
