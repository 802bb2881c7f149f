// What somebody has answered so far. It lies sealed on the server while they go from page to page (access/sessions.h)
// and becomes a request when they send it.
#pragma once

#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <vector>

#include "base/closed_set.h"
#include "base/codec.h"
#include "base/personal.h"
#include "enquiry/events.h"

namespace kith::door {

using profile::PlaceCode;

// Which of the two public doors: help for one's own family, or a worry about somebody else's child.
enum class Path { family, child };
constexpr auto closed_set(Path) {
  return std::to_array<Member<Path>>(
      {{Path::family, "family", "Help for one's own family"}, {Path::child, "child", "Worried about a child"}});
}

struct AboutChild {
  Personal<std::string> forename;
  Personal<std::string> surname;
  std::optional<Date> born;  // or due, when it is still to come

  bool operator==(AboutChild const&) const = default;
};
BOOST_DESCRIBE_STRUCT(AboutChild, (), (forename, surname, born))

// What stays when the answers have been sent: enough for the page that says what happens next.
struct Sent {
  std::string reference;
  Instant at;
  bool anonymous = false;
  bool rings_us = false;  // nobody is to contact them
  std::vector<PlaceCode> places;
  std::vector<enquiry::SafeWay> ways;
  bool follows = false;  // they have chosen to look up later how far it has come

  bool operator==(Sent const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Sent, (), (reference, at, anonymous, rings_us, places, ways, follows))

// Answers put aside for another day: the words that open them again, and the secret made of those words.
struct PutAside {
  std::string words;
  std::string token;
  Instant at;

  bool operator==(PutAside const&) const = default;
};
BOOST_DESCRIBE_STRUCT(PutAside, (), (words, token, at))

struct Answers {
  Path path = Path::family;
  std::vector<std::string> answered;  // the questions' codes; an optional one counts when it was passed
  Personal<std::string> worries;
  Personal<std::string> well;
  Personal<std::string> wanted;
  std::vector<AboutChild> children;
  Personal<std::string> household;
  Personal<std::string> where;
  std::optional<enquiry::Agreement> knows;
  std::optional<bool> gives_name;  // on the path `child`; a family always does
  Personal<std::string> name;
  Personal<std::string> relation;
  std::vector<enquiry::SafeWay> ways;
  Personal<std::string> phone;
  std::optional<bool> voicemail;
  Personal<std::string> email;
  Personal<std::string> other_way;
  Personal<std::string> times;
  Personal<std::string> may_know;
  Personal<std::string> must_not_know;
  std::optional<Sent> sent;
  std::optional<PutAside> aside;

  bool operator==(Answers const&) const = default;

  bool has_answered(std::string_view question) const {
    return std::find(answered.begin(), answered.end(), question) != answered.end();
  }
  bool wants(enquiry::SafeWay way) const { return std::find(ways.begin(), ways.end(), way) != ways.end(); }
  bool is_anonymous() const { return gives_name == false; }
};
BOOST_DESCRIBE_STRUCT(Answers, (),
                      (path, answered, worries, well, wanted, children, household, where, knows, gives_name, name,
                       relation, ways, phone, voicemail, email, other_way, times, may_know, must_not_know, sent, aside))

}  // namespace kith::door
