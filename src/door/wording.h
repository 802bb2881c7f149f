// What a message says, in its reader's language, from the same catalogues as the public pages.
#pragma once

#include "message/worker.h"
#include "profile/profile.h"

namespace kith::door {

// The profile must outlive what is returned. `links_to` is what a link begins with: what opens it follows.
message::Wording wording(profile::Profile const& profile, std::string links_to = {});

}  // namespace kith::door
