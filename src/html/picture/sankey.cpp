#include "html/picture/sankey.h"

#include <algorithm>
#include <cmath>

#include "html/picture/frame.h"
#include "html/picture/label.h"

namespace kith::html {

namespace {

using namespace picture;

constexpr std::size_t most_ends = 8;
constexpr double letters_ems = 8.2;  // of 16 pixels: nearly half of the narrowest page
constexpr int line_height = 18, gap = 14, thickest = 260;

// One end of the flows, on the left or on the right.
struct End {
  std::string name = {};
  double amount = 0;
  std::vector<std::string> lines = {};
  double top = 0, height = 0;  // of its block
  double slot = 0;             // of its block or its words, whichever is taller
  double used = 0;             // how far down its block bands have been drawn
};

struct Ends {
  std::vector<End> ends = {};
  std::vector<std::size_t> of_flow = {};  // for each flow the end it belongs to
};

Ends ends_of(std::vector<Flow> const& flows, std::string Flow::*side, PictureWords const& say) {
  Ends all;
  for (auto const& flow : flows) {
    auto found = std::find_if(all.ends.begin(), all.ends.end(), [&](End const& end) { return end.name == flow.*side; });
    if (found == all.ends.end()) found = all.ends.insert(found, End{.name = flow.*side});
    found->amount += flow.amount;
    all.of_flow.push_back(static_cast<std::size_t>(found - all.ends.begin()));
  }
  if (all.ends.size() <= most_ends) return all;
  // The greatest seven stay where they were; the others become one.
  std::vector<std::size_t> order(all.ends.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return all.ends[a].amount > all.ends[b].amount; });
  std::vector<bool> stays(all.ends.size(), false);
  for (std::size_t i = 0; i + 1 < most_ends; ++i) stays[order[i]] = true;
  std::vector<End> kept;
  std::vector<std::size_t> new_place(all.ends.size(), most_ends - 1);
  End others{.name = say(Said::others, {{"count", std::to_string(all.ends.size() - most_ends + 1)}})};
  for (std::size_t i = 0; i < all.ends.size(); ++i) {
    if (!stays[i]) {
      others.amount += all.ends[i].amount;
      continue;
    }
    new_place[i] = kept.size();
    kept.push_back(std::move(all.ends[i]));
  }
  kept.push_back(std::move(others));
  all.ends = std::move(kept);
  for (auto& place : all.of_flow) place = new_place[place];
  return all;
}

// Places one side's blocks under each other; how tall the side is.
double stack(Ends& side, double total) {
  double at = 2;
  for (auto& end : side.ends) {
    end.lines = wrapped(end.name, letters_ems, 3);
    end.lines.push_back(in_words(end.amount));
    end.height = std::max(2.0, end.amount / total * thickest);
    end.slot = std::max(end.height, static_cast<double>(end.lines.size()) * line_height);
    end.top = at + (end.slot - end.height) / 2;
    at += end.slot + gap;
  }
  return at - gap + 2;
}

void centre(Ends& side, double height, double whole) {
  for (auto& end : side.ends) end.top += (whole - height) / 2;
}

void add_blocks(Html& to, Ends const& side, bool left) {
  for (auto const& end : side.ends) {
    if (left)
      to.add("<rect class=\"kith-picture__solid\" x=\"0\" y=\"{}\" width=\"8\" height=\"{}\" fill=\"{}\"/>",
             fixed(end.top, 1), fixed(end.height, 1), palette::categories[0]);
    else
      to.add(
          "<rect class=\"kith-picture__solid\" x=\"100%\" y=\"{}\" width=\"8\" height=\"{}\" fill=\"{}\" "
          "transform=\"translate(-8 0)\"/>",
          fixed(end.top, 1), fixed(end.height, 1), palette::categories[0]);
  }
}

void add_names(Html& to, Ends const& side, bool left) {
  for (auto const& end : side.ends) {
    double const tall = static_cast<double>(end.lines.size()) * line_height;
    double y = end.top + end.height / 2 - tall / 2 + 14;
    for (std::size_t i = 0; i < end.lines.size(); ++i, y += line_height) {
      std::string_view const look =
          i + 1 == end.lines.size() ? "kith-picture__figure kith-picture__halo-text" : "kith-picture__halo-text";
      to.add("<text x=\"{}%\" dx=\"{}\" y=\"{}\" text-anchor=\"{}\" class=\"{}\">{}</text>", left ? 0 : 100,
             left ? 14 : -14, fixed(y, 1), word_of(left ? Anchor::start : Anchor::end), look, end.lines[i]);
    }
  }
}

Html bands_of(std::vector<Flow> const& flows, Ends& left, Ends& right, double total) {
  struct Band {
    std::size_t from, to;
    double amount;
  };
  std::vector<Band> bands;
  for (std::size_t i = 0; i < flows.size(); ++i) {
    auto same = [&](Band const& band) { return band.from == left.of_flow[i] && band.to == right.of_flow[i]; };
    auto found = std::find_if(bands.begin(), bands.end(), same);
    if (found == bands.end()) found = bands.insert(found, {left.of_flow[i], right.of_flow[i], 0});
    found->amount += flows[i].amount;
  }
  std::stable_sort(bands.begin(), bands.end(),
                   [](Band const& a, Band const& b) { return std::tie(a.from, a.to) < std::tie(b.from, b.to); });
  Html paths;
  for (auto const& band : bands) {
    auto& from = left.ends[band.from];
    auto& to = right.ends[band.to];
    double const thick = band.amount / total * thickest;
    auto const a = from.top + from.used, b = to.top + to.used;
    from.used += thick;
    to.used += thick;
    auto y = [](double pixels) { return std::lround(pixels * 10); };
    paths.add(
        "<path class=\"kith-picture__band\" d=\"M0 {}C500 {} 500 {} 1000 {}V{}C500 {} 500 {} 0 {}Z\" fill=\"{}\" "
        "stroke=\"{}\" vector-effect=\"non-scaling-stroke\"/>",
        y(a), y(a), y(b), y(b), y(b + thick), y(b + thick), y(a + thick), y(a + thick), palette::wash, palette::quiet);
  }
  return paths;
}

Table table_of(Sankey const& sankey) {
  Table table{.caption = sankey.about.subtitle.empty() ? sankey.about.title : sankey.about.subtitle,
              .head = {{.text = heading_or(sankey.from_heading, sankey.about, Said::from)},
                       {.text = heading_or(sankey.to_heading, sankey.about, Said::to)},
                       {.text = heading_or(sankey.amount_heading, sankey.about, Said::number), .numeric = true}},
              .first_cell_is_header = true};
  for (auto const& flow : sankey.flows)
    table.rows.push_back({{.text = flow.from}, {.text = flow.to}, figure_cell(in_words(flow.amount), flow.records)});
  return table;
}

std::string told(std::vector<Flow> const& flows, PictureWords const& say) {
  if (flows.empty()) return std::string(say(Said::no_flows));
  auto less = [](Flow const& a, Flow const& b) { return a.amount < b.amount; };
  auto greatest = std::max_element(flows.begin(), flows.end(), less);
  return say(Said::flows, {{"count", std::to_string(flows.size())},
                           {"from", greatest->from},
                           {"to", greatest->to},
                           {"value", in_words(greatest->amount)}});
}

}  // namespace

