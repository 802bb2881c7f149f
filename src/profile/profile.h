// A profile is a council's configuration, typed: its places, agencies, words, levels, clocks and people to ring. Two
// ship with Kith, doncaster and buckinghamshire. A loaded Profile is complete and consistent: every code that refers to
// another exists, every list that must have something in it has; load() refuses anything else, naming file, line and
// field.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/closed_set.h"
#include "base/code.h"
#include "base/result.h"
#include "base/time.h"

namespace kith::profile {

using PlaceCode = Code<struct PlaceSet>;
using AgencyCode = Code<struct AgencySet>;
using TeamCode = Code<struct TeamSet>;
using SourceCode = Code<struct SourceSet>;
using NeedCode = Code<struct NeedSet>;
using WordCode = Code<struct WordSet>;  // sexes, ethnicities and other plain lists

// How far up a place stands. Every place but the authority lies within one of a higher rank.
enum class Rank { authority, locality, ward, place };
constexpr auto closed_set(Rank) {
  return std::to_array<Member<Rank>>({{Rank::authority, "authority", "Authority"},
                                      {Rank::locality, "locality", "Locality"},
                                      {Rank::ward, "ward", "Ward or town"},
                                      {Rank::place, "place", "Place"}});
}

// A word with the dates between which it is in use; absent means always. Old records keep old words.
struct Word {
  std::string code;
  std::string label;
  std::vector<std::string> aliases;  // other spellings an import may bring
  std::optional<Date> from;
  std::optional<Date> to;
  std::vector<std::string> keys = {};  // name_key() of code, label and aliases; load() fills it, for fast look-ups

