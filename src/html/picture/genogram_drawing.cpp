#include "html/picture/genogram_drawing.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "html/picture/label.h"

namespace kith::html::picture {

namespace {

constexpr int symbol_size = 44, half = symbol_size / 2;  // pixels
constexpr int below = 12;                                // from a symbol to the line that joins partners
constexpr int lane = 10;                                 // from one line across to the next
constexpr double letters = 14;
constexpr int line_height = 16;

// What is drawn between two generations, and where.
struct RowPlace {
  int top = 0;    // of the symbols
  int words = 0;  // the foot of the first line of the names
  int lanes = 0;  // y of the first line across beneath the names
};

// A line that runs across between two rows and needs its own height there.
struct Across {
  double left = 0, right = 0;
  int row = 0;  // beneath this one; -1: above the first
  std::size_t lane = 0;
};

// How a union reaches its children.
struct Drop {
  double x = 0, y = 0;
  bool hangs = false;                                            // false: no parents are drawn
  std::size_t lane_of_partners = npos, lane_of_children = npos;  // places in `across_`
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
};

class Sheet {
 public:
  Sheet(Genogram const& genogram, GenogramLayout const& layout) : genogram_(genogram), layout_(layout) {
    lines_.reserve(5 * genogram.people.size());
    for (auto const& person : genogram.people) {
      first_lines_.push_back(lines_.size());
      add_wrapped(lines_, person.name, (genogram_pitch - 6) / letters, 3);
      add_wrapped(lines_, person.note, (genogram_pitch - 2) / letters, 2);
    }
    first_lines_.push_back(lines_.size());
    for (std::size_t i = 0; i < genogram.unions.size(); ++i) drops_.push_back(drop_of(i));
    find_lanes();
    find_rows();
  }

  Drawing draw() {
    Html html;
    html.reserve(600 * genogram_.people.size() + 1024);
    add_households(html);
    for (std::size_t i = 0; i < drops_.size(); ++i) add_union(html, i);
    for (auto const& feeling : genogram_.feelings) add_feeling(html, feeling);
    for (std::size_t i = 0; i < genogram_.people.size(); ++i) {
      auto const& person = genogram_.people[i];
      add_symbol(html, person, middle(i), symbol_size);
      add_words(html,
                {.x = x(i),
                 .y = static_cast<double>(row(i).words),
                 .anchor = Anchor::middle,
                 .line_height = line_height,
                 .classes = person.focus ? "kith-picture__name kith-picture__figure kith-picture__halo-text"
                                         : "kith-picture__name kith-picture__halo-text"},
                lines_of(i));
    }
    return {.fit = Fit::fixed, .width = std::max(layout_.width, 120), .height = height_, .content = std::move(html)};
  }

 private:
  double x(std::size_t person) const { return layout_.x[person]; }
  RowPlace const& row(std::size_t person) const { return rows_[static_cast<std::size_t>(layout_.row[person])]; }
  Spot middle(std::size_t person) const { return {x(person), row(person).top + half + 0.0}; }
  bool level(std::size_t a, std::size_t b) const { return layout_.row[a] == layout_.row[b]; }
  bool adjacent(std::size_t a, std::size_t b) const {
    return level(a, b) && std::abs(layout_.x[a] - layout_.x[b]) == genogram_pitch;
  }

  std::span<std::string const> lines_of(std::size_t person) const {
    return std::span(lines_).subspan(first_lines_[person], first_lines_[person + 1] - first_lines_[person]);
  }

  // Somebody in two unions has their lines leave at two places.
  double leaves(std::size_t person, double towards) const {
    auto const count = std::count_if(genogram_.unions.begin(), genogram_.unions.end(), [&](GenogramUnion const& pair) {
      return pair.first == person || pair.second == person;
    });
    return count < 2 ? x(person) : x(person) + (towards < x(person) ? -9 : 9);
  }

  // The gap beside a lone parent that no partner's line uses.
  double free_side(std::size_t person) const {
    bool right_taken = false, left_taken = false;
    for (auto const& pair : genogram_.unions) {
      if (!pair.first || !pair.second || (pair.first != person && pair.second != person)) continue;
      auto const other = pair.first == person ? *pair.second : *pair.first;
      if (adjacent(person, other)) (x(other) > x(person) ? right_taken : left_taken) = true;
    }
    return x(person) + (right_taken && !left_taken ? -genogram_pitch : genogram_pitch) / 2.0;
  }