Html sankey(Sankey const& sankey) {
  auto flows = sankey.flows;
  std::erase_if(flows, [](Flow const& flow) { return !(flow.amount > 0); });
  double total = 0;
  for (auto const& flow : flows) total += flow.amount;
  auto left = ends_of(flows, &Flow::from, sankey.about.say());
  auto right = ends_of(flows, &Flow::to, sankey.about.say());
  double const left_height = stack(left, total), right_height = stack(right, total);
  double const height = std::max({left_height, right_height, 24.0});
  centre(left, left_height, height);
  centre(right, right_height, height);
  auto bands = bands_of(flows, left, right, total);
  Html content;
  content.reserve(bands.source().size() + 4096);
  content.add(
      "<svg class=\"kith-picture__stretched\" x=\"0\" y=\"0\" width=\"100%\" height=\"{}\" viewBox=\"0 0 1000 {}\" "
      "preserveAspectRatio=\"none\">{}</svg>",
      fixed(height, 0), std::lround(std::round(height) * 10), bands);
  add_blocks(content, left, true);
  add_blocks(content, right, false);
  add_names(content, left, true);
  add_names(content, right, false);
  return framed(
      {.about = sankey.about,
       .description = told(flows, sankey.about.say()),
       .drawing = {.fit = Fit::fluid, .height = static_cast<int>(std::round(height)), .content = std::move(content)},
       .table = table(table_of(sankey))});
}

}  // namespace kith::html
