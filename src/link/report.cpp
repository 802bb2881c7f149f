#include "link/report.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "base/text.h"
#include "link/explain.h"

namespace kith::link {

namespace {
constexpr std::string_view style = R"(
body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:60rem;padding:1rem;color:#0b0c0c;background:#fff}
table{border-collapse:collapse;margin:.5rem 0 1.5rem;width:100%}th,td{text-align:left;padding:.3rem .6rem .3rem 0;
border-bottom:1px solid #b1b4b6;vertical-align:top}td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:bold;padding:.4rem 0}svg{max-width:100%;height:auto}.wide{overflow-x:auto}
rect.for{fill:#1d70b8}rect.against{fill:#942514}line{stroke:#505a5f}text{font:14px system-ui,sans-serif;fill:#0b0c0c}
)";
constexpr int histogram_bits = 2;    // to a bar
constexpr std::size_t examples = 2;  // of each band of weights

std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '&')
      out += "&amp;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

std::string bits(Weight weight) { return fmt::format("{:+.2f}", to_bits(weight)); }

// How common something is: a percentage, or one in so many when that would be all noughts.
std::string common(double share) {
  if (share <= 0) return "never";
  return share < 0.001 ? fmt::format("1 in {}", one_in(share)) : fmt::format("{:.2f}%", 100 * share);
}

// A bar to the right of the middle for what speaks for a match, to the left for what speaks against it.
std::string bar(Weight weight) {
  constexpr double middle = 100;
  double const length = std::min(95.0, std::abs(to_bits(weight)) * 4);
  return fmt::format(
      R"(<svg width="200" height="18" viewBox="0 0 200 18" role="img" aria-label="{0} bits"><line x1="100" x2="100" y1="0" y2="18"/><rect class="{1}" x="{2:.1f}" y="3" width="{3:.1f}" height="12"/></svg>)",
      bits(weight), weight < 0 ? "against" : "for", weight < 0 ? middle - length : middle, length);
}

class Page {
 public:
  explicit Page(ReportInput const& input) : in_(input), threshold_(to_weight(weight_of(input.model.threshold))) {}

  std::string write() {
    out_ = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\"><title>Matching: {0}</title><style>{1}</style></head>\n"
        "<body><main>\n<h1>Matching: {0}</h1>\n",
        escaped(in_.title), style);
    summary();
    notes();
    levels();
    histogram();
    calibration();
    example_pairs();
    return out_ + "</main></body></html>\n";
  }

 private:
  template <class... Values>
  void add(fmt::format_string<Values...> format, Values&&... values) {
    out_ += fmt::format(format, std::forward<Values>(values)...);
  }

  void summary() {
    auto const& records = *in_.index.records;
    auto const found =
        std::count_if(in_.pairs.begin(), in_.pairs.end(), [&](Pair const& pair) { return pair.weight >= threshold_; });
    auto const unlinkable = unlinkable_records(in_.index, in_.weights, threshold_);
    add("<p>{} records. {} pairs at probability {} or above; about {} were expected.</p>\n",
        with_thousands(records.size()), with_thousands(found), in_.model.threshold,
        with_thousands(std::llround(in_.trained.expected_matches)));
    add("<p>{} records ({:.1f}%) cannot be linked: so little is known of them that even a copy would stay below the "
        "threshold.</p>\n",
        with_thousands(unlinkable), 100.0 * static_cast<double>(unlinkable) / std::max(1u, records.size()));
    add("<p>Before anything is compared a pair weighs {} bits. Each bit more doubles the odds that two records are one "
        "person.</p>\n",
        bits(in_.weights.prior));
  }

  void notes() {
    if (in_.notes.empty()) return;
    add("<h2>What to know</h2>\n<ul>\n");
    for (auto const& note : in_.notes) add("<li>{}</li>\n", escaped(note));
    add("</ul>\n");
  }

  void levels() {
    add("<h2>What each agreement weighs</h2>\n");
    auto const& fields = in_.index.records->fields;
    for (std::size_t k = 0; k < fields.size(); ++k) {
      auto const& set = levels_of(fields[k].measure);
      auto const& odds = in_.trained.mixture.fields[k];
      add("<div class=\"wide\"><table><caption>{}</caption><thead><tr><th>Agreement</th><th class=\"number\">One person"
          "</th><th class=\"number\">Strangers</th><th class=\"number\">Bits</th><th>For or against</th></tr></thead>"
          "<tbody>\n",
          escaped(fields[k].label));
      for (Level level = set.count(); level-- > different_level;)
        add("<tr><td>{}</td><td class=\"number\">{}</td><td class=\"number\">{}</td><td "
            "class=\"number\">{}</td><td>{}</td>"
            "</tr>\n",
            set.labels[level], common(odds.m[level]), common(odds.u[level]),
            bits(in_.weights.fields[k].of_level[level]), bar(in_.weights.fields[k].of_level[level]));
      add("</tbody></table></div>\n");
    }
  }

