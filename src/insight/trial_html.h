// An answer as a person reads it: today beside tomorrow in people, days and pounds, with what it rests on. One shape
// for the page and the file to download.
#pragma once

#include <string>
#include <vector>

#include "html/html.h"
#include "insight/trial.h"

namespace kith::insight {

// "1,234", "0.67", "£1,234,567"; a dash for what could not be had.
std::string figure_text(std::optional<double> const& value);
std::string pounds_text(std::optional<double> const& value);

struct TrialRow {
  std::string name, says;
  std::string today, tomorrow, difference;
  std::string interval;  // of the difference, 95%; empty where there is none
};
struct TrialTable {
  std::string title, counts, remark;
  std::vector<TrialRow> rows;
};
// People, days, pounds and what to watch.
std::vector<TrialTable> tables_of(TrialAnswer const& answer);
// One way from a place to the next a row.
TrialTable flows_of(TrialAnswer const& answer);
// One table as the pages show it.
html::Html table_html(TrialTable const& table);
TrialRow trial_row(std::string name, std::string says, demand::Estimate const& today, demand::Estimate const& tomorrow,
                   demand::Estimate const& difference, std::string (*text)(std::optional<double> const&));

html::Html answer_html(TrialAnswer const& answer);
// Who goes where, a year: drawn for today and for the change, and both beside each other in a table. `csv`: where the
// figures are as a file.
html::Html flow_html(TrialAnswer const& answer, html::Url const& csv);
html::Html drivers_html(TrialAnswer const& answer);
html::Html limits_html(Calibration const& calibration);
std::string answer_csv(TrialAnswer const& answer);

}  // namespace kith::insight
