// For each component of the design system, our function called with a fixture's options.
#pragma once

#include <map>
#include <string>

#include "html/components.h"
#include "html/fixture_options.h"

using Render = kith::html::Html (*)(Options const&);

std::map<std::string, Render> const& renderers();

// The parts of the table, by what they render.
std::map<std::string, Render> control_renderers();
std::map<std::string, Render> content_renderers();
std::map<std::string, Render> navigation_renderers();

// Parts of forms that are components of their own.
kith::html::Label label_from(Options const& o);
kith::html::Hint hint_from(Options const& o);
kith::html::ErrorMessage error_from(Options const& o);
kith::html::Fieldset fieldset_from(Options const& o);
