// What a command says: to a person at a terminal, or back through a server's socket to one.
#pragma once

#include <fmt/format.h>

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kith::app {

struct Terminal {
  std::function<void(std::string_view)> out;  // results
  std::function<void(std::string_view)> err;  // errors and progress
  bool shows_progress = false;                // somebody is watching: progress bars may be drawn

  template <class... Values>
  void say(fmt::format_string<Values...> format, Values&&... values) const {
    out(fmt::format(format, std::forward<Values>(values)...) + "\n");
  }
  // One plain sentence, then the fields it concerns. Returns the exit code of a failed job.
  int complain(Error const& error) const {
    err(error.sentence + "\n");
    for (auto const& field : error.fields)
      if (field.sentence != error.sentence) err("  " + field.sentence + "\n");
    return 1;
  }
};

Terminal standard_terminal();

// A bar that redraws itself on standard error while `done` grows towards `total`; silent when nobody watches.
class ProgressBar {
 public:
  ProgressBar(Terminal const& terminal, std::string label) : terminal_(terminal), label_(std::move(label)) {}
  ~ProgressBar();
  void show(std::uint64_t done, std::uint64_t total);

 private:
  Terminal const& terminal_;
  std::string label_;
  int shown_permille_ = -1;
};

}  // namespace kith::app
