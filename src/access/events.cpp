// How the events of this room are written to the journal and read back.
#include "access/events.h"

#include "access/agreements.h"
#include "journal/event_codec.h"

KITH_EVENT_CODEC(kith::access::Events)
KITH_EVENT_CODEC(kith::access::AgreementEvents)
