// Invented names and words for the demo borough. None is meant to be anybody.
#pragma once

#include <array>
#include <string_view>

namespace kith::app::demo {

inline constexpr auto forenames = std::to_array<std::string_view>(
    {"Aria",  "Bex",    "Caden",    "Delphi",  "Emlyn",  "Faye",   "Gethin", "Hattie", "Idris", "Jorah",
     "Kezia", "Lowen",  "Maple",    "Nevin",   "Orla",   "Perrin", "Quilla", "Rowan",  "Senna", "Tamsin",
     "Ulric", "Verity", "Wren",     "Xanthe",  "Yasmin", "Zed",    "Amara",  "Bodhi",  "Cerys", "Dara",
     "Eira",  "Farah",  "Grzegorz", "Halina",  "Ioana",  "Juno",   "Kasia",  "Leif",   "Mihai", "Nadia",
     "Olek",  "Pia",    "Radu",     "Saffron", "Tomasz", "Uma",    "Viorel", "Zoë"});
inline constexpr auto surnames = std::to_array<std::string_view>(
    {"Ashgrove",    "Bramfield",       "Copperthwait", "Dunmallow",     "Elderfleet",    "Fernshaw",       "Gorsedale",
     "Hollinbrook", "Inglemere",       "Jessopwell",   "Kestrelby",     "Larchwood",     "Millerstang",    "Netherlea",
     "Oakhanger",   "Pennyfold",       "Quarrendon",   "Ravensike",     "Skelderby",     "Thistlewood",    "Underhow",
     "Vantongate",  "Wetherlam",       "Yarrowby",     "Zelinka-Marsh", "Appletreewick", "Brackenbury",    "Cloudesley",
     "Dovecliffe",  "Eastmarsh",       "Fallowmire",   "Greenhalghe",   "Harebell",      "Kowalczuk-Fenn", "Lapwingham",
     "Mosscroft",   "Nightingale-Roe", "Orchardson",   "Popeşteanu",    "Rosebarrow",    "Stonelaith",     "Tidewell",
     "Upperfold",   "Willowherb"});
inline constexpr auto worries =
    std::to_array<std::string_view>({"Has been late most days this half term and says nobody is up in the morning.",
                                     "Mum told us she is not sleeping and feels she cannot cope with three under five.",
                                     "Arguments at home every evening; the eldest stays out until late to avoid them.",
                                     "Came to school hungry twice this week. The gas has been off since Friday.",
                                     "Angry outbursts in class since the move. Says he misses his dad.",
                                     "Not brought to two health appointments. Parents unsure how to get there.",
                                     "Spending a lot of time online with people nobody knows. Withdrawn in lessons.",
                                     "Gran is caring for both children after the separation and is worn out.",
                                     "Rent is behind and the family has had a letter about eviction."});
inline constexpr auto strengths = std::to_array<std::string_view>(
    {"Mum asked for help herself and comes to every meeting.", "Close to an aunt who lives two streets away.",
     "Loves football and the after-school club.", "Dad has started the parenting course.",
     "Good friends in class; attendance was fine until this term.", "The neighbours help with lifts."});
inline constexpr auto decisions = std::to_array<std::string_view>(
    {"Talked it through with the family and school. Needs can be met by what is there already.",
     "More than one need, and the family would like somebody to pull it together.",
     "School will keep an eye; the family knows whom to ring.",
     "Worries about safety that early help cannot hold alone.",
     "A case is open already; the lead practitioner will take this on."});
inline constexpr auto workers = std::to_array<std::string_view>(
    {"Robin Tarnside", "Ceri Holmfirth", "Alex Beckwith-Rowe", "Jules Marram", "Sam Fellgate", "Noor Whinfell"});

}  // namespace kith::app::demo
