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

html::Html answer_html(TrialAnswer const& answer);
// Where the flow is drawn, from and to; a table until it is a picture.
html::Html flow_html(TrialAnswer const& answer);
html::Html drivers_html(TrialAnswer const& answer);
html::Html limits_html(Calibration const& calibration);
std::string answer_csv(TrialAnswer const& answer);

}  // namespace kith::insight
