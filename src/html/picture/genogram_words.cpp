#include "html/picture/genogram_words.h"

#include <algorithm>

#include "html/picture/frame.h"
#include "html/picture/genogram_drawing.h"

namespace kith::html::picture {

namespace {

std::string_view word_of(Bond bond) {
  switch (bond) {
    case Bond::married:
      return "married";
    case Bond::together:
      return "living together";
    case Bond::separated:
      return "separated";
    case Bond::divorced:
      return "divorced";
  }
  return "";
}

std::string_view word_of(Feeling feeling) {
  switch (feeling) {
    case Feeling::close:
      return "Close to";
    case Feeling::distant:
      return "Distant from";
    case Feeling::conflict:
      return "In conflict with";
    case Feeling::cut_off:
      return "Cut off from";
    case Feeling::harm:
      return "Harms";
  }
  return "";
}

std::string_view word_of(Tie tie) {
  return tie == Tie::adopted ? " (adopted)" : tie == Tie::fostered ? " (fostered)" : "";
}

// Everybody named once: "Sam, Jo and Ade".
class Names {
 public:
  void add(std::string name) { names_.push_back(std::move(name)); }
  std::string text() const {
    std::string text;
    for (std::size_t i = 0; i < names_.size(); ++i)
      text += (i == 0 ? "" : i + 1 == names_.size() ? " and " : ", ") + names_[i];
    return text;
  }
  bool empty() const { return names_.empty(); }

