// Old journals stay readable for ever: every event type as it was written, against what the program reads and writes
// today.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "access/agreements.h"
#include "access/events.h"
#include "door/events.h"
#include "enquiry/allocation_events.h"
#include "enquiry/consultation.h"
#include "enquiry/past_imports.h"
#include "enquiry/quarantine.h"
#include "enquiry/referral_events.h"
#include "enquiry/saved_mappings.h"
#include "family/events.h"
#include "golden.h"
#include "guest/events.h"
#include "insight/saved_scenarios.h"
#include "journal/events.h"
#include "message/events.h"
#include "people/events.h"
#include "people/matching/events.h"
#include "people/matching/file_matching.h"
#include "people/particulars.h"
#include "plan/events.h"

using namespace kith;
namespace fs = std::filesystem;

namespace {
fs::path const golden_folder = KITH_SOURCE_DIR "/tests/golden/events";

// One line for each set of events in the house; a test below finds a set that is missing here.
std::vector<golden::Shape> all_shapes() {
  std::vector<golden::Shape> shapes;
  golden::add_shapes(shapes, journal::EventSet<std::variant<journal::PayloadRedacted>>{});
  golden::add_shapes(shapes, access::Events{});
  golden::add_shapes(shapes, access::AgreementEvents{});
  golden::add_shapes(shapes, people::Events{});
  golden::add_shapes(shapes, people::ParticularEvents{});
  golden::add_shapes(shapes, people::MatchEvents{});
  golden::add_shapes(shapes, people::FileMatchEvents{});
  golden::add_shapes(shapes, enquiry::Events{});
  golden::add_shapes(shapes, enquiry::AllocationEvents{});
  golden::add_shapes(shapes, enquiry::ReferralEvents{});
  golden::add_shapes(shapes, enquiry::QuarantineEvents{});
  golden::add_shapes(shapes, enquiry::MappingEvents{});
  golden::add_shapes(shapes, enquiry::ImportEvents{});
  golden::add_shapes(shapes, enquiry::ConsultationEvents{});
  golden::add_shapes(shapes, family::Events{});
  golden::add_shapes(shapes, plan::Events{});
  golden::add_shapes(shapes, insight::ScenarioEvents{});
  golden::add_shapes(shapes, message::Events{});
  golden::add_shapes(shapes, door::Events{});
  golden::add_shapes(shapes, guest::Events{});
  return shapes;
}

// A copy of the golden folder to do harm in.
struct Copy {
  fs::path folder;
  Copy() {
    std::string pattern = (fs::temp_directory_path() / "kith-golden-XXXXXX").string();
    folder = mkdtemp(pattern.data());
    fs::copy(golden_folder, folder, fs::copy_options::recursive);
  }
  ~Copy() { fs::remove_all(folder); }
};

bool says(std::vector<std::string> const& faults, std::string_view what) {
  for (auto const& fault : faults)
    if (fault.find(what) != std::string::npos) return true;
  return false;
}

// enquiry.note_added as careless hands might change it.
struct Renamed {
  static constexpr journal::EventName event{"enquiry.note_added", 1};
  enquiry::EnquiryId enquiry;
  std::string words;
};
BOOST_DESCRIBE_STRUCT(Renamed, (), (enquiry, words))
struct Grown {
  static constexpr journal::EventName event{"enquiry.note_added", 1};
  enquiry::EnquiryId enquiry;
  std::string text;
  std::optional<Date> on;
};
BOOST_DESCRIBE_STRUCT(Grown, (), (enquiry, text, on))
struct Demanding {
  static constexpr journal::EventName event{"enquiry.note_added", 1};
  enquiry::EnquiryId enquiry;
  std::string text;
  Date on;
};
BOOST_DESCRIBE_STRUCT(Demanding, (), (enquiry, text, on))
// The second version, which reads the first.
struct Second {
  static constexpr journal::EventName event{"enquiry.note_added", 2};
  enquiry::EnquiryId enquiry;
  std::string text;
  std::string by;
  static void upcast(int, codec::Json&) {}
};
BOOST_DESCRIBE_STRUCT(Second, (), (enquiry, text, by))

enum class Shrunk { professional, phone, public_web };
constexpr auto closed_set(Shrunk) {
  return std::to_array<Member<Shrunk>>(
      {{Shrunk::professional, "professional", ""}, {Shrunk::phone, "phone", ""}, {Shrunk::public_web, "web", ""}});
}

// All shapes, with that of the same name replaced.
template <class E>
std::vector<golden::Shape> shapes_with() {
  auto shapes = all_shapes();
  std::erase_if(shapes, [](golden::Shape const& shape) { return shape.type == E::event.type; });
  shapes.push_back(golden::shape_of<journal::EventSet<std::variant<E>>, E>());
  return shapes;
}
}  // namespace

