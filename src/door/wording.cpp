#include "door/wording.h"

#include "door/words.h"
#include "message/one_time_code.h"

namespace kith::door {

message::Wording wording(profile::Profile const& profile, std::string links_to) {
  return [&profile, links_to = std::move(links_to)](message::Template says, std::string const& language,
                                                    std::string const& code) -> message::Worded {
    auto const words = words_for(language, true);
    if (says == message::Template::link) {
      auto const link = links_to + code + (language.empty() || language == "en" ? "" : "?lang=" + language);
      return {
          words.plain("message.link_subject"), words.plain("message.link", {{"link", link}}), {{"link", link, false}}};
    }
    if (says == message::Template::code)
      return {
          words.plain("message.code_subject"),
          words.plain("message.code", {{"code", code}, {"minutes", std::to_string(message::code_lifetime.count())}}),
          {{"code", code, false}}};
    auto const& phone = profile.contacts.hub_phone;
    return {words.plain("message.news_subject"),
            words.plain("message.news", {{"phone", phone}}),
            {{"phone", phone, false}}};
  };
}

}  // namespace kith::door
