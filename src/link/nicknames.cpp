#include "link/nicknames.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>
#include <unordered_map>

namespace kith::link {

namespace {
// Each line is one group; a name may stand in several.
constexpr auto groups = std::to_array<std::string_view>({
    "abigail abi abbie abby gail",
    "abdul abdullah abdallah",
    "adam addy",
    "agnes aggie nessie",
    "alan allan allen alun al",
    "albert bert bertie al alby",
    "alexander alex al sandy xander alec alasdair alistair sasha",
    "alexandra alex alexa sandra sandy lexi lexie sasha",
    "alfred alf alfie fred freddie",
    "alice ali allie alison",
    "amanda mandy",
    "amelia amy millie mia melia",
    "andrew andy drew andre andrzej",
    "angela angie ange",
    "ann anne anna annie nan nancy hannah",
    "anthony antony tony ant",
    "archibald archie",
    "arthur art artie",
    "barbara barb babs barbie",
    "benjamin ben benji benny",
    "bernard bernie",
    "bethany beth bethan",
    "bradley brad",
    "brian bryan",
    "bridget bridie biddy brigid",
    "cameron cam",
    "caroline carolyn carrie carol caz",
    "catherine katherine kathryn catharine kate katie kathy cathy cat kitty kat kath katy katarzyna kasia",
    "charles charlie chas chuck",
    "charlotte charlie lottie lotte char",
    "christine christina chris chrissie tina kirsty christie",
    "christopher chris kit topher krzysztof",
    "clare claire clara",
    "daniel dan danny daniil",
    "danielle dani dannie",
    "david dave davey davy dai dafydd dawid",
    "deborah debra debbie deb debs",
    "dominic dom nick",
    "donald don donny",
    "dorothy dot dottie dolly dora",
    "douglas doug dougie",
    "edward ed eddie ted teddy ned eddy",
    "edmund ed eddie ned ted",
    "eleanor ellie nell nellie nora elinor elena lena",
    "elizabeth liz lizzie beth betty eliza elsie bess bessie libby lisa betsy lily elisabeth elspeth",
    "ellen nell nellie helen ellie",
    "emily em emmy millie",
    "emma em emmie",
    "eric rick ricky erik",
    "esther essie hester",
    "eugene gene",
    "florence flo florrie flossie",
    "frances fran frankie francie fanny",
    "francis frank frankie fran",
    "frederick fred freddie freddy fredrick",
    "gabriel gabe",
    "gabrielle gabby gaby gabriella",
    "gareth gary gaz",
    "geoffrey jeffrey geoff jeff",
    "george georgie",
    "georgina georgia georgie gina",
    "gerald gerry jerry gerard",
    "gillian gill jill gilly",
    "grace gracie",
    "graham graeme",
    "gregory greg gregor",
    "gwendolyn gwen",
    "harold harry hal",
    "harriet hattie harry hatty",
    "helen nell lena ellen helena",
    "henry harry hal hank henri",
    "hugh hughie huw hugo",
    "ian iain",
    "irene rene renie",
    "isaac ike zac",
    "isabel isabelle isabella izzy bella belle issy isobel",
    "jacob jake jack jakub",
    "jacqueline jackie jacqui",
    "james jim jimmy jamie jem jimmie",
    "jane janie jenny janey jean joan janet",
    "jennifer jenny jen jenna",
    "jessica jess jessie",
    "joanna joanne jo joan",
    "john jack johnny jon johnnie jan ian sean",
    "jonathan jon jonny john jonathon",
    "joseph joe joey jo yusuf jozef",
    "josephine jo josie",
    "joshua josh",
    "judith judy jude",
    "julia julie jules",
    "katrina trina kat",
    "kenneth ken kenny",
    "kevin kev",
    "kimberley kim kimberly",
    "laura laurie lori",
    "lawrence laurence larry laurie loz",
    "leonard len lenny leo",
    "lewis louis lou lewie",
    "lillian lily lilian lil",
    "louise lou lulu louisa",
    "lucy lucille lucie",
    "luke lucas luca lukasz",
    "margaret maggie meg peggy madge marge margie daisy greta rita peg megan mags",
    "maria mary marie mariam maryam miriam molly polly may mae",
    "martin marty",
    "martha mattie marty patty",
    "matilda tilly mattie maud",
    "matthew matt matty mateusz",
    "maxwell max maximilian",
    "melanie mel",
    "melissa mel lissa",
    "michael mike mick mickey micky mikey mikhail michal",
    "michelle shell shelly chelle",
    "mohammed muhammad mohammad mohamed muhammed mohamad mohd mo md mohamud mehmet",
    "natalie nat natalia natasha",
    "nathan nathaniel nat nate",
    "nicholas nick nicky nico nicolas",
    "nicola nicky nic nikki nicole",
    "oliver ollie olly noll",
    "olivia liv livvy olly",
    "pamela pam pammy",
    "patricia pat patsy tricia trish patty trisha",
    "patrick pat paddy",
    "pauline paula polly",
    "peter pete petra piotr",
    "philip phillip phil pip",
    "rachel rach rachael",
    "raymond ray",
    "rebecca becky becca becki bex",
    "richard rick dick ricky rich richie dickie",
    "robert rob bob bobby robbie bert robin rab",
    "roger rodge",
    "ronald ron ronnie",
    "samantha sam sammy",
    "samuel sam sammy",
    "sarah sara sally sadie",
    "sophie sophia soph zofia",
    "stephanie steph stephie",
    "steven stephen steve stevie stefan",
    "susan sue susie suzanne suzy susanna",
    "sylvia silvia syl",
    "theodore theo ted teddy",
    "theresa teresa terry tess tessa",
    "thomas tom tommy tomasz",
    "timothy tim timmy",
    "victoria vicky vikki tori vicki vic",
    "vincent vince vinny",
    "walter wally walt",
    "william bill will billy willie liam wilf willy",
    "yasmin jasmine jas yaz",
    "zachary zac zach zak",
});

using Table = std::unordered_map<std::string_view, NicknameGroups>;

void add(Table& table, std::string_view names, std::size_t group) {
  while (!names.empty()) {
    auto const end = std::min(names.find(' '), names.size());
    auto& found = table[names.substr(0, end)];
    found.bits[group / 64] |= std::uint64_t{1} << (group % 64);
    names.remove_prefix(std::min(end + 1, names.size()));
  }
}

Table make_table() {
  Table table;
  std::size_t group = 0;
  for (auto names : groups) add(table, names, group++);
  for (auto names : more_name_groups()) add(table, names, group++);
  if (group > most_nickname_groups) throw std::logic_error("more groups of names than there are bits for");
  return table;
}
}  // namespace

NicknameGroups nickname_groups(std::string_view standard) {
  static Table const table = make_table();
  auto const found = table.find(standard.substr(0, standard.find(' ')));
  return found == table.end() ? NicknameGroups{} : found->second;
}

}  // namespace kith::link