TEST_CASE("every event type is read from its golden files and written again the same") {
  if (std::getenv("KITH_ADD_GOLDEN"))
    for (auto const& name : golden::add_missing(golden_folder, all_shapes())) MESSAGE("added " << name);
  for (auto const& fault : golden::faults(golden_folder, all_shapes())) FAIL_CHECK(fault);
}

TEST_CASE("every event name in the source belongs to a set that has golden files") {
  std::set<std::string> known, written;
  for (auto const& shape : all_shapes()) known.insert(shape.type);
  std::regex const name{R"re(EventName event\{"([^"]+)", *\d+\})re"};
  for (auto const& entry : fs::recursive_directory_iterator(KITH_SOURCE_DIR "/src")) {
    if (entry.path().extension() != ".h" || entry.path().filename() == "event_set.h") continue;
    std::ifstream in(entry.path());
    std::string const text{std::istreambuf_iterator<char>{in}, {}};
    for (std::sregex_iterator at{text.begin(), text.end(), name}, end; at != end; ++at) written.insert((*at)[1]);
  }
  CHECK(known == written);
  CHECK(written.size() > 40);
}

TEST_CASE("a golden file that is changed, gone, new or of no event is found") {
  Copy const copy;
  REQUIRE(golden::faults(copy.folder, all_shapes()).empty());
  std::ofstream(copy.folder / "enquiry.closed.v1.full.json") << R"({"enquiry":"","on":"2019-06-30","reason":"x"})";
  CHECK(says(golden::faults(copy.folder, all_shapes()), "enquiry.closed.v1.full.json was changed"));
  fs::remove(copy.folder / "account.added.v1.minimal.json");
  auto const found = golden::faults(copy.folder, all_shapes());
  CHECK(says(found, "account.added.v1.minimal.json is missing"));
  CHECK(says(found, "account.added.v1.minimal.json is in DIGESTS and gone"));
  std::ofstream(copy.folder / "enquiry.never_was.v1.full.json") << "{}\n";
  CHECK(says(golden::faults(copy.folder, all_shapes()), "enquiry.never_was.v1.full.json belongs to no event type"));
  CHECK(says(golden::faults(copy.folder, all_shapes()), "enquiry.never_was.v1.full.json is not in DIGESTS"));
}

TEST_CASE("a field renamed, demanded or forgotten is found; an optional one asks for a further edition") {
  CHECK(says(golden::faults(golden_folder, shapes_with<Renamed>()), "note_added.v1.full.json is written again as"));
  CHECK(says(golden::faults(golden_folder, shapes_with<Demanding>()),
             "note_added.v1.minimal.json cannot be read any more: on: missing"));
  CHECK(says(golden::faults(golden_folder, shapes_with<Second>()), "note_added.v2.full.json is missing"));

  Copy const copy;
  CHECK(says(golden::faults(copy.folder, shapes_with<Grown>()), "does not have the fields of today"));
  CHECK(golden::add_missing(copy.folder, shapes_with<Grown>()) ==
        std::vector<std::string>{"enquiry.note_added.v1.full-2.json"});
  CHECK(golden::faults(copy.folder, shapes_with<Grown>()).empty());
  CHECK(golden::add_missing(copy.folder, shapes_with<Grown>()).empty());
}

TEST_CASE("a stored word that is renamed or taken away is found") {
  auto shapes = all_shapes();
  for (auto& shape : shapes)
    if (shape.type == "enquiry.received") {
      std::erase_if(shape.words, [](std::string const& word) { return word.starts_with("enquiry.received.door "); });
      golden::collect_words<Shrunk>("enquiry.received.door", shape.words);
    }
  auto const found = golden::faults(golden_folder, shapes);
  CHECK(says(found, "enquiry.received.door import is a stored word that the program no longer reads"));
  CHECK(says(found, "enquiry.received.door web is not in WORDS"));
}
