// The demand report as markup: for the page, where figures open their lists, and for the document that `kith report`
// writes, where they do not.
#pragma once

#include <functional>

#include "html/html.h"
#include "insight/present.h"

namespace kith::insight {

// Where a figure's list is; an empty Url for "nowhere".
using FigureUrl = std::function<html::Url(FigureLink const&)>;
html::Html report_body(Presented const& presented, FigureUrl const& figure_url);

// A whole document, to save or send.
std::string demand_as_html(Presented const& presented);

}  // namespace kith::insight