 private:
  std::vector<std::string> names_;
};

void add_sentence(std::string& to, std::string_view words, std::string const& names) {
  if (names.empty()) return;
  if (!to.empty()) to += ' ';
  to.append(words).append(" ").append(names).append(".");
}

std::string name_of(Genogram const& genogram, std::size_t person) {
  return person < genogram.people.size() ? genogram.people[person].name : std::string("somebody not named");
}

std::string ties_of(Genogram const& genogram, std::size_t person) {
  Names partners, parents, children;
  for (auto const& pair : genogram.unions) {
    bool const first = pair.first == person, second = pair.second == person;
    if (first && pair.second)
      partners.add(name_of(genogram, *pair.second) + " (" + std::string(word_of(pair.bond)) + ")");
    if (second && pair.first)
      partners.add(name_of(genogram, *pair.first) + " (" + std::string(word_of(pair.bond)) + ")");
    for (auto const& child : pair.children) {
      if (first || second) children.add(name_of(genogram, child.person) + std::string(word_of(child.tie)));
      if (child.person != person) continue;
      for (auto const& parent : {pair.first, pair.second})
        if (parent) parents.add(name_of(genogram, *parent) + std::string(word_of(child.tie)));
    }
  }
  std::string text;
  add_sentence(text, "Child of", parents.text());
  add_sentence(text, "Partner of", partners.text());
  add_sentence(text, "Parent of", children.text());
  for (auto const& feeling : genogram.feelings)
    if (feeling.from == person) add_sentence(text, word_of(feeling.feeling), name_of(genogram, feeling.to));
  if (auto const& one = genogram.people[person]; !one.household.empty()) add_sentence(text, "Lives at", one.household);
  return text;
}

std::string about(GenogramPerson const& person) {
  std::string text = person.note;
  auto add = [&](std::string_view words) { text.append(text.empty() ? "" : "; ").append(words); };
  if (person.symbol == Symbol::triangle) add(person.died ? "pregnancy that was lost" : "pregnancy");
  if (person.died && person.symbol != Symbol::triangle) add("has died");
  if (person.focus) add("whom this picture is about");
  return text;
}

Html symbol_line(GenogramPerson const& person, std::string_view words) {
  Html sample;
  add_symbol(sample, person, {14, 8}, 14);
  return key_line(sample, words);
}

Html union_line(Bond bond) {
  auto sample = markup("<path class=\"kith-picture__line\" d=\"M0 8H28\" stroke=\"{}\" stroke-width=\"2\"{}/>",
                       palette::ink, attribute("stroke-dasharray", bond == Bond::together ? "7 5" : ""));
  add_parting(sample, bond, {11, 8});
  std::string words(word_of(bond));
  words.front() = static_cast<char>(words.front() - 'a' + 'A');
  return key_line(sample, words);
}

Html symbols_of(Genogram const& genogram) {
  Html key;
  auto any = [&](auto&& is) { return std::any_of(genogram.people.begin(), genogram.people.end(), is); };
  auto drawn_as = [&](Symbol symbol) { return any([=](GenogramPerson const& one) { return one.symbol == symbol; }); };
  if (drawn_as(Symbol::square)) key += symbol_line({.symbol = Symbol::square}, "Male");
  if (drawn_as(Symbol::circle)) key += symbol_line({.symbol = Symbol::circle}, "Female");
  if (drawn_as(Symbol::diamond)) key += symbol_line({.symbol = Symbol::diamond}, "Other, or not known");
  if (drawn_as(Symbol::triangle)) key += symbol_line({.symbol = Symbol::triangle}, "Pregnancy");
  if (any([](GenogramPerson const& one) { return one.focus; }))
    key += symbol_line({.symbol = Symbol::square, .focus = true}, "Whom the picture is about");
  if (any([](GenogramPerson const& one) { return one.died; }))
    key += symbol_line({.symbol = Symbol::square, .died = true}, "Has died, or was lost");
  return key;
}

}  // namespace

std::vector<std::string> ties_of(Genogram const& genogram) {
  std::vector<std::string> ties;
  ties.reserve(genogram.people.size());
  for (std::size_t i = 0; i < genogram.people.size(); ++i) ties.push_back(ties_of(genogram, i));
  return ties;
}

std::string told(Genogram const& genogram, std::vector<std::string> const& ties) {
  std::string text = std::to_string(genogram.people.size()) + " people.";
  for (std::size_t i = 0; i < ties.size(); ++i)
    if (!ties[i].empty()) text.append(" ").append(genogram.people[i].name).append(": ").append(ties[i]);
  return text;
}

Table table_of(Genogram const& genogram, std::vector<std::string> const& ties) {
  Table table{.caption = genogram.about.subtitle.empty() ? genogram.about.title : genogram.about.subtitle,
              .head = {{.text = "Name"}, {.text = "About"}, {.text = "Ties"}},
              .first_cell_is_header = true};
  for (std::size_t i = 0; i < ties.size(); ++i)
    table.rows.push_back({{.text = genogram.people[i].name}, {.text = about(genogram.people[i])}, {.text = ties[i]}});
  return table;
}

Html key_of(Genogram const& genogram) {
  auto key = symbols_of(genogram);
  for (auto bond : {Bond::married, Bond::together, Bond::separated, Bond::divorced})
    if (std::any_of(genogram.unions.begin(), genogram.unions.end(),
                    [&](GenogramUnion const& pair) { return pair.first && pair.second && pair.bond == bond; }))
      key += union_line(bond);
  auto any_child = [&](auto&& is) {
    return std::any_of(genogram.unions.begin(), genogram.unions.end(), [&](GenogramUnion const& pair) {
      return std::any_of(pair.children.begin(), pair.children.end(), is);
    });
  };
  if (any_child([](GenogramChild const& child) { return child.tie != Tie::birth; }))
    key += key_line(markup("<path class=\"kith-picture__line\" d=\"M14 0V16\" stroke=\"{}\" stroke-width=\"2\" "
                           "stroke-dasharray=\"5 4\"/>",
                           palette::ink),
                    "Adopted or fostered");
  if (any_child([](GenogramChild const& child) { return child.twins != 0; }))
    key += key_line(markup("<path class=\"kith-picture__line\" d=\"M5 16 14 1 23 16\" fill=\"none\" stroke=\"{}\" "
                           "stroke-width=\"2\"/>",
                           palette::ink),
                    "Born together");
  if (std::any_of(genogram.people.begin(), genogram.people.end(),
                  [](GenogramPerson const& one) { return !one.household.empty(); }))
    key += key_line(markup("<rect class=\"kith-picture__ring\" x=\"1\" y=\"1\" width=\"26\" height=\"14\" rx=\"6\" "
                           "fill=\"none\" stroke=\"{}\" stroke-width=\"1.5\" stroke-dasharray=\"1.5 4\"/>",
                           palette::quiet),
                    "Live together");
  for (auto feeling : {Feeling::close, Feeling::distant, Feeling::conflict, Feeling::cut_off, Feeling::harm})
    if (std::any_of(genogram.feelings.begin(), genogram.feelings.end(),
                    [&](GenogramFeeling const& one) { return one.feeling == feeling; })) {
      constexpr std::string_view words[] = {"Close", "Distant", "In conflict", "Cut off",
                                            "Harm, from one to the other"};
      key += key_line(sample_of(stroke_of(feeling), feeling == Feeling::harm, colour_of(feeling)),
                      words[static_cast<std::size_t>(feeling)]);
    }
  return key;
}

}  // namespace kith::html::picture
