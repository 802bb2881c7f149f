// Journeys through the house in headless Chromium, with and without JavaScript, each page checked by axe.
//   node e2e/journeys.mjs BASE DATA [PICTURES]
// DATA is the folder that the server at BASE works on; PICTURES, a folder, gets pictures of pages in forced colours.
// Prints one line a check, and at the end "N passed, N failed".
import {aChildToldOfTwice} from './matching_journey.mjs';
import {aFamilyIsHelped} from './family_journey.mjs';
import {adviceWithoutNames} from './advice_journey.mjs';
import {open_house} from './person.mjs';
import {faultsOfMarkup} from './valid.mjs';
import {inForcedColours, onPaper, theWeightOfAList} from './paper.mjs';
import {aSessionThatEnds, aStepOutcome, aVendorsFile, twoAtOneField} from './harder_journeys.mjs';

const [base, data, pictures] = process.argv.slice(2);
const house = await open_house(base);
const {browser, check, signedIn, look, clean, submit, figure, report} = house;

// A phone call is recorded while talking, screened, allocated, first contact made, family and caller told, and counted.
async function aPhoneCall(script) {
  const page = await signedIn('coordinator', script);
  const before = await figure(page, 'Progress to Early Help Pathway');
  await page.goto(base + '/requests/new?door=phone');
  await page.fill('[name=asker]', 'Marn Tolliver');
  await page.selectOption('[name=source]', 'family');
  await page.fill('[name=child1_forename]', 'Ottoline');
  await page.fill('[name=child1_surname]', 'Quarrymoor');
  await page.fill('[name="child1_born-day"]', '3');
  await page.fill('[name="child1_born-month"]', '5');
  await page.fill('[name="child1_born-year"]', '2016');
  await page.fill('[name=place]', 'Hexthorpe');
  await page.check('[name=agreement][value=yes]');
  await submit(page, page.locator('main button[name=save]'));
  check(/Error/.test(await page.title()), 'a request without a worry is asked about, in the title too');
  check(await page.inputValue('[name=child1_forename]') === 'Ottoline', 'and keeps what was typed');
  await page.fill('[name=worries]', 'Says she cannot sleep since the move. <b>Zoë ✓</b>');
  await page.check('[name=danger][value=no]');
  await submit(page, page.locator('main button[name=save]'));
  const problems = await page.locator('.govuk-error-summary').allInnerTexts();
  check(/\/enquiries\//.test(page.url()), `the hub lands on the enquiry ${problems}`);
  const enquiry = page.url();
  check((await page.locator('main').innerText()).includes('<b>Zoë ✓</b>'), 'text is shown exactly as typed');
  await clean(page, 'the enquiry');
  await submit(page, page.locator('form[action$="/contact"] button').first());
  check(/First contact made/i.test(await page.locator('main').innerText()), 'one click records the first helpful contact');
  await page.goto(enquiry + '/screen');
  await clean(page, 'the screening form');
  await page.check('[name=outcome][value=progress_pathway]');
  await page.fill('[name=reason]', 'More than one need, and the family wants somebody to pull it together.');
  await page.check('[name=level][value="2"]');
  await submit(page, page.locator('main form button[type=submit]').last());
  check(page.url().startsWith(enquiry), 'screening returns to the enquiry');
  await page.goto(enquiry + '/allocate');
  await clean(page, 'the allocation form');
  await page.check('[name=child]');
  await page.check('[name=pathway][value=single_agency]');
  await page.selectOption('[name=agency]', {index: 1});
  await page.check('[name=level][value="2"]');
  await submit(page, page.locator('main form button[type=submit]').last());
  check(/\/allocations\//.test(page.url()), 'the child is allocated to one agency alone');
  check(await figure(page, 'Progress to Early Help Pathway') === before + 1, 'and the table counts one more');
  await page.context().close();
}

// A school's urgent request is accepted by a named MASH worker; the sender sees it stay red until then.
async function anUrgentConcern(script) {
  const teacher = await signedIn('teacher', script, {width: 390, height: 800});
  await look(teacher, '/urgent', /Urgent/);
  check((await teacher.locator('main').innerText()).indexOf('999') < 80, 'the number to ring comes first');
  await teacher.fill('[name=forenames]', 'Peregrine');
  await teacher.fill('[name=danger]', 'Says he is afraid to go home tonight.');
  await teacher.fill('[name=spoke_to]', 'The duty desk');
  await submit(teacher, teacher.locator('main form button[type=submit]').last());
  await teacher.goto(base + '/requests');
  check(/not accepted|waiting for the MASH/i.test(await teacher.locator('main').innerText()), 'the sender sees that nobody has accepted it yet');
  const mash = await signedIn('mash', script);
  await look(mash, '/urgent', /Urgent/);
  check((await mash.locator('main').innerText()).includes('Peregrine'), 'the MASH sees it');
  await submit(mash, mash.locator('form[action*="/accept"] button').first());
  await teacher.goto(base + '/requests');
  check((await teacher.locator('main').innerText()).includes('Noor Whinfell'), 'the sender sees who accepted it, by name');
  await teacher.context().close();
  await mash.context().close();
}

for (const script of [false, true]) {
  console.log(script ? '# with JavaScript' : '# without JavaScript');
  await aPhoneCall(script);
  await anUrgentConcern(script);
  await aStepOutcome(house, script);
  await aVendorsFile(house, script);
  await twoAtOneField(house, script);
  await aChildToldOfTwice(house, script);
  await aFamilyIsHelped(house, script);
  await adviceWithoutNames(house, script);
  await aSessionThatEnds(house, script, data);
  for (const width of [320, 1280]) {
    const viewport = {width, height: 900};
    const teacher = await signedIn('teacher', script, viewport);
    await look(teacher, '/requests/new', /Ask for help/);
    await look(teacher, '/requests', /My requests/);
    check((await teacher.goto(base + '/inbox')).status() === 403, 'a practitioner may not see the inbox');
    const coordinator = await signedIn('coordinator', script, viewport);
    for (const [path, heading] of [['/', /Hello/], ['/inbox', /Inbox/], ['/cases', /partners hold/], ['/referrals', /Referrals/], ['/people', /person/], [report, /Demand/], ['/imports', /Import/], ['/imports/quarantine', /right/]])
      await look(coordinator, path, heading);
    const analyst = await signedIn('analyst', script, viewport);
    await look(analyst, report, /Demand/);
    await analyst.locator('main table a').first().click();
    check(/figure/.test(analyst.url()), 'an analyst opens a figure');
    check((await analyst.goto(base + '/inbox')).status() === 403, 'an analyst sees no inbox');
    const admin = await signedIn('admin', script, viewport);
    await look(admin, '/accounts', /Accounts/);
    await look(admin, '/read-log', /looked/);
    for (const p of [teacher, coordinator, analyst, admin]) await p.context().close();
  }
}
check(await faultsOfMarkup('<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><h1>x</h1><ul><p>y</p></ul></body></html>') !== '', 'a list that holds a paragraph is found out');
await theWeightOfAList(house);
await onPaper(house);
await inForcedColours(house, pictures);
const stranger = await (await browser.newContext()).newPage();
stranger.scripted = true;
house.watch(stranger);
await look(stranger, '/', /./);
await look(stranger, '/sign-in', /Sign in/);
await look(stranger, '/components', /Components/);
await browser.close();
console.log(`${house.passed} passed, ${house.failed} failed`);
process.exit(house.failed === 0 ? 0 : 1);
