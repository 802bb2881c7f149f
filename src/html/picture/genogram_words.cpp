#include "html/picture/genogram_words.h"

#include <algorithm>

#include "html/components/table.h"
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

  // To be read before the next is asked for.
  std::string const& text(std::size_t person) {
    parents_.clear();
    partners_.clear();
    children_.clear();
    for (auto const& pair : genogram_.unions) find(pair, person);
    text_.clear();
    add(Said::child_of, parents_);
    add(Said::partner_of, partners_);
    add(Said::parent_of, children_);
    for (auto const& feeling : genogram_.feelings)
      if (feeling.from == person) add(of(feeling_words, feeling.feeling), {{name_of(feeling.to), {}}});
    if (auto const& home = genogram_.people[person].household; !home.empty()) add(Said::lives_at, {{home, {}}});
    return text_;
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
  void add(Said words, Names const& names) {
    if (names.empty()) return;
    if (!text_.empty()) text_ += ' ';
    text_ += say_(words);
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (i > 0 && i + 1 == names.size())
        (text_ += ' ') += say_(Said::and_last);
      else if (i > 0)
        text_ += ',';
      (text_ += ' ') += names[i].name;
      if (!names[i].how.empty()) add_how(names[i].how);
    }
    text_ += '.';
  }
  // A bond stands in brackets; a child's tie has its own.
  void add_how(std::string_view how) {
    text_ += ' ';
    if (how.starts_with('('))
      text_ += how;
    else
      ((text_ += '(') += how) += ')';
  }

  Genogram const& genogram_;
  PictureWords const& say_;
  std::string text_;
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

std::vector<Html> ties_of(Genogram const& genogram) {
  std::vector<Html> ties;
  ties.reserve(genogram.people.size());
  TiesOf all(genogram);
  for (std::size_t i = 0; i < genogram.people.size(); ++i) ties.emplace_back(all.text(i));
  return ties;
}

Html told(Genogram const& genogram, std::vector<Html> const& ties) {
  Html text = genogram.about.say()(Said::people, {{"count", std::to_string(genogram.people.size())}});
  std::size_t bytes = text.source().size();
  for (std::size_t i = 0; i < ties.size(); ++i) bytes += ties[i].source().size() + genogram.people[i].name.size() + 8;
  text.reserve(bytes);
  for (std::size_t i = 0; i < ties.size(); ++i)
    if (!ties[i].empty()) text.add(" {}: {}", genogram.people[i].name, ties[i]);
  return text;
}

Html table_of(Genogram const& genogram, std::vector<Html> const& ties) {
  auto const& say = genogram.about.say();
  std::size_t bytes = 512;
  for (std::size_t i = 0; i < ties.size(); ++i)
    bytes += 256 + ties[i].source().size() + genogram.people[i].name.size() + genogram.people[i].note.size();
  Html table;
  table.reserve(bytes);
  open_table(table, {.caption = genogram.about.subtitle.empty() ? genogram.about.title : genogram.about.subtitle,
                     .head = {{.text = say(Said::name)}, {.text = say(Said::about)}, {.text = say(Said::ties)}}});
  for (std::size_t i = 0; i < ties.size(); ++i)
    add_plain_row(table, genogram.people[i].name, about(genogram.people[i], say), ties[i]);
  close_table(table);
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
