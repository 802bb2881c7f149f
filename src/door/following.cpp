#include "door/following.h"

#include "access/put_aside.h"
#include "base/crypto.h"
#include "enquiry/records.h"
#include "journal/store.h"
#include "message/records.h"

namespace kith::door {

namespace {

auto constexpr ddl = R"(
CREATE TABLE follow(
  id TEXT PRIMARY KEY, enquiry TEXT NOT NULL, path TEXT NOT NULL, channel TEXT NOT NULL, address TEXT NOT NULL,
  news INTEGER NOT NULL, language TEXT NOT NULL, ended INTEGER NOT NULL) KEYED;
)";
auto constexpr indexes = "CREATE INDEX follow_by_enquiry ON follow(enquiry, ended);";

auto constexpr columns = "SELECT id, enquiry, path, channel, address, news, language FROM follow WHERE ended=0 AND ";

auto constexpr follow_prefix = "follow:";
auto constexpr saved_prefix = "later:";

void apply(sql::Connection& c, journal::Recorded const& recorded) {
  auto const event = Events::decode(recorded);
  if (!event) return;
  auto const id = to_text(recorded.header.stream);
  if (auto const* e = std::get_if<FollowAllowed>(&*event))
    c.post(
        "INSERT INTO follow(id, enquiry, path, channel, address, news, language, ended) "
        "VALUES($1,$2,$3,$4,$5,$6,$7,0)",
        {id, e->enquiry, e->path, e->channel, e->to, e->news, e->language});
  else
    c.post("UPDATE follow SET ended=1, address='' WHERE id=$1", {id});
}

FollowRow row_of(sql::Row const& row) {
  return {row.id<struct Follow>(0),
          row.id<struct enquiry::Enquiry>(1),
          parse<Path>(row.string(2)).value_or(Path::child),
          parse<message::Channel>(row.string(3)).value_or(message::Channel::text),
          row.string(4),
          row.flag(5),
          row.string(6)};
}

journal::Author at_the_door() { return {{}, {}, "public door"}; }

// The address of a way that the request calls safe; empty when it does not.
std::string safe_address(enquiry::EnquiryReceived const& received, message::Channel channel) {
  bool const text = channel == message::Channel::text;
  auto const way = text ? enquiry::SafeWay::text : enquiry::SafeWay::email;
  if (!received.safe_contact) return {};
  auto const& ways = received.safe_contact->ways;
  if (std::ranges::find(ways, way) == ways.end()) return {};
  return (text ? received.asker.phone : received.asker.email).reveal();
}

Progress step_of(journal::Recorded const& recorded) {
  using namespace enquiry;
  auto const event = enquiry::Events::decode(recorded);
  if (!event || std::holds_alternative<EnquiryReceived>(*event) || std::holds_alternative<UrgentAlertRaised>(*event))
    return Progress::received;
  if (std::holds_alternative<FirstContactMade>(*event)) return Progress::spoken;
  if (auto const* told = std::get_if<DecisionTold>(&*event))
    return told->whom == Told::family && !told->by.empty() ? Progress::spoken : Progress::read;
  if (std::holds_alternative<ContactTried>(*event)) return Progress::arranging;
  // Whatever was decided, somebody tells the family: the step says nothing of what.
  if (auto const* screened = std::get_if<EnquiryScreened>(&*event))
    return screened->outcome == profile::ScreeningOutcome::to_be_completed ? Progress::read : Progress::arranging;
  return Progress::read;
}

}  // namespace

journal::Projection follow_records() { return {"door", ddl, {{"follow", "id"}}, &apply, indexes}; }

std::optional<FollowRow> follow_of(sql::Connection& c, enquiry::EnquiryId enquiry) {
  std::optional<FollowRow> found;
  c.query(std::string{columns} + "enquiry=$1", {enquiry}, [&](sql::Row const& row) { found = row_of(row); });
  return found;
}

std::optional<FollowRow> follow_by_id(sql::Connection& c, FollowId id) {
  std::optional<FollowRow> found;
  c.query(std::string{columns} + "id=$1", {id}, [&](sql::Row const& row) { found = row_of(row); });
  return found;
}

