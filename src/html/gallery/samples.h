// The parts of the gallery: each function shows one group of components.
#pragma once

#include <string>
#include <vector>

#include "html/html.h"

namespace kith::html {

struct Sample {
  std::string name;
  Html html;
};

std::vector<Sample> text_samples();
std::vector<Sample> form_samples();
std::vector<Sample> form_error_samples();
std::vector<Sample> navigation_samples();
std::vector<Sample> message_samples();
std::vector<Sample> record_samples();
std::vector<Sample> casework_samples();
std::vector<Sample> chart_samples();
std::vector<Sample> family_picture_samples();

}  // namespace kith::html
