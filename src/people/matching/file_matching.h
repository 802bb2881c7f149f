// An agency's file, matched with the register: which of its people are known. Each row is asked as a worker would ask
// on the screen, with the same answer, so that nobody is known by one way and not by the other. Restricted people and
// protected identities are never found, and a protected address finds nobody.
//
// It takes an agreement that the agency signed and a purpose, and the journal keeps both, before anything is given.
#pragma once

#include <boost/describe/class.hpp>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "access/agreements.h"
#include "people/matching/known_people.h"

namespace kith::people {

using FileMatchId = Id<struct FileMatch>;

// The file itself is not kept: its digest shows later whether a file is the one.
struct FileMatched {
  static constexpr journal::EventName event{"people.file_matched", 1};
  FileMatchId match;
  access::AgreementId agreement;
  std::string agency;  // profile code
  std::string purpose;
  std::string file_sha256;  // hex
  std::int64_t rows = 0;
  std::int64_t found = 0;  // of these rows, how many may be somebody known
  std::string model;
};
BOOST_DESCRIBE_STRUCT(FileMatched, (), (match, agreement, agency, purpose, file_sha256, rows, found, model))
using FileMatchEvents = journal::EventSet<std::variant<FileMatched>>;

struct FileToMatch {
  std::filesystem::path file;
  // Says which of its columns is the name, the date, the sex (a category) and the postcode. Absent: those that are
  // called forename, surname, date_of_birth, sex and postcode, and rows go by their number.
  std::optional<std::filesystem::path> model = {};
  std::function<void(double)> progress = {};  // the share read
  std::function<bool()> stop = {};            // asked now and then; true stops, with what was found so far
};
// A row of the file and somebody that it may be.
struct FilePair {
  std::string row;  // its id, or its number
  PersonId person;
  std::string reference;
  double probability = 0;
  link::Weight weight = 0;
};
struct FileAnswer {
  std::vector<FilePair> pairs;  // in the order of the file, the most probable of a row first
  std::int64_t rows = 0;
  std::int64_t found = 0;
  std::string file_sha256;
  link::Notes notes;
  bool complete = true;
};
// Errors: those of the CSV file and of the model; cannot_compare (the model asks for what the register has not),
// nothing_to_compare. Throws sql::Fault.
Result<FileAnswer> match_file(sql::Connection& connection, KnownPeople& known, FileToMatch const& wanted);

// The agreement of this agency that holds on this day. Errors: no_agreement, which says which agencies have one.
Result<access::AgreementId> agreement_for_matching(sql::Connection& connection, std::string_view agency, Date day);
// Task for the writer; asks again whether the agreement holds. Errors: no_agreement, no_purpose.
Result<std::string> note_file_matched(journal::Transaction& t, FileMatched matched, journal::Author const& author);

struct FileMatchRow {
  FileMatched matched;
  Instant at;
  journal::ActorId by;
};
std::vector<FileMatchRow> file_matches(sql::Connection& connection, int limit);  // newest first

// For this room's projection.
extern std::string_view const file_match_ddl;
bool apply_file_match(sql::Connection& c, journal::Recorded const& recorded);  // false: an event of another set

}  // namespace kith::people
