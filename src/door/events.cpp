// How the events of this room are written to the journal and read back.
#include "door/events.h"
#include "journal/event_codec.h"

KITH_EVENT_CODEC(kith::door::Events)