  std::size_t across(double left, double right, int beneath) {
    across_.push_back({.left = std::min(left, right), .right = std::max(left, right), .row = beneath});
    return across_.size() - 1;
  }

  // Where the line to the children begins, and which lines across it all needs.
  Drop drop_of(std::size_t i) {
    auto const& pair = genogram_.unions[i];
    Drop drop;
    int beneath = -1;
    if (pair.first && pair.second && pair.first != pair.second) {
      auto const a = *pair.first, b = *pair.second;
      auto const lower = layout_.row[a] > layout_.row[b] ? a : b;
      beneath = layout_.row[lower];
      drop.hangs = true;
      drop.x = (x(a) + x(b)) / 2;
      if (!adjacent(a, b)) {
        auto const upper = lower == a ? b : a;
        double const side = x(upper) <= x(lower) ? genogram_pitch / 2.0 : -genogram_pitch / 2.0;
        if (!level(a, b)) drop.x = x(lower) - side;
        drop.lane_of_partners = across(x(upper) + side, x(lower) - side, layout_.row[upper]);
      }
    } else if (pair.first || pair.second) {
      auto const parent = pair.first ? *pair.first : *pair.second;
      beneath = layout_.row[parent];
      drop.hangs = true;
      drop.x = free_side(parent);
    } else if (!pair.children.empty()) {
      beneath = layout_.row[pair.children.front().person] - 1;
      drop.x = x(pair.children.front().person);
    }
    if (pair.children.empty()) return drop;
    double left = drop.x, right = drop.x;
    for (auto const& child : pair.children) {
      left = std::min(left, x(child.person));
      right = std::max(right, x(child.person));
    }
    drop.lane_of_children = across(left, right, beneath);
    return drop;
  }

  // Lines across that would touch lie at different heights; those between partners above those over children.
  void find_lanes() {
    lanes_.assign(static_cast<std::size_t>(layout_.rows) + 1, 0);
    std::vector<std::size_t> order;
    for (auto const& drop : drops_)
      if (drop.lane_of_partners != Drop::npos) order.push_back(drop.lane_of_partners);
    auto const partners = order.size();
    for (auto const& drop : drops_)
      if (drop.lane_of_children != Drop::npos) order.push_back(drop.lane_of_children);
    std::vector<std::size_t> first_free(lanes_.size(), 0);
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (i == partners) first_free = lanes_;
      auto& line = across_[order[i]];
      auto const gap = static_cast<std::size_t>(line.row + 1);
      line.lane = first_free[gap];
      for (std::size_t j = 0; j < i; ++j) {
        auto const& other = across_[order[j]];
        bool const touches = other.row == line.row && other.lane == line.lane && other.left <= line.right + 8 &&
                             line.left <= other.right + 8;
        if (!touches) continue;
        ++line.lane;
        j = static_cast<std::size_t>(-1);  // look again at this height
      }
      lanes_[gap] = std::max(lanes_[gap], line.lane + 1);
    }
  }

  void find_rows() {
    bool const ringed = std::any_of(genogram_.people.begin(), genogram_.people.end(),
                                    [](GenogramPerson const& person) { return !person.household.empty(); });
    header_ = 4 + (ringed ? 12 : 0);
    int y = header_ + (lanes_[0] > 0 ? static_cast<int>(lanes_[0]) * lane + 20 : 0);
    for (int r = 0; r < layout_.rows; ++r) {
      std::size_t most = 0;
      bool joined = false;
      for (std::size_t i = 0; i < genogram_.people.size(); ++i)
        if (layout_.row[i] == r) most = std::max(most, lines_of(i).size());
      for (auto const& pair : genogram_.unions)
        for (auto const& parent : {pair.first, pair.second}) joined |= parent && layout_.row[*parent] == r;
      int const words = y + symbol_size + (joined ? below + 17 : 17);
      int const foot = words + static_cast<int>(most) * line_height - 8;
      rows_.push_back({.top = y, .words = words, .lanes = foot + 8});
      y = rows_.back().lanes + static_cast<int>(lanes_[static_cast<std::size_t>(r) + 1]) * lane + (ringed ? 26 : 18);
      height_ = foot + (ringed ? 12 : 4);
    }
  }

