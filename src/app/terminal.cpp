#include "app/terminal.h"

#include <unistd.h>

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
