#include "html/page.h"

#include "html/assets.h"
#include "html/form.h"

namespace kith::html {

namespace {

std::string document_title(Page const& page) {
  std::string title = page.error ? page.words.error + ": " : "";
  title += page.title;
  for (auto const* part : {&page.service_name, &page.council_name})
    if (!part->empty()) title += (title.empty() ? "" : " – ") + *part;
  return title;
}

Html head_of(Page const& page) {
  return markup(
      "<head><meta charset=\"utf-8\"><title>{}</title>"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover\">"
      "<meta name=\"theme-color\" content=\"#1d4a57\"><link rel=\"stylesheet\" href=\"{}\">"
      "<link rel=\"icon\" sizes=\"any\" href=\"{}\" type=\"image/svg+xml\">"
      "<script type=\"module\" src=\"{}\"></script></head>",
      document_title(page), asset_url(page.bundle + (page.dir == "rtl" ? "-rtl.css" : ".css")),
      asset_url("favicon.svg"), asset_url(page.bundle + ".js"));
}

// Urgent help first, then who is signed in and the way out.
Html tools_of(Page const& page) {
  Html tools;
  if (page.urgent) tools.add("<a class=\"kith-urgent\" href=\"{}\">{}</a>", page.urgent->href, page.urgent->text);
  if (page.user) {
    auto const& user = *page.user;
    if (user.account.empty())
      tools.add("<span class=\"kith-header-tools__name\">{}</span>", user.name);
    else
      tools.add("<a class=\"kith-header-tools__link\" href=\"{}\">{}</a>", user.account, user.name);
    tools.add(
        "<form class=\"kith-header-tools__form\" action=\"{}\" method=\"post\">{}"
        "<button type=\"submit\" class=\"kith-header-tools__link\">{}</button></form>",
        user.sign_out, csrf_field(user.csrf_token), page.words.sign_out);
  }
  return tools.empty() ? tools : markup("<div class=\"kith-header-tools\">{}</div>", tools);
}

Html header_of(Page const& page) {
  auto const& owner = page.council_name.empty() ? page.service_name : page.council_name;
  auto header = generic_header({.logo = owner, .url = page.home, .tools = tools_of(page)});
  if (!page.service_name.empty() || !page.navigation.empty())
    header += service_navigation({.service_name = page.service_name,
                                  .service_url = page.home,
                                  .navigation = page.navigation,
                                  .menu_button_text = page.words.menu,
                                  .aria_label = page.words.service_information});
  return markup("<header class=\"govuk-template__header\">{}</header>", header);
}

Html before_content_of(Page const& page) {
  Html before;
  if (page.languages) before += language_navigation(*page.languages);
  if (page.exit_this_page) before += exit_this_page(*page.exit_this_page);
  if (page.back_link) before += back_link(*page.back_link);
  if (!page.breadcrumbs.empty())
    before += breadcrumbs({.items = page.breadcrumbs, .collapse_on_mobile = true, .label_text = page.words.breadcrumb});
  return before;
}

// Straight into the document: this is most of it, and would be copied once more.
void add_main(Html& document, Page const& page) {
  document.add("<main class=\"govuk-main-wrapper govuk-main-wrapper--auto-spacing\" id=\"main-content\">{}",
               page.above_heading);
  if (page.heading) document.add("<h1 class=\"govuk-heading-l\">{}</h1>", *page.heading);
  document += page.main;
  document.add("</main>");
}

Html footer_of(Page const& page) {
  Html links;
  if (!page.footer_links.empty())
    links = markup("<ul class=\"kith-footer__list\">{}</ul>", each(page.footer_links, [](FooterLink const& link) {
                     return markup("<li><a class=\"govuk-link\" href=\"{}\">{}</a></li>", link.href, link.text);
                   }));
  auto note = page.footer_note.empty() ? Html(page.council_name) : page.footer_note;
  return markup(
      "<footer class=\"govuk-template__footer kith-footer\"><div class=\"govuk-width-container\">{}"
      "<p class=\"kith-footer__note\">{}</p></div></footer>",
      links, note);
}

}  // namespace

std::string render(Page const& page) {
  Html banner;
  if (page.banner) banner = phase_banner(*page.banner);
  Html document;
  document.reserve(page.main.source().size() + 8192);
  document.add("<!DOCTYPE html><html lang=\"{}\" dir=\"{}\" class=\"govuk-template\">{}", page.lang, page.dir,
               head_of(page));
  // The script is the constant `inline_script`, letter for letter; a test compares them and their hash.
  document.add(
      "<body class=\"govuk-template__body{}\"><script>document.body.className += ' js-enabled' + ('noModule' in "
      "HTMLScriptElement.prototype ? ' govuk-frontend-supported' : '');</script>{}{}{}",
      extra(page.wide ? "kith-page--wide" : "kith-page--reading"),
      skip_link({.text = page.words.skip_link, .href = "#main-content"}), header_of(page), banner);
  document.add("<div class=\"govuk-width-container\">{}", before_content_of(page));
  add_main(document, page);
  document.add("</div>{}</body></html>", footer_of(page));
  return std::move(document).source();
}

}  // namespace kith::html
