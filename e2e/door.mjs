// Journeys through the public door in headless Chromium: by keyboard alone, without JavaScript, on a screen 320 pixels
// wide, in English and in Romanian; then what the hub sees. Each page is judged by axe and its weight is counted.
//   node e2e/door.mjs BASE [PICTURES]
// With PICTURES, a folder, a picture of every page is left there for people to look at.
import fs from 'node:fs';
import {open_house} from './person.mjs';

const [base, pictures] = process.argv.slice(2);
const house = await open_house(base);
const {browser, check, clean, submit, signedIn, main} = house;
if (pictures) fs.mkdirSync(pictures, {recursive: true});

// What the pages may weigh, as sent: a first visit with style sheet, script and icon.
const page_budget = 25_000;
const script_budget = 8_000;

async function stranger(script, width) {
  const context = await browser.newContext({javaScriptEnabled: script, viewport: {width, height: 800}});
  const page = await context.newPage();
  page.scripted = script;
  house.watch(page);
  page.on('console', m => m.type() === 'error' && !/status of (404|409|422)/.test(m.text()) && check(false, `no console error (${m.text()})`));
  page.on('request', r => /^(data:|https:\/\/www\.bbc\.co\.uk)/.test(r.url()) || r.url().startsWith(base) || check(false, `only our own server is asked (${r.url()})`));
  return page;
}

async function keep(page, name) {
  if (pictures) await page.screenshot({path: `${pictures}/${name}-${page.viewportSize().width}${page.scripted ? '' : '-plain'}.png`, fullPage: true});
}
async function judged(page, name) {
  await clean(page, name);
  await keep(page, name);
}

// --- hands on a keyboard

const is_focused = locator => locator.evaluate(element => element === document.activeElement);
async function tabTo(page, selector) {
  const wanted = page.locator(selector).first();
  for (let presses = 0; presses < 80; ++presses) {
    if (await is_focused(wanted)) return;
    await page.keyboard.press('Tab');
  }
  check(false, `${selector} can be reached with the Tab key`);
}
async function type(page, name, text) {
  await tabTo(page, `[name="${name}"]`);
  await page.keyboard.type(text);
}
async function tick(page, selector) {
  await tabTo(page, selector);
  await page.keyboard.press('Space');
}
async function pressOn(page, selector = 'main form button') {
  await tabTo(page, selector);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}
