// Every picture: drawn as SVG by the server, with a name and a description for those who cannot see it and a table of
// what it shows beneath. Plain structs in, Html out; nothing is drawn by colour alone, so all of them print in grey.
#pragma once

#include "html/picture/area_map.h"
#include "html/picture/bar.h"
#include "html/picture/control_chart.h"
#include "html/picture/eco_map.h"
#include "html/picture/genogram.h"
#include "html/picture/line.h"
#include "html/picture/sankey.h"
#include "html/picture/star.h"
