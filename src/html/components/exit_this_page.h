// A way out for someone who may be watched: a button, and the shift key three times.
#pragma once

#include <string>

#include "html/html.h"

namespace kith::html {

struct ExitThisPage {
  Html text = {};  // "Exit this page", unless given
  Url redirect_url = "https://www.bbc.co.uk/weather";
  std::string id = {};
  std::string activated_text = {};  // these four replace what the script says in English
  std::string timed_out_text = {};
  std::string press_two_more_times_text = {};
  std::string press_one_more_time_text = {};
  std::string classes = {};
  Attributes attributes = {};
};
Html exit_this_page(ExitThisPage const& exit);

}  // namespace kith::html
