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
  unsigned threads = 1;    // for building
};

struct FoundPerson {
  std::string id;
  Weight weight = 0;
  double probability = 0;
  std::vector<ExplainedPart> parts;  // add up to `weight` exactly
};

struct LiveAnswer {
  Answer answer = Answer::none;
  std::vector<FoundPerson> people;  // those at least possible, best first
};

// One thread at a time. Nothing is ever merged here, and nothing is written.
class LiveSearch {
 public:
  // `records` were made from `model`; `trained` is what a person has looked at and put in force.
  LiveSearch(Model model, Records records, Trained trained, LiveOptions options = {});

  // Cells in the order of the model's columns, empty where nothing is typed yet.
  LiveAnswer search(std::vector<std::string> const& cells);
  // Adds a person, or changes the one with this id. Found from the next search on.
  void put(RawRecord const& raw);
  // False when there is no such person.
  bool remove(std::string const& id);
  std::size_t size() const { return places_.size(); }
  // Takes all changes into the main index. Happens by itself when there are many.
  void rebuild();

 private:
  struct Typed;  // what was typed, laid out as a probe
  void consider_changed(Typed const& typed, std::vector<FoundPerson>& found) const;
  PairParts parts_against(Typed const& typed, RecordNumber record) const;
  void keep(RecordNumber record, PairParts const& parts, std::span<Code const> codes,
            std::vector<FoundPerson>& found) const;

  Model model_;
  LiveOptions options_;
  Trained trained_;
  std::unique_ptr<Records> records_;  // with those added since the index was built at the end
  std::unordered_map<std::string, RecordNumber> places_;
  std::vector<bool> gone_;    // by record: removed, or changed and now elsewhere
  RecordNumber indexed_ = 0;  // records below this are in the index
  Weights weights_;
  Weight threshold_ = 0;
  Index index_;
  std::vector<std::unique_ptr<Vicinity>> vicinities_;  // by dictionary
  std::unique_ptr<Against> against_;
};

}  // namespace kith::link
