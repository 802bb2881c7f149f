// What a message says, in its reader's language, from the same catalogues as the public pages.
#pragma once

#include "message/worker.h"
#include "profile/profile.h"

namespace kith::door {

// The profile must outlive what is returned.
message::Wording wording(profile::Profile const& profile);

}  // namespace kith::door
