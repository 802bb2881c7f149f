// How the events of this room are written to the journal and read back.
#include "enquiry/events.h"
#include "enquiry/allocation_events.h"
#include "enquiry/consultation.h"
#include "enquiry/past_imports.h"
#include "enquiry/quarantine.h"
#include "enquiry/referral_events.h"
#include "enquiry/saved_mappings.h"
#include "journal/event_codec.h"

KITH_EVENT_CODEC(kith::enquiry::Events)
KITH_EVENT_CODEC(kith::enquiry::AllocationEvents)
KITH_EVENT_CODEC(kith::enquiry::ReferralEvents)
KITH_EVENT_CODEC(kith::enquiry::ImportEvents)
KITH_EVENT_CODEC(kith::enquiry::QuarantineEvents)
KITH_EVENT_CODEC(kith::enquiry::MappingEvents)
KITH_EVENT_CODEC(kith::enquiry::ConsultationEvents)
