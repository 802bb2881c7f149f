// The sections of an enquiry's page, each from what the page has read.
#pragma once

#include "access/gate.h"
#include "enquiry/pages/history.h"
#include "enquiry/pages/hub_pages.h"
#include "html/components/summary_list.h"

namespace kith::enquiry {

// A child with what this viewer may know.
struct ShownChild {
  people::PersonRecord person;
  bool address_open = false;
  std::vector<people::KnownRecord> known;      // people already known who may be this child
  std::vector<people::KnownRecord> household;  // who may live with this child
};

// Everything on the page, read before anything is rendered.
struct EnquiryView {
  Opened opened;
  std::vector<ShownChild> children;
  std::vector<EnquiryRow> family_enquiries;  // the other ones, newest first
  std::vector<AllocationRow> allocations;
  std::vector<ReferralRow> referrals;
  std::vector<HappenedLine> happened;
  FieldChanges changes;
  std::vector<RiskHeldLocally> risks;  // newest first
  std::vector<DecisionTold> told;      // of the decision that stands
  bool may_work = false;
  bool may_screen = false;
  bool may_allocate = false;
  bool may_refer = false;
  bool may_search = false;  // may open a person's page
  bool may_open_family = false;
  bool may_open_cases = false;
  bool may_open_referrals = false;
};

html::Html key_details(EnquiryView const& view, profile::Profile const& profile, Instant now);
html::Html next_steps(EnquiryView const& view, access::Services const& services, access::Visitor const& visitor);
html::Html request_section(EnquiryView const& view, profile::Profile const& profile);
html::Html children_section(EnquiryView const& view, profile::Profile const& profile, Date today);
html::Html decision_section(EnquiryView const& view, profile::Profile const& profile);
html::Html risk_section(EnquiryView const& view);
html::Html family_section(EnquiryView const& view, profile::Profile const& profile);

// A field that can be put right: its value, what it was before, the way to change it.
html::SummaryListRow amendable_row(EnquiryView const& view, AmendableField const& field, html::Html shown);

// How the person who asked by the public door can be reached without harm; nothing for other doors.
html::Html safe_contact_section(EnquiryView const& view);

// Text as typed, line by line.
html::Html lines_of(std::string_view text);
// "Not recorded", where nothing is.
html::Html or_not_recorded(std::string const& words);

}  // namespace kith::enquiry
