// Golden event files: how each event type lies in old journals, in tests/golden/events. NAME.vN.full.json has every
// field, NAME.vN.minimal.json only those that may not be missing. Files are added and never changed; DIGESTS, in the
// form of sha256sum, holds us to that. See docs/how-to/add-an-event.md.
#pragma once

#include <boost/mp11/algorithm.hpp>

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "journal/event_codec.h"

namespace kith::golden {

// Text, numbers, dates and ids that are nobody's, and the same on every run. `required_only` leaves out what may be
// missing. A closed set gets its last member, since the first is often the default.
template <class T>
T invented(std::string_view name, bool required_only) {
  T value{};
  if constexpr (std::is_same_v<T, std::string>)
    value = "the " + std::string{name} + ": Zoë said \"no\"";
  else if constexpr (std::is_same_v<T, bool>)
    value = true;
  else if constexpr (std::is_arithmetic_v<T>)
    value = static_cast<T>(3);
  else if constexpr (std::is_same_v<T, Date>)
    value = Date::of(2019, 6, 30).value();
  else if constexpr (std::is_same_v<T, Instant>)
    value = parse_instant("2019-06-30T08:15:30.125Z").value();
  else if constexpr (ClosedSet<T>)
    value = members_of<T>.back().value;
  else if constexpr (codec::is_id<T>::value)
    value = T{RawId{{1, 149, 125, 44, 75, 0, 112, 0, 128, 0, 1, 35, 69, 103, 137, 171}}};
  else if constexpr (codec::is_code<T>::value)
    value = T{"some_" + std::string{name}};
  else if constexpr (codec::is_personal<T>::value)
    value = T{invented<typename T::value_type>(name, required_only)};
  else if constexpr (codec::is_optional<T>::value)
    value = invented<typename T::value_type>(name, required_only);
  else if constexpr (codec::is_list<T>::value)
    value = {invented<typename T::value_type>(name, required_only), invented<typename T::value_type>(name, true)};
  else
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>([&](auto member) {
      using Field = std::remove_cvref_t<decltype(value.*member.pointer)>;
      if (!required_only || !codec::make_field<Field>(member.name, 0).may_be_missing)
        value.*member.pointer = invented<Field>(member.name, required_only);
    });
  return value;
}

// "PATH WORD" for every word of every closed set that lies in a T: words are stored, so they too are for ever.
template <class T>
void collect_words(std::string const& path, std::vector<std::string>& words) {
  if constexpr (ClosedSet<T>) {
    for (auto const& member : members_of<T>) words.push_back(path + " " + std::string{member.wire});
  } else if constexpr (codec::is_personal<T>::value || codec::is_optional<T>::value || codec::is_list<T>::value) {
    collect_words<typename T::value_type>(path, words);
  } else if constexpr (codec::Described<T>) {
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>([&](auto member) {
      using Field = std::remove_cvref_t<decltype(std::declval<T&>().*member.pointer)>;
      collect_words<Field>(path + "." + member.name, words);
    });
  }
}

// One event type as the program knows it now.
struct Shape {
  std::string type;
  int version = 1;
  std::string full;       // as it would be written today
  std::string minimal;    // the same with only what may not be missing
  std::string untouched;  // as one would be written on which nothing was set
  std::vector<std::string> words;
  // Reads a stored body of `version` and writes it again. Throws what reading throws.
  std::function<std::string(int version, std::string const& body)> written_again;
};

template <class Set, class E>
Shape shape_of() {
  Shape shape{std::string{E::event.type},
              E::event.version,
              codec::to_json(invented<E>("event", false)),
              codec::to_json(invented<E>("event", true)),
              codec::to_json(E{}),
              {},
              [](int version, std::string const& body) {
                journal::Recorded recorded;
                recorded.header.type = E::event.type;
                recorded.header.type_version = version;
                recorded.body = body;
                return Set::encode(Set::decode(recorded).value(), {}).body;
              }};
  collect_words<E>(shape.type, shape.words);
  return shape;
}

template <class... E>
void add_shapes(std::vector<Shape>& shapes, journal::EventSet<std::variant<E...>>) {
  (shapes.push_back(shape_of<journal::EventSet<std::variant<E...>>, E>()), ...);
}

// Every way in which the folder and the program disagree, a sentence each; none when old journals stay readable.
std::vector<std::string> faults(std::filesystem::path const& folder, std::vector<Shape> const& shapes);

// Writes what is missing, and its lines in DIGESTS; never touches a file that is there. Answers with the new names.
std::vector<std::string> add_missing(std::filesystem::path const& folder, std::vector<Shape> const& shapes);

}  // namespace kith::golden
