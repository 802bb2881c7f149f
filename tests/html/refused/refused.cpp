// What must not compile, one case at a time: run.cmake compiles this file once for each CASE and looks for the words of
// the refusal. CASE 0 is the control: the same things done right.
#include "html/components/button.h"
#include "html/html.h"

using namespace kith;
using namespace kith::html;

void pages(std::string const& typed, Html const& bold, Personal<std::string> const& name) {
#if CASE == 0
  markup("<p title=\"{}\">{}{}</p><a href=\"{}\">x</a>", typed, bold, name, Url("/x"));
  url("/families/{}", typed);
  button({.text = name, .href = "/x", .attributes = {{"data-x", "1"}}});
#elif CASE == 1
  markup(typed.c_str());  // a template made at run time
#elif CASE == 2
  markup("<p>{}</p>");
#elif CASE == 3
  markup("<p></p>", typed);
#elif CASE == 4
  markup("<p style=\"color:red\"></p>");
#elif CASE == 5
  markup("<p onclick=\"x()\"></p>");
#elif CASE == 6
  markup("<a href=\"{}\">x</a>", typed);
#elif CASE == 7
  markup("<a href=\"/x/{}\">x</a>", typed);
#elif CASE == 8
  markup("<p title=\"{}\"></p>", bold);
#elif CASE == 9
  markup("<p title={}></p>", typed);
#elif CASE == 10
  markup("<script>{}</script>", typed);
#elif CASE == 11
  markup("<{}>", typed);
#elif CASE == 12
  markup("<p>{}</p>", true);
#elif CASE == 13
  Url address = "javascript:alert(1)";
#elif CASE == 14
  Url address = typed;
#elif CASE == 15
  url("/families/{}", name);  // personal values do not go into addresses
#elif CASE == 16
  url("/{}/x", typed);
#elif CASE == 17
  button({.text = "x", .attributes = {{"onclick", "x()"}}});
#elif CASE == 18
  button({.text = "x", .attributes = {{"href", "/x"}}});
#elif CASE == 19
  markup("<a href=\"javascript:x\">x</a>");
#endif
}
