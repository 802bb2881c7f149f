// The one file that knows Asio.
#include "http/reactor.h"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <csignal>
#include <optional>
#include <thread>
#include <utility>

namespace kith::http {

namespace {
namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Scratch = std::array<char, 64 * 1024>;

std::array<asio::const_buffer, 2> both(std::string_view first, std::string_view second) {
  return {asio::buffer(first.data(), first.size()), asio::buffer(second.data(), second.size())};
}

class PlainChannel final : public Channel, public std::enable_shared_from_this<PlainChannel> {
 public:
  // Waits for bytes without holding a buffer: thousands of idle connections share the one scratch space.
  PlainChannel(tcp::socket socket, Scratch& scratch) : socket_(std::move(socket)), scratch_(scratch) {}

  void open(Opened opened) override {
    asio::post(socket_.get_executor(), [self = shared_from_this(), opened = std::move(opened)] { opened(true); });
  }

  void receive(Received received) override {
    socket_.async_wait(tcp::socket::wait_read,
                       [self = shared_from_this(), received = std::move(received)](error_code failed) mutable {
                         if (failed) return received({});
                         std::size_t const size = self->socket_.read_some(asio::buffer(self->scratch_), failed);
                         if (failed == asio::error::would_block || failed == asio::error::try_again)
                           return self->receive(std::move(received));
                         received({self->scratch_.data(), failed ? 0 : size});
                       });
  }

  void send(std::string_view first, std::string_view second, Sent sent) override {
    asio::async_write(
        socket_, both(first, second),
        [self = shared_from_this(), sent = std::move(sent)](error_code failed, std::size_t) { sent(!failed); });
  }

  void finish() override {
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
  }

  void close() override {
    error_code ignored;
    socket_.close(ignored);
  }

 private:
  tcp::socket socket_;
  Scratch& scratch_;
};

class TlsChannel final : public Channel, public std::enable_shared_from_this<TlsChannel> {
 public:
  TlsChannel(tcp::socket socket, asio::ssl::context& context) : stream_(std::move(socket), context) {}

  void open(Opened opened) override {
    stream_.async_handshake(asio::ssl::stream_base::server, [self = shared_from_this(), opened = std::move(opened)](
                                                                error_code failed) { opened(!failed); });
  }

  void receive(Received received) override {
    if (finishing_) {
      // The goodbye in progress reads until the peer has said its own.
      at_end_ = std::move(received);
      return;
    }
    receiving_ = true;
    stream_.async_read_some(asio::buffer(buffer_), [self = shared_from_this(), received = std::move(received)](
                                                       error_code failed, std::size_t size) {
      self->receiving_ = false;
      received({self->buffer_.data(), failed ? 0 : size});
    });
  }

  void send(std::string_view first, std::string_view second, Sent sent) override {
    asio::async_write(
        stream_, both(first, second),
        [self = shared_from_this(), sent = std::move(sent)](error_code failed, std::size_t) { sent(!failed); });
  }

  void finish() override {
    error_code ignored;
    // OpenSSL cannot say goodbye while a read waits; lengths are always told, so the peer can see that nothing is cut.
    if (receiving_) {
      stream_.next_layer().shutdown(tcp::socket::shutdown_send, ignored);
      return;
    }
    finishing_ = true;
    stream_.async_shutdown([self = shared_from_this()](error_code) {
      self->finishing_ = false;
      if (self->at_end_) std::exchange(self->at_end_, nullptr)({});
    });
  }

  void close() override {
    error_code ignored;
    stream_.next_layer().close(ignored);
  }

 private:
  asio::ssl::stream<tcp::socket> stream_;
  std::array<char, 4 * 1024> buffer_;
  Received at_end_;
  bool receiving_ = false;
  bool finishing_ = false;
};

// TLS 1.2 and 1.3 with forward secrecy and authenticated encryption only (NCSC's recommended profiles).
std::optional<Error> configure(asio::ssl::context& context, std::string const& chain, std::string const& key) {
  context.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                      asio::ssl::context::no_tlsv1_1 | asio::ssl::context::no_compression | SSL_OP_NO_RENEGOTIATION |
                      SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_cipher_list(context.native_handle(), "ECDHE+AESGCM:ECDHE+CHACHA20");
  SSL_CTX_set_session_cache_mode(context.native_handle(), SSL_SESS_CACHE_OFF);
  error_code failed;
  context.use_certificate_chain_file(chain, failed);
  if (failed) return invalid("tls_files", "The TLS certificate in " + chain + " cannot be used: " + failed.message());
  context.use_private_key_file(key, asio::ssl::context::pem, failed);
  if (failed) return invalid("tls_files", "The TLS key in " + key + " cannot be used: " + failed.message());
  return std::nullopt;
}

Address address_of(tcp::endpoint const& endpoint) {
  auto const& address = endpoint.address();
  auto const six = address.is_v4() ? asio::ip::make_address_v6(asio::ip::v4_mapped, address.to_v4()) : address.to_v6();
  return {six.to_bytes()};
}
}  // namespace

struct Reactor::Inside {
  asio::io_context context{1};
  asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
  std::optional<asio::ssl::context> tls;
  tcp::acceptor acceptor{context};
  asio::steady_timer tick_timer{context};
  asio::steady_timer accept_timer{context};
  asio::signal_set signals{context};
  std::chrono::milliseconds interval{};
  std::function<void()> tick;
  bool finished = false;
  Accepted accepted;
  std::function<void()> starved;
  Scratch scratch{};
  std::thread thread;

