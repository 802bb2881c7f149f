#include "link/metaphone.h"

#include <algorithm>
#include <initializer_list>

#include "base/text.h"

namespace kith::link {

namespace {
constexpr std::size_t code_length = 4;

// One walk along a name. Each letter has a function that writes what is heard and says how many letters it used.
class Listener {
 public:
  explicit Listener(std::string_view name) {
    for (char const c : name)
      if (char const upper = upper_ascii(c); upper >= 'A' && upper <= 'Z') word_ += upper;
    slavo_germanic_ = holds("W") || holds("K") || holds("CZ") || holds("WITZ");
  }

  Sound listen() {
    if (at(0, {"GN", "KN", "PN", "WR", "PS"})) here_ = 1;
    if (letter(0) == 'X') {
      add("S");
      here_ = 1;
    }
    while (here_ < size() && (sound_.primary.size() < code_length || sound_.secondary.size() < code_length))
      here_ += heard(letter(here_));
    sound_.primary.resize(std::min(sound_.primary.size(), code_length));
    sound_.secondary.resize(std::min(sound_.secondary.size(), code_length));
    return sound_;
  }

 private:
  using Words = std::initializer_list<std::string_view>;

  int size() const { return static_cast<int>(word_.size()); }
  char letter(int i) const { return i < 0 || i >= size() ? '\0' : word_[static_cast<std::size_t>(i)]; }
  bool holds(std::string_view part) const { return word_.find(part) != std::string::npos; }
  bool last(int i) const { return i == size() - 1; }
  bool vowel(int i) const {
    return std::string_view{"AEIOUY"}.find(letter(i)) != std::string_view::npos && letter(i) != 0;
  }
  // Is one of these words at position i?
  bool at(int i, Words words) const {
    if (i < 0) return false;
    for (auto word : words)
      if (std::string_view{word_}
              .substr(std::min<std::size_t>(static_cast<std::size_t>(i), word_.size()))
              .starts_with(word))
        return true;
    return false;
  }
  void add(std::string_view both) { add(both, both); }
  void add(std::string_view primary, std::string_view secondary) {
    sound_.primary += primary;
    sound_.secondary += secondary;
  }
  // A letter that is heard once when it is written twice.
  int once(std::string_view code) {
    add(code);
    return letter(here_ + 1) == letter(here_) ? 2 : 1;
  }
  bool germanic() const { return at(0, {"VAN ", "VON ", "SCH"}); }

  int heard(char c) {
    switch (c) {
      case 'A':
      case 'E':
      case 'I':
      case 'O':
      case 'U':
      case 'Y':
        if (here_ == 0) add("A");
        return 1;
      case 'B':
        add("P");
        return letter(here_ + 1) == 'B' ? 2 : 1;
      case 'C':
        return heard_c();
      case 'D':
        return heard_d();
      case 'F':
        return once("F");
      case 'G':
        return heard_g();
      case 'H':
        if ((here_ == 0 || vowel(here_ - 1)) && vowel(here_ + 1)) {
          add("H");
          return 2;
        }
        return 1;
      case 'J':
        return heard_j();
      case 'K':
        return once("K");
      case 'L':
        return heard_l();
      case 'M':
        add("M");
        if (letter(here_ + 1) == 'M' || (at(here_ - 1, {"UMB"}) && (last(here_ + 1) || at(here_ + 2, {"ER"}))))
          return 2;
        return 1;
      case 'N':
        return once("N");
      case 'P':
        if (letter(here_ + 1) == 'H') {
          add("F");
          return 2;
        }
        add("P");
        return at(here_ + 1, {"P", "B"}) ? 2 : 1;
      case 'Q':
        return once("K");
      case 'R':
        if (last(here_) && !slavo_germanic_ && at(here_ - 2, {"IE"}) && !at(here_ - 4, {"ME", "MA"}))
          add("", "R");
        else
          add("R");
        return letter(here_ + 1) == 'R' ? 2 : 1;
      case 'S':
        return heard_s();
      case 'T':
        return heard_t();
      case 'V':
        return once("F");
      case 'W':
        return heard_w();
      case 'X':
        if (!(last(here_) && (at(here_ - 3, {"IAU", "EAU"}) || at(here_ - 2, {"AU", "OU"})))) add("KS");
        return at(here_ + 1, {"C", "X"}) ? 2 : 1;
      case 'Z':
        return heard_z();
      default:
        return 1;
    }
  }

