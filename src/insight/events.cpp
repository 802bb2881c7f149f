// How the events of this room are written to the journal and read back.
#include "insight/saved_scenarios.h"
#include "journal/event_codec.h"

KITH_EVENT_CODEC(kith::insight::ScenarioEvents)
