// "Do we know this person?" while somebody is typing: a register in memory, searched as a whole, changed in place.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/closed_set.h"
#include "link/against.h"
#include "link/explain.h"
#include "link/training.h"
#include "link/value_counts.h"

namespace kith::link {

// The words of the NHS Personal Demographics Service and the Single Unique Identifier pilots.
enum class Answer { match, possible, several, none };
constexpr auto closed_set(Answer) {
  using enum Answer;
  return std::to_array<Member<Answer>>({{match, "match", "Known"},
                                        {possible, "possible", "May be known"},
                                        {several, "several", "Several people may be meant"},
                                        {none, "none", "Not known"}});
}

struct LiveOptions {
  double match = 0.95;     // from this probability on one person is meant
  double possible = 0.85;  // from this one a person may be meant
  std::size_t most = 20;   // people in an answer
  double known = 0.5;      // how many of those asked about are known, at least; a register without repeats cannot tell
  // A register is taken for one of at least so many people, those missing being people as the model has them on
  // average. Without it a new register of three would take any namesake for the same person.
  std::size_t least_people = 0;
  // How many twins, and how many others of their household, are known of somebody who is known; 0: as was learned.
  double twins = 0;
  double siblings = 0;
  unsigned threads = 1;  // for building
};

struct FoundPerson {
  std::string id;
  Weight weight = 0;
  double probability = 0;
  std::vector<ExplainedPart> parts;  // add up to `weight` exactly
  std::vector<Level> levels;         // by field
};

struct LiveAnswer {
  Answer answer = Answer::none;
  std::vector<FoundPerson> people;  // those at least possible, best first
  // Those who would be, but are more likely somebody else of one household: twins, brothers and sisters, parents.
  std::vector<FoundPerson> household;
  // What somebody exactly as typed would weigh. Below what is possible, too little was typed to find anybody.
  Weight most_possible = 0;
  bool tells_enough = false;
};

// One thread at a time. Nothing is ever merged here, and nothing is written.
class LiveSearch {
 public:
  // `records` were made from `model`; `trained` is what a person has looked at and put in force.
  LiveSearch(Model model, Records records, Trained trained, LiveOptions options = {});

  LiveSearch(LiveSearch const&) = delete;  // its parts point at each other
  LiveSearch& operator=(LiveSearch const&) = delete;

  // Cells in the order of the model's columns, empty where nothing is typed yet.
  LiveAnswer search(std::vector<std::string> const& cells);
  // Adds a person, or changes the one with this id. Found from the next search on.
  void put(RawRecord const& raw);
  // False when there is no such person.
  bool remove(std::string const& id);
  std::size_t size() const { return places_.size(); }
  // Takes all changes into the main index. Happens by itself when there are many. Changes no answer: whatever was
  // added, changed and removed, the answers are those of a search made anew of the people as they are, to the bit.
  void rebuild();
  // How many were added or changed since the index was built: each makes every search a little slower.
  std::size_t changed() const { return records_->size() - indexed_; }

 private:
  struct Typed;  // what was typed, laid out as a probe
  void consider_changed(Typed const& typed, LiveAnswer& answer) const;
  PairParts parts_against(Typed const& typed, RecordNumber record) const;
  void keep(RecordNumber record, PairParts const& parts, std::span<Code const> codes, LiveAnswer& answer) const;
  // How common values are and what that makes agreement weigh, after any change of people.
  void reckon();
  void reckon_values(std::span<Code const> codes);
  double share_of(std::size_t field, std::uint32_t count) const;
  bool numbers_became_many() const;
  Weight most_possible(Typed const& typed) const;

  Model model_;
  LiveOptions options_;
  Trained trained_;                   // as it was given; of the shares only those last asked for
  std::unique_ptr<Records> records_;  // with those added since the index was built at the end
  std::unordered_map<std::string, RecordNumber> places_;
  std::vector<bool> gone_;           // by record: removed, or changed and now elsewhere
  RecordNumber indexed_ = 0;         // records below this are in the index
  std::vector<ValueCounts> counts_;  // by field
  std::vector<double> averages_;     // by field: the average share of a value
  double taken_off_ = 0;             // of each count: other records of the same person
  bool reckoned_ = false;            // since the last change
  std::vector<bool> many_;           // by dictionary, when the index was built: see many_values
  Weights weights_;                  // rarity: of the values last asked for only
  Weight threshold_ = 0;
  Index index_;
  std::vector<std::unique_ptr<Vicinity>> vicinities_;  // by dictionary
  std::unique_ptr<Against> against_;
};

}  // namespace kith::link
