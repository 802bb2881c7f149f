#include <doctest/doctest.h>
#include <openssl/evp.h>

#include <array>

#include "html/assets.h"
#include "html/document.h"
#include "html/form.h"
#include "html/gallery.h"
#include "html/page.h"

using namespace kith;
using namespace kith::html;

namespace {

Page staff_page() {
  Page page;
  page.title = "My families";
  page.heading = "My families";
  page.main = markup("<p class=\"govuk-body\">Nothing waits.</p>");
  page.service_name = "Early help";
  page.council_name = "Fennshire Council";
  page.navigation = {{.text = "My families", .href = "/families", .current = true},
                     {.text = "Inbox", .href = "/inbox"}};
  page.user = UserMenu{.name = "Sam Okafor", .account = "/account", .csrf_token = "token"};
  page.urgent = UrgentLink{};
  page.banner = PhaseBanner{.tag = {.text = "Practice"}, .text = "Every family here is invented."};
  page.breadcrumbs = {{.text = "Home", .href = "/"}, {.text = "Families", .href = "/families"}};
  page.footer_links = {{"Privacy", "/privacy"}};
  return page;
}

std::string sha256_base64(std::string_view text) {
  std::array<unsigned char, 32> digest{};
  EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
  std::array<unsigned char, 45> encoded{};
  EVP_EncodeBlock(encoded.data(), digest.data(), 32);
  return reinterpret_cast<char const*>(encoded.data());
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string_view::npos; at += part.size()) ++found;
  return found;
}

}  // namespace

TEST_CASE("the one inline script is the published one, and the policy allows it and nothing else") {
  CHECK("sha256-" + sha256_base64(inline_script) == inline_script_hash);
  CHECK(content_security_policy.find("'" + std::string(inline_script_hash) + "'") != std::string_view::npos);
  CHECK(content_security_policy.find("unsafe") == std::string_view::npos);
  auto html = render(staff_page());
  CHECK(count(html, "<script") == 2);
  CHECK(html.find("<script>" + std::string(inline_script) + "</script>") != std::string::npos);
  Document const document(html);
  for (auto const& script : document.named("script")) {
    if (script.has("src")) {
      CHECK(script.attribute("src") == asset_url("kith.js").text());
      CHECK(script.attribute("type") == "module");
    }
  }
}

TEST_CASE("a staff page has its landmarks, its heading, the way to urgent help and the way out") {
  Document const document(render(staff_page()));
  CHECK(faults_of(document) == "");
  CHECK(document.named("title").at(0).text == "My families – Early help – Fennshire Council");
  CHECK(document.named("h1").size() == 1);
  for (auto landmark : {"header", "main", "footer", "nav"}) CHECK_MESSAGE(!document.named(landmark).empty(), landmark);
  CHECK(document.with_class("govuk-skip-link").at(0).attribute("href") == "#main-content");
  CHECK(document.by_id("main-content")->name == "main");
  CHECK(document.with_class("kith-urgent").at(0).attribute("href") == "/urgent");
  auto form = document.named("form").at(0);
  CHECK(form.attribute("action") == "/sign-out");
  CHECK(form.attribute("method") == "post");
  CHECK(document.named("html").at(0).attribute("lang") == "en");
}

TEST_CASE("a page with errors says so first, in its title and above its heading") {
  auto page = staff_page();
  page.error = true;
  page.above_heading = error_summary(FormState{.errors = {{"", "x", "Something is missing"}}});
  auto html = render(page);
  CHECK(Document(html).named("title").at(0).text.starts_with("Error: My families"));
  CHECK(html.find("govuk-error-summary") < html.find("<h1"));
}

TEST_CASE("a public page in another language has no staff tools") {
  Page page{.title = "A\xc8\x99teptare", .main = text("x"), .service_name = "Early help", .lang = "ro"};
  page.exit_this_page = ExitThisPage{};
  page.languages = LanguageNavigation{.items = {{.text = "English", .lang = "en", .href = "/help?lang=en"},
                                                {.text = "Română", .lang = "ro", .current = true}}};
  Document const document(render(page));
  CHECK(document.named("html").at(0).attribute("lang") == "ro");
  CHECK(document.with_class("kith-header-tools").empty());
  CHECK(document.with_class("govuk-exit-this-page").size() == 1);
  CHECK(faults_of(document) == "");
}

TEST_CASE("what a person is called cannot break a page") {
  auto page = staff_page();
  page.title = "</title><script>alert(1)</script>";
  page.user->name = "<img src=x onerror=alert(1)>";
  auto html = render(page);
  CHECK(count(html, "<script") == 2);
  CHECK(html.find("<img") == std::string::npos);
}

TEST_CASE("the gallery shows every component on one page that anyone can use") {
  Page page{.title = "Components",
            .heading = "Components",
            .main = gallery(),
            .wide = true,
            .council_name = "Fennshire Council"};
  Document const document(render(page));
  CHECK(faults_of(document) == "");
  for (auto part : {"govuk-accordion",
                    "govuk-back-link",
                    "govuk-breadcrumbs",
                    "govuk-button",
                    "govuk-character-count",
                    "govuk-checkboxes",
                    "govuk-date-input",
                    "govuk-details",
                    "govuk-error-message",
                    "govuk-error-summary",
                    "govuk-exit-this-page",
                    "govuk-fieldset",
                    "govuk-file-upload",
                    "govuk-generic-header",
                    "govuk-hint",
                    "govuk-input",
                    "govuk-inset-text",
                    "govuk-label",
                    "govuk-language-navigation",
                    "govuk-notification-banner",
                    "govuk-pagination",
                    "govuk-panel--confirmation",
                    "govuk-panel--interruption",
                    "govuk-password-input",
                    "govuk-phase-banner",
                    "govuk-radios",
                    "govuk-select",
                    "govuk-service-navigation",
                    "govuk-skip-link",
                    "govuk-summary-card",
                    "govuk-summary-list",
                    "govuk-table",
                    "govuk-tabs",
                    "govuk-tag",
                    "govuk-task-list",
                    "govuk-textarea",
                    "govuk-warning-text",
                    "kith-alert",
                    "kith-badge",
                    "kith-filter",
                    "kith-side-by-side",
                    "kith-sub-navigation",
                    "kith-table",
                    "kith-timeline"})
    CHECK_MESSAGE(!document.with_class(part).empty(), part);
}
