#include "app/socket.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <boost/describe/class.hpp>

#include <cstring>
#include <thread>

#include "base/codec.h"
#include "base/log.h"

namespace kith::app {

BOOST_DESCRIBE_STRUCT(Asked, (), (folder, arguments))

namespace {

std::uint32_t constexpr longest_frame_bytes = 1 << 20;

// A frame is one letter, four bytes of length, and that many bytes: 'a' asks; 'o' and 'e' are output; 'x' ends with the
// exit code.
bool send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    auto const sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}
bool send_frame(int socket, char kind, std::string_view text) {
  auto const length = static_cast<std::uint32_t>(text.size());
  std::string head(5, kind);
  std::memcpy(head.data() + 1, &length, sizeof(length));
  return send_all(socket, head) && send_all(socket, text);
}
bool receive_all(int socket, char* into, std::size_t size) {
  while (size > 0) {
    auto const got = ::recv(socket, into, size, 0);
    if (got <= 0) return false;
    into += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}
bool receive_frame(int socket, char& kind, std::string& text) {
  char head[5];
  if (!receive_all(socket, head, sizeof(head))) return false;
  std::uint32_t length = 0;
  std::memcpy(&length, head + 1, sizeof(length));
  if (length > longest_frame_bytes) return false;
  kind = head[0];
  text.resize(length);
  return receive_all(socket, text.data(), length);
}

bool address_of(std::filesystem::path const& path, sockaddr_un& address) {
  address = {};
  address.sun_family = AF_UNIX;
  auto const text = path.string();
  if (text.size() >= sizeof(address.sun_path)) return false;
  std::memcpy(address.sun_path, text.c_str(), text.size() + 1);
  return true;
}

void answer(int socket, Run const& run) {
  char kind = 0;
  std::string text;
  if (!receive_frame(socket, kind, text) || kind != 'a') return;
  Terminal const terminal{[&](std::string_view out) { send_frame(socket, 'o', out); },
                          [&](std::string_view err) { send_frame(socket, 'e', err); }, false};
  int code = 1;
  try {
    code = run(codec::from_json<Asked>(text), terminal);
  } catch (std::exception const& fault) {
    log::error("command_line_failed", {{"reason", fault.what()}});
    terminal.err("The server could not do this. Its log says why.\n");
  }
  send_frame(socket, 'x', std::to_string(code));
}

}  // namespace

struct CommandSocket::State {
  std::filesystem::path path;
  int listener = -1;
  int wake = -1;
  Run run;
  std::thread thread;

  void serve() {
    for (;;) {
      pollfd waiting[2] = {{listener, POLLIN, 0}, {wake, POLLIN, 0}};
      if (::poll(waiting, 2, -1) < 0) continue;
      if (waiting[1].revents != 0) return;
      int const connection = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
      if (connection < 0) continue;
      answer(connection, run);
      ::close(connection);
    }
  }
};

Result<std::unique_ptr<CommandSocket>> CommandSocket::listen(std::filesystem::path const& socket, Run run) {
  auto state = std::make_unique<State>();
  state->path = socket;
  state->run = std::move(run);
  sockaddr_un address;
  if (!address_of(socket, address))
    return unavailable("socket_unusable", "The data folder's name is too long for its socket.");
  ::unlink(socket.c_str());  // the lock is ours, so whoever made it is gone
  state->listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  state->wake = ::eventfd(0, EFD_CLOEXEC);
  auto const old_mask = ::umask(0177);
  bool const bound = ::bind(state->listener, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
  ::umask(old_mask);
  if (!bound || ::listen(state->listener, 16) != 0)
    return unavailable("socket_unusable", "The socket for command lines cannot be made in the data folder.");
  auto* raw = state.get();
  state->thread = std::thread([raw] { raw->serve(); });
  return std::unique_ptr<CommandSocket>(new CommandSocket(std::move(state)));
}

CommandSocket::CommandSocket(std::unique_ptr<State> state) : state_(std::move(state)) {}

CommandSocket::~CommandSocket() {
  std::uint64_t const one = 1;
  if (::write(state_->wake, &one, sizeof(one)) != sizeof(one)) log::error("socket_not_woken");
  state_->thread.join();
  ::close(state_->listener);
  ::close(state_->wake);
  ::unlink(state_->path.c_str());
}

Result<int> ask_server(std::filesystem::path const& socket, Asked const& asked, Terminal const& terminal) {
  sockaddr_un address;
  int const connection = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connection < 0 || !address_of(socket, address) ||
      ::connect(connection, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
    if (connection >= 0) ::close(connection);
    return unavailable("no_server",
                       "Another Kith process holds this folder, and it takes no command lines. Wait for it to finish.");
  }
  int code = 1;
  char kind = 0;
  std::string text;
  bool ended = false;
  if (send_frame(connection, 'a', codec::to_json(asked)))
    while (!ended && receive_frame(connection, kind, text)) {
      if (kind == 'o')
        terminal.out(text);
      else if (kind == 'e')
        terminal.err(text);
      else if (kind == 'x') {
        code = std::atoi(text.c_str());
        ended = true;
      }
    }
  ::close(connection);
  if (!ended) terminal.err("The server stopped before it had finished. Look what has been done before trying again.\n");
  return code;
}

}  // namespace kith::app