  int heard_c() {
    if (here_ > 1 && !vowel(here_ - 2) && at(here_ - 1, {"ACH"}) && letter(here_ + 2) != 'I' &&
        (letter(here_ + 2) != 'E' || at(here_ - 2, {"BACHER", "MACHER"}))) {
      add("K");
      return 2;
    }
    if (here_ == 0 && at(0, {"CAESAR"})) {
      add("S");
      return 2;
    }
    if (at(here_, {"CHIA"})) {
      add("K");
      return 2;
    }
    if (at(here_, {"CH"})) return heard_ch();
    if (at(here_, {"CZ"}) && !at(here_ - 2, {"WICZ"})) {
      add("S", "X");
      return 2;
    }
    if (at(here_ + 1, {"CIA"})) {
      add("X");
      return 3;
    }
    if (at(here_, {"CC"}) && !(here_ == 1 && letter(0) == 'M')) return heard_cc();
    if (at(here_, {"CK", "CG", "CQ"})) {
      add("K");
      return 2;
    }
    if (at(here_, {"CI", "CE", "CY"})) {
      at(here_, {"CIO", "CIE", "CIA"}) ? add("S", "X") : add("S");
      return 2;
    }
    add("K");
    return at(here_ + 1, {"C", "K", "Q"}) && !at(here_ + 1, {"CE", "CI"}) ? 2 : 1;
  }

  int heard_ch() {
    if (here_ > 0 && at(here_, {"CHAE"})) {
      add("K", "X");
      return 2;
    }
    bool const greek =
        here_ == 0 && (at(1, {"HARAC", "HARIS"}) || at(1, {"HOR", "HYM", "HIA", "HEM"})) && !at(0, {"CHORE"});
    bool const hard = germanic() || at(here_ - 2, {"ORCHES", "ARCHIT", "ORCHID"}) || at(here_ + 2, {"T", "S"}) ||
                      ((at(here_ - 1, {"A", "O", "U", "E"}) || here_ == 0) &&
                       (at(here_ + 2, {"L", "R", "N", "M", "B", "H", "F", "V", "W"}) || last(here_ + 1)));
    if (greek || hard)
      add("K");
    else if (here_ == 0)
      add("X");
    else if (at(0, {"MC"}))
      add("K");
    else
      add("X", "K");
    return 2;
  }

  int heard_cc() {
    if (at(here_ + 2, {"I", "E", "H"}) && !at(here_ + 2, {"HU"})) {
      if ((here_ == 1 && letter(0) == 'A') || at(here_ - 1, {"UCCEE", "UCCES"}))
        add("KS");
      else
        add("X");
      return 3;
    }
    add("K");
    return 2;
  }

  int heard_d() {
    if (at(here_, {"DG"})) {
      if (at(here_ + 2, {"I", "E", "Y"})) {
        add("J");
        return 3;
      }
      add("TK");
      return 2;
    }
    add("T");
    return at(here_, {"DT", "DD"}) ? 2 : 1;
  }

  int heard_g() {
    if (letter(here_ + 1) == 'H') return heard_gh();
    if (letter(here_ + 1) == 'N') {
      if (here_ == 1 && vowel(0) && !slavo_germanic_)
        add("KN", "N");
      else if (!at(here_ + 2, {"EY"}) && !slavo_germanic_)
        add("N", "KN");
      else
        add("KN");
      return 2;
    }
    if (at(here_ + 1, {"LI"}) && !slavo_germanic_) {
      add("KL", "L");
      return 2;
    }
    if (here_ == 0 && (letter(1) == 'Y' || at(1, {"ES", "EP", "EB", "EL", "EY", "IB", "IL", "IN", "IE", "EI", "ER"}))) {
      add("K", "J");
      return 2;
    }
    if ((at(here_ + 1, {"ER"}) || letter(here_ + 1) == 'Y') && !at(0, {"DANGER", "RANGER", "MANGER"}) &&
        !at(here_ - 1, {"E", "I"}) && !at(here_ - 1, {"RGY", "OGY"})) {
      add("K", "J");
      return 2;
    }
    if (at(here_ + 1, {"E", "I", "Y"}) || at(here_ - 1, {"AGGI", "OGGI"})) {
      if (germanic() || at(here_ + 1, {"ET"}))
        add("K");
      else if (at(here_ + 1, {"IER"}) && last(here_ + 3))
        add("J");
      else
        add("J", "K");
      return 2;
    }
    return once("K");
  }

  int heard_gh() {
    if (here_ > 0 && !vowel(here_ - 1)) {
      add("K");
      return 2;
    }
    if (here_ == 0) {
      add(letter(2) == 'I' ? "J" : "K");
      return 2;
    }
    // Parker's rule: the gh of "hugh", "bough", "broughton" is silent.
    if (at(here_ - 2, {"B", "H", "D"}) || at(here_ - 3, {"B", "H", "D"}) || at(here_ - 4, {"B", "H"})) return 2;
    if (here_ > 2 && letter(here_ - 1) == 'U' && at(here_ - 3, {"C", "G", "L", "R", "T"}))
      add("F");
    else if (letter(here_ - 1) != 'I')
      add("K");
    return 2;
  }

