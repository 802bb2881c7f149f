// The same help in another council, with its own words, places and teams: from a chat to a plan at level 3 and back to
// level 1, with two agencies.
//   node e2e/elsewhere.mjs BASE        where BASE serves a demo borough of the profile buckinghamshire
import {aFamilyIsHelped} from './family_journey.mjs';
import {open_house} from './person.mjs';

const [base] = process.argv.slice(2);
const house = await open_house(base);
const buckinghamshire = {place: 'Wendover', teams: 9, plan: 'Family Support Plan', meeting: 'family network meeting', lead: 'Lead family worker'};
for (const script of [true, false]) await aFamilyIsHelped(house, script, buckinghamshire);
await house.browser.close();
console.log(`${house.passed} passed, ${house.failed} failed`);
process.exit(house.failed === 0 ? 0 : 1);
