#include "html/components.h"
#include "html/gallery/samples.h"

namespace kith::html {

namespace {

SummaryList person(std::optional<SummaryCard> card) {
  return {.rows = {{.key = {"Name"},
                    .value = {"Robin Ashdown"},
                    .actions = {{{.text = "Change", .href = "#", .visually_hidden_text = "name"}}}},
                   {.key = {"Date of birth"},
                    .value = {"9 April 2017"},
                    .actions = {{{.text = "Change", .href = "#", .visually_hidden_text = "date of birth"}}}},
                   {.key = {"School"}, .value = {"Millbrook Primary"}}},
          .card = std::move(card)};
}

}  // namespace

std::vector<Sample> record_samples() {
  return {
      {"Summary list", summary_list(person({}))},
      {"Summary card", summary_list(person(SummaryCard{
                           .title = "Robin Ashdown",
                           .heading_level = 3,
                           .actions = {{{.text = "Open", .href = "#"}, {.text = "Remove", .href = "#"}}}}))},
      {"Task list", task_list({.items = {{.title = {"The family"}, .href = "#", .status = {.text = "Completed"}},
                                         {.title = {"What is working well"},
                                          .href = "#",
                                          .hint = "Ask each person alone where you can",
                                          .status = {.tag = Tag{.text = "In progress", .colour = TagColour::teal}}},
                                         {.title = {"Check and send"}, .status = {.text = "Cannot start yet"}}}})},
      {"Table",
       table({.caption = "Enquiries by area",
              .head = {{.text = "Area"}, {.text = "Received", .numeric = true}, {.text = "Waiting", .numeric = true}},
              .rows = {{{.text = "North"}, {.text = 41, .numeric = true}, {.text = 3, .numeric = true}},
                       {{.text = "South"}, {.text = 120, .numeric = true}, {.text = 11, .numeric = true}}},
              .first_cell_is_header = true,
              .caption_classes = "govuk-table__caption--m"})},
  };
}

}  // namespace kith::html
