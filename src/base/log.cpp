#include "base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "base/codec.h"
#include "base/time.h"

namespace kith::log {

namespace {
spdlog::logger& logger() {
  static auto const made = [] {
    auto instance = std::make_shared<spdlog::logger>("kith", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    instance->set_pattern("%v");
    return instance;
  }();
  return *made;
}

void write(spdlog::level::level_enum level, std::string_view level_name, std::string_view event,
           std::initializer_list<Field> fields) {
  if (!logger().should_log(level)) return;
  std::string line = "{\"at\":";
  codec::write_leaf(line, std::string_view{to_text(SystemClock{}.now())});
  line += ",\"level\":";
  codec::write_leaf(line, level_name);
  line += ",\"event\":";
  codec::write_leaf(line, event);
  for (auto const& field : fields) {
    line += ',';
    codec::write_leaf(line, field.name);
    line += ':';
    if (field.quoted)
      codec::write_leaf(line, std::string_view{field.value});
    else
      line += field.value;
  }
  line += '}';
  logger().log(level, line);
}
}  // namespace

void info(std::string_view event, std::initializer_list<Field> fields) {
  write(spdlog::level::info, "info", event, fields);
}
void warning(std::string_view event, std::initializer_list<Field> fields) {
  write(spdlog::level::warn, "warning", event, fields);
}
void error(std::string_view event, std::initializer_list<Field> fields) {
  write(spdlog::level::err, "error", event, fields);
}

void set_quiet(bool quiet) { logger().set_level(quiet ? spdlog::level::err : spdlog::level::info); }

}  // namespace kith::log
