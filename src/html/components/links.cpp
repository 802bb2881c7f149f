#include "html/components/links.h"

namespace kith::html {

Html skip_link(SkipLink const& link) {
  return markup("<a href=\"{}\" class=\"govuk-skip-link{}\"{} data-module=\"govuk-skip-link\">{}</a>", link.href,
                extra(link.classes), link.attributes, link.text);
}

Html back_link(BackLink const& link) {
  return markup("<a href=\"{}\" class=\"govuk-back-link{}\"{}>{}</a>", link.href, extra(link.classes), link.attributes,
                link.text);
}

}  // namespace kith::html
