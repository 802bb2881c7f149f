// What a calibration found, for people and for machines.
#include <fmt/format.h>

#include <iterator>

#include "demand/figures_in_words.h"
#include "demand/json_writer.h"
#include "insight/borough.h"

namespace kith::insight {

std::string calibration_as_json(Calibration const& calibration) {
  demand::JsonWriter json;
  json.open('{');
  auto const window = [&](std::string_view name, Period const& period) {
    json.key(name).open('{');
    json.key("from").value(to_text(period.from));
    json.key("to").value(to_text(period.to));
    json.close('}');
  };
  window("period", calibration.window);
  window("referrals_period", calibration.steps);
  json.key("starts_on").value(to_text(calibration.today + 1));
  json.key("numbers").open('[');
  for (auto const& number : calibration.numbers) {
    json.open('{');
    json.key("name").value(number.name);
    json.key("unit").value(number.unit);
    json.key("value").value(number.value);
    json.key("low").value(number.low);
    json.key("high").value(number.high);
    json.key("counted").value(number.counted);
    json.key("source").value(number.source);
    json.close('}');
  }
  json.close(']');
  json.key("notes").open('[');
  for (auto const& note : calibration.notes) json.value(note);
  json.close(']');
  json.close('}');
  return std::move(json).result();
}

std::string calibration_as_text(Calibration const& calibration) {
  auto out = fmt::format("Calibrated from the records of {} to {}; the model starts on {} with who is open then\n",
                         for_people(calibration.window.from), for_people(calibration.window.to),
                         for_people(calibration.today + 1));
  for (auto const& number : calibration.numbers) {
    auto words = demand::short_number(number.value);
    if (number.low)
      words += fmt::format(" ({} to {})", demand::short_number(*number.low), demand::short_number(*number.high));
    words += " " + number.unit;
    if (number.counted > 0) words += fmt::format("; n = {}", number.counted);
    if (number.source != "the records") words += fmt::format("; {}", number.source);
    fmt::format_to(std::back_inserter(out), "  {:<66} {}\n", number.name, words);
  }
  for (auto const& note : calibration.notes) out += "  Note. " + note + "\n";
  return out + "\n";
}

}  // namespace kith::insight