async function follow(page, selector) {
  await tabTo(page, selector);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

const worry = {
  en: 'He has not slept since we moved. <b>Zoë</b> ✓ 👨‍👩‍👧 \u202Eabc\u202C',
  ro: 'Nu doarme de când ne-am mutat. Ștefan și Ioana 👨‍👩‍👧',
};
const said = {
  en: {heading: /Help for families/, start: /Before you ask/, wrong: /^Error: /, check: /Check your answers/, sent: /We have your request/, next: /reads it and decides what to do by/, read: /never in the evening/},
  ro: {heading: /Ajutor pentru familii/, start: /Înainte să ceri/, wrong: /^Eroare: /, check: /Verifică/, sent: /Am primit cererea/, next: /hotărăște ce facem până/, read: /niciodată seara/},
};

// A mother asks for help; the reference that she is given comes back.
async function aFamilyAsks(language, script, width) {
  const page = await stranger(script, width);
  const words = said[language];
  const lang = language === 'en' ? '' : `?lang=${language}`;
  const began = Date.now();
  await page.goto(base + '/help' + lang);
  await house.headed(page, words.heading, 'the front page greets in its language');
  check(await page.locator('html').getAttribute('lang') === language, `the page says that it is in ${language}`);
  await judged(page, `front-${language}`);
  await follow(page, 'main a[href^="/help/family"]');
  await house.headed(page, words.start, 'first come the numbers to ring');
  check((await main(page)).indexOf('999') < 250, '999 comes first of all');
  check(language === 'en' || await page.locator('.kith-ring span[lang=en]').count() > 3, 'a safety text that nobody signed off stands in English');
  await judged(page, `start-${language}`);
  await pressOn(page);

  await judged(page, `worries-${language}`);
  await pressOn(page);
  check(words.wrong.test(await page.title()), 'an empty answer is a problem in the title too');
  check(await page.locator('.govuk-error-summary a[href="#worries"]').count() === 1, 'and in the summary, linked to the field');
  await judged(page, `worries-wrong-${language}`);
  await type(page, 'worries', worry[language]);
  await pressOn(page);
  await judged(page, `well-${language}`);
  await pressOn(page);
  await judged(page, `wanted-${language}`);
  await type(page, 'wanted', 'Somebody to talk to.');
  await pressOn(page);
  await judged(page, `people-${language}`);
  await type(page, 'child1_forename', 'Peregrine');
  await type(page, 'child1_surname', 'Quarrymoor');
  await pressOn(page, '[name=add_child]');
  check(await page.inputValue('[name=child1_forename]') === 'Peregrine', 'another child leaves the first as typed');
  await type(page, 'child2_forename', 'Ottoline');
  await type(page, 'child2_born-day', '31');
  await type(page, 'child2_born-month', '2');
  await type(page, 'child2_born-year', '2019');
  await pressOn(page);
  check(words.wrong.test(await page.title()), 'a date that is none is asked about');
  await judged(page, `people-wrong-${language}`);
  await tabTo(page, '[name="child2_born-day"]');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('28');
  await pressOn(page);
  await judged(page, `where-${language}`);
  await type(page, 'where', 'DN4 0AB');
  await pressOn(page);
  check(/Hexthorpe/.test(await main(page)), 'help near the postcode is offered at once');
  await judged(page, `you-${language}`);
  await follow(page, 'main a[href^="/help/nearby"]');
  check(/Kettle Club/.test(await main(page)), 'and listed');
  await judged(page, `nearby-${language}`);
  await follow(page, 'main a.govuk-button');
  await type(page, 'name', 'Marn Tolliver');
  await type(page, 'relation', 'Mother');
  await pressOn(page);
  await judged(page, `contact-${language}`);
  await tick(page, '[name=way][value=call]');
  await pressOn(page);
  check(await page.locator('.govuk-error-message').count() === 2, 'a call needs a number, and whether to leave a message');
  await judged(page, `contact-wrong-${language}`);
  await type(page, 'phone', '07700 900982');
  await tabTo(page, '[name=voicemail]');
  await page.keyboard.press('ArrowDown');
  await pressOn(page);
  await judged(page, `when-${language}`);
  await type(page, 'times', 'Mornings after 9:30');
  await pressOn(page);
  await judged(page, `trust-${language}`);
  await type(page, 'must_not_know', 'My partner');
  await pressOn(page);
  await house.headed(page, words.check, 'all answers are there to be checked');
  const answers = await main(page);
  check(answers.includes(worry[language]), 'what was typed is shown exactly');
  await judged(page, `check-${language}`);
  await follow(page, 'main a[href^="/help/q/well"]');
  await type(page, 'well', 'She sings.');
  await pressOn(page);
  check((await main(page)).includes('She sings.'), 'a changed answer leads back to the others');
  check(!/Quarrymoor|Tolliver|0AB/.test(page.url()), 'nothing personal stands in the address');
  await pressOn(page);
  await house.headed(page, words.sent, 'the request is with the hub');
  const told = await main(page);
  check(words.next.test(told) && words.read.test(told), 'what happens next, by when, and when nobody is reading');
  await judged(page, `sent-${language}`);
  const reference = (await page.locator('.kith-reference').innerText()).trim();
  check(/^[a-z]+ [a-z]+ [a-z]+$/.test(reference), `the reference is three words (${reference})`);
  await page.goBack();
  check((await page.goto(base + '/help/check' + lang)).url().includes('/help/sent'), 'the answers cannot be sent twice');
  check(Date.now() - began < 180_000, `done by keyboard in ${Math.round((Date.now() - began) / 1000)} seconds`);
  await page.context().close();
  return reference;
}

// The first button of a form goes on; others may follow it.
const answer = page => submit(page, page.locator('main form button').first());

// A neighbour tells without a name, in six questions.
async function aNeighbourTells() {
  const page = await stranger(true, 390);
  await page.goto(base + '/help/child');
  await judged(page, 'child-start');
  await submit(page, page.locator('main form button'));
  await page.fill('[name=worries]', 'A small child stands at the window alone every evening.');
  await answer(page);
  await answer(page);
  await judged(page, 'child-people');
  await answer(page);
  await judged(page, 'child-where');
  await page.fill('[name=where]', '14 Cobble Row, Mexborough');
  await answer(page);
  await judged(page, 'child-knows');
  await page.check('[name=knows][value=not_asked]');
  await answer(page);
  await judged(page, 'child-you');
  await page.check('[name=gives_name][value=no]');
  await answer(page);
  await house.headed(page, /Check/, 'who gives no name is not asked how to be reached');
  await judged(page, 'child-check');
  await answer(page);
  await judged(page, 'child-sent');
  const told = await main(page);
  check(/cannot tell you what we do/.test(told), 'and learns no more than that it was received and read');
  check(!/\bcase\b|\breferral\b/i.test(told), 'the page speaks of no case and no referral');
  await page.context().close();
}

// Shift three times, and everything is gone.
async function somebodyComesIn(script) {
  const page = await stranger(script, 390);
  await page.goto(base + '/help/family');
  await submit(page, page.locator('main form button'));
  await page.fill('[name=worries]', 'Something that nobody may read.');
  await answer(page);
  const began = Date.now();
  // The browser of this trial finds no other host, so going there is as far as it gets.
  const away = page.waitForEvent('requestfailed', request => request.url() === 'https://www.bbc.co.uk/weather');
  if (script) for (let press = 0; press < 3; ++press) await page.keyboard.press('Shift');
  else await page.locator('.govuk-exit-this-page a').click({noWaitAfter: true});
  await away;
  check(true, `out in ${Date.now() - began} ms, ${script ? 'by the Shift key' : 'by the link'}`);
  check((await page.context().cookies()).filter(cookie => cookie.name.includes('kith')).length === 0, 'no cookie of ours is left');
  const next = await page.context().newPage();
  next.scripted = script;
  const back = await next.goto(base + '/help/q/worries');
  check(back.status() === 404 && !(await next.content()).includes('nobody may read'), 'whoever looks there next finds nothing');
  await judged(next, 'gone');
  await page.context().close();
}

// The first page somebody sees, cold.
async function theWeight() {
  for (const path of ['/help', '/help?lang=ro', '/help?lang=pl', '/help?lang=ur', '/help/family']) {
    const page = await stranger(true, 390);
    const sent = [];
    page.on('requestfinished', request => sent.push(request.sizes().then(sizes => ({url: request.url(), bytes: sizes.responseBodySize}))));
    await page.goto(base + path, {waitUntil: 'networkidle'});
    const all = await Promise.all(sent);
    const bytes = all.reduce((sum, one) => sum + one.bytes, 0);
    check(bytes > 5_000 && bytes <= page_budget, `${path} weighs ${bytes} bytes in ${all.length} requests, at most ${page_budget}`);
    const script = all.filter(one => one.url.endsWith('.js')).reduce((sum, one) => sum + one.bytes, 0);
    check(script > 500 && script <= script_budget, `of which script ${script}, at most ${script_budget}`);
    await page.context().close();
  }
}

async function otherLanguages() {
  for (const width of [320, 1280]) {
    const page = await stranger(true, width);
    await house.look(page, '/help?lang=ur', /خاندان/);
    check(await page.locator('html').getAttribute('dir') === 'rtl', 'Urdu runs from right to left');
    check(await page.locator('main span[lang=en][dir=ltr]').count() > 0, 'and what it does not have stands in English, marked as such');
    const [heading, exit] = [await page.locator('h1').boundingBox(), await page.locator('.govuk-exit-this-page').boundingBox()];
    check(heading.x + heading.width > width / 2 && (width < 900 || exit.x < width / 2), 'the style sheet is mirrored');
    await keep(page, 'front-ur');
    await house.look(page, '/help?lang=pl', /Pomoc dla rodzin/);
    await keep(page, 'front-pl');
    await house.look(page, '/help/family?lang=pl', /Zanim/);
    await house.look(page, '/help', /Help for families/);
    await keep(page, 'front-en');
    await house.look(page, '/', /Help for families/);
    await page.context().close();
  }
}

await theWeight();
await otherLanguages();
const references = [await aFamilyAsks('en', false, 320), await aFamilyAsks('ro', false, 320)];
await aNeighbourTells();
await somebodyComesIn(true);
await somebodyComesIn(false);

const coordinator = await signedIn('coordinator', false);
for (const reference of references) {
  await coordinator.goto(base + '/enquiries/find?said=' + encodeURIComponent(reference));
  const enquiry = await main(coordinator);
  check(/How to reach them safely/.test(enquiry) && /Never leave a message/.test(enquiry) && /My partner/.test(enquiry), `the hub opens “${reference}” and reads first how to reach them safely`);
  check(enquiry.includes(worry.en) || enquiry.includes(worry.ro), 'and what was typed, to the letter');
}
await judged(coordinator, 'hub-enquiry');
await coordinator.goto(base + '/inbox?sort=received&direction=descending');
check((await main(coordinator)).includes(references[0]), 'the inbox shows the reference in words');
await judged(coordinator, 'hub-inbox');
await browser.close();
console.log(`${house.passed} passed, ${house.failed} failed`);
process.exit(house.failed === 0 ? 0 : 1);
