#include "app/commands/taking_out.h"

#include <fmt/format.h>

#include "access/accounts.h"
#include "base/text.h"

namespace kith::app {

namespace {
std::size_t constexpr records_in_a_line = 500;  // a line of the log of looks stays readable
std::size_t constexpr bytes_at_once = 64'000;
}  // namespace

Result<std::optional<access::Subject>> asker_of(House& house, std::string const& login) {
  if (login.empty()) return std::optional<access::Subject>{};
  auto const account = access::account_by_login(*house.readers().lease(), login);
  if (!account || !account->enabled) return not_found("no_account", fmt::format("Nobody signs in as {}.", login));
  return std::optional{account->subject()};
}

Result<Done> may_take_out(std::optional<access::Subject> const& asker, access::Action action) {
  if (asker && !access::may_enter(*asker, action))
    return forbidden("not_allowed", fmt::format("{} may not see these records.", asker->name));
  return Done{};
}

Result<std::string> reason_of(std::string const& typed, std::string const& flag) {
  std::string const why{trimmed(typed)};
  if (why.empty() || why.size() > 200)
    return invalid(
        "no_reason",
        fmt::format("Say why with {}, in up to 200 characters and without a name: it is kept for good.", flag));
  return why;
}

Result<Done> log_look(House& house, TakenOut const& taken, std::span<RawId const> records) {
  for (std::size_t from = 0; from < std::max<std::size_t>(records.size(), 1); from += records_in_a_line) {
    access::ReadEntry entry;
    entry.at = house.clock().now();
    if (taken.asker) {
      entry.account = taken.asker->account;
      entry.agency = taken.asker->agency;
    }
    entry.action = taken.action;
    entry.rule = taken.rule;
    entry.about = taken.about;
    for (auto const& id : records.subspan(from, std::min(records_in_a_line, records.size() - from)))
      entry.record += (entry.record.empty() ? "" : ",") + to_text(id);
    TRY(house.reads().record(entry));
  }
  return Done{};
}

void put(Terminal const& terminal, std::string_view text) {
  for (std::size_t at = 0; at < text.size(); at += bytes_at_once) terminal.out(text.substr(at, bytes_at_once));
}

}  // namespace kith::app
