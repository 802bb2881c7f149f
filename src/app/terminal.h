// What a command says: to a person at a terminal, or back through a server's socket to one.
#pragma once

#include <fmt/format.h>

#include <filesystem>
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

// Results into a file, in place of standard output. The file is this process's own, whoever makes what goes into it; it
// is readable by its owner alone, and is there only when the command succeeded.
class OutputFile {
 public:
  ~OutputFile();
  // Errors: not_written.
  Result<Done> open(std::filesystem::path const& file);
  bool is_open() const { return descriptor_ >= 0; }
  void write(std::string_view text);
  // Puts the file in place if `code` is 0 and all was written. Errors: not_written.
  Result<Done> finish(int code);

 private:
  std::filesystem::path file_, part_;
  int descriptor_ = -1;
  bool failed_ = false;
};

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
