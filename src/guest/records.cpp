// Guests into their tables, and out of them.
#include "guest/records.h"

#include <algorithm>

#include "base/crypto.h"
#include "message/one_time_code.h"

namespace kith::guest {

namespace {

auto constexpr guest_ddl = R"(
CREATE TABLE view_asked(
  sequence INTEGER PRIMARY KEY, family TEXT NOT NULL, person TEXT NOT NULL, who TEXT NOT NULL, said TEXT NOT NULL,
  alone INTEGER NOT NULL, on_day TEXT NOT NULL, asked_by TEXT NOT NULL, understanding TEXT NOT NULL) STRICT;
CREATE TABLE guest(
  id TEXT PRIMARY KEY, family TEXT NOT NULL, kind TEXT NOT NULL, person TEXT, member TEXT, name TEXT NOT NULL,
  channel TEXT NOT NULL, address TEXT NOT NULL, news INTEGER NOT NULL, language TEXT NOT NULL, link_hash TEXT NOT NULL,
  invited_at INTEGER NOT NULL, until_at INTEGER NOT NULL, ended INTEGER NOT NULL) KEYED;
CREATE TABLE sight_mark(
  family TEXT NOT NULL, item TEXT NOT NULL, shown INTEGER NOT NULL, PRIMARY KEY(family, item)) KEYED;
CREATE TABLE sight_kept_from(
  family TEXT NOT NULL, item TEXT NOT NULL, person TEXT NOT NULL, PRIMARY KEY(family, item, person)) KEYED;
CREATE TABLE guest_said(
  sequence INTEGER PRIMARY KEY, family TEXT NOT NULL, guest TEXT NOT NULL, person TEXT NOT NULL, who TEXT NOT NULL,
  at_moment INTEGER NOT NULL, agrees INTEGER, text TEXT NOT NULL) STRICT;
CREATE TABLE partner_acted(
  sequence INTEGER PRIMARY KEY, family TEXT NOT NULL, name TEXT NOT NULL, did TEXT NOT NULL,
  at_moment INTEGER NOT NULL) STRICT;
)";

auto constexpr guest_indexes = R"(
CREATE INDEX view_asked_by_family ON view_asked(family);
CREATE INDEX guest_by_family ON guest(family, ended);
CREATE INDEX guest_by_link ON guest(link_hash);
CREATE INDEX guest_said_by_family ON guest_said(family);
CREATE INDEX partner_acted_by_family ON partner_acted(family);
)";

struct ApplyGuest {
  sql::Connection& c;
  journal::Header const& header;

  void operator()(ViewAsked const& e) const {
    c.post(
        "INSERT INTO view_asked(sequence, family, person, who, said, alone, on_day, asked_by, understanding) "
        "VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9)",
        {header.sequence, e.family, e.person, e.who, e.said, e.alone, e.on, e.asked_by, e.understanding});
  }
  void operator()(GuestInvited const& e) const {
    c.post(
        "INSERT INTO guest(id, family, kind, person, member, name, channel, address, news, language, link_hash, "
        "invited_at, until_at, ended) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,0)",
        {e.guest, e.family, e.kind, e.person, e.member, e.name, e.channel, e.to, e.news, e.language, e.link_hash,
         header.occurred_at, e.until});
  }
  // What was only needed to write to them is forgotten here.
  void operator()(GuestEnded const& e) const { c.post("UPDATE guest SET ended=1, address='' WHERE id=$1", {e.guest}); }
  void operator()(SightMarked const& e) const {
    c.post("DELETE FROM sight_kept_from WHERE family=$1 AND item=$2", {e.family, e.item});
    c.post("DELETE FROM sight_mark WHERE family=$1 AND item=$2", {e.family, e.item});
    c.post("INSERT INTO sight_mark(family, item, shown) VALUES($1,$2,$3)", {e.family, e.item, e.shown});
    for (auto const& person : e.kept_from)
      c.post("INSERT INTO sight_kept_from(family, item, person) VALUES($1,$2,$3) ON CONFLICT DO NOTHING",
             {e.family, e.item, person});
  }
  void said(FamilyId family, GuestId guest, PersonId person, Personal<std::string> const& who,
            std::optional<bool> agrees, std::string const& text) const {
    c.post(
        "INSERT INTO guest_said(sequence, family, guest, person, who, at_moment, agrees, text) "
        "VALUES($1,$2,$3,$4,$5,$6,$7,$8)",
        {header.sequence, family, guest, person, who, header.occurred_at, agrees, text});
  }
  void operator()(GuestCommented const& e) const { said(e.family, e.guest, e.person, e.who, std::nullopt, e.text); }
  void operator()(PlanAnswered const& e) const { said(e.family, e.guest, e.person, e.who, e.agrees, e.text); }
  void operator()(PartnerActed const& e) const {
    c.post("INSERT INTO partner_acted(sequence, family, name, did, at_moment) VALUES($1,$2,$3,$4,$5)",
           {header.sequence, e.family, e.name, e.did, header.occurred_at});
  }
};

