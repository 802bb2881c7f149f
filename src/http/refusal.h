// Why a request or a connection was turned away. Counted one by one, so that an operator sees an attack or a
// misconfigured proxy for what it is.
#pragma once

#include <array>
#include <string>

#include "base/closed_set.h"

namespace kith::http {

enum class Reason {
  malformed,
  bad_framing,
  bad_host,
  bad_target,
  target_too_long,
  headers_too_large,
  body_too_large,
  unknown_method,
  method_not_allowed,
  version,
  expectation,
  not_found,
  insecure,
  head_timeout,
  body_timeout,
  answer_timeout,
  write_timeout,
  handshake,
  queue_full,
  bodies_full,
  connections_full,
  address_full,
  handler_failed,
};

constexpr auto closed_set(Reason) {
  using enum Reason;
  return std::to_array<Member<Reason>>(
      {{malformed, "malformed", "The request could not be understood."},
       {bad_framing, "bad_framing", "It is not clear where the request ends."},
       {bad_host, "bad_host", "The request does not say which host it is for, or another one."},
       {bad_target, "bad_target", "The address of the page is malformed."},
       {target_too_long, "target_too_long", "The address of the page is too long."},
       {headers_too_large, "headers_too_large", "The request's headers are too large."},
       {body_too_large, "body_too_large", "What was sent is too large for this page."},
       {unknown_method, "unknown_method", "The method of the request is unknown here."},
       {method_not_allowed, "method_not_allowed", "This page does not take requests of that method."},
       {version, "version", "Only HTTP/1.0 and HTTP/1.1 are spoken here."},
       {expectation, "expectation", "The request expects something that is not done here."},
       {not_found, "not_found", "There is no page at this address."},
       {insecure, "insecure", "This page is only served over an encrypted connection: use https."},
       {head_timeout, "head_timeout", "The request took too long to arrive."},
       {body_timeout, "body_timeout", "What was sent took too long to arrive."},
       {answer_timeout, "answer_timeout", "The answer took too long. What was asked may still happen: look first."},
       {write_timeout, "write_timeout", "The answer was read too slowly."},
       {handshake, "handshake", "The encrypted connection could not be set up."},
       {queue_full, "queue_full", "Too much is going on just now. Wait a moment and try again."},
       {bodies_full, "bodies_full", "Too much is being sent just now. Wait a moment and try again."},
       {connections_full, "connections_full", "Too many connections are open just now. Wait a moment and try again."},
       {address_full, "address_full", "Too many connections are open from this address."},
       {handler_failed, "handler_failed", "Something went wrong here. It has been noted."}});
}

struct Refusal {
  int status = 400;
  Reason reason = Reason::malformed;
  // What the request was for, once that is known: the route's pattern, "/help/q/{question}", and the query as sent.
  std::string pattern = {};
  std::string query_text = {};
};

}  // namespace kith::http
