#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fcntl.h>
#include <barrier>
#include <csignal>
#include <fstream>
#include <set>

#include "access/lines_backwards.h"
#include "access/read_log_search.h"
#include "databases.h"

using namespace kith;
using namespace kith::access;
using kith::testing::TemporaryFolder;

namespace {

struct Place {
  TemporaryFolder folder;
  std::filesystem::path file = folder.path() / "reads.log";

  std::unique_ptr<ReadLog> open() const { return *ReadLog::open(file); }
  std::string text() const {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void overwrite(std::string const& text) const { std::ofstream(file, std::ios::binary) << text; }
};

ReadEntry look(std::string record, ActorId who = {}) {
  return {Instant{1'700'000'000'000}, who, "school", Action::see_enquiry, "hub", "enquiry", std::move(record), "r"};
}

std::vector<ReadLine> all_lines(std::filesystem::path const& file) {
  std::vector<ReadLine> lines;
  auto const read = read_log_lines(file, [&](ReadLine const& line) { lines.push_back(line); });
  REQUIRE_MESSAGE(read.ok(), (read.ok() ? "" : read.error().sentence));
  return lines;
}

// Runs `child` in a process of its own, so that it can be killed or starved; the descriptor is a pipe to the test.
template <class Child>
pid_t in_child(int& reading_end, Child child) {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  auto const pid = ::fork();
  REQUIRE(pid >= 0);
  if (pid == 0) {
    ::close(ends[0]);
    child(ends[1]);
    ::_exit(0);
  }
  ::close(ends[1]);
  reading_end = ends[0];
  return pid;
}

}  // namespace

TEST_CASE("a look that is recorded can be read back as it was") {
  Place place;
  SystemRandom random;
  auto const who = ActorId::mint(Instant{1}, random);
  CHECK(place.open()->record(look("a,b", who)).ok());
  auto const lines = all_lines(place.file);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].number == 1);
  CHECK(lines[0].at == "2023-11-14T22:13:20.000Z");
  CHECK(lines[0].account == who.text());
  CHECK(lines[0].agency == "school");
  CHECK(lines[0].action == "see_enquiry");
  CHECK(lines[0].rule == "hub");
  CHECK(lines[0].about == "enquiry");
  CHECK(lines[0].record == "a,b");
}

TEST_CASE("the chain goes on where it stood when the log is opened again") {
  Place place;
  for (int round = 0; round < 3; ++round) {
    auto log = place.open();
    CHECK(log->lines() == round * 2);
    CHECK(log->record(look("x")).ok());
    CHECK(log->record(look("y")).ok());
  }
  CHECK(all_lines(place.file).size() == 6);
}

TEST_CASE("a closed log has no room taken ahead left at its end") {
  Place place;
  place.open()->record(look("x")).value();
  CHECK(place.text().back() == '\n');
  CHECK(std::filesystem::file_size(place.file) == place.text().size());
}

TEST_CASE("a last line that a crash cut short is cut off, wherever it was cut") {
  Place place;
  {
    auto log = place.open();
    log->record(look("first")).value();
    log->record(look("second")).value();
  }
  auto const whole = place.text();
  auto const first = whole.find('\n') + 1;
  for (auto cut = first; cut < whole.size(); cut += cut + 20 < whole.size() ? 17 : 1) {
    place.overwrite(whole.substr(0, cut));
    auto log = place.open();
    CHECK(log->lines() == 1);
    CHECK(log->record(look("third")).ok());
    log.reset();
    auto const lines = all_lines(place.file);
    REQUIRE(lines.size() == 2);
    CHECK(lines[1].record == "third");
  }
}

TEST_CASE("what stands behind a hole that a power cut left is cut off, and the log goes on before it") {
  Place place;
  {
    auto const log = place.open();
    for (auto const* record : {"a", "b", "c", "d"}) REQUIRE(log->record(look(record)).ok());
  }
  auto const whole = place.text();
  auto const third = whole.find('\n', whole.find('\n') + 1) + 1;
  for (auto const begins : {third, third + 40}) {  // at a line's beginning and inside one; the fourth line is whole
    auto holed = whole;
    holed.replace(begins, 100, 100, '\0');
    place.overwrite(holed);
    REQUIRE(place.open()->record(look("e")).ok());
    std::string records;
    for (auto const& line : all_lines(place.file)) records += line.record;
    CHECK(records == "abe");
  }
}

