#include "app/terminal.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace kith::app {

Terminal standard_terminal() {
  return {[](std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); },
          [](std::string_view text) {
            std::fflush(stdout);
            std::fwrite(text.data(), 1, text.size(), stderr);
          },
          ::isatty(STDERR_FILENO) == 1};
}

OutputFile::~OutputFile() {
  if (!is_open()) return;
  ::close(descriptor_);
  ::unlink(part_.c_str());
}

Result<Done> OutputFile::open(std::filesystem::path const& file) {
  file_ = file;
  part_ = file.string() + ".part";
  descriptor_ = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (!is_open()) return unavailable("not_written", fmt::format("{} cannot be written.", file_.string()));
  return Done{};
}

void OutputFile::write(std::string_view text) {
  while (!text.empty() && !failed_) {
    auto const written = ::write(descriptor_, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    failed_ = written <= 0;
    if (!failed_) text.remove_prefix(static_cast<std::size_t>(written));
  }
}

Result<Done> OutputFile::finish(int code) {
  if (!is_open() || code != 0) return Done{};
  if (failed_ || ::rename(part_.c_str(), file_.c_str()) != 0)
    return unavailable("not_written", fmt::format("{} could not be written.", file_.string()));
  ::close(std::exchange(descriptor_, -1));
  return Done{};
}

ProgressBar::~ProgressBar() {
  if (shown_permille_ >= 0) terminal_.err("\n");
}

void ProgressBar::show(std::uint64_t done, std::uint64_t total) {
  if (!terminal_.shows_progress || total == 0) return;
  int const permille = static_cast<int>(std::min<std::uint64_t>(1000, done * 1000 / total));
  if (permille == shown_permille_) return;
  shown_permille_ = permille;
  std::string bar(40, '.');
  for (int i = 0; i < permille * 40 / 1000; ++i) bar[static_cast<std::size_t>(i)] = '#';
  terminal_.err(fmt::format("\r{} [{}] {:5.1f}%", label_, bar, permille / 10.0));
}

}  // namespace kith::app