  double lane_y(std::size_t line) const {
    auto const& at = across_[line];
    int const first = at.row < 0 ? header_ : rows_[static_cast<std::size_t>(at.row)].lanes;
    return first + static_cast<double>(at.lane) * lane;
  }

  void add_stroke(Html& to, std::string const& path, std::string_view dash = {}) const {
    to.add("<path class=\"kith-picture__line\" d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"{}/>", path,
           palette::ink, attribute("stroke-dasharray", dash));
  }

  static void append(std::string& to, char command, double a) {
    char digits[24] = {command};
    auto const* const end = std::to_chars(digits + 1, digits + sizeof digits, std::lround(a)).ptr;
    to.append(digits, static_cast<std::size_t>(end - digits));
  }
  static void append(std::string& to, char command, double a, double b) {
    append(to, command, a);
    append(to, ' ', b);
  }

  void add_partners(Html& to, GenogramUnion const& pair, Drop& drop) const {
    auto upper = *pair.first, lower = *pair.second;
    if (layout_.row[upper] > layout_.row[lower]) std::swap(upper, lower);
    double const from = row(upper).top + symbol_size, joined = from + below;
    std::string path;
    path.reserve(64);
    append(path, 'M', leaves(upper, x(lower)), from);
    append(path, 'V', joined);
    Spot parting{drop.x, joined};
    if (drop.lane_of_partners != Drop::npos) {
      double const side = x(upper) <= x(lower) ? genogram_pitch / 2.0 : -genogram_pitch / 2.0;
      double const across = lane_y(drop.lane_of_partners);
      append(path, 'H', x(upper) + side);
      append(path, 'V', across);
      append(path, 'H', x(lower) - side);
      append(path, 'V', level(upper, lower) ? joined : row(lower).top - 8.0);
      parting = {(x(upper) + x(lower)) / 2, across};
    }
    drop.y = drop.lane_of_partners == Drop::npos ? joined
             : level(upper, lower)               ? lane_y(drop.lane_of_partners)
                                                 : row(lower).top - 8.0;
    append(path, 'H', level(upper, lower) ? leaves(lower, x(upper)) : x(lower));
    append(path, 'V', level(upper, lower) ? from : row(lower).top);
    add_stroke(to, path, pair.bond == Bond::together ? "7 5" : "");
    add_parting(to, pair.bond, {parting.x - 20, parting.y});
  }

  void add_union(Html& to, std::size_t i) {
    auto const& pair = genogram_.unions[i];
    auto& drop = drops_[i];
    if (pair.first && pair.second && pair.first != pair.second) {
      add_partners(to, pair, drop);
    } else if (drop.hangs && !pair.children.empty()) {
      auto const parent = pair.first ? *pair.first : *pair.second;
      drop.y = row(parent).top + symbol_size + below;
      std::string path;
      path.reserve(64);
      append(path, 'M', leaves(parent, drop.x), drop.y - below);
      append(path, 'V', drop.y);
      append(path, 'H', drop.x);
      add_stroke(to, path);
    }
    if (!pair.children.empty()) add_children(to, pair, drop);
  }

  void add_children(Html& to, GenogramUnion const& pair, Drop const& drop) const {
    double const y = lane_y(drop.lane_of_children);
    std::string bar;
    bar.reserve(64);
    if (drop.hangs) {
      append(bar, 'M', drop.x, drop.y);
      append(bar, 'V', y);
    }
    double left = drop.x, right = drop.x;
    for (auto const& child : pair.children) {
      double const apex = apex_of(pair, child, drop);
      left = std::min(left, apex);
      right = std::max(right, apex);
      to.add("<path class=\"kith-picture__line\" d=\"M{} {}L{} {}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"{}/>",
             std::lround(apex), std::lround(y), std::lround(child.twins == 0 ? apex : x(child.person)),
             row(child.person).top, palette::ink, attribute("stroke-dasharray", child.tie == Tie::birth ? "" : "5 4"));
    }
    if (right > left) {
      append(bar, 'M', left, y);
      append(bar, 'H', right);
    }
    if (!bar.empty()) add_stroke(to, bar);
  }

  // Where a child's line leaves the line across: twins share one place. A child all but under it hangs straight.
  double apex_of(GenogramUnion const& pair, GenogramChild const& child, Drop const& drop) const {
    if (child.twins != 0) {
      double sum = 0, count = 0;
      for (auto const& other : pair.children)
        if (other.twins == child.twins) {
          sum += x(other.person);
          ++count;
        }
      return sum / count;
    }
    return drop.hangs && std::abs(x(child.person) - drop.x) <= 4 ? drop.x : x(child.person);
  }