  bool in_use_on(Date day) const { return (!from || *from <= day) && (!to || day <= *to); }
};

struct Place {
  PlaceCode code;
  std::string label;
  Rank rank = Rank::place;
  PlaceCode within;                    // empty for the authority only
  std::vector<std::string> keys = {};  // as in Word
};

// A name that stands for one or several places: "Denaby" for Denaby Main and Old Denaby.
struct PlaceAlias {
  std::string name;
  std::vector<PlaceCode> places;
  std::string key = {};  // name_key() of the name; load() fills it
};

// What published tables group agencies by; every agency is of one kind.
inline constexpr std::array<std::string_view, 6> agency_kinds = {"education",   "health", "council",
                                                                 "social_care", "police", "voluntary"};

struct Agency : Word {
  std::string kind;   // one of agency_kinds
  std::string phone;  // may be empty
};

struct Team : Word {
  PlaceCode area;  // the locality or ward it serves; the authority if all
  AgencyCode agency;
};

// A level of need in the council's own meaning. Footing and team are separate fields of a record, never implied by
// level.
struct Level {
  int number = 0;
  std::string label;
  std::string meaning;
};

// The legal footing of work with a child, apart from the level of need (Children Act 1989, sections 17 and 47).
enum class Footing { none, section_17, section_47 };
constexpr auto closed_set(Footing) {
  return std::to_array<Member<Footing>>({{Footing::none, "none", "None: early help, by agreement"},
                                         {Footing::section_17, "section_17", "Section 17: child in need"},
                                         {Footing::section_47, "section_47", "Section 47: child protection enquiry"}});
}

// What screening decided (seed 000, paragraph 7). The codes are fixed; labels are the council's.
enum class ScreeningOutcome {
  continue_universal,
  information_advice,
  link_existing,
  progress_pathway,
  to_be_completed,
  transfer_social_care,
  unknown,
};
constexpr auto closed_set(ScreeningOutcome) {
  using enum ScreeningOutcome;
  return std::to_array<Member<ScreeningOutcome>>({
      {continue_universal, "continue_universal", "Continue with Universal Services"},
      {information_advice, "information_advice", "Information and Advice"},
      {link_existing, "link_existing", "Link to existing Early Help Case"},
      {progress_pathway, "progress_pathway", "Progress to Early Help Pathway"},
      {to_be_completed, "to_be_completed", "Screening to be completed"},
      {transfer_social_care, "transfer_social_care", "Transfer to Children's Social Care"},
      {unknown, "unknown", "Unknown"},
  });
}

// What social care did with a referral (seed 000, paragraph 8).
enum class StepOutcome {
  cf_assessment,
  cp_transfer_ola,
  no_further_action,
  not_recorded,
  ot_assessment,
  information_advice,
  referral_other_agency,
  transfer_early_help,
  update_pathway_plan,
};
constexpr auto closed_set(StepOutcome) {
  using enum StepOutcome;
  return std::to_array<Member<StepOutcome>>({
      {cf_assessment, "cf_assessment", "C&F Assessment"},
      {cp_transfer_ola, "cp_transfer_ola", "CP Transfer from OLA"},
      {no_further_action, "no_further_action", "No Further Action"},
      {not_recorded, "not_recorded", "Not recorded"},
      {ot_assessment, "ot_assessment", "OT Assessment"},
      {information_advice, "information_advice", "Information & Advice"},
      {referral_other_agency, "referral_other_agency", "Referral to Other Agency"},
      {transfer_early_help, "transfer_early_help", "Transfer to Early Help"},
      {update_pathway_plan, "update_pathway_plan", "Update pathway plan"},
  });
}

// A limit on a clock, in the unit the council counts in.
enum class ClockUnit { minutes, hours, calendar_days, working_days };
constexpr auto closed_set(ClockUnit) {
  using enum ClockUnit;
  return std::to_array<Member<ClockUnit>>({{minutes, "minutes", "minutes"},
                                           {hours, "hours", "hours"},
                                           {calendar_days, "calendar_days", "calendar days"},
                                           {working_days, "working_days", "working days"}});
}
struct ClockLimit {
  int amount = 0;
  ClockUnit unit = ClockUnit::working_days;
};
struct Clocks {
  ClockLimit first_contact;    // from receipt to first helpful contact
  ClockLimit screening;        // from receipt to a decision
  ClockLimit urgent_accepted;  // from an urgent request to a named MASH worker's acceptance
  ClockLimit review;           // between reviews of a case that a partner holds
  ClockLimit lead_contact;     // from allocation to the lead practitioner's first contact
  // A profile that gives none of these has Kith's own.
  ClockLimit child_seen{28, ClockUnit::calendar_days};       // from one time that a child was seen to the next
  ClockLimit second_person{1, ClockUnit::working_days};      // from a step that needs a second person to their word
  ClockLimit after_withdrawal{5, ClockUnit::working_days};   // from a family's leaving to closing or stepping up
  ClockLimit transfer_accepted{1, ClockUnit::working_days};  // from a transfer to a named social worker's taking it on
  ClockLimit drift{28, ClockUnit::calendar_days};            // without a move, after which supervision asks why
};

// Numbers that pages show; from configuration so that they are right.
struct Contacts {
  std::string mash_name;
  std::string mash_phone;
  std::string out_of_hours_phone;
  std::string hub_phone;
  std::string hub_hours;
  // Who is named for the interface between early help and social care; empty where nobody is.
  std::string interface_name;
  std::string interface_phone;
};

// When somebody reads what comes in, for pages that promise nothing outside it: minutes from midnight, England's time.
// Nobody reads on a bank holiday.
struct ReadingHours {
  unsigned weekday = 1;  // 1 Monday to 7 Sunday
  int from_minute = 0;
  int to_minute = 0;
};

// Help that a family can go to by itself, shown to those who live in or around one of its places.
struct LocalService : Word {
  std::string what;   // one sentence: what it does
  std::string phone;  // may be empty
  std::string when;   // when it is open, in words
  std::vector<PlaceCode> places;
};

// Postcodes that begin so ("DN4", "DN4 0") lie in this place, or mostly.
struct PostcodeArea {
  std::string starts;
  PlaceCode place;
};

// A stage of professional disagreement: who is asked at it (the label), and by when they answer.
struct EscalationStage : Word {
  ClockLimit answer{2, ClockUnit::working_days};
};

// How often those around a family meet while its plan is at this level.
struct MeetingRhythm {
  int level = 0;
  ClockLimit every{42, ClockUnit::calendar_days};
};

// What a council calls the things of everyday work with a family, each as it stands inside a sentence.
struct PracticeNames {
  std::string plan = "Family Plan";
  std::string team = "Team Around the Family";
  std::string meeting = "Team Around the Family meeting";
  std::string lead = "Lead practitioner";
};

// The words of work with a family. Where a profile gives none, Kith's own neutral lists hold (practice.cpp).
struct Practice {
  std::vector<Word> information_kinds;   // what can be shared or not: school, health, specialist health, police
  std::vector<Word> sharing_bases;       // on what a decision to share rests: agreement, the duty to share, a court
  std::vector<Word> agreement_wordings;  // what people were asked; the label is the question in full
  std::vector<Word> team_roles;          // in the team around a family
  std::vector<Word> assessment_domains;  // the parts of a multi-agency assessment
  std::vector<Word> reading_areas;       // what distance travelled is read on, each from 1 to 10
  std::vector<Word> interventions;       // what a family can be offered: a course, a conference, counselling
  std::vector<Word> disagreements;       // what colleagues can disagree about
  std::vector<EscalationStage> escalation_stages;  // in their order; the first is where a disagreement begins
  std::vector<MeetingRhythm> meeting_rhythms;      // by level; a level that is not in it needs no meeting
  PracticeNames names;
  int caseload_limit = 15;  // families that one worker leads at most
};

// From which probability on the register says that somebody is known, and that they may be: of the NHS Personal
// Demographics Service where a council gives none.
struct Matching {
  int match_percent = 95;
  int possible_percent = 85;
};

// What a role is called in this council; the roles themselves are Kith's (access/roles.h), and a profile has a word for
// each of these.
inline constexpr std::array<std::string_view, 7> role_codes = {
    "coordinator", "screening_officer", "practitioner", "mash_worker", "manager", "analyst", "administrator"};
struct RoleWord {
  std::string code;
  std::string label;
};

struct Profile {
  std::string name;     // "doncaster": the folder
  std::string council;  // "City of Doncaster Council"
  std::string service;  // what the service calls itself on its pages
  PlaceCode authority;
  std::vector<Place> places;  // authority first, then by rank
  std::vector<PlaceAlias> aliases;
  std::vector<Agency> agencies;
  std::vector<Team> teams;
  std::vector<Word> sources;
  std::vector<Word> needs;
  std::vector<Word> sexes;
  std::vector<Word> ethnicities;
  std::vector<Word> disabilities;
  std::vector<Word> contact_methods;
  std::vector<Word> closing_reasons;
  std::vector<Level> levels;
  std::vector<Word> screening_outcomes;  // one for each ScreeningOutcome, in table order
  std::vector<Word> step_outcomes;       // one for each StepOutcome, in table order
  std::vector<RoleWord> roles;
  Practice practice;
  Matching matching;
  Clocks clocks;
  Contacts contacts;
  std::vector<ReadingHours> reading_hours;  // by weekday; Monday to Friday nine to five where a council gives none
  std::vector<LocalService> services;
  std::vector<PostcodeArea> postcode_areas;
};

// Reads every *.toml in `folder`, which gives the profile its name. Which file holds what is the council's choice. All
// faults are reported together in Error.fields, each naming file, line and field.
Result<Profile> load(std::filesystem::path const& folder);

// The folder of a profile: `name_or_path` itself if it is one, else NAME in $KITH_PROFILES, in the source tree's
// profiles/, in /usr/share/kith/profiles. The error lists where it looked and which names there are.
Result<std::filesystem::path> find_profile(std::string_view name_or_path);

// A folder's *.toml as one text, to be stored with the data at `init`: the same folder gives the same text. unpack()
// loads it as load() does the folder, and its faults name file, line and field too. pack() does not check the contents.
Result<std::string> pack(std::filesystem::path const& folder);
Result<Profile> unpack(std::string_view packed);

// What two spellings of a name have in common: case folded, accents and punctuation gone, "&" and "and" alike.
std::string name_key(std::string_view name);

// The places that a name stands for: a place's code or label, or an alias, compared without case or accents. Empty when
// nobody knows the name. "Denaby" gives two places.
std::vector<PlaceCode> resolve_places(Profile const& profile, std::string_view name);
// Every place within `place`, itself included, from the largest down; empty when the profile has no such place.
std::vector<PlaceCode> within(Profile const& profile, PlaceCode const& place);
// From the place itself up to the authority; empty when the profile has no such place.
std::vector<PlaceCode> upwards(Profile const& profile, PlaceCode const& place);
// The place of the longest known beginning of a postcode, however it is spaced; nothing when none is known.
std::optional<PlaceCode> place_of_postcode(Profile const& profile, std::string_view postcode);
// The services whose places lie in, around or at one of these; those nearest in rank first, then as the profile lists
// them. Empty when no place is known.
std::vector<LocalService> services_near(Profile const& profile, std::vector<PlaceCode> const& places);
Place const* find_place(Profile const& profile, PlaceCode const& code);

// A word by code, label or alias, compared without case or accents; nullptr when there is none.
Word const* find_word(std::vector<Word> const& words, std::string_view name);
Agency const* find_agency(Profile const& profile, std::string_view name);
Team const* find_team(Profile const& profile, std::string_view name);
// The label for a stored code, or the code itself when the profile has dropped it: an old record never loses its words.
std::string label_of(std::vector<Word> const& words, std::string_view code);
std::string place_label(Profile const& profile, PlaceCode const& code);

}  // namespace kith::profile
