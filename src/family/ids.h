// The ids of a family's record.
#pragma once

#include "people/events.h"

namespace kith::family {

using journal::ActorId;
using journal::EventName;
using people::FamilyId;
using people::PersonId;
using EntryId = Id<struct Entry>;
using MemberId = Id<struct TeamMember>;
using ChoiceId = Id<struct Choice>;
using GlassId = Id<struct Glass>;
using AskId = Id<struct Ask>;
using RelationId = Id<struct Relation>;
using TieId = Id<struct NetworkTie>;
using DisagreementId = Id<struct Disagreement>;
using InterventionId = Id<struct Intervention>;
using ReflectionId = Id<struct Reflection>;

}  // namespace kith::family
