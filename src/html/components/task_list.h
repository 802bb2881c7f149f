// What is to be done in a piece of work, in any order, and how far each task has come.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "html/components/tag.h"
#include "html/html.h"

namespace kith::html {

struct TaskTitle {
  Html text = {};
  std::string classes = {};
};

struct TaskStatus {
  Html text = {};
  std::optional<Tag> tag = {};  // instead of the text, for what needs attention
  std::string classes = {};
};

struct TaskListItem {
  TaskTitle title = {};
  Url href = {};  // empty while the task cannot be started
  Html hint = {};
  TaskStatus status = {};
  std::string classes = {};
};

struct TaskList {
  std::vector<TaskListItem> items = {};
  std::string id_prefix = "task-list";
  std::string classes = {};
  Attributes attributes = {};
};
Html task_list(TaskList const& list);

}  // namespace kith::html
