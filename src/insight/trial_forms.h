// The forms of "Try a change": which change, its numbers, watching and stopping a run, saving and opening.
#pragma once

#include <string>
#include <vector>

#include "access/gate.h"
#include "html/form.h"
#include "insight/saved_scenarios.h"
#include "insight/trial_runs.h"

namespace kith::insight {

// What the address asks, as typed, and as a question when it makes sense.
struct AskedTrial {
  ScenarioEntry const* scenario = nullptr;  // none: nothing chosen yet
  TrialQuestion question;
  html::FormState form;
};

AskedTrial asked_trial_of(std::vector<ScenarioEntry> const& library, http::Fields const& fields);

// `url` with the question in its query.
html::Url address_of(html::Url url, TrialQuestion const& question, ScenarioEntry const& scenario);

html::Html chooser(std::vector<ScenarioEntry> const& library, AskedTrial const& asked);
html::Html levers_form(AskedTrial const& asked);
// How far the refined answer is, with a way to stop it or to begin it again.
html::Html progress(access::Services const& services, access::Visitor const& visitor, AskedTrial const& asked,
                    RunStatus const& status, std::string const& key);
html::Html saving(access::Services const& services, access::Visitor const& visitor, AskedTrial const& asked,
                  html::FormState const& form);
// What was saved, to open and to compare; nothing when nothing was.
html::Html saved_list(std::vector<SavedRow> const& saved, std::vector<ScenarioEntry> const& library);

}  // namespace kith::insight