  void histogram() {
    if (in_.pairs.empty()) return;
    auto const bin_of = [](Weight weight) { return static_cast<int>(std::floor(to_bits(weight) / histogram_bits)); };
    int const least = bin_of(in_.pairs.back().weight);
    int const most = bin_of(in_.pairs.front().weight);
    std::vector<double> counts(static_cast<std::size_t>(most - least) + 1);
    for (auto const& pair : in_.pairs) counts[static_cast<std::size_t>(bin_of(pair.weight) - least)] += 1;
    double const highest = *std::max_element(counts.begin(), counts.end());
    double const width = 800.0 / static_cast<double>(counts.size());
    add("<h2>How the weights are spread</h2>\n<svg viewBox=\"0 0 820 240\" role=\"img\" aria-label=\"Pairs by "
        "weight, on a logarithmic scale\">\n");
    for (std::size_t i = 0; i < counts.size(); ++i) {
      double const height = 180 * std::log1p(counts[i]) / std::log1p(highest);
      auto const from = (least + static_cast<int>(i)) * histogram_bits;
      add("<rect class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"><title>{} to {} bits: "
          "{:.0f} "
          "pairs</title></rect>\n",
          from * 100 < threshold_ ? "against" : "for", 10 + width * static_cast<double>(i), 200 - height,
          std::max(1.0, width - 2), height, from, from + histogram_bits, counts[i]);
      if (from % 10 == 0) add("<text x=\"{:.1f}\" y=\"220\">{}</text>\n", 10 + width * static_cast<double>(i), from);
    }
    add("</svg>\n<p>Pairs by weight in bits; heights are logarithmic. Those below the threshold are red.</p>\n");
  }

  void calibration() {
    auto const& labels = in_.index.records->labels;
    std::vector<Pair> known;
    for (auto const& pair : in_.pairs)
      if (!labels.empty() && !labels[pair.a].empty() && !labels[pair.b].empty()) known.push_back(pair);
    if (known.empty()) return;
    add("<h2>Said, and so</h2>\n<table><caption>Pairs whose people are known, in ten groups of equal "
        "size</caption><thead>"
        "<tr><th class=\"number\">Pairs</th><th class=\"number\">Probability said</th><th class=\"number\">One person"
        "</th></tr></thead><tbody>\n");
    for (std::size_t bin = 0; bin < 10; ++bin) {
      auto const begin = known.size() * bin / 10;
      auto const end = known.size() * (bin + 1) / 10;
      double said = 0;
      double so = 0;
      for (auto i = begin; i < end; ++i) {
        said += probability_of(to_bits(known[i].weight));
        so += labels[known[i].a] == labels[known[i].b];
      }
      auto const count = static_cast<double>(end - begin);
      if (begin == end) continue;
      add("<tr><td class=\"number\">{}</td><td class=\"number\">{:.2f}%</td><td class=\"number\">{:.2f}%</td></tr>\n",
          end - begin, 100 * said / count, 100 * so / count);
    }
    add("</tbody></table>\n");
  }

  void example_pairs() {
    constexpr auto bands = std::to_array<int>({40, 30, 20, 10, 5, 0, -5, -10});
    add("<h2>Examples</h2>\n");
    for (std::size_t band = 0; band < bands.size(); ++band) {
      // The weakest of a band: those nearest the line are the ones to look at.
      auto const below = [](Pair const& pair, int line) { return pair.weight >= line * 100; };
      auto const end = std::lower_bound(in_.pairs.begin(), in_.pairs.end(), bands[band], below);
      auto const begin =
          band == 0 ? in_.pairs.begin() : std::lower_bound(in_.pairs.begin(), in_.pairs.end(), bands[band - 1], below);
      auto const count = std::min<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(examples), end - begin);
      for (auto at = end - count; at != end; ++at) example(*at);
    }
  }

  std::string_view value(std::size_t field, RecordNumber record) const {
    auto const& records = *in_.index.records;
    auto const& column = records.fields[field];
    auto const code = column.codes[record];
    return code == 0 ? std::string_view{"–"} : std::string_view{records.dictionaries[column.dictionary][code].text};
  }

  void example(Pair const& pair) {
    auto const& records = *in_.index.records;
    auto const parts = pair_parts(in_.index, in_.weights, pair.a, pair.b);
    add("<div class=\"wide\"><table><caption>{} and {}: {} bits, probability {:.4f}</caption><thead><tr><th></th>"
        "<th>{}</th><th>{}</th><th>Agreement</th><th class=\"number\">Bits</th></tr></thead><tbody>\n",
        escaped(records.ids[pair.a]), escaped(records.ids[pair.b]), bits(pair.weight),
        probability_of(to_bits(pair.weight)), escaped(records.ids[pair.a]), escaped(records.ids[pair.b]));
    for (std::size_t k = 0; k < records.fields.size(); ++k) {
      auto const& part = parts.fields[k];
      add("<tr><th>{}</th><td>{}</td><td>{}</td><td>{}</td><td class=\"number\">{}</td></tr>\n",
          escaped(records.fields[k].label), escaped(value(k, pair.a)), escaped(value(k, pair.b)),
          levels_of(records.fields[k].measure).labels[part.level], bits(part.weight + part.rarity));
    }
    if (parts.company != 0)
      add("<tr><th>together</th><td></td><td></td><td>who shares the one often shares the other</td><td "
          "class=\"number\">{}</td></tr>\n",
          bits(parts.company));
    if (parts.household != 0)
      add("<tr><th>household</th><td></td><td></td><td>may be two people of one household</td><td class=\"number\">{}"
          "</td></tr>\n",
          bits(parts.household));
    add("<tr><th>before comparing</th><td></td><td></td><td></td><td "
        "class=\"number\">{}</td></tr></tbody></table></div>\n",
        bits(in_.weights.prior));
  }

  ReportInput const& in_;
  Weight threshold_;
  std::string out_;
};
}  // namespace

std::size_t unlinkable_records(Index const& index, Weights const& weights, Weight threshold) {
  std::size_t unlinkable = 0;
  for (RecordNumber i = 0; i < index.records->size(); ++i) unlinkable += pair_weight(index, weights, i, i) < threshold;
  return unlinkable;
}

std::string report_page(ReportInput const& input) { return Page(input).write(); }

}  // namespace kith::link
