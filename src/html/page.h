// The frame around every page: header, navigation, the way to urgent help, the content, footer. Works without a script.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "html/components/banners.h"
#include "html/components/exit_this_page.h"
#include "html/components/links.h"
#include "html/components/navigation.h"
#include "html/html.h"

namespace kith::html {

// The one inline script of a page, as the design system publishes it, and its hash for the security policy.
inline constexpr std::string_view inline_script =
    "document.body.className += ' js-enabled' + ('noModule' in HTMLScriptElement.prototype ? "
    "' govuk-frontend-supported' : '');";
inline constexpr std::string_view inline_script_hash = "sha256-GUQ5ad8JK5KmEWmROf3LZd9ge94daqNvd8xy9YS1iDw=";
// The Content-Security-Policy header of every response.
inline constexpr std::string_view content_security_policy =
    "default-src 'none'; script-src 'self' 'sha256-GUQ5ad8JK5KmEWmROf3LZd9ge94daqNvd8xy9YS1iDw='; style-src 'self'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'";

// Who is signed in, and their way out.
struct UserMenu {
  Html name = {};
  Url account = {};
  Url sign_out = "/sign-out";  // posted to, with the token
  std::string csrf_token = {};
};

struct UrgentLink {
  Html text = "Urgent concern";
  Url href = "/urgent";
};

struct FooterLink {
  Html text = {};
  Url href = {};
};

// The words of the frame itself, for other languages.
struct PageWords {
  std::string error = "Error";
  std::string skip_link = "Skip to main content";
  std::string menu = "Menu";
  std::string sign_out = "Sign out";
  std::string service_information = "Service information";
  std::string breadcrumb = "Breadcrumb";
};

struct Page {
  std::string title = {};            // of the page alone; service and council follow by themselves
  std::optional<Html> heading = {};  // the <h1>, where `main` does not bring its own
  Html main = {};
  Html above_heading = {};  // error summary, notification banner
  bool error = false;       // the title begins with "Error: "
  bool wide = false;        // lists use the whole width; other pages keep lines short

  std::string service_name = {};
  std::string council_name = {};
  Url home = "/";
  std::vector<ServiceNavigationItem> navigation = {};
  std::optional<UserMenu> user = {};
  std::optional<UrgentLink> urgent = {};   // on every page of those signed in
  std::optional<PhaseBanner> banner = {};  // the phase, or "Fictional data"
  std::vector<BreadcrumbItem> breadcrumbs = {};
  std::optional<BackLink> back_link = {};
  std::optional<LanguageNavigation> languages = {};
  std::optional<ExitThisPage> exit_this_page = {};
  std::vector<FooterLink> footer_links = {};
  Html footer_note = {};

  std::string lang = "en";
  std::string dir = "ltr";
  std::string bundle = "kith";  // which style sheet and script: "door" is the small one of the public pages
  PageWords words = {};
};

// The whole document, ready to send as text/html; charset=utf-8.
std::string render(Page const& page);

}  // namespace kith::html