// An event whose words are redacted opens nothing: an answer that is gone was not given, a link that is gone was not
// sent.
void apply_guest(sql::Connection& c, journal::Recorded const& recorded) {
  if (!recorded.body) return;
  if (auto const event = Events::decode(recorded)) std::visit(ApplyGuest{c, recorded.header}, *event);
}

auto constexpr guest_columns =
    "SELECT id, family, kind, person, member, name, channel, address, news, language, invited_at, until_at FROM guest "
    "WHERE ended=0 AND ";

GuestRow guest_row(sql::Row const& row) {
  GuestRow g;
  g.guest = row.id<struct Guest>(0);
  g.family = row.id<people::Family>(1);
  g.kind = parse<GuestKind>(row.text(2)).value_or(GuestKind::of_family);
  if (!row.is_null(3)) g.person = row.id<people::Person>(3);
  if (!row.is_null(4)) g.member = row.id<struct family::TeamMember>(4);
  g.name = row.string(5);
  g.channel = parse<Channel>(row.text(6)).value_or(Channel::text);
  g.to = row.string(7);
  g.news = row.flag(8);
  g.language = row.string(9);
  g.invited_at = row.instant(10);
  g.until = row.instant(11);
  return g;
}

std::optional<GuestRow> one_guest(sql::Connection& c, std::string const& where,
                                  std::initializer_list<sql::Value> values) {
  std::optional<GuestRow> found;
  c.query(guest_columns + where, values, [&](sql::Row const& row) { found = guest_row(row); });
  return found;
}

bool has_restricted(std::vector<people::PersonRecord> const& members) {
  return std::ranges::any_of(members, &people::PersonRecord::restricted);
}

}  // namespace

journal::Projection guest_records() {
  return {"guest",
          guest_ddl,
          {{"view_asked", "sequence"},
           {"guest", "id"},
           {"sight_mark", "family, item"},
           {"sight_kept_from", "family, item, person"},
           {"guest_said", "sequence"},
           {"partner_acted", "sequence"}},
          &apply_guest,
          guest_indexes};
}

journal::StreamId stream_of(FamilyId family) {
  auto const digest = sha256("guests of " + family.text());
  RawId stream;
  std::copy_n(digest.begin(), stream.bytes.size(), stream.bytes.begin());
  return stream;
}

std::vector<AskedRow> asked_of(sql::Connection& c, FamilyId family) {
  std::vector<AskedRow> rows;
  std::set<PersonId> asked_alone;
  c.query(
      "SELECT person, who, said, alone, on_day, asked_by, understanding FROM view_asked WHERE family=$1 ORDER BY "
      "sequence DESC",
      {family}, [&](sql::Row const& row) {
        auto const person = row.id<people::Person>(0);
        auto const said = parse<Said>(row.text(2)).value_or(Said::unsafe);
        auto last = std::ranges::find(rows, person, &AskedRow::person);
        if (last == rows.end())
          last = rows.insert(rows.end(), {person, row.string(1), said, row.flag(3), row.date(4).value_or(Date{}),
                                          row.string(5), row.string(6)});
        if (asked_alone.contains(person)) return;
        last->afraid = last->afraid || said == Said::unsafe;
        if (row.flag(3)) asked_alone.insert(person);
      });
  return rows;
}

std::vector<GuestRow> guests_of(sql::Connection& c, FamilyId family, Instant now) {
  std::vector<GuestRow> rows;
  c.query(std::string{guest_columns} + "family=$1 AND until_at>$2 ORDER BY invited_at DESC, id", {family, now},
          [&](sql::Row const& row) { rows.push_back(guest_row(row)); });
  return rows;
}

std::optional<GuestRow> guest_by_id(sql::Connection& c, GuestId guest, Instant now) {
  return one_guest(c, "id=$1 AND until_at>$2", {guest, now});
}

std::optional<GuestRow> guest_by_link(sql::Connection& c, std::string_view link, Instant now) {
  return one_guest(c, "link_hash=$1 AND until_at>$2", {message::hash_of_link(link), now});
}

std::map<std::string, Mark> marks_of(sql::Connection& c, FamilyId family) {
  std::map<std::string, Mark> marks;
  c.query("SELECT item, shown FROM sight_mark WHERE family=$1 ORDER BY item", {family},
          [&](sql::Row const& row) { marks[row.string(0)].shown = row.flag(1); });
  c.query("SELECT item, person FROM sight_kept_from WHERE family=$1 ORDER BY item, person", {family},
          [&](sql::Row const& row) { marks[row.string(0)].kept_from.insert(row.id<people::Person>(1)); });
  return marks;
}