  void accept() {
    acceptor.async_accept([this](error_code failed, tcp::socket socket) {
      if (failed == asio::error::operation_aborted || !acceptor.is_open()) return;
      if (failed == asio::error::no_descriptors || failed == boost::system::errc::too_many_files_open_in_system ||
          failed == asio::error::no_buffer_space)
        return accept_later();
      if (!failed) welcome(std::move(socket));
      accept();
    });
  }

  // Out of descriptors: asking again at once would only spin.
  void accept_later() {
    starved();
    accept_timer.expires_after(std::chrono::milliseconds{20});
    accept_timer.async_wait([this](error_code cancelled) {
      if (!cancelled && acceptor.is_open()) accept();
    });
  }

  void welcome(tcp::socket socket) {
    error_code failed;
    auto const peer = socket.remote_endpoint(failed);
    if (failed) return;  // gone already
    socket.set_option(tcp::no_delay{true}, failed);
    socket.non_blocking(true, failed);
    std::shared_ptr<Channel> channel;
    if (tls)
      channel = std::make_shared<TlsChannel>(std::move(socket), *tls);
    else
      channel = std::make_shared<PlainChannel>(std::move(socket), scratch);
    accepted(std::move(channel), address_of(peer));
  }

  void tick_on() {
    tick_timer.expires_after(interval);
    tick_timer.async_wait([this](error_code cancelled) {
      if (cancelled || finished) return;
      tick();
      if (!finished) tick_on();
    });
  }
};

Reactor::Reactor() : inside_(std::make_unique<Inside>()) {}
Reactor::~Reactor() { join(); }

Result<std::uint16_t> Reactor::listen(std::string const& address, std::uint16_t port,
                                      std::string const& certificate_chain, std::string const& private_key,
                                      Accepted accepted, std::function<void()> starved) {
  error_code failed;
  auto const parsed = asio::ip::make_address(address, failed);
  if (failed) return invalid("bad_address", "The server cannot listen on " + address + ": that is not an IP address.");
  if (!certificate_chain.empty()) {
    inside_->tls.emplace(asio::ssl::context::tls_server);
    if (auto problem = configure(*inside_->tls, certificate_chain, private_key)) return std::move(*problem);
  }
  tcp::endpoint const endpoint{parsed, port};
  auto& acceptor = inside_->acceptor;
  acceptor.open(endpoint.protocol(), failed);
  if (!failed) acceptor.set_option(tcp::acceptor::reuse_address{true}, failed);
  if (!failed) acceptor.bind(endpoint, failed);
  if (!failed) acceptor.listen(tcp::acceptor::max_listen_connections, failed);
  if (failed)
    return unavailable("cannot_listen", "The server cannot listen on " + address + " port " + std::to_string(port) +
                                            ": " + failed.message() + ". Is another one running?");
  inside_->accepted = std::move(accepted);
  inside_->starved = std::move(starved);
  inside_->accept();
  return std::uint16_t{acceptor.local_endpoint().port()};
}

void Reactor::every(std::chrono::milliseconds interval, std::function<void()> tick) {
  inside_->interval = interval;
  inside_->tick = std::move(tick);
  inside_->tick_on();
}

void Reactor::start() {
  inside_->thread = std::thread{[inside = inside_.get()] { inside->context.run(); }};
}

void Reactor::post(std::function<void()> work) { asio::post(inside_->context, std::move(work)); }

void Reactor::on_signal(std::function<void()> heard) {
  post([inside = inside_.get(), heard = std::move(heard)] {
    if (inside->finished) return;  // a wait begun now would keep the thread for ever
    error_code ignored;
    inside->signals.add(SIGINT, ignored);
    inside->signals.add(SIGTERM, ignored);
    inside->signals.async_wait([heard](error_code cancelled, int) {
      if (!cancelled) heard();
    });
  });
}

void Reactor::stop_listening() {
  error_code ignored;
  inside_->acceptor.close(ignored);
  inside_->accept_timer.cancel();
}

void Reactor::finish() {
  stop_listening();
  inside_->finished = true;
  inside_->tick_timer.cancel();
  inside_->signals.cancel();
  inside_->work.reset();
}

void Reactor::join() {
  if (inside_->thread.joinable()) inside_->thread.join();
}

}  // namespace kith::http
