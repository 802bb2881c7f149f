#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "html/html.h"
#include "html/read_back.h"

using namespace kith;
using namespace kith::html;

TEST_CASE("text becomes markup by being escaped") {
  CHECK(text("<b>Tom & \"Jo\"</b> it's").source() == "&lt;b&gt;Tom &amp; &quot;Jo&quot;&lt;/b&gt; it&#39;s");
  std::string typed = "</td><script>";
  CHECK(markup("<td title=\"{}\">{}</td>", typed, typed).source() ==
        "<td title=\"&lt;/td&gt;&lt;script&gt;\">&lt;/td&gt;&lt;script&gt;</td>");
  Html sum = "a<";
  sum += "b>";
  CHECK((sum + "&").source() == "a&lt;b&gt;&amp;");
}

TEST_CASE("markup passes through a hole once, and numbers, ids and personal values are text") {
  auto bold = markup("<b>{}</b>", "x");
  CHECK(markup("<p>{}{}</p>", bold, -7).source() == "<p><b>x</b>-7</p>");
  CHECK(markup("<p>{}</p>", Personal<std::string>("O'Brien")).source() == "<p>O&#39;Brien</p>");
  Html from_personal = Personal<std::string>("<i>");
  CHECK(from_personal.source() == "&lt;i&gt;");
  SeededRandom random{1};
  auto id = Id<struct Family>::mint(Instant{5}, random);
  CHECK(markup("<p>{}</p>", id).source() == "<p>" + id.text() + "</p>");
}

TEST_CASE("attributes that are absent leave no trace") {
  Attributes further{{"data-id", "7\""}, {"hidden"}};
  CHECK(markup("<p{}{}{}{}>x</p>", attribute("id", ""), flag("open", false), true_or_false("draggable", {}), further)
            .source() == "<p data-id=\"7&quot;\" hidden>x</p>");
  CHECK(markup("<h{} class=\"a{}\">x</h{}>", HeadingLevel{9}, extra("b c"), HeadingLevel{0}).source() ==
        "<h6 class=\"a b c\">x</h1>");
  CHECK(AttributeName::parse("data-x").has_value());
  for (auto name : {"style", "onclick", "ONCLICK", "href", "SRC", "formaction", "srcdoc", "a b", ""})
    CHECK_FALSE(AttributeName::parse(name).has_value());
}

TEST_CASE("a character with a meaning is found wherever it stands in a text of any length") {
  std::pair<char, std::string> const meant[] = {
      {'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}};
  for (std::size_t length = 1; length < 40; ++length)
    for (std::size_t at = 0; at < length; ++at)
      for (auto const& [character, entity] : meant) {
        std::string const before(at, '='), after(length - at - 1, '%');  // each a neighbour of such a character
        REQUIRE(text(before + character + after).source() == before + entity + after);
      }
  std::string others;
  for (int byte = 1; byte < 256; ++byte)
    if (std::string_view("&<>\"'").find(static_cast<char>(byte)) == std::string_view::npos)
      others += static_cast<char>(byte);
  CHECK(text(others).source() == others);
}

TEST_CASE("what stands in the holes comes out whole, however long it is") {
  for (std::size_t length = 0; length < 1100; ++length) {
    std::string const filler(length, 'x');
    auto const made = markup("<p{} class=\"a{}\">{}{} {}{}{}</p>", attribute("id", filler), extra("b"), filler,
                             -1234567890123, fixed(-12.34, 2), markup("<b>{}</b>", "&"), filler);
    REQUIRE(made.source() == "<p" + (length == 0 ? "" : " id=\"" + filler + "\"") + " class=\"a b\">" + filler +
                                 "-1234567890123 -12.34<b>&amp;</b>" + filler + "</p>");
  }
}

TEST_CASE("coordinates carry no needless digits") {
  CHECK(markup("<circle r=\"{}\"></circle>", fixed(2.5, 2)).source() == "<circle r=\"2.5\"></circle>");
  CHECK(markup("{} {} {}", fixed(3.0, 2), fixed(-0.001, 2), fixed(10.0, 0)).source() == "3 0 10");
  CHECK(markup("{} {} {}", fixed(-1.005, 1), fixed(0.07, 2), fixed(-123.45, 2)).source() == "-1 0.07 -123.45");
  CHECK(markup("{} {}", fixed(1234567.5, 2), fixed(0.0625, 4)).source() == "1234567.5 0.0625");
}

TEST_CASE("parts are joined and lists rendered in order") {
  std::vector<Html> parts = {"a", "b", "c"};
  CHECK(join(parts, ", ").source() == "a, b, c");
  CHECK(join({}, ", ").empty());
  CHECK(each(std::vector{1, 2}, [](int n) { return markup("<li>{}</li>", n); }).source() == "<li>1</li><li>2</li>");
}

TEST_CASE("whatever is typed, a browser reads back exactly that text") {
  // Control characters never get this far: clean_text() takes them out.
  auto const printable = rc::gen::container<std::string>(rc::gen::inRange<char>(' ', 127));
  CHECK(rc::check([&] {
    auto const typed = *printable;
    auto read = read_back(markup("<p title=\"{}\">x{}</p>", typed, typed).source());
    RC_ASSERT(read.attribute == typed);
    RC_ASSERT(read.text == "x" + typed);
  }));
}
