// How often what happens, from the published papers, laid over whatever profile the borough has.
#pragma once

#include <string>
#include <vector>

#include "base/random.h"
#include "enquiry/events.h"
#include "profile/profile.h"

namespace kith::app::demo {

class Mix {
 public:
  explicit Mix(profile::Profile const& profile);

  double enquiries_a_year = 6455;  // seed 000, paragraph 7
  double referrals_a_year = 4567;  // seed 000, paragraph 8
  double transfers_a_year = 400;   // of those, from early help: 289 requests, some with siblings
  double families_a_year = 4900;   // different households behind both
  std::string contact_method;

  profile::PlaceCode place(Random& luck) const;
  std::string source(Random& luck) const;
  std::string need(Random& luck) const;
  std::string ethnicity(Random& luck) const;
  std::string closing_reason(Random& luck) const;
  std::string team(Random& luck, profile::PlaceCode const& place) const;
  std::string lead_agency(Random& luck) const;
  std::string agency_of(std::string_view kind) const;
  std::string agency_for_source(std::string_view source) const;
  // The screening mix differs by place: Denaby and Hexthorpe as published, the rest as the borough.
  profile::ScreeningOutcome outcome(Random& luck, profile::PlaceCode const& place) const;
  profile::StepOutcome step_outcome(Random& luck) const;
  // School terms, near enough: six weeks off in summer, two at Christmas and Easter, a week at each half term.
  bool in_term(Date day) const;

 private:
  template <class T>
  struct Weighted {
    T value;
    double weight;
  };
  profile::Profile const& profile_;
  std::vector<Weighted<profile::PlaceCode>> places_;
  std::vector<Weighted<std::string>> sources_, needs_, ethnicities_, leads_;
  std::vector<std::string> denaby_, hexthorpe_;

  template <class T>
  static T const& draw(std::vector<Weighted<T>> const& list, Random& luck);
};

}  // namespace kith::app::demo
