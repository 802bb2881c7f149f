// Which agencies' files were matched with the register, under which agreement and what for.
#include "access/accounts.h"
#include "access/pages.h"
#include "html/components/sortable_table.h"
#include "people/matching/file_matching.h"
#include "people/people_pages.h"

namespace kith::people {

namespace {

int constexpr most_file_matches = 500;

http::Answer show_file_matches(access::Services const& services, access::Visitor const& visitor, http::Request const&) {
  html::SortableTable table{.caption = "Newest first",
                            .columns = {{.text = "When"},
                                        {.text = "Whose file"},
                                        {.text = "What for"},
                                        {.text = "Rows", .numeric = true},
                                        {.text = "May be known", .numeric = true},
                                        {.text = "By"},
                                        {.text = "The file’s digest"}}};
  {
    auto reader = services.readers->lease();
    for (auto const& row : file_matches(*reader, most_file_matches)) {
      auto const account = access::account_by_id(*reader, row.by);
      table.rows.push_back({html::text(for_people(row.at)),
                            html::text(access::agency_label(services, row.matched.agency)),
                            html::text(row.matched.purpose), html::text(std::to_string(row.matched.rows)),
                            html::text(std::to_string(row.matched.found)),
                            html::text(account ? account->name : std::string{"The house itself"}),
                            html::markup("<span class=\"kith-reference\">{}</span>", row.matched.file_sha256)});
    }
  }
  html::Page page;
  page.title = "Files matched with the register";
  page.heading = html::text(page.title);
  page.wide = true;
  page.main = table.rows.empty()
                  ? html::markup(
                        "<p class=\"govuk-body\">No file has been matched. It is done at the command line, with "
                        "<code>kith match</code>, under an agreement that the agency signed.</p>")
                  : html::sortable_table(table);
  return access::framed(services, visitor, std::move(page));
}

}  // namespace

void hang_file_match_page(http::Router& router, access::Services const& services) {
  access::add(router, services,
              {.pattern = "/people/files",
               .action = access::Action::see_read_log,
               .name = "people_files",
               .summary = "Agencies' files that were matched with the register, and what for",
               .page = show_file_matches});
}

}  // namespace kith::people
