// The three journeys that a person does by hand, done key by key, counted and timed: node e2e/timed.mjs BASE
// Prints for each the keys, the clicks, the pages, the seconds that the house took (measured here) and the seconds that a
// practised person takes, by the keystroke-level model (Card, Moran and Newell 1980): 0.28 s a key, 1.3 s to point and
// click, 1.35 s to think before each field or button. Reading, talking and ringing up come on top.
import {open_house} from './person.mjs';

const base = process.argv[2];
const house = await open_house(base);
const {figure} = house;

// Somebody who types and clicks as people do: every field is clicked, every letter is a key.
function hand(page, tally) {
  const waited = async act => {
    const began = performance.now();
    await act();
    tally.house += performance.now() - began;
  };
  const clicked = () => { ++tally.clicks; ++tally.thoughts; };
  return {
    page,
    go: async path => { clicked(); ++tally.pages; await waited(() => page.goto(base + path)); },
    press: async locator => { clicked(); ++tally.pages; await waited(() => house.submit(page, locator)); },
    type: async (selector, text) => { clicked(); tally.keys += text.length; await page.click(selector); await page.keyboard.press('Control+A'); await page.keyboard.type(text); },
    tick: async selector => { clicked(); await page.check(selector); },
    choose: async (selector, option) => { clicked(); ++tally.clicks; await page.selectOption(selector, option); },
    give: async (selector, file) => { clicked(); tally.clicks += 2; await page.setInputFiles(selector, file); },
    date: async (field, day, month, year) => {
      clicked();
      tally.keys += 10;
      for (const [part, value] of [['day', day], ['month', month], ['year', year]]) await page.fill(`[name="${field}-${part}"]`, value);
    },
    wait: async (began, happened) => { while (!(await happened())) if (performance.now() - began > 30000) throw new Error('waited too long'); },
  };
}
const save = h => h.press(h.page.locator('main form button[type=submit]').last());

async function timed(name, journey) {
  const tally = {keys: 0, clicks: 0, thoughts: 0, pages: 0, house: 0};
  await journey(tally);
  const person = tally.keys * 0.28 + tally.clicks * 1.3 + tally.thoughts * 1.35 + tally.house / 1000;
  console.log(`${name}: ${tally.keys} keys, ${tally.clicks} clicks, ${tally.pages} pages; the house took ${(tally.house / 1000).toFixed(1)} s; a practised person ${Math.round(person)} s`);
}

await timed('(a) a vendor\'s export mapped, quarantined, corrected, reported', async tally => {
  const h = hand(await house.signedIn('coordinator', true), tally);
  const before = await figure(h.page, 'Information and Advice');
  const rows = [['TA1', '03/09/2026', 'TK1', 'Ada', 'Fennimore', '04/05/2019', ''], ['TA2', '14/09/2026', 'TK2', 'Ben', 'Fennimore', '', ''], ['TA3', '15/09/2026', 'TK3', '', 'Reedholm', '', '01/02/2027'], ['TA2', '16/09/2026', 'TK4', 'Cai', 'Lanewood', '01/02/2015', '']];
  const text = 'Contact ID,Contact date,Child ID,First name,Last name,DOB,Due date,Locality,Decision\n' + rows.map(r => r.join(',') + ',Hexthorpe,Information and Advice\n').join('');
  const file = {name: 'contacts.csv', mimeType: 'text/csv', buffer: Buffer.from(text)};
  await h.go('/imports/mappings/new');
  await h.tick('[name=door][value=enquiries]');
  await h.give('[name=file]', file);
  await save(h);
  const ours = ['reference', 'received_on', 'child_reference', 'forename', 'surname', 'date_of_birth', 'expected_date_of_birth', 'area', 'outcome'];
  for (const [i, code] of ours.entries()) {
    ++tally.thoughts;  // each suggestion is read
    if (await h.page.inputValue(`[name=ours-${i}]`) !== code) await h.choose(`[name=ours-${i}]`, code);
  }
  await h.type('[name=name]', 'Old system');
  await save(h);
  await h.tick('[name=door][value=enquiries]');
  await h.give('[name=file]', file);
  await h.press(h.page.locator('main form button[type=submit]').first());
  await h.go('/imports/quarantine');
  await h.press(h.page.locator('main tr a').first());
  await h.type('[name=reference]', 'TA4');
  await h.press(h.page.locator('main form[action$="/correct"] button[type=submit]'));
  const began = performance.now();
  await h.wait(began, async () => await figure(h.page, 'Information and Advice') === before + 4);
  console.log(`    counted ${((performance.now() - began) / 1000).toFixed(2)} s after the last row was put right`);
});

