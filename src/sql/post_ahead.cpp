#include "sql/post_ahead.h"

#include <future>
#include <memory_resource>
#include <vector>

#include "base/pages_ahead.h"

namespace kith::sql {

namespace {

// Statements noted down, with copies of all that they borrowed. The promise goes unkept when one of them fails.
class NotedPage {
 public:
  void note(std::string_view sql, std::span<Value const> values) {
    statements_.push_back({kept(sql), values_.size(), values.size()});
    for (auto const& value : values)
      values_.push_back(std::visit([&](auto const& content) { return Value(kept(content)); }, value.content()));
  }
  std::size_t size() const { return statements_.size(); }
  std::future<void> when_carried_out() { return carried_out_.get_future(); }
  void carry_out(Connection& connection) {
    for (auto const& [sql, first, count] : statements_)
      connection.post(sql, std::span<Value const>{values_}.subspan(first, count));
    carried_out_.set_value();
  }

 private:
  struct Noted {
    std::string_view sql;
    std::size_t first_value;
    std::size_t value_count;
  };
  std::string_view kept(std::string const& text) { return kept(std::string_view{text}); }
  std::string_view kept(std::string_view text) {
    auto* const copy = static_cast<char*>(memory_->allocate(text.size() + 1, 1));
    text.copy(copy, text.size());
    return {copy, text.size()};
  }
  BytesView kept(BytesView bytes) { return {kept(bytes.bytes)}; }
  template <class Number>  // or null: nothing is borrowed
  static Number kept(Number number) {
    return number;
  }

  std::unique_ptr<std::pmr::monotonic_buffer_resource> memory_ =
      std::make_unique<std::pmr::monotonic_buffer_resource>(std::size_t{1} << 17);
  std::vector<Noted> statements_;
  std::vector<Value> values_;
  std::promise<void> carried_out_;
};

using NotedPages = PagesAhead<NotedPage>;

class NotingConnection final : public Connection {
 public:
  NotingConnection(Connection& real, NotedPages::HandOn const& hand_on) : real_(real), hand_on_(hand_on) {}

  Engine engine() const override { return real_.engine(); }
  Location const& location() const override { return real_.location(); }
  void post(std::string_view sql, std::span<Value const> values) override {
    if (asking_) return real_.post(sql, values);  // from within an answer: nothing is waiting
    page_.note(sql, values);
    if (page_.size() == page_statements) hand_on_(std::exchange(page_, {}));
  }
  void query(std::string_view sql, std::span<Value const> values, OnRow const& on_row) override {
    Alone(*this)->query(sql, values, on_row);
  }
  std::int64_t execute(std::string_view sql, std::span<Value const> values) override {
    return Alone(*this)->execute(sql, values);
  }
  bool usable() override { return Alone(*this)->usable(); }
  void begin() override { Alone(*this)->begin(); }
  void commit() override { Alone(*this)->commit(); }
  void rollback() override { Alone(*this)->rollback(); }
  void run_script(std::string_view ddl) override { Alone(*this)->run_script(ddl); }
  void make_room(std::int64_t bytes) override { Alone(*this)->make_room(bytes); }
  void tidy() override { Alone(*this)->tidy(); }

  void hand_on_the_rest() { hand_on_(std::exchange(page_, {})); }

 private:
  static constexpr std::size_t page_statements = 256;

  // While one lives, the other thread has nothing to carry out and the connection is this thread's.
  class Alone {
   public:
    explicit Alone(NotingConnection& of) : of_(of), within_(of.asking_) {
      if (!within_) of.wait_until_carried_out();
      of.asking_ = true;
    }
    ~Alone() { of_.asking_ = within_; }
    Alone(Alone const&) = delete;
    Alone& operator=(Alone const&) = delete;
    Connection* operator->() const { return &of_.real_; }

   private:
    NotingConnection& of_;
    bool within_;
  };
  void wait_until_carried_out() {
    auto carried_out = page_.when_carried_out();
    hand_on_the_rest();
    carried_out.get();
  }

  Connection& real_;
  NotedPages::HandOn const& hand_on_;
  NotedPage page_;
  bool asking_ = false;
};

}  // namespace

void post_ahead(Connection& connection, std::function<void(Connection&)> const& work) {
  NotedPages pages([&](auto const& hand_on) {
    NotingConnection noting(connection, hand_on);
    work(noting);
    noting.hand_on_the_rest();
  });
  while (auto page = pages.next()) page->carry_out(connection);
}

}  // namespace kith::sql
