// The hub of hub.h with its doors hung, and the people outside who use them.
#pragma once

#include "base/text.h"
#include "enquiry/door_routes.h"
#include "hub.h"
#include "journal/store.h"

namespace kith::enquiry::test {

struct Doors : Hub {
  Doors() {
    hang_door_routes(router, services);
    services.alert = [this](access::Visitor const& visitor) { return urgent_alert(services, visitor); };
    add_person("tia", "Tia Teacher", Role::practitioner, "dial_house_primary");
    add_person("noa", "Noa Nurse", Role::practitioner, "school_nursing");
  }

  // The only enquiry there is.
  EnquiryId only_enquiry() {
    auto const id = reader()->text("SELECT id FROM enquiry");
    REQUIRE(id.has_value());
    CHECK(reader()->integer("SELECT count(*) FROM enquiry") == 1);
    return *EnquiryId::parse(*id);
  }
  std::int64_t enquiries() { return reader()->integer("SELECT count(*) FROM enquiry").value_or(0); }
  EnquiryReceived received(EnquiryId id) { return enquiry_from(journal::load(*reader(), id.raw())).received; }
};

// A request filled in as briefly as it can be; `more` comes on top.
inline Hub::Typed six_answers(Hub::Typed more = {}) {
  Hub::Typed typed = {{"asker", "Tia Teacher"},   {"agency", "dial_house_primary"}, {"children", "1"},
                      {"child1_forename", "Ava"}, {"child1_surname", "Oakfield"},   {"child1_born-day", "4"},
                      {"child1_born-month", "5"}, {"child1_born-year", "2019"},     {"place", "Hexthorpe"},
                      {"agreement", "yes"},       {"worries", "Misses school"},     {"danger", "no"}};
  for (auto& [name, value] : more) {
    std::erase_if(typed, [&](auto const& field) { return field.first == name; });
    typed.emplace_back(name, value);
  }
  return typed;
}

// Whether `word` stands in the text as a word of its own, in any case.
inline bool has_word(std::string_view text, std::string_view word) {
  auto const is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  auto const folded = lower_ascii(text);
  for (auto at = folded.find(word); at != std::string::npos; at = folded.find(word, at + 1)) {
    auto const after = at + word.size();
    if ((at == 0 || !is_letter(folded[at - 1])) && (after == folded.size() || !is_letter(folded[after]))) return true;
  }
  return false;
}

}  // namespace kith::enquiry::test