TEST_CASE("whatever is changed is found, at its line") {
  Place place;
  {
    auto log = place.open();
    for (auto const* record : {"one", "two", "three", "four"}) log->record(look(record)).value();
  }
  auto const whole = place.text();
  std::size_t line = 1;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    auto changed = whole;
    changed[i] = changed[i] == 'x' ? 'y' : 'x';
    place.overwrite(changed);
    auto const read = read_log_lines(place.file, [](ReadLine const&) {});
    bool const last_line_end = i + 1 == whole.size();  // reads as a line cut short
    if (last_line_end) {
      CHECK(*read == 3);
    } else {
      REQUIRE_MESSAGE(!read.ok(), "a change at byte ", i, " went unseen");
      CHECK(read.error().code == "read_log_broken");
      CHECK(read.error().sentence.find("Line " + std::to_string(line) + " ") != std::string::npos);
    }
    if (whole[i] == '\n') ++line;
  }
}

TEST_CASE("a line taken out, put in twice or swapped is found") {
  Place place;
  {
    auto log = place.open();
    for (auto const* record : {"one", "two", "three"}) log->record(look(record)).value();
  }
  std::vector<std::string> lines;
  std::ifstream in(place.file);
  for (std::string line; std::getline(in, line);) lines.push_back(line + "\n");
  for (auto const& altered : {lines[1] + lines[2], lines[0] + lines[2], lines[0] + lines[0] + lines[1] + lines[2],
                              lines[1] + lines[0] + lines[2]}) {
    place.overwrite(altered);
    CHECK_FALSE(read_log_lines(place.file, [](ReadLine const&) {}).ok());
  }
}

TEST_CASE("those who look at once share flushes, and every one of them is on disk when told so") {
  Place place;
  auto log = place.open();
  int constexpr readers = 16;
  int constexpr looks_each = 40;
  std::barrier start(readers);
  std::vector<std::thread> threads;
  for (int r = 0; r < readers; ++r)
    threads.emplace_back([&, r] {
      start.arrive_and_wait();
      for (int i = 0; i < looks_each; ++i) log->record(look(std::to_string(r) + "-" + std::to_string(i))).value();
    });
  for (auto& thread : threads) thread.join();
  CHECK(log->lines() == readers * looks_each);
  CHECK(log->waiting() == 0);
  CHECK(log->flushes() < readers * looks_each);
  log.reset();
  std::set<std::string> records;
  for (auto const& line : all_lines(place.file)) records.insert(line.record);
  CHECK(records.size() == readers * looks_each);
}

TEST_CASE("kill -9 in the middle of writing loses no line that was acknowledged") {
  Place place;
  int constexpr writers = 4;
  for (int round = 0; round < 3; ++round) {
    int acknowledged = -1;
    auto const pid = in_child(acknowledged, [&](int pipe) {
      auto log = place.open();
      std::vector<std::thread> threads;
      for (int w = 0; w < writers; ++w)
        threads.emplace_back([&, w] {
          for (int i = 0;; ++i) {
            auto const name = std::to_string(round) + "-" + std::to_string(w) + "-" + std::to_string(i);
            if (!log->record(look(name)).ok()) ::_exit(1);
            auto const told = name + "\n";
            if (::write(pipe, told.data(), told.size()) < 0) ::_exit(1);
          }
        });
      for (auto& thread : threads) thread.join();
    });
    std::string heard;
    char buffer[4096];
    while (std::count(heard.begin(), heard.end(), '\n') < 200) {
      auto const size = ::read(acknowledged, buffer, sizeof(buffer));
      REQUIRE(size > 0);
      heard.append(buffer, static_cast<std::size_t>(size));
    }
    ::kill(pid, SIGKILL);
    for (ssize_t size = 0; (size = ::read(acknowledged, buffer, sizeof(buffer))) > 0;)
      heard.append(buffer, static_cast<std::size_t>(size));
    ::close(acknowledged);
    int status = 0;
    REQUIRE(::waitpid(pid, &status, 0) == pid);
    REQUIRE(WIFSIGNALED(status));

    std::set<std::string> kept;
    for (auto const& line : all_lines(place.file)) kept.insert(line.record);
    std::size_t missing = 0;
    for (std::size_t from = 0, to = 0; (to = heard.find('\n', from)) != std::string::npos; from = to + 1)
      missing += kept.contains(heard.substr(from, to - from)) ? 0 : 1;
    CHECK(missing == 0);
  }
  CHECK(place.open()->record(look("after")).ok());
  CHECK(all_lines(place.file).back().record == "after");
}

