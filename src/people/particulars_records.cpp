// What is known of people beside their details, as a table.
#include <algorithm>

#include "base/text.h"
#include "people/particulars.h"

namespace kith::people {

std::string_view const particulars_ddl = R"(
CREATE TABLE person_particular(
  id TEXT PRIMARY KEY, person TEXT NOT NULL, kind TEXT NOT NULL, use TEXT NOT NULL, text TEXT NOT NULL,
  postcode TEXT NOT NULL, note TEXT NOT NULL, unsafe TEXT NOT NULL, ways TEXT NOT NULL, interpreter INTEGER NOT NULL,
  from_day TEXT, until_day TEXT) KEYED;
CREATE INDEX person_particular_by_person ON person_particular(person);
)";
std::string_view const particulars_indexes = R"(
CREATE INDEX person_particular_by_number ON person_particular(kind, use, text);
)";

std::vector<journal::RecordTable> particulars_tables() { return {{"person_particular", "id"}}; }

namespace {

std::string both_names(NameKnown const& e) {
  auto name = e.forename.reveal();
  if (!e.surname.reveal().empty()) name += (name.empty() ? "" : " ") + e.surname.reveal();
  return name;
}

std::string safe_ways(ContactKnown const& e) {
  std::string ways;
  auto add = [&](bool safe, char const* words) {
    if (safe) ways += (ways.empty() ? "" : ", ") + std::string{words};
  };
  add(e.safe_to_call, "a call is safe");
  add(e.voicemail, "a voicemail may be left");
  add(e.safe_to_text, "a text is safe");
  add(e.safe_to_email, "an e-mail is safe");
  return ways;
}

struct Keeping {
  sql::Connection& c;

  void keep(ParticularRow const& row) const {
    c.post(
        "INSERT INTO person_particular(id, person, kind, use, text, postcode, note, unsafe, ways, interpreter, "
        "from_day, "
        "until_day) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)",
        {row.particular, row.person, row.kind, row.use, row.text, row.postcode, row.note, row.unsafe, row.ways,
         row.interpreter, row.from, row.until});
  }
  static ParticularRow row(auto const& e, char const* kind) {
    ParticularRow made;
    made.particular = e.particular;
    made.person = e.person;
    made.kind = kind;
    return made;
  }
  void operator()(NameKnown const& e) const {
    auto made = row(e, "name");
    made.use = wire(e.use);
    made.text = both_names(e);
    made.from = e.from;
    made.until = e.until;
    keep(made);
  }
  void operator()(AddressKnown const& e) const {
    auto made = row(e, "address");
    made.use = wire(e.use);
    made.text = e.address.reveal();
    made.postcode = e.postcode.reveal();
    made.note = e.with_whom;
    made.unsafe = e.never_given_to.reveal();
    made.from = e.from;
    made.until = e.until;
    keep(made);
  }
  void operator()(NumberKnown const& e) const {
    auto made = row(e, "number");
    made.use = wire(e.kind);
    made.text = e.number.reveal();
    keep(made);
  }
  void operator()(ContactKnown const& e) const {
    auto made = row(e, "contact");
    made.text = e.phone.reveal();
    if (!e.email.reveal().empty()) made.text += (made.text.empty() ? "" : ", ") + e.email.reveal();
    made.note = e.when.reveal();
    made.unsafe = e.must_not_know.reveal();
    made.ways = safe_ways(e);
    keep(made);
  }
  void operator()(LanguageKnown const& e) const {
    auto made = row(e, "language");
    made.text = e.language;
    made.note = e.note;
    made.interpreter = e.interpreter;
    keep(made);
  }
  // The latest word on it is the one that holds.
  void operator()(BirthDateWeighed const& e) const {
    c.post("DELETE FROM person_particular WHERE person=$1 AND kind='birth'", {e.person});
    auto made = row(e, "birth");
    made.use = wire(e.certainty);
    keep(made);
  }
  void operator()(ParticularEnded const& e) const {
    c.post("UPDATE person_particular SET until_day=$1 WHERE id=$2", {e.until, e.particular});
  }
};

}  // namespace

bool apply_particulars(sql::Connection& c, journal::Recorded const& recorded) {
  auto const event = ParticularEvents::decode(recorded);
  if (!event) return false;
  if (recorded.body) std::visit(Keeping{c}, *event);
  return true;
}

std::vector<ParticularRow> particulars_of(sql::Connection& c, PersonId person) {
  std::vector<ParticularRow> rows;
  c.query(
      "SELECT id, kind, use, text, postcode, note, unsafe, ways, interpreter, from_day, until_day FROM "
      "person_particular WHERE person=$1 ORDER BY CASE WHEN until_day IS NULL THEN 0 ELSE 1 END, kind, from_day DESC "
      "NULLS LAST, id",
      {person}, [&](sql::Row const& row) {
        ParticularRow r;
        r.particular = row.id<struct Particular>(0);
        r.person = person;
        r.kind = row.string(1);
        r.use = row.string(2);
        r.text = row.string(3);
        r.postcode = row.string(4);
        r.note = row.string(5);
        r.unsafe = row.string(6);
        r.ways = row.string(7);
        r.interpreter = row.flag(8);
        r.from = row.date(9);
        r.until = row.date(10);
        rows.push_back(std::move(r));
      });
  return rows;
}

std::vector<Token> particular_tokens(sql::Connection& c, PersonId person, bool with_names, bool with_addresses) {
  std::vector<Token> tokens;
  auto add_words = [&](std::string const& text, std::string_view kind) {
    auto const folded = fold(text);
    for (auto const word : words_in(folded)) tokens.emplace_back(word, kind);
  };
  auto add_whole = [&](std::string const& text, std::string_view kind) {
    auto folded = fold(text);
    std::erase(folded, ' ');
    if (!folded.empty()) tokens.emplace_back(std::move(folded), kind);
  };
  for (auto const& row : particulars_of(c, person)) {
    if (row.kind == "name" && with_names) add_words(row.text, "other_name");
    if (row.kind == "number") add_whole(row.text, "number");
    if (row.kind == "contact") {
      auto const phone = row.text.substr(0, row.text.find(','));
      if (phone.find('@') == std::string::npos) add_whole(phone, "phone");
    }
    if (row.kind == "address" && with_addresses) {
      add_words(row.text, "address");
      add_whole(row.postcode, "postcode");
    }
  }
  return tokens;
}

}  // namespace kith::people
