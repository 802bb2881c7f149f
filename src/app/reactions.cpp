// What one room causes in another, in the same transaction and with the causing event's sequence.
#include "app/house.h"
#include "door/following.h"
#include "enquiry/commands.h"
#include "enquiry/records.h"
#include "guest/commands.h"
#include "profile/place_codes.h"

namespace kith::app {

namespace {

using namespace kith::enquiry;

By hand_of(journal::Recorded const& recorded, std::string purpose) {
  By by;
  by.subject.account = recorded.header.author.actor;
  by.subject.agency = recorded.header.author.agency;
  by.purpose = std::move(purpose);
  by.system = true;
  return by;
}

// Deciding to transfer to social care refers each child, with the story as it was told, so that nobody asks again. An
// imported decision refers nobody: the referral has its own file.
Result<Done> transfer_refers(journal::Transaction& t, journal::Recorded const& recorded) {
  if (recorded.header.type != EnquiryScreened::event.type) return Done{};
  auto const screened = std::get<EnquiryScreened>(*Events::decode(recorded));
  if (screened.outcome != ScreeningOutcome::transfer_social_care) return Done{};
  auto const enquiry = t.state<Enquiry>(recorded.header.stream);
  auto const& received = enquiry->received;
  if (received.door == enquiry::Door::import) return Done{};
  for (auto const& child : received.children) {
    ReferralMade made;
    made.referral = ReferralId::mint(t.now(), t.random());
    made.enquiry = received.enquiry;
    made.child = child;
    made.places = received.places;
    made.referred_on = screened.screened_on;
    made.source = received.source;
    made.story = "Worries: " + received.worries + "\n\nWorking well: " + received.working_well +
                 "\n\nWhy social care: " + screened.reason;
    TRY(refer(t, Refer{made}, hand_of(recorded, "transfer")));
  }
  return Done{};
}

// Social care stepping a child down brings the family back to the hub, to the same history.
Result<Done> step_down_returns(journal::Transaction& t, journal::Recorded const& recorded) {
  if (recorded.header.type != StepOutcomeRecorded::event.type) return Done{};
  auto const step = std::get<StepOutcomeRecorded>(*ReferralEvents::decode(recorded));
  if (step.outcome != StepOutcome::transfer_early_help) return Done{};
  auto const referral = referral_by_id(t.connection(), step.referral);
  if (!referral || !t.connection().integer("SELECT 1 FROM referral WHERE id=$1 AND import_key=''", {step.referral}))
    return Done{};
  NewRequest request;
  request.enquiry = EnquiryId::mint(t.now(), t.random());
  request.children = {{referral->child, {}, {}}};
  auto& received = request.received;
  received.door = enquiry::Door::professional;
  received.received_at = t.now();
  received.received_on = london_date(t.now());
  received.source = "social_care";
  received.asker.agency = "social_care";
  received.agreement = Agreement::yes;
  received.worries = "Stepped down from children's social care (" + referral->reference + "). " + step.note;
  received.places = profile::parted(referral->places);
  TRY(receive(t, request, hand_of(recorded, "step_down")));
  return Done{};
}

}  // namespace

std::vector<journal::Reaction> all_reactions(profile::Profile const& profile) {
  return {&transfer_refers, &step_down_returns, &door::follow_the_contact, &door::tell_news,
          guest::telling_guests(profile)};
}

}  // namespace kith::app