TEST_CASE("a full disk refuses every look of the batch, spoils nothing, and is over when there is room again") {
  Place place;
  int answers = -1;
  auto const pid = in_child(answers, [&](int pipe) {
    ::dup2(::open("/dev/null", O_WRONLY), STDERR_FILENO);
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    getrlimit(RLIMIT_FSIZE, &limit);
    auto const plenty = limit.rlim_cur;
    limit.rlim_cur = 2'000;  // some lines, and a bit
    setrlimit(RLIMIT_FSIZE, &limit);
    auto log = place.open();
    auto const tell = [&](char letter) {
      if (::write(pipe, &letter, 1) != 1) ::_exit(1);
    };
    auto const try_one = [&](std::string const& record) {
      auto const kept = log->record(look(record));
      tell(kept.ok() ? 'k' : kept.error().code == "read_log_full" ? 'f' : '?');
    };
    for (int i = 0; i < 12; ++i) try_one("before-" + std::to_string(i));
    tell('|');
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) threads.emplace_back([&] { try_one("none"); });
    for (auto& thread : threads) thread.join();
    tell('|');
    limit.rlim_cur = plenty;
    setrlimit(RLIMIT_FSIZE, &limit);
    for (int i = 0; i < 3; ++i) try_one("after");
  });
  std::string heard;
  char buffer[256];
  for (ssize_t size = 0; (size = ::read(answers, buffer, sizeof(buffer))) > 0;)
    heard.append(buffer, static_cast<std::size_t>(size));
  ::close(answers);
  int status = 0;
  REQUIRE(::waitpid(pid, &status, 0) == pid);
  CHECK(WEXITSTATUS(status) == 0);

  auto const kept_before = heard.find('f');
  REQUIRE(kept_before != std::string::npos);
  CHECK(kept_before > 0);
  CHECK(heard.substr(0, 12) == std::string(kept_before, 'k') + std::string(12 - kept_before, 'f'));
  CHECK(heard.substr(12) == "|ffffffff|kkk");
  auto const lines = all_lines(place.file);
  CHECK(lines.size() == kept_before + 3);
  CHECK(lines.back().record == "after");
}

TEST_CASE("a log whose last line is no line of a log is not written on") {
  Place place;
  place.overwrite("something else\n");
  auto const opened = ReadLog::open(place.file);
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.error().code == "read_log_unusable");
}

TEST_CASE("lines are read backwards across blocks, with nothing lost and a cut piece passed over") {
  Place place;
  std::vector<std::string> lines;
  std::string text;
  for (int i = 0; i < 3'000; ++i) {
    lines.push_back(std::string(static_cast<std::size_t>(i * 37 % 211), 'a' + i % 26));
    text += lines.back() + "\n";
  }
  lines.insert(lines.begin(), std::string(200'000, 'z'));  // longer than any block
  place.overwrite(lines.front() + "\n" + text + "cut sho");
  LinesBackwards backwards(place.file, INT64_MAX);
  std::int64_t end = backwards.position();
  for (auto expected = lines.rbegin(); expected != lines.rend(); ++expected) {
    auto const line = backwards.next();
    REQUIRE(line);
    REQUIRE(*line == *expected);
    CHECK(backwards.position() == end - static_cast<std::int64_t>(expected->size()) - 1);
    end = backwards.position();
  }
  CHECK_FALSE(backwards.next());
  CHECK(backwards.position() == 0);
  CHECK_FALSE(LinesBackwards(place.folder.path() / "absent", 10).next());
}

TEST_CASE("looks are found by who and by what, newest first, page after page") {
  Place place;
  SystemRandom random;
  auto const ada = ActorId::mint(Instant{1}, random);
  auto const grace = ActorId::mint(Instant{2}, random);
  {
    auto log = place.open();
    for (int i = 0; i < 25; ++i)
      log->record(look("r" + std::to_string(i % 5) + ",s", i % 2 == 0 ? ada : grace)).value();
  }
  std::vector<std::int64_t> numbers;
  LookQuestion question{.account = ada.text(), .record = "r2", .until = INT64_MAX, .page_size = 2};
  for (bool more = true; more;) {
    auto const found = *find_looks(place.file, question);
    CHECK(found.looks.size() <= 2);
    for (auto const& each : found.looks) {
      numbers.push_back(each.number);
      CHECK(each.account == ada.text());
      CHECK(each.record == "r2,s");
    }
    more = found.older.has_value();
    if (more) question.until = *found.older;
  }
  CHECK(numbers == std::vector<std::int64_t>{23, 13, 3});
  CHECK(find_looks(place.file, {.record = "r", .until = INT64_MAX})->looks.empty());  // no half of an id
}

TEST_CASE("a search that finds little stops after its stretch of the file and says how far it looked") {
  Place place;
  {
    auto log = place.open();
    for (int i = 0; i < 200; ++i) log->record(look(i == 0 ? "rare" : "usual")).value();
  }
  LookQuestion question{.record = "rare", .until = INT64_MAX, .most_bytes = 5'000};
  int pages = 0;
  LooksFound found;
  for (; pages < 100; ++pages) {
    found = *find_looks(place.file, question);
    CHECK(found.looked_back_to == "2023-11-14T22:13:20.000Z");
    if (!found.older) break;
    CHECK(found.stopped_short);
    question.until = *found.older;
  }
  CHECK(pages > 3);
  REQUIRE(found.looks.size() == 1);
  CHECK(found.looks[0].number == 1);
}
