// How the events of this room are written to the journal and read back.
#include "guest/events.h"
#include "journal/event_codec.h"

KITH_EVENT_CODEC(kith::guest::Events)
