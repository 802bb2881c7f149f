// How the events of this room are written to the journal and read back.
#include "people/events.h"
#include "journal/event_codec.h"
#include "people/matching/events.h"
#include "people/particulars.h"

KITH_EVENT_CODEC(kith::people::Events)
KITH_EVENT_CODEC(kith::people::MatchEvents)
KITH_EVENT_CODEC(kith::people::ParticularEvents)
