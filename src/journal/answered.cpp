#include "journal/answered.h"

#include <fmt/format.h>

#include <array>

#include "journal/writer.h"

namespace kith::journal {

namespace {
// Questions of few sizes, so that the engine prepares each once. What is too many is asked in several.
auto constexpr sizes = std::to_array<std::size_t>({1, 16, 256});

std::string const& question_of(std::size_t keys) {
  static auto const texts = [] {
    std::array<std::string, sizes.size()> all;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      for (std::size_t n = 1; n <= sizes[i]; ++n) all[i] += fmt::format("{}${}", n == 1 ? "" : ",", n);
      all[i] = "SELECT key, request, answer FROM answered WHERE key IN (" + all[i] + ")";
    }
    return all;
  }();
  return texts[static_cast<std::size_t>(std::ranges::find(sizes, keys) - sizes.begin())];
}
}  // namespace

void Answered::look_up(sql::Connection& connection, std::span<Task const> batch) {
  std::vector<sql::Value> keys;
  auto ask = [&] {
    if (keys.empty()) return;
    keys.resize(*std::ranges::lower_bound(sizes, keys.size()), nullptr);
    connection.query(question_of(keys.size()), keys, [&](sql::Row const& row) {
      earlier_.insert_or_assign(row.string(0), Earlier{row.string(1), row.string(2)});
    });
    keys.clear();
  };
  for (auto const& task : batch) {
    if (!task.key.empty()) keys.emplace_back(task.key);
    if (keys.size() == sizes.back()) ask();
  }
  ask();
}

std::optional<Result<std::string>> Answered::earlier(Task const& task) const {
  auto const found = earlier_.find(task.key);
  if (task.key.empty() || found == earlier_.end()) return std::nullopt;
  if (found->second.request == hash_of(task)) return found->second.answer;
  return invalid("key_reused",
                 "This form was already sent with other answers. Open it again and check what has been saved.");
}

void Answered::keep(sql::Connection& connection, Task const& task, std::string const& answer, Instant now) {
  if (task.key.empty()) return;
  auto const request = hash_of(task);
  connection.post("INSERT INTO answered(key, request, answer, at) VALUES($1,$2,$3,$4)",
                  {task.key, request, answer, now});
  earlier_.insert_or_assign(task.key, Earlier{request, answer});
}

void Answered::forget_before(sql::Connection& connection, Instant time) {
  connection.execute("DELETE FROM answered WHERE at<$1", {time});
}

std::string Answered::hash_of(Task const& task) const {
  return to_hex(hmac_sha256(bytes_of(answer_key_), task.request));
}

}  // namespace kith::journal
