// Whoever carries messages: GOV.UK Notify, a mail server, or a file for trying things out.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "message/decide.h"

namespace kith::message {

// One hole of a template. `typed` marks what somebody from outside wrote: it can hold links and markup.
struct Filling {
  std::string name;
  std::string text;
  bool typed = false;
};

// A message on its way out of the house.
struct Letter {
  MessageId message;  // random, and so the reference that the carrier gets
  Channel channel = Channel::text;
  Template says = Template::code;
  std::string language;
  Personal<std::string> to;
  std::vector<Filling> fillings;
  // The same in full, for carriers that have no templates of their own.
  std::string subject;
  std::string body;
  bool may_have_gone = false;  // an earlier try was left without an answer: look before sending again
};

class Carrier {
 public:
  virtual ~Carrier() = default;
  // Blocks for some seconds at most; never throws.
  virtual Outcome carry(Letter const& letter) = 0;
};

// One carrier for each channel, or none.
struct Carriers {
  std::shared_ptr<Carrier> text;
  std::shared_ptr<Carrier> email;

  Carrier* of(Channel channel) const { return channel == Channel::text ? text.get() : email.get(); }
};

}  // namespace kith::message
