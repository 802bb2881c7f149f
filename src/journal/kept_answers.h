// Answers to questions of the records, kept until the journal grows: while nobody writes, a list that many people look
// at is read once. Decision 0014.
#pragma once

#include <algorithm>
#include <concepts>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "journal/store.h"

namespace kith::journal {

// `Question` must hold everything on which the answer depends, who asks among it: two that are equal get one answer.
// Nothing that depends on the time of day or on the profile belongs in an answer. Safe to ask from several threads.
template <std::equality_comparable Question, class Answer>
class KeptAnswers {
 public:
  explicit KeptAnswers(std::size_t limit = 64) : limit_(limit) {}

  // What `ask(connection)` answers, or has answered since the last entry of the journal that `connection` can see. The
  // end of the journal is read first, so an answer is never older than the entry it is kept under.
  template <std::invocable<sql::Connection&> Ask>
  std::shared_ptr<Answer const> of(sql::Connection& connection, Question const& question, Ask const& ask) {
    auto const sequence = head(connection).sequence;
    if (auto kept = find(sequence, question)) return kept;
    auto answer = std::make_shared<Answer const>(ask(connection));
    keep(sequence, question, answer);
    return answer;
  }

 private:
  std::shared_ptr<Answer const> find(std::int64_t sequence, Question const& question) {
    std::scoped_lock const lock(mutex_);
    if (sequence != sequence_) return nullptr;
    auto const found = std::ranges::find(kept_, question, &Kept::first);
    return found == kept_.end() ? nullptr : found->second;
  }
  void keep(std::int64_t sequence, Question const& question, std::shared_ptr<Answer const> answer) {
    std::scoped_lock const lock(mutex_);
    if (sequence < sequence_) return;  // somebody has seen more meanwhile
    if (sequence > sequence_ || kept_.size() >= limit_) kept_.clear();
    sequence_ = sequence;
    kept_.emplace_back(question, std::move(answer));
  }

  using Kept = std::pair<Question, std::shared_ptr<Answer const>>;
  std::size_t limit_;
  std::mutex mutex_;
  std::int64_t sequence_ = -1;
  std::vector<Kept> kept_;
};

}  // namespace kith::journal