  void add_feeling(Html& to, GenogramFeeling const& feeling) const {
    auto const a = middle(feeling.from), b = middle(feeling.to);
    double const length = std::hypot(b.x - a.x, b.y - a.y);
    if (length < 2 * half + 12) return;
    double const part = (half + 5) / length;
    Spot const from{a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part};
    Spot const end{b.x - (b.x - a.x) * part, b.y - (b.y - a.y) * part};
    add_line(to, {.from = from,
                  .to = end,
                  .stroke = stroke_of(feeling.feeling),
                  .colour = colour_of(feeling.feeling),
                  .arrow_at_end = feeling.feeling == Feeling::harm});
  }

  // A dotted ring around those who live together: one, where nobody else stands among them; otherwise one in each
  // generation for each run of neighbours.
  void add_households(Html& to) const {
    std::map<std::string_view, std::vector<std::size_t>> homes;
    for (std::size_t i = 0; i < genogram_.people.size(); ++i)
      if (auto const& home = genogram_.people[i].household; !home.empty()) homes[home].push_back(i);
    for (auto const& [home, people] : homes) {
      if (people.size() < 2) continue;
      if (stand_alone(people, home)) {
        add_ring(to, people);
        continue;
      }
      auto sorted = people;
      std::sort(sorted.begin(), sorted.end(), [&](auto a, auto b) {
        return std::pair(layout_.row[a], layout_.x[a]) < std::pair(layout_.row[b], layout_.x[b]);
      });
      std::vector<std::size_t> run;
      for (auto person : sorted) {
        auto longer = run;
        longer.push_back(person);
        if (!run.empty() && (!level(run.back(), person) || !stand_alone(longer, home))) {
          add_ring(to, run);
          run.clear();
        }
        run.push_back(person);
      }
      add_ring(to, run);
    }
  }

  bool stand_alone(std::vector<std::size_t> const& people, std::string_view home) const {
    auto [left, right] = std::minmax_element(people.begin(), people.end(), [&](auto a, auto b) { return x(a) < x(b); });
    auto [top, foot] = std::minmax_element(people.begin(), people.end(),
                                           [&](auto a, auto b) { return layout_.row[a] < layout_.row[b]; });
    for (std::size_t i = 0; i < genogram_.people.size(); ++i)
      if (genogram_.people[i].household != home && x(i) > x(*left) - genogram_pitch &&
          x(i) < x(*right) + genogram_pitch && layout_.row[i] >= layout_.row[*top] &&
          layout_.row[i] <= layout_.row[*foot])
        return false;
    return true;
  }

  void add_ring(Html& to, std::vector<std::size_t> const& people) const {
    double left = x(people.front()), right = left;
    auto top = people.front(), foot = people.front();
    for (auto person : people) {
      left = std::min(left, x(person));
      right = std::max(right, x(person));
      if (layout_.row[person] < layout_.row[top]) top = person;
      if (layout_.row[person] > layout_.row[foot]) foot = person;
    }
    double const y = row(top).top - 10;
    to.add(
        "<rect class=\"kith-picture__ring\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"18\" fill=\"none\" "
        "stroke=\"{}\" stroke-width=\"1.5\" stroke-dasharray=\"1.5 4\" stroke-linecap=\"round\"/>",
        fixed(left - 49, 0), fixed(y, 0), fixed(right - left + 98, 0), fixed(row(foot).lanes + 1 - y, 0),
        palette::quiet);
  }

  Genogram const& genogram_;
  GenogramLayout const& layout_;
  std::vector<std::string> lines_;        // name and note, of one person after another
  std::vector<std::size_t> first_lines_;  // for each person in `lines_`, and the end of the last
  std::vector<Across> across_;
  std::vector<Drop> drops_;
  std::vector<std::size_t> lanes_;  // how many heights lines across take beneath each row; first above all of them
  std::vector<RowPlace> rows_;
  int header_ = 4;
  int height_ = 24;
};

}  // namespace

Drawing drawing_of(Genogram const& genogram, GenogramLayout const& layout) { return Sheet(genogram, layout).draw(); }

}  // namespace kith::html::picture
