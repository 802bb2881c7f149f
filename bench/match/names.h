// Invented people's names, by where names come from. Composed for the measurements; no list of real persons was used.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace kith::bench {

// A group of people whose names come from one place, because names of some places are spelled in more ways and matched
// less well than those of others, and that has to be measured.
struct NameGroup {
  std::string_view title;
  unsigned share;         // of households, in thousandths
  std::string_view boys;  // words; "/" stands between forms of one name
  std::string_view girls;
  std::string_view surnames;  // whole ones, the commonest first; "/" between spellings
  std::string_view fronts;    // and the parts that further ones are made of
  std::string_view backs;
  unsigned made;                       // surnames made of parts, in thousandths
  std::string_view girls_ending = {};  // "ski ska": what a woman's surname ends in instead
};

inline constexpr auto name_groups = std::to_array<NameGroup>({
    {"English", 660,
     "oliver/ollie george harry/harold/henry jack noah charlie/charles jacob/jake alfie/alfred freddie/frederick oscar "
     "leo archie/archibald theo/theodore thomas/tom/tommy joshua/josh james/jim/jamie william/will/bill/billy ethan "
     "samuel/sam joseph/joe benjamin/ben daniel/dan/danny matthew/matt luke adam edward/ed/ted/teddy alexander/alex "
     "robert/rob/bob/bobby richard/rick/dick john/jon jonathan/jon stephen/steven/steve paul mark david/dave andrew/"
     "andy peter/pete simon ian/iain kevin/kev gary/gaz nicholas/nick anthony/tony christopher/chris michael/mike/mick "
     "philip/phil timothy/tim martin graham/graeme keith stuart/stewart lee ryan jason darren wayne craig scott dean "
     "nathan/nate callum/calum jordan connor/conor kyle reece/rhys lewis/louis aaron liam mason harvey tyler riley "
     "finley/finlay toby elliot/elliott max/maxwell zachary/zac/zak isaac hugo rupert sebastian/seb felix jasper",
     "olivia/liv amelia/amy/millie isla ava emily/em mia isabella/bella/izzy sophia/sophie grace lily poppy ella evie "
     "charlotte/lottie/charlie ruby daisy alice freya florence/flo/florrie sienna matilda/tilly phoebe rosie/rose "
     "jessica/jess megan/meg chloe lucy hannah lauren/loz holly abigail/abi/abbie georgia/georgie eleanor/ellie/nell "
     "molly imogen/immy victoria/vicky/tori elizabeth/liz/beth/lizzie/betty margaret/maggie/peggy catherine/katherine/"
     "kate/katie/cathy susan/sue christine/chris linda/lynda patricia/pat/trish barbara/babs jean joan janet jan julie "
     "karen alison/ali jacqueline/jackie helen/nell deborah/debbie/debra sarah/sara/sally jane tracey/tracy michelle/"
     "shell sharon/shaz lisa nicola/nicky claire/clare louise/lou joanne/jo emma rachel/rachael rebecca/becky/becca "
     "samantha/sam natalie/nat kelly gemma/gem stacey/stacy leanne kirsty danielle/dani zoe amber jade paige bethany/"
     "beth courtney shannon ellie eliza maisie/maisy harriet/hattie penelope/penny beatrice/bea",
     "smith jones taylor brown wilson johnson davies/davis robinson wright thompson/thomson evans walker white roberts "
     "green hall wood jackson clarke/clark harrison hughes edwards turner hill moore harris cooper ward king lee baker "
     "parker allen/allan cook/cooke shaw bennett/bennet carter richardson young phillips/philips marshall price "
     "mitchell bailey/bayley foster holmes webb/web pearson/pierson rogers/rodgers mills russell knight",
     "ash ald al ar bar bay beck bent black blox bol bos brad bram bran brod brom burn cal carl cas chad chap cherr "
     "clay clif cob col comp cor cran cress cros crow dar dal den dews din don dray dud dun eas edg el ems fair fal "
     "far fen fer field fos ful gar gil glad gol gor grant gran gres had hal ham hard har has haw hazel heb hel hem "
     "hes hey hol hop hor how hud hum hut ing kel ken kim kin kir lam lang lath led leigh lin lit lock long lud lyn "
     "mal mar mel mid mil mor mos nor oak ock ogl ol os pad pem pen pick pil pres rad rams ran rat red rip ros roth "
     "row rud rus sal san scar sel sev shel ship sil skel som stan stap stock stan sut swin tad tam thorn til top "
     "tun up wad wal war wat wel wen west whit wick wil win wood wor wrag wy yar",
     "ton ley ham ford worth field wood well by thorpe son man er land bury burn combe dale den don gate grave house "
     "hurst more ridge shaw side stead stone wick yard bottom brook bridge",
     520},
    {"Scottish, Irish and Welsh", 90,
     "callum/calum finlay/finley hamish rory ruairi/rory ewan/euan/owen angus duncan/dunc alasdair/alistair/alister "
     "fraser gregor sean/shaun/shawn patrick/paddy/pat declan ciaran/kieran/keiran niall/neil eoin/owen brendan dermot "
     "cormac aidan/aiden rhys/reece dylan/dyl gareth/gaz evan ieuan/evan huw/hugh gethin iwan emyr cian/kian oisin",
     "isla eilidh/ailie mairi/mary kirsty/kirsten catriona/katrina aileen/eileen morag fiona/fi niamh/neve siobhan/"
     "shivaun aoife/eva caoimhe/keeva sinead orla/orlagh ciara/kiera roisin/rosheen brigid/bridget maeve/meabh "
     "megan/meg "
     "carys cerys/kerys ffion/fion sian/shan angharad nia bethan/beth rhian eleri gwen/gwenllian mared seren",
     "murphy kelly/kelley walsh/walshe ryan byrne/burn connolly/conolly gallagher doherty/docherty kennedy lynch quinn "
     "campbell stewart/stuart robertson fraser murray morrison reid/reed ross jones williams davies/davis evans thomas "
     "griffiths/griffith lewis/louis owen/owens rees/reese price/pryce pugh powell",
     "mac mc o' fitz",
     "donald dougall leod neil kenzie intyre carthy dermott donnell grath guire kay kenna laren lean "
     "millan nab nally namara pherson queen rae brien connor dowd farrell flynn grady hara keefe leary malley mara "
     "neill "
     "reilly rourke shea sullivan toole gerald gibbon maurice patrick simmons",
     450},
    {"Pakistani and Bangladeshi", 70,
     "mohammed/muhammad/mohammad/mohamed ahmed/ahmad ali hassan/hasan hussain/hussein/husain ibrahim/ebrahim "
     "yusuf/yousuf/"
     "yousaf omar/umar/omer usman/uthman bilal/bilaal hamza/hamzah zain/zayn/zane imran/emran tariq/tarik "
     "khalid/khaled "
     "asif/aasif kashif nadeem/nadim waqas/waqar faisal/faysal adnan shahid/shaheed rashid/rasheed tahir/taher irfan "
     "rizwan salman/salmaan junaid/junaed haroon/harun idris/idrees abdul abdullah/abdallah rahim/raheem karim/kareem "
     "shafiq/shafique jamal/jamaal kamran saqib zubair/zubayr musa/moosa isa/eesa ayaan/ayan",
     "fatima/fatema/fatimah aisha/ayesha/aysha maryam/mariam/miriam zainab/zaynab khadija/khadeeja amina/aminah/ameena "
     "sana/sanah hafsa/hafsah safa/safiya noor/nur saima/saimah nadia/nadiya shazia/shaziya rubina/robina "
     "nasreen/nasrin "
     "yasmin/yasmeen/jasmine sadia/sadiya farah/farha bushra iqra/iqrah sumaiya/sumayyah halima/haleema rukhsana/"
     "ruksana parveen/parvin shabana samina/sameena tahira/tahirah zara/zahra humaira/humera inaya/inayah anaya/anayah",
     "khan hussain/hussein/husain ahmed/ahmad ali begum/begom akhtar/akhter iqbal mahmood/mahmud malik/malick shah "
     "mirza "
     "rahman/rehman bibi/beebi miah/mia islam/eslam uddin/udin chowdhury/choudhury/chaudhry hossain/hussain "
     "sheikh/shaikh "
     "qureshi/quraishi butt/bhatt raja akram aslam javed/javaid rashid/rasheed sadiq/siddique siddiqui/siddiqi mahmud "
     "nawaz rafiq/rafique zaman aziz/azeez bashir/basheer ghani hamid/hameed jamil/jameel kausar/kauser latif/lateef",
     "abdul shams nur zaf gul fazl karam muh ikr sar saj naz waz taj raf haf maq riz",
     "din ullah ar ad uz ur an aq "
     "oor ehsan iddin allah",
     120},
    {"Indian", 45,
     "arjun/arjan rohan/rohaan aarav/arav krishna/krish rahul raj/rajesh/rajiv sanjay/sanjeev vijay/vijai anil/aneel "
     "sunil/suneel amit/ameet ravi/ravinder harpreet gurpreet jaspreet amarjit/amarjeet baljit/baljeet manjit/manjeet "
     "kuldip/kuldeep sukhdev jagdeep/jagdip nikhil/nick dinesh mahesh/maheish mukesh/mukhesh suresh bhavesh "
     "kiran/kieran "
     "deepak/dipak pradeep/pradip vikram/vik karan/karam dev/devan ishaan/ishan veer/vir",
     "priya/preeya anjali/anjli pooja/puja deepika/dipika neha/nehaa kavita/kaveeta sunita/suneeta anita/aneeta "
     "meena/mina "
     "geeta/gita seeta/sita lakshmi/laxmi simran/simren harpreet gurpreet jaspreet manpreet/manprit kuldip/kuldeep "
     "amandeep/aman rupinder/roop parminder/pam sukhvinder/sukhi jasmin/jasmeen aanya/anya diya/dia isha/eesha "
     "kiara/kiaara "
     "shreya/shriya radha/raadha hema bhavna/bhavana nisha/neesha reena/rina",
     "patel/pattel singh kaur/kour sharma/sarma shah gill dhillon/dhillan sandhu/sandu sidhu/sidu grewal/garewal bains/"
     "bans dhaliwal/dhariwal mistry/mistri desai/desae mehta/metha joshi/joshy kumar/kumaar gupta/gupte chauhan/chohan "
     "parmar/parmer solanki rathod/rathore thakkar/thacker bhatt/butt johal/johl atwal uppal sahota/sahotra "
     "virdi/virdee",
     "sub bal venk rama krish nara gopa chand rang shiv dev hari jaya vish pra sri",
     "amaniam akrishnan ataraman murthy "
     "nathan yanan lan rasekar anathan kumar prasad chandran sundaram nath mohan ram",
     150},
    {"Polish", 40,
     "jakub/kuba jan/janek antoni/antek szymon/simon franciszek/franek filip/philip mikolaj/nicholas aleksander/alex "
     "wojciech/wojtek adam michal/michael kacper/kasper mateusz/matt piotr/peter pawel/paul tomasz/tomek/tom krzysztof/"
     "krzysiek/chris andrzej/andrew marcin/martin lukasz/luke marek/mark grzegorz/greg rafal/rafael dariusz/darek "
     "jaroslaw/jarek slawomir/slawek zbigniew/zbyszek bartosz/bartek dawid/david kamil oskar/oscar igor",
     "zofia/sophia/zosia julia hanna/hania maja/maya lena alicja/alice oliwia/olivia zuzanna/zuzia maria/marysia "
     "anna/ania "
     "katarzyna/kasia/kate malgorzata/gosia/margaret agnieszka/aga ewa/eva barbara/basia krystyna/kristina joanna/asia "
     "magdalena/magda monika/monica teresa aleksandra/ola natalia/natalie karolina/caroline weronika/veronica wiktoria/"
     "victoria dominika/dominica emilia/emily iwona/ivona beata dorota/dorothy renata justyna/justina",
     "nowak wojcik/wojczik wozniak/wozniack mazur krawczyk/krawczik kaczmarek/kaczmarczyk zajac krol wrobel dudek "
     "stepien wieczorek pawlak walczak sikora baran szewczyk/szewczik pietrzak/pietrzack",
     "kowal wisni lewand dabrow koz jankow majew ostrow malin jaworz gorsk pawlow wroblew nowick rutkow michal olszew "
     "tomasz jablon zawadz sokol maciej adam kalin krajew szczep kubi wasil borow czarn gaw lesni piotr sadow urban "
     "wilcz",
     "ski owski inski ewski icki ecki", 600, "ski ska"},
    {"Romanian and Bulgarian", 25,
     "andrei/andrew alexandru/alex mihai/mike stefan/steven ionut/ion/john gabriel/gabi cristian/chris adrian/adi "
     "marius "
     "florin bogdan/bogdi vlad/vladimir razvan daniel/dani george/georgi/gheorghe nicolae/nicu/nick constantin/costel "
     "catalin ciprian ovidiu petru/petar dimitar/dimitri ivan/ivo nikolay/nikolai hristo/christo plamen",
     "maria/mari elena/ileana ioana/joanna andreea/andrea ana/anna alexandra/alex cristina/christina mihaela/michaela "
     "gabriela/gabi daniela/dana roxana florentina/flori georgiana/georgia raluca larisa/larissa bianca denisa/denise "
     "simona nicoleta/nicole desislava/desi gergana/geri ivanka/ivana tsvetelina/tsveti viktoria/victoria yoana/joanna",
     "popa popescu dumitru/dimitru stan stoica/stoika gheorghe/george matei marin rusu lazar munteanu/muntean radu "
     "toma "
     "ivanov/ivanova georgiev/georgieva dimitrov/dimitrova petrov/petrova",
     "ion popov stan consta mihail vasil nico georg dumitr radu diacon flor marin chir tanas pavel grigor albu petr "
     "cristo dragom barbu manol sandu teodor zamfir",
     "escu eanu oiu aru ache ov ev", 500},
    {"West African", 28,
     "kwame/quame kofi/coffi kwabena/kobina emmanuel/emanuel samuel/sam oluwaseun/seun/segun babatunde/tunde "
     "adebayo/bayo oluwatobi/tobi ayodeji/ayo olumide/mide chukwuemeka/emeka chinedu/nedu ikechukwu/ike obinna/obi "
     "chidi/chidiebere uche/uchenna kelechi/kele ifeanyi/ify yaw/yao nana ebenezer/eben sulaiman/suleiman lamin/lameen "
     "ousmane/usman mamadou/mamadu",
     "ama/amma akosua/akua abena/abenaa efua/efia adwoa/adjoa yaa oluwaseyi/seyi temitope/temi folasade/sade "
     "ayomide/ayo oluwafunmilayo/funmi chioma/chichi ngozi/goz adaeze/ada chiamaka/amaka ifeoma/ify nkechi/kechi "
     "amarachi/amara blessing/bless precious grace/gracie comfort mercy fatou/fatu aminata/amina binta mariama/mariam "
     "isatou/"
     "isatu",
     "mensah/mensa owusu/owusuh boateng/boatin asante/ashanti osei/osey appiah/apiah agyeman/agyemang addo "
     "ofori/oforie "
     "okafor/okafur okeke/okeki eze/ezeh obi nwosu/nwosuh adeyemi/adeyeme adebayo/adebajo okonkwo/okonquo "
     "balogun/balogoun "
     "ibrahim/ebrahim diallo/jallow sesay/sessay kamara/camara conteh/konteh bangura/bangoura jalloh/jalloo "
     "ceesay/sesay",
     "ade olu ola ayo ogun okon nwa chuk oba aki fola obe omo igwe one ama",
     "yemi wale sanya bode tunji nkwo sola dele "
     "femi kunle leye bayo oye biyi emeka chukwu femi tola",
     350},
    {"Arabic, Kurdish and Afghan", 24,
     "mohamed/mohammed/muhammad ahmad/ahmed mahmoud/mahmood omar/umar youssef/yusuf/yousef khaled/khalid hassan/hasan "
     "hussein/hussain abdulrahman/abdurrahman/rahman abdullah/abdallah ibrahim/ebrahim mustafa/mustapha karim/kareem "
     "samir/sameer tarek/tariq walid/waleed nasser/nasir said/saeed/sayed jamal/gamal rebin/rebeen azad/aazad "
     "hawre/hawree "
     "farhad/ferhad najib/najeeb zabihullah/zabi hamidullah/hamid rahmatullah/rahmat mirwais/merwais",
     "fatma/fatima/fatimah aicha/aisha/aysha mariam/maryam/miriam zeinab/zainab layla/leila/laila nour/noor/nur "
     "hanan/hanaan "
     "rania/raniya samira/sameera amal/amaal huda/hoda salma/selma iman/eman khadija/khadijah shirin/shireen "
     "zilan/zeelan "
     "rojin/rozhin avin/aveen zahra/zara nasrin/nasreen parwin/parveen shabnam/shabnem farzana/farzaneh mina/meena",
     "ali hassan/hasan mohamed/mohammed/muhammad ahmed/ahmad ibrahim/ebrahim hussein/hussain/hussien abdullah/abdallah "
     "omar/umar saleh/salih khalil/khaleel rahimi/raheemi ahmadi/ahmady karimi/kareemi mohammadi/mohamadi "
     "hamidi/hameedi "
     "noori/nouri stanikzai/stanekzai amin/ameen rashid/rasheed mahmoud/mahmood osman/usman aziz/azeez",
     "al- el- ab- zaz- bar- had-",
     "masri shami hashimi/hashemi rawi tikriti najjar/najar haddad/hadad sayed/said khatib/"
     "khateeb bayati obeidi/obaidi jabouri/jubouri zaidi/zaydi shaikhly dulaimi/dulaymi",
     350},
    {"Chinese and Vietnamese", 18,
     "wei/way ming jun/june hao jie lei yang feng chen/chan jian/jien kai/ky wai/wei kwok/kok chi/chee tuan minh/min "
     "duc/duke "
     "hung/hong quang/kwang thanh/tan anh long/lung hoang/huang",
     "mei/may li/lee xiu/siu ying/yin fang/fong jing/ching yan/yen hui/hooi xin/hsin yi/yee ling/lin lan/lann mai/my "
     "linh/lin "
     "thi hoa/hua huong/hong ngoc/ngok phuong/fong thuy/thui trang/chang yen/yan",
     "wang/wong li/lee zhang/cheung liu/lau chen/chan yang/yeung huang/wong zhao/chiu wu/ng zhou/chow xu/tsui sun/suen "
     "ma "
     "zhu/chu hu/woo lin/lam he/ho gao/ko liang/leung nguyen/nguyan tran/tren le/ly pham/fam hoang/huynh phan/fan "
     "vu/vo "
     "dang/dan bui do/doe",
     "", "", 0},
});

}  // namespace kith::bench