Result<std::string> allow_follow(journal::Transaction& t, AllowFollow const& command) {
  auto const enquiry = t.state<enquiry::Enquiry>(command.enquiry.raw());
  if (enquiry->version == 0) return not_found("no_request", "There is no such request.");
  auto const to = safe_address(enquiry->received, command.channel);
  if (to.empty()) return invalid("not_safe", "This way of being written to was not called safe.");
  TRY(end_follow(t, command.enquiry, StoppedBy::newer_choice, {}, at_the_door()));
  FollowAllowed allowed;
  allowed.follow = FollowId::mint(t.now(), t.random());
  allowed.enquiry = command.enquiry;
  allowed.path = command.path;
  allowed.channel = command.channel;
  allowed.to = to;
  allowed.news = command.news;
  allowed.language = command.language;
  TRY(t.append(allowed.follow.raw(), 0, {Events::encode(allowed, t.now())}, at_the_door()));
  return allowed.follow.text();
}

Result<std::string> end_follow(journal::Transaction& t, enquiry::EnquiryId enquiry, StoppedBy by, std::string reason,
                               journal::Author const& author) {
  auto const follow = follow_of(t.connection(), enquiry);
  if (!follow) return std::string{};
  FollowEnded const ended{follow->follow, by, std::move(reason)};
  TRY(t.append(follow->follow.raw(), 1, {Events::encode(ended, t.now())}, author));
  return follow->follow.text();
}

Progress progress_in(std::vector<journal::Recorded> const& history, Path path) {
  auto furthest = Progress::received;
  for (auto const& recorded : history) furthest = std::max(furthest, step_of(recorded));
  return path == Path::child ? std::min(furthest, Progress::read) : furthest;
}

std::string about_follow(FollowId follow) { return follow_prefix + follow.text(); }
std::string about_saved(std::string_view saved_token) { return saved_prefix + to_hex(sha256(saved_token)); }

bool still_safe(sql::Connection& c, message::MessageAsked const& asked, Instant now) {
  if (asked.about.starts_with(saved_prefix))
    return access::lies_on(c, access::later_shelf, asked.about.substr(std::string_view{saved_prefix}.size()), now);
  if (!asked.about.starts_with(follow_prefix)) return false;
  auto const id = FollowId::parse(asked.about.substr(std::string_view{follow_prefix}.size()));
  auto const follow = id ? follow_by_id(c, *id) : std::nullopt;
  if (!follow || follow->channel != asked.channel || follow->to != asked.to) return false;
  // What the request says now counts, whatever was chosen before.
  auto const received = enquiry::enquiry_from(journal::load(c, follow->enquiry.raw())).received;
  if (follow->to.reveal() != safe_address(received, follow->channel)) return false;
  return asked.says != message::Template::news || follow->news;
}

Result<Done> follow_the_contact(journal::Transaction& t, journal::Recorded const& recorded) {
  if (recorded.header.type != enquiry::EnquiryAmended::event.type) return Done{};
  auto const id = enquiry::EnquiryId{recorded.header.stream};
  auto const follow = follow_of(t.connection(), id);
  if (!follow) return Done{};
  auto const to = safe_address(t.state<enquiry::Enquiry>(recorded.header.stream)->received, follow->channel);
  if (to == follow->to.reveal()) return Done{};
  if (to.empty()) {
    TRY(end_follow(t, id, StoppedBy::hub, "This way is not safe any more", recorded.header.author));
    return Done{};
  }
  TRY(allow_follow(t, {id, follow->path, follow->channel, follow->news, follow->language}));
  return Done{};
}

Result<Done> tell_news(journal::Transaction& t, journal::Recorded const& recorded) {
  auto const& type = recorded.header.type;
  if (!type.starts_with("enquiry.") || type == enquiry::EnquiryReceived::event.type) return Done{};
  // Nobody follows a request that calls no way safe.
  if (!t.state<enquiry::Enquiry>(recorded.header.stream)->received.safe_contact) return Done{};
  auto const follow = follow_of(t.connection(), enquiry::EnquiryId{recorded.header.stream});
  if (!follow || !follow->news) return Done{};
  auto history = t.load(recorded.header.stream);
  auto const now_at = progress_in(history, follow->path);
  std::erase_if(history, [&](auto const& one) { return one.header.version >= recorded.header.version; });
  if (now_at == progress_in(history, follow->path)) return Done{};
  auto const about = about_follow(follow->follow);
  if (message::count_about(t.connection(), about, message::Template::news, t.now() - std::chrono::hours{1}) > 0)
    return Done{};
  message::MessageAsked asked;
  asked.channel = follow->channel;
  asked.to = follow->to;
  asked.says = message::Template::news;
  asked.language = follow->language;
  asked.about = about;
  asked.until = t.now() + std::chrono::hours{24};
  TRY(message::ask(t, std::move(asked)));
  return Done{};
}

}  // namespace kith::door
