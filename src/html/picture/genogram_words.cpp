#include "html/picture/genogram_words.h"

#include <algorithm>

#include "html/picture/frame.h"
#include "html/picture/genogram_drawing.h"

namespace kith::html::picture {

namespace {

// Each set in the order of its enum.
constexpr Said bond_words[] = {Said::married, Said::together, Said::separated, Said::divorced};
constexpr Said bond_keys[] = {Said::key_married, Said::key_together, Said::key_separated, Said::key_divorced};
constexpr Said feeling_words[] = {Said::close_to, Said::distant_from, Said::in_conflict_with, Said::cut_off_from,
                                  Said::harms};
constexpr Said feeling_keys[] = {Said::key_close, Said::key_distant, Said::key_conflict, Said::key_cut_off,
                                 Said::key_harm};
template <class Kind, std::size_t N>
constexpr Said of(Said const (&words)[N], Kind kind) {
  return words[static_cast<std::size_t>(kind)];
}

// The ties of one person in sentences, written straight into the text that they stand in.
class TiesOf {
 public:
  explicit TiesOf(Genogram const& genogram) : genogram_(genogram), say_(genogram.about.say()) {}

  std::string text(std::size_t person) {
    parents_.clear();
    partners_.clear();
    children_.clear();
    for (auto const& pair : genogram_.unions) find(pair, person);
    std::string text;
    text.reserve(160);
    add(text, Said::child_of, parents_);
    add(text, Said::partner_of, partners_);
    add(text, Said::parent_of, children_);
    for (auto const& feeling : genogram_.feelings)
      if (feeling.from == person) add(text, of(feeling_words, feeling.feeling), {{name_of(feeling.to), {}}});
    if (auto const& home = genogram_.people[person].household; !home.empty()) add(text, Said::lives_at, {{home, {}}});
    return text;
  }

 private:
  struct Named {
    std::string_view name, how;
  };
  using Names = std::vector<Named>;

  std::string_view name_of(std::size_t person) const {
    return person < genogram_.people.size() ? std::string_view(genogram_.people[person].name) : say_(Said::somebody);
  }
  std::string_view word_of(Tie tie) const {
    return tie == Tie::adopted ? say_(Said::adopted) : tie == Tie::fostered ? say_(Said::fostered) : "";
  }

  void find(GenogramUnion const& pair, std::size_t person) {
    bool const first = pair.first == person, second = pair.second == person;
    if (first && pair.second) partners_.push_back({name_of(*pair.second), say_(of(bond_words, pair.bond))});
    if (second && pair.first) partners_.push_back({name_of(*pair.first), say_(of(bond_words, pair.bond))});
    for (auto const& child : pair.children) {
      if (first || second) children_.push_back({name_of(child.person), word_of(child.tie)});
      if (child.person != person) continue;
      for (auto const& parent : {pair.first, pair.second})
        if (parent) parents_.push_back({name_of(*parent), word_of(child.tie)});
    }
  }

  // "Parent of Sam, Jo (adopted) and Ade."
  void add(std::string& to, Said words, Names const& names) const {
    if (names.empty()) return;
    if (!to.empty()) to += ' ';
    to.append(say_(words)).append(" ");
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (i > 0 && i + 1 == names.size())
        to.append(" ").append(say_(Said::and_last)).append(" ");
      else if (i > 0)
        to.append(", ");
      to.append(names[i].name);
      if (!names[i].how.empty()) add_how(to, names[i].how);
    }
    to += '.';
  }
  // A bond stands in brackets; a child's tie has its own.
  static void add_how(std::string& to, std::string_view how) {
    if (how.starts_with('('))
      to.append(" ").append(how);
    else
      to.append(" (").append(how).append(")");
  }

  Genogram const& genogram_;
  PictureWords const& say_;
  Names parents_, partners_, children_;
};

std::string about(GenogramPerson const& person, PictureWords const& say) {
  std::string text = person.note;
  auto add = [&](Said said) { text.append(text.empty() ? "" : "; ").append(say(said)); };
  if (person.symbol == Symbol::triangle) add(person.died ? Said::lost_pregnancy : Said::pregnancy);
  if (person.died && person.symbol != Symbol::triangle) add(Said::has_died);
  if (person.focus) add(Said::focus);
  return text;
}

Html symbol_line(GenogramPerson const& person, std::string_view words) {
  Html sample;
  add_symbol(sample, person, {14, 8}, 14);
  return key_line(sample, words);
}

Html union_line(Bond bond, PictureWords const& say) {
  auto sample = markup("<path class=\"kith-picture__line\" d=\"M0 8H28\" stroke=\"{}\" stroke-width=\"2\"{}/>",
                       palette::ink, attribute("stroke-dasharray", bond == Bond::together ? "7 5" : ""));
  add_parting(sample, bond, {11, 8});
  return key_line(sample, say(of(bond_keys, bond)));
}

Html symbols_of(Genogram const& genogram) {
  auto const& say = genogram.about.say();
  Html key;
  auto any = [&](auto&& is) { return std::any_of(genogram.people.begin(), genogram.people.end(), is); };
  auto drawn_as = [&](Symbol symbol) { return any([=](GenogramPerson const& one) { return one.symbol == symbol; }); };
  if (drawn_as(Symbol::square)) key += symbol_line({.symbol = Symbol::square}, say(Said::key_male));
  if (drawn_as(Symbol::circle)) key += symbol_line({.symbol = Symbol::circle}, say(Said::key_female));
  if (drawn_as(Symbol::diamond)) key += symbol_line({.symbol = Symbol::diamond}, say(Said::key_other));
  if (drawn_as(Symbol::triangle)) key += symbol_line({.symbol = Symbol::triangle}, say(Said::key_pregnancy));
  if (any([](GenogramPerson const& one) { return one.focus; }))
    key += symbol_line({.symbol = Symbol::square, .focus = true}, say(Said::key_focus));
  if (any([](GenogramPerson const& one) { return one.died; }))
    key += symbol_line({.symbol = Symbol::square, .died = true}, say(Said::key_died));
  return key;
}

}  // namespace

