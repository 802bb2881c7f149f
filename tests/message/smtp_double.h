// A mail server on this machine: takes one mail a connection (RFC 5321) and answers as a test has written down.
#pragma once

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace kith::message::test {

class SmtpDouble {
 public:
  // `replies` says another reply than the usual one, by command: {"RCPT", "550 5.1.1 No such user"}.
  explicit SmtpDouble(std::map<std::string, std::string> replies = {})
      : replies_(std::move(replies)), socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::bind(socket_, reinterpret_cast<sockaddr*>(&here), sizeof(here)) == 0);
    REQUIRE(::listen(socket_, 8) == 0);
    socklen_t length = sizeof(here);
    REQUIRE(::getsockname(socket_, reinterpret_cast<sockaddr*>(&here), &length) == 0);
    port_ = ntohs(here.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~SmtpDouble() {
    stopping_ = true;
    ::shutdown(socket_, SHUT_RDWR);
    ::close(socket_);
    thread_.join();
  }

  std::string url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }
  std::vector<std::string> commands() {
    std::lock_guard const lock(mutex_);
    return commands_;
  }
  std::vector<std::string> mails() {
    std::lock_guard const lock(mutex_);
    return mails_;
  }

 private:
  void serve() {
    while (!stopping_) {
      int const peer = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
      if (peer < 0) return;
      timeval const patience{5, 0};
      ::setsockopt(peer, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
      talk(peer);
      ::close(peer);
    }
  }
  static void say(int peer, std::string const& line) {
    auto const text = line + "\r\n";
    static_cast<void>(::send(peer, text.data(), text.size(), MSG_NOSIGNAL));
  }
  // False at the end of the connection.
  static bool hear(int peer, std::string& kept, std::string& line) {
    for (;;) {
      if (auto const end = kept.find("\r\n"); end != std::string::npos) {
        line = kept.substr(0, end);
        kept.erase(0, end + 2);
        return true;
      }
      char bytes[4096];
      auto const got = ::recv(peer, bytes, sizeof(bytes), 0);
      if (got <= 0) return false;
      kept.append(bytes, static_cast<std::size_t>(got));
    }
  }
  void talk(int peer) {
    say(peer, "220 mail.example.org ready");
    std::string kept, line;
    while (hear(peer, kept, line)) {
      auto const word = line.substr(0, 4);
      {
        std::lock_guard const lock(mutex_);
        commands_.push_back(line);
      }
      auto const scripted = replies_.find(word);
      if (scripted != replies_.end()) {
        say(peer, scripted->second);
        continue;
      }
      if (word == "QUIT") return say(peer, "221 bye");
      if (word != "DATA") {
        say(peer, "250 fine");
        continue;
      }
      say(peer, "354 go on");
      std::string mail;
      while (hear(peer, kept, line) && line != ".") mail += (line.starts_with("..") ? line.substr(1) : line) + "\r\n";
      {
        std::lock_guard const lock(mutex_);
        mails_.push_back(mail);
      }
      say(peer, "250 taken");
    }
  }

  std::map<std::string, std::string> replies_;
  int socket_;
  std::uint16_t port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;
  std::vector<std::string> commands_, mails_;
  std::thread thread_;
};

}  // namespace kith::message::test