std::vector<SaidRow> said_in(sql::Connection& c, FamilyId family) {
  std::vector<SaidRow> rows;
  c.query(
      "SELECT guest, person, who, at_moment, agrees, text FROM guest_said WHERE family=$1 ORDER BY sequence DESC LIMIT "
      "200",
      {family}, [&](sql::Row const& row) {
        rows.push_back({row.id<struct Guest>(0), row.id<people::Person>(1), row.string(2), row.instant(3),
                        row.is_null(4) ? std::nullopt : std::optional{row.flag(4)}, row.string(5)});
      });
  return rows;
}

std::vector<ActedRow> acted_in(sql::Connection& c, FamilyId family) {
  std::vector<ActedRow> rows;
  c.query("SELECT name, did, at_moment FROM partner_acted WHERE family=$1 ORDER BY sequence DESC LIMIT 200", {family},
          [&](sql::Row const& row) {
            rows.push_back(
                {row.string(0), parse<PartnerDid>(row.text(1)).value_or(PartnerDid::note_added), row.instant(2)});
          });
  return rows;
}

bool counts_as_adult(people::PersonRecord const& person, Date today) {
  auto const& details = person.details;
  if (details.expected_date_of_birth && !details.date_of_birth) return false;
  if (!details.date_of_birth) return true;
  auto const born = *details.date_of_birth;
  auto const eighteenth = Date::of(born.year() + 18, born.month(), born.day()).value_or(born + 6574);
  return today >= eighteenth;
}

std::vector<people::PersonRecord> still_to_be_asked(sql::Connection& c, FamilyId family, Date today) {
  auto waiting = people::family_members(c, family);
  auto const asked = asked_of(c, family);
  std::erase_if(waiting, [&](people::PersonRecord const& member) {
    if (!counts_as_adult(member, today)) return true;
    auto const found = std::ranges::find(asked, member.person, &AskedRow::person);
    return found != asked.end() && found->alone;
  });
  return waiting;
}

access::ViewStanding view_standing_of(sql::Connection& c, FamilyId family, PersonId person, Date today) {
  access::ViewStanding standing;
  standing.invited = standing.proved = true;
  auto const members = people::family_members(c, family);
  auto const asked = asked_of(c, family);
  auto const member = std::ranges::find(members, person, &people::PersonRecord::person);
  auto const answer = std::ranges::find(asked, person, &AskedRow::person);
  standing.of_family = member != members.end();
  standing.may_decide =
      standing.of_family &&
      (counts_as_adult(*member, today) || (answer != asked.end() && answer->alone && !answer->understanding.empty()));
  standing.all_asked_alone = still_to_be_asked(c, family, today).empty();
  // Of a person who is not of the family any more the last answer still counts: fear does not end with an address.
  standing.called_unsafe = std::ranges::any_of(asked, &AskedRow::afraid);
  standing.does_not_want_it = answer != asked.end() && answer->said == Said::not_for_me;
  standing.left_early_help = family::left_early_help_on(c, family).has_value();
  standing.restricted = has_restricted(members);
  return standing;
}

access::ViewStanding view_standing_of(sql::Connection& c, GuestRow const& guest, bool proved, Date today) {
  auto standing = view_standing_of(c, guest.family, guest.person.value_or(PersonId{}), today);
  standing.invited = guest.kind == GuestKind::of_family;
  standing.proved = proved;
  return standing;
}

access::PartnerStanding partner_standing_of(sql::Connection& c, GuestRow const& guest, bool proved) {
  access::PartnerStanding standing;
  standing.invited = guest.kind == GuestKind::partner;
  standing.proved = proved;
  auto const team = family::team_of(c, guest.family);
  auto const member = std::ranges::find_if(team, [&](auto const& row) { return row.member == guest.member; });
  standing.on_team = member != team.end() && !member->left_on;
  if (standing.on_team && member->account)
    standing.conflict = std::ranges::any_of(family::conflicts_of(c, guest.family),
                                            [&](auto const& conflict) { return conflict.account == *member->account; });
  standing.left_early_help = family::left_early_help_on(c, guest.family).has_value();
  standing.restricted = has_restricted(people::family_members(c, guest.family));
  return standing;
}

bool opens(sql::Connection& c, GuestRow const& guest, Date today) {
  if (guest.kind == GuestKind::partner)
    return static_cast<bool>(
        access::decide_partner(partner_standing_of(c, guest, true), access::PartnerAct::leave, false));
  return static_cast<bool>(access::view_is_open(view_standing_of(c, guest, true, today)));
}

}  // namespace kith::guest