await timed('(b) a call recorded, contact made, screened, allocated, family and caller told, counted', async tally => {
  const h = hand(await house.signedIn('coordinator', true), tally);
  const before = await figure(h.page, 'Progress to Early Help Pathway');
  await h.go('/requests/new?door=phone');
  await h.type('[name=asker]', 'Marn Tolliver');
  await h.choose('[name=source]', 'family');
  await h.type('[name=child1_forename]', 'Ottoline');
  await h.type('[name=child1_surname]', 'Quarrymoor');
  await h.date('child1_born', '3', '5', '2016');
  await h.type('[name=place]', 'Hexthorpe');
  await h.tick('[name=agreement][value=yes]');
  await h.type('[name=worries]', 'Cannot sleep since the move. Mum would like somebody to talk to.');
  await h.tick('[name=danger][value=no]');
  await h.press(h.page.locator('main button[name=save]'));
  const recorded = {...tally};
  const enquiry = new URL(h.page.url()).pathname;
  await h.press(h.page.locator('form[action$="/contact"] button').first());
  await h.press(h.page.locator('main a.govuk-button:has-text("Screen this request")'));
  await h.tick('[name=outcome][value=progress_pathway]');
  await h.type('[name=reason]', 'More than one need; the family wants it.');
  await h.tick('[name=level][value="2"]');
  await save(h);
  await h.press(h.page.locator('main a.govuk-button:has-text("Allocate")'));
  await h.tick('[name=pathway][value=single_agency]');
  await h.choose('[name=agency]', {index: 1});
  await h.tick('[name=level][value="2"]');
  await save(h);
  await h.go(enquiry);
  await h.press(h.page.locator('main a.govuk-button:has-text("told the family")'));
  await save(h);
  await h.press(h.page.locator('main a.govuk-button:has-text("told the person who asked")'));
  await save(h);
  const told = performance.now();
  await h.wait(told, async () => await figure(h.page, 'Progress to Early Help Pathway') === before + 1);
  console.log(`    of which the call itself: ${recorded.keys} keys, ${recorded.clicks} clicks; counted ${((performance.now() - told) / 1000).toFixed(2)} s after the last page`);
});

await timed('(c) a school\'s urgent request accepted by name, transferred, returned with a step outcome, in T3', async tally => {
  const teacher = hand(await house.signedIn('teacher', true), tally);
  const mash = hand(await house.signedIn('mash', true), tally);
  const hub = hand(await house.signedIn('coordinator', true), tally);
  const before = await figure(hub.page, 'C&F Assessment', 'step outcome');
  await teacher.go('/urgent');
  await teacher.type('[name=forenames]', 'Isolde');
  await teacher.type('[name=danger]', 'Not collected; no number answers.');
  await teacher.type('[name=spoke_to]', 'The duty desk');
  await save(teacher);
  await mash.go('/urgent');
  const card = mash.page.locator('.govuk-summary-card', {hasText: 'Isolde'}).first();
  const reference = (await card.locator('h2, h3').first().innerText()).trim();
  await mash.press(card.locator('form[action*="/accept"] button'));
  await hub.go('/inbox');
  await hub.go('/inbox?tab=all');
  await hub.press(hub.page.locator(`main a:text-is("${reference}")`).first());
  await hub.press(hub.page.locator('main a:text-is("Transfer to social care")'));
  await hub.type('[name=reason]', 'Left alone; nobody answers.');
  await hub.tick('[name=level][value="4"]');
  await save(hub);
  await mash.go('/referrals');
  await mash.press(mash.page.locator('main a', {hasText: 'Isolde'}).first());
  await mash.press(mash.page.locator('form[action$="/accept"] button'));
  await mash.tick('[name=outcome][value=cf_assessment]');
  await save(mash);
  const began = performance.now();
  await hub.wait(began, async () => await figure(hub.page, 'C&F Assessment', 'step outcome') === before + 1);
  console.log(`    in T3 ${((performance.now() - began) / 1000).toFixed(2)} s after the outcome was saved`);
});
await house.browser.close();
