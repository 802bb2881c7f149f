#include "message/worker.h"

#include "base/log.h"
#include "message/one_time_code.h"
#include "message/records.h"

namespace kith::message {

namespace {
int constexpr at_a_time = 20;
}

Worker::~Worker() {
  {
    std::lock_guard const lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Worker::start(std::chrono::milliseconds every) {
  thread_ = std::thread([this, every] {
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, every, [this] { return stopping_; })) {
      lock.unlock();
      try {
        run_once();
      } catch (sql::Fault const& fault) {
        log::error("messages_not_read", {{"reason", sql::to_error(fault).sentence}});
      }
      lock.lock();
    }
  });
}

std::size_t Worker::run_once() {
  auto const due = due_messages(*parts_.readers->lease(), parts_.clock->now(), at_a_time);
  std::size_t settled = 0;
  for (auto const id : due) {
    {
      std::lock_guard const lock(mutex_);
      if (stopping_) break;
    }
    // A carrier that is not there now will not be for the next message either.
    if (!send(id)) break;
    ++settled;
  }
  return settled;
}

bool Worker::send(MessageId id) {
  auto const before = message_by_id(*parts_.readers->lease(), id);
  if (!before) return true;
  auto const taken =
      parts_.writer->perform({{}, {}, [&](journal::Transaction& t) { return take(t, id, parts_.still_safe); }, {}});
  if (!taken && taken.error().code != "not_due")
    log::error("message_not_taken", {{"message", id}, {"reason", taken.error().sentence}});
  if (!taken || *taken != "taken") return taken.ok() || taken.error().code == "not_due";

  auto const secret = before->says == Template::code   ? code_in(parts_.code_key, id)
                      : before->says == Template::link ? link_in(parts_.code_key, id)
                                                       : std::string{};
  auto worded = parts_.wording(before->says, before->language, secret);
  auto* const carrier = parts_.carriers.of(before->channel);
  auto const outcome = carrier == nullptr ? Outcome::never(Why::not_configured)
                                          : carrier->carry({.message = id,
                                                            .channel = before->channel,
                                                            .says = before->says,
                                                            .language = before->language,
                                                            .to = before->to,
                                                            .fillings = std::move(worded.fillings),
                                                            .subject = std::move(worded.subject),
                                                            .body = std::move(worded.body),
                                                            .may_have_gone = before->tried});
  auto const settled =
      parts_.writer->perform({{}, {}, [&](journal::Transaction& t) { return settle(t, id, outcome); }, {}});
  if (!settled) log::error("message_not_settled", {{"message", id}, {"reason", settled.error().sentence}});
  if (outcome.kind == Outcome::Kind::sent) {
    log::info("message_sent", {{"message", id}, {"carrier", outcome.carrier}});
  } else {
    log::warning("message_not_sent", {{"message", id}, {"why", wire(outcome.why)}, {"detail", outcome.detail}});
  }
  return outcome.kind != Outcome::Kind::later;
}

}  // namespace kith::message
