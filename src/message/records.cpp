#include "message/records.h"

#include "base/text.h"

namespace kith::message {

namespace {

auto constexpr ddl = R"(
CREATE TABLE message(
  id TEXT PRIMARY KEY, asked_at INTEGER NOT NULL, says TEXT NOT NULL, channel TEXT NOT NULL, address TEXT NOT NULL,
  masked TEXT NOT NULL, language TEXT NOT NULL, about TEXT NOT NULL, until_at INTEGER, state TEXT NOT NULL,
  due_at INTEGER, tries INTEGER NOT NULL, tried INTEGER NOT NULL, why TEXT NOT NULL, detail TEXT NOT NULL,
  carrier TEXT NOT NULL, delivery TEXT NOT NULL, changed_at INTEGER NOT NULL) STRICT;
)";
auto constexpr indexes = R"(
CREATE INDEX message_by_due ON message(due_at);
CREATE INDEX message_by_about ON message(about, asked_at);
CREATE INDEX message_by_state ON message(state, changed_at);
)";

auto constexpr columns =
    "id, asked_at, says, channel, address, masked, language, about, until_at, state, tries, tried, why, detail, "
    "carrier, delivery, changed_at";

struct Apply {
  sql::Connection& c;
  journal::Header const& header;
  std::string id = to_text(header.stream);
  Instant at = header.occurred_at;

  void operator()(MessageAsked const& e) {
    auto const& to = e.to.reveal();
    c.post(
        "INSERT INTO message(id, asked_at, says, channel, address, masked, language, about, until_at, state, due_at, "
        "tries, tried, why, detail, carrier, delivery, changed_at) "
        "VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$2,0,0,'','','','',$2)",
        {id, at, wire(e.says), wire(e.channel), to, masked(e.channel, to), e.language, e.about, e.until,
         wire(State::waiting)});
  }
  // While it is taken it is due again when its worker must have died.
  void operator()(MessageTaken const&) {
    c.post("UPDATE message SET state=$1, tries=tries+1, tried=1, due_at=$2, changed_at=$3 WHERE id=$4",
           {wire(State::taken), at + taken_for_lost, at, id});
  }
  void operator()(MessageSent const& e) {
    c.post(
        "UPDATE message SET state=$1, due_at=NULL, address='', why='', detail='', carrier=$2, changed_at=$3 WHERE "
        "id=$4",
        {wire(State::sent), e.carrier, at, id});
  }
  void operator()(MessagePutOff const& e) {
    c.post("UPDATE message SET state=$1, due_at=$2, why=$3, detail=$4, changed_at=$5 WHERE id=$6",
           {wire(State::waiting), e.again_at, wire(e.why), e.detail, at, id});
  }
  void operator()(MessageGivenUp const& e) {
    c.post("UPDATE message SET state=$1, due_at=NULL, why=$2, detail=$3, changed_at=$4 WHERE id=$5",
           {wire(State::given_up), wire(e.why), e.detail, at, id});
  }
  void operator()(MessageTriedAgain const&) {
    c.post("UPDATE message SET state=$1, tries=0, due_at=$2, changed_at=$2 WHERE id=$3",
           {wire(State::waiting), at, id});
  }
  void operator()(MessageDelivered const& e) {
    c.post("UPDATE message SET delivery=$1, changed_at=$2 WHERE id=$3", {wire(e.outcome), at, id});
  }
};

void apply(sql::Connection& c, journal::Recorded const& recorded) {
  if (auto const event = Events::decode(recorded)) std::visit(Apply{c, recorded.header}, *event);
}

MessageRow row_of(sql::Row const& row) {
  MessageRow m;
  m.message = row.id<struct Message>(0);
  m.asked_at = row.instant(1);
  m.says = parse<Template>(row.string(2)).value_or(Template::code);
  m.channel = parse<Channel>(row.string(3)).value_or(Channel::text);
  m.to = row.string(4);
  m.masked = row.string(5);
  m.language = row.string(6);
  m.about = row.string(7);
  if (!row.is_null(8)) m.until = row.instant(8);
  m.state = parse<State>(row.string(9)).value_or(State::waiting);
  m.tries = static_cast<int>(row.integer(10));
  m.tried = row.integer(11) != 0;
  m.why = parse<Why>(row.string(12));
  m.detail = row.string(13);
  m.carrier = row.string(14);
  m.delivery = parse<Delivery>(row.string(15));
  m.changed_at = row.instant(16);
  return m;
}

}  // namespace

journal::Projection message_records() { return {"message", ddl, {{"message", "id"}}, &apply, indexes}; }

std::vector<MessageId> due_messages(sql::Connection& c, Instant now, int limit) {
  std::vector<MessageId> ids;
  c.query("SELECT id FROM message WHERE due_at<=$1 ORDER BY due_at, id LIMIT $2", {now, limit},
          [&](sql::Row const& row) { ids.push_back(row.id<struct Message>(0)); });
  return ids;
}

std::optional<MessageRow> message_by_id(sql::Connection& c, MessageId id) {
  std::optional<MessageRow> found;
  c.query(std::string{"SELECT "} + columns + " FROM message WHERE id=$1", {id},
          [&](sql::Row const& row) { found = row_of(row); });
  return found;
}

std::int64_t count_about(sql::Connection& c, std::string_view about, Template says, Instant since) {
  return c
      .integer("SELECT count(*) FROM message WHERE about=$1 AND says=$2 AND asked_at>$3", {about, wire(says), since})
      .value_or(0);
}

Counts message_counts(sql::Connection& c) {
  Counts counts;
  c.query("SELECT state, delivery, count(*) FROM message GROUP BY state, delivery", {}, [&](sql::Row const& row) {
    auto const state = parse<State>(row.string(0));
    auto const delivery = parse<Delivery>(row.string(1));
    auto const count = row.integer(2);
    if (state == State::waiting || state == State::taken) counts.waiting += count;
    if (state == State::given_up) counts.given_up += count;
    if (state == State::sent)
      (!delivery || *delivery == Delivery::delivered ? counts.sent : counts.not_delivered) += count;
  });
  return counts;
}

std::vector<MessageRow> unsettled_messages(sql::Connection& c, int limit) {
  std::vector<MessageRow> rows;
  c.query(std::string{"SELECT "} + columns +
              " FROM message WHERE state<>'sent' ORDER BY state, changed_at DESC, id LIMIT $1",
          {limit}, [&](sql::Row const& row) { rows.push_back(row_of(row)); });
  return rows;
}

std::vector<MessageRow> given_up_messages(sql::Connection& c, int limit) {
  std::vector<MessageRow> rows;
  c.query(
      std::string{"SELECT "} + columns + " FROM message WHERE state='given_up' ORDER BY changed_at DESC, id LIMIT $1",
      {limit}, [&](sql::Row const& row) { rows.push_back(row_of(row)); });
  return rows;
}

std::string masked(Channel channel, std::string_view address) {
  if (address.empty()) return {};
  if (channel == Channel::email) {
    auto const at = address.rfind('@');
    if (at == std::string_view::npos || at == 0) return "•••";
    // The first character, whole: an address may begin with a letter of any script.
    auto end = std::size_t{1};
    while (end < at && (static_cast<unsigned char>(address[end]) & 0xC0) == 0x80) ++end;
    return std::string{address.substr(0, end)} + "•••" + std::string{address.substr(at)};
  }
  std::string digits;
  for (char const c : address)
    if (c >= '0' && c <= '9') digits += c;
  return "•••" + digits.substr(digits.size() - std::min<std::size_t>(3, digits.size()));
}

}  // namespace kith::message
