// The same server over TLS, with a certificate made for the test.
#include <doctest/doctest.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "http/running.h"

using namespace kith;
using namespace kith::http;
using namespace kith::http::test;

namespace {
// A folder with a key and a self-signed certificate, gone with the test.
class Certificate {
 public:
  Certificate() {
    char pattern[] = "/tmp/kith-tls-XXXXXX";
    REQUIRE(mkdtemp(pattern) != nullptr);
    folder_ = pattern;
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{EVP_EC_gen("P-256"), EVP_PKEY_free};
    std::unique_ptr<X509, decltype(&X509_free)> certificate{X509_new(), X509_free};
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    auto* name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<unsigned char const*>("kith.example"), -1, -1,
                               0);
    X509_set_issuer_name(certificate.get(), name);
    X509_set_pubkey(certificate.get(), key.get());
    REQUIRE(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0);
    write(files().private_key, [&](std::FILE* file) {
      return PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
    write(files().certificate_chain, [&](std::FILE* file) { return PEM_write_X509(file, certificate.get()); });
  }
  ~Certificate() { std::filesystem::remove_all(folder_); }

  TlsFiles files() const { return {folder_ + "/certificate.pem", folder_ + "/key.pem"}; }

 private:
  template <class Writer>
  static void write(std::string const& path, Writer writer) {
    std::unique_ptr<std::FILE, decltype(&std::fclose)> file{std::fopen(path.c_str(), "w"), std::fclose};
    REQUIRE(file);
    REQUIRE(writer(file.get()) == 1);
  }

  std::string folder_;
};

class TlsPeer {
 public:
  explicit TlsPeer(std::uint16_t port, int highest_version = TLS1_3_VERSION)
      : context_(SSL_CTX_new(TLS_client_method()), SSL_CTX_free), ssl_(nullptr, SSL_free) {
    SSL_CTX_set_max_proto_version(context_.get(), highest_version);
    SSL_CTX_set_security_level(context_.get(), 0);
    ssl_.reset(SSL_new(context_.get()));
    socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
    timeval const ten_seconds{10, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &ten_seconds, sizeof(ten_seconds));
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof(to)) == 0);
    SSL_set_fd(ssl_.get(), socket_);
    connected_ = SSL_connect(ssl_.get()) == 1;
  }
  ~TlsPeer() { ::close(socket_); }
  TlsPeer(TlsPeer const&) = delete;
  TlsPeer& operator=(TlsPeer const&) = delete;

  bool is_connected() const { return connected_; }
  // All that comes until the server says goodbye properly; empty when it does not.
  std::string ask_and_read_to_the_end(std::string const& bytes) {
    SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size()));
    std::string all;
    char buffer[16 * 1024];
    for (;;) {
      int const size = SSL_read(ssl_.get(), buffer, sizeof(buffer));
      if (size > 0)
        all.append(buffer, static_cast<std::size_t>(size));
      else
        return SSL_get_error(ssl_.get(), size) == SSL_ERROR_ZERO_RETURN ? all : std::string{};
    }
  }

 private:
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
  std::unique_ptr<SSL, decltype(&SSL_free)> ssl_;
  int socket_ = -1;
  bool connected_ = false;
};

Router secure_router() {
  Router router;
  router.add(answer_get("/", [](Request const& request) -> Answer {
    return plain_text((request.secure ? "secure " : "plain ") + std::string(100'000, 'x'));
  }));
  return router;
}
}  // namespace

TEST_CASE("requests are answered over TLS 1.2 and 1.3, whole, with a goodbye") {
  Certificate const certificate;
  Running running{secure_router(), {.tls = certificate.files()}};
  for (int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    TlsPeer peer{running.server().port(), version};
    REQUIRE(peer.is_connected());
    auto const all = peer.ask_and_read_to_the_end(get("/") + get("/", "Connection: close\r\n"));
    CHECK(all.starts_with("HTTP/1.1 200 OK\r\n"));
    CHECK(all.find("secure xxx") != std::string::npos);
    CHECK(all.size() > 200'000);
    CHECK(all.ends_with("xxxx"));
  }
}

TEST_CASE("older TLS, plain HTTP and silence on the TLS port come to nothing, and disturb nobody") {
  Certificate const certificate;
  ServerOptions options{.tls = certificate.files()};
  options.timeouts.head = std::chrono::milliseconds{500};
  options.timeouts.check = std::chrono::milliseconds{5};
  Running running{secure_router(), options};
  CHECK_FALSE(TlsPeer{running.server().port(), TLS1_1_VERSION}.is_connected());
  auto silent = running.peer();
  auto plain = running.peer();
  plain.send(get("/"));
  CHECK(plain.reply().status == 0);
  CHECK(silent.is_closed_by_server());
  TlsPeer peer{running.server().port()};
  CHECK(peer.is_connected());
  CHECK(running.refused(Reason::handshake) == 3);
}

TEST_CASE("a server stops while TLS connections are open") {
  Certificate const certificate;
  ServerOptions options{.tls = certificate.files()};
  Running running{secure_router(), options};
  TlsPeer idle{running.server().port()};
  TlsPeer asking{running.server().port()};
  CHECK(idle.is_connected());
  CHECK_FALSE(asking.ask_and_read_to_the_end(get("/", "Connection: close\r\n")).empty());
  running.server().stop();
  CHECK(running.server().counters().open_connections == 0);
}