std::vector<std::string> ties_of(Genogram const& genogram) {
  std::vector<std::string> ties;
  ties.reserve(genogram.people.size());
  TiesOf all(genogram);
  for (std::size_t i = 0; i < genogram.people.size(); ++i) ties.push_back(all.text(i));
  return ties;
}

std::string told(Genogram const& genogram, std::vector<std::string> const& ties) {
  auto text = genogram.about.say()(Said::people, {{"count", std::to_string(genogram.people.size())}});
  std::size_t bytes = text.size();
  for (std::size_t i = 0; i < ties.size(); ++i) bytes += ties[i].size() + genogram.people[i].name.size() + 3;
  text.reserve(bytes);
  for (std::size_t i = 0; i < ties.size(); ++i)
    if (!ties[i].empty()) text.append(" ").append(genogram.people[i].name).append(": ").append(ties[i]);
  return text;
}

Table table_of(Genogram const& genogram, std::vector<std::string> const& ties) {
  auto const& say = genogram.about.say();
  Table table{.caption = genogram.about.subtitle.empty() ? genogram.about.title : genogram.about.subtitle,
              .head = {{.text = say(Said::name)}, {.text = say(Said::about)}, {.text = say(Said::ties)}},
              .first_cell_is_header = true};
  table.rows.reserve(ties.size());
  for (std::size_t i = 0; i < ties.size(); ++i) {
    auto& row = table.rows.emplace_back(3);
    row[0].text = genogram.people[i].name;
    row[1].text = about(genogram.people[i], say);
    row[2].text = ties[i];
  }
  return table;
}

Html key_of(Genogram const& genogram) {
  auto const& say = genogram.about.say();
  auto key = symbols_of(genogram);
  for (auto bond : {Bond::married, Bond::together, Bond::separated, Bond::divorced})
    if (std::any_of(genogram.unions.begin(), genogram.unions.end(),
                    [&](GenogramUnion const& pair) { return pair.first && pair.second && pair.bond == bond; }))
      key += union_line(bond, say);
  auto any_child = [&](auto&& is) {
    return std::any_of(genogram.unions.begin(), genogram.unions.end(), [&](GenogramUnion const& pair) {
      return std::any_of(pair.children.begin(), pair.children.end(), is);
    });
  };
  if (any_child([](GenogramChild const& child) { return child.tie != Tie::birth; }))
    key += key_line(markup("<path class=\"kith-picture__line\" d=\"M14 0V16\" stroke=\"{}\" stroke-width=\"2\" "
                           "stroke-dasharray=\"5 4\"/>",
                           palette::ink),
                    say(Said::key_adopted));
  if (any_child([](GenogramChild const& child) { return child.twins != 0; }))
    key += key_line(markup("<path class=\"kith-picture__line\" d=\"M5 16 14 1 23 16\" fill=\"none\" stroke=\"{}\" "
                           "stroke-width=\"2\"/>",
                           palette::ink),
                    say(Said::key_twins));
  if (std::any_of(genogram.people.begin(), genogram.people.end(),
                  [](GenogramPerson const& one) { return !one.household.empty(); }))
    key += key_line(markup("<rect class=\"kith-picture__ring\" x=\"1\" y=\"1\" width=\"26\" height=\"14\" rx=\"6\" "
                           "fill=\"none\" stroke=\"{}\" stroke-width=\"1.5\" stroke-dasharray=\"1.5 4\"/>",
                           palette::quiet),
                    say(Said::key_household));
  for (auto feeling : {Feeling::close, Feeling::distant, Feeling::conflict, Feeling::cut_off, Feeling::harm})
    if (std::any_of(genogram.feelings.begin(), genogram.feelings.end(),
                    [&](GenogramFeeling const& one) { return one.feeling == feeling; })) {
      key += key_line(sample_of(stroke_of(feeling), feeling == Feeling::harm, colour_of(feeling)),
                      say(of(feeling_keys, feeling)));
    }
  return key;
}

}  // namespace kith::html::picture
