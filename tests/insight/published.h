// Records that give the published tables T1 to T3 (seed 000, paragraphs 7 and 8): 6,455 requests, 2,061 allocations and
// 4,567 referrals in their windows, in Doncaster with Denaby and Hexthorpe, and the earlier records without which the
// re-referrals could not be counted. Every child and reference is invented; nothing here is a percentage or a total
// that the report could copy.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"

namespace kith::insight::test {

struct PublishedEnquiry {
  std::string reference, child, area, outcome;
  Date received_on;
};
struct PublishedAllocation {
  std::string reference, child, area;
  Date allocated_on;
  std::optional<Date> closed_on = {};
};
struct PublishedReferral {
  std::string reference, child, area, outcome;
  Date referred_on;
};
struct PublishedRecords {
  std::vector<PublishedEnquiry> enquiries;
  std::vector<PublishedAllocation> allocations;  // with those before 1 July 2018
  std::vector<PublishedReferral> referrals;      // with those before 1 August 2018
};
PublishedRecords published_records();

// The same without what came before the windows.
PublishedRecords without_prior_years(PublishedRecords records);

// enquiries.csv, allocations.csv and referrals.csv in the columns of `kith import`.
void write_published_csv(std::filesystem::path const& folder, PublishedRecords const& records = published_records());

}  // namespace kith::insight::test