  int heard_j() {
    if (at(here_, {"JOSE"}) || at(0, {"SAN"})) {
      if ((here_ == 0 && size() == 4) || at(0, {"SAN"}))
        add("H");
      else
        add("J", "H");
      return 1;
    }
    if (here_ == 0)
      add("J", "A");
    else if (vowel(here_ - 1) && !slavo_germanic_ && at(here_ + 1, {"A", "O"}))
      add("J", "H");
    else if (last(here_))
      add("J", "");
    else if (!at(here_ + 1, {"L", "T", "K", "S", "N", "M", "B", "Z"}) && !at(here_ - 1, {"S", "K", "L"}))
      add("J");
    return letter(here_ + 1) == 'J' ? 2 : 1;
  }

  int heard_l() {
    if (letter(here_ + 1) != 'L') {
      add("L");
      return 1;
    }
    bool const spanish = (here_ == size() - 3 && at(here_ - 1, {"ILLO", "ILLA", "ALLE"})) ||
                         ((at(size() - 2, {"AS", "OS"}) || at(size() - 1, {"A", "O"})) && at(here_ - 1, {"ALLE"}));
    spanish ? add("L", "") : add("L");
    return 2;
  }

  int heard_s() {
    if (at(here_ - 1, {"ISL", "YSL"})) return 1;
    if (here_ == 0 && at(0, {"SUGAR"})) {
      add("X", "S");
      return 1;
    }
    if (at(here_, {"SH"})) {
      at(here_ + 1, {"HEIM", "HOEK", "HOLM", "HOLZ"}) ? add("S") : add("X");
      return 2;
    }
    if (at(here_, {"SIO", "SIA"})) {
      slavo_germanic_ ? add("S") : add("S", "X");
      return 3;
    }
    if ((here_ == 0 && at(1, {"M", "N", "L", "W"})) || letter(here_ + 1) == 'Z') {
      add("S", "X");
      return letter(here_ + 1) == 'Z' ? 2 : 1;
    }
    if (at(here_, {"SC"})) return heard_sc();
    last(here_) && at(here_ - 2, {"AI", "OI"}) ? add("", "S") : add("S");
    return at(here_ + 1, {"S", "Z"}) ? 2 : 1;
  }

  int heard_sc() {
    if (letter(here_ + 2) == 'H') {
      if (at(here_ + 3, {"OO", "ER", "EN", "UY", "ED", "EM"})) {
        at(here_ + 3, {"ER", "EN"}) ? add("X", "SK") : add("SK");
        return 3;
      }
      here_ == 0 && !vowel(3) && letter(3) != 'W' ? add("X", "S") : add("X");
      return 3;
    }
    add(at(here_ + 2, {"I", "E", "Y"}) ? "S" : "SK");
    return 3;
  }

  int heard_t() {
    if (at(here_, {"TION", "TIA", "TCH"})) {
      add("X");
      return 3;
    }
    if (at(here_, {"TH", "TTH"})) {
      if (at(here_ + 2, {"OM", "AM"}) || germanic())
        add("T");
      else
        add("0", "T");
      return 2;
    }
    add("T");
    return at(here_ + 1, {"T", "D"}) ? 2 : 1;
  }

  int heard_w() {
    if (at(here_, {"WR"})) {
      add("R");
      return 2;
    }
    if (here_ == 0 && (vowel(1) || at(0, {"WH"}))) vowel(1) ? add("A", "F") : add("A");
    if ((last(here_) && vowel(here_ - 1)) || at(here_ - 1, {"EWSKI", "EWSKY", "OWSKI", "OWSKY"}) || at(0, {"SCH"})) {
      add("", "F");
      return 1;
    }
    if (at(here_, {"WICZ", "WITZ"})) {
      add("TS", "FX");
      return 4;
    }
    return 1;
  }

  int heard_z() {
    if (letter(here_ + 1) == 'H') {
      add("J");
      return 2;
    }
    if (at(here_ + 1, {"ZO", "ZI", "ZA"}) || (slavo_germanic_ && here_ > 0 && letter(here_ - 1) != 'T'))
      add("S", "TS");
    else
      add("S");
    return letter(here_ + 1) == 'Z' ? 2 : 1;
  }

  std::string word_;
  int here_ = 0;
  bool slavo_germanic_ = false;
  Sound sound_;
};
}  // namespace

Sound double_metaphone(std::string_view name) { return Listener{name}.listen(); }

}  // namespace kith::link
