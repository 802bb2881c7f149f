// Pictures of every page, for people to look at: node e2e/look.mjs BASE FOLDER [FILTER]
// Each at phone and desk width, with and without JavaScript. FILTER is a regular expression on the pictures' names,
// which are WHO-PAGE-WIDTH[-plain].png. Works on a demo borough and changes it a little: it imports a
// small file, and sends forms that are wrong on purpose.
import {chromium} from 'playwright-core';
import fs from 'node:fs';
const [base, folder, filter] = process.argv.slice(2);
const wanted = new RegExp(filter ?? '.');
fs.mkdirSync(folder, {recursive: true});
const browser = await chromium.launch({executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']});

const first = selector => async page => page.locator(selector).first().getAttribute('href', {timeout: 3000});
const press = (page, locator) => Promise.all([page.waitForNavigation(), locator.click()]);
const wrong = selector => async page => press(page, page.locator(selector).last());
// Who looks at what: a name, a path or a way to find it, and what is done there before the picture.
const pages = {
  teacher: [
    ['home', '/'], ['new-request', '/requests/new'], ['own', '/requests'], ['urgent', '/urgent'],
    ['new-request-wrong', '/requests/new', wrong('main form button[type=submit]')],
    ['urgent-wrong', '/urgent', wrong('main form button[type=submit]')],
    ['families', '/families'], ['family', async page => new URL(page.url()).pathname, null, 'family'],
    ['timeline', first('main a[href$="/timeline"]'), null, 'family'], ['plan', first('main a[href$="/plan"]'), null, 'family'],
    ['sharing', first('main a[href$="/sharing"]'), null, 'family'],
    ['people', first('main a[href$="/people"]'), null, 'family'], ['relation', first('main a[href$="/relation"]'), null, 'family-people'], ['team', first('main a[href$="/team"]'), null, 'family'],
    ['readers', first('main a[href$="/readers"]'), null, 'family'], ['note', first('main a[href$="/note"]'), null, 'family'],
    ['seen', first('main a[href$="/seen"]'), null, 'family'],
    ['seen-wrong', first('main a[href$="/seen"]'), wrong('main form button[type=submit]'), 'family'],
    ['agreement', first('main a[href$="/agreement"]'), null, 'sharing'],
    ['sharing-decision', first('main a[href$="/sharing-decision"]'), null, 'sharing'],
    ['plan-action', first('main a[href*="/plan-action"]'), null, 'plan'], ['plan-review', first('main a[href$="/plan-review"]'), null, 'plan'],
    ['plan-reading', first('main a[href$="/plan-reading"]'), null, 'plan'], ['plan-level', first('main a[href$="/plan-level"]'), null, 'plan'],
    ['plan-history', first('main a[href$="/plan-history"]'), null, 'plan'], ['plan-copy', first('main a[href$="/plan-copy"]'), null, 'plan'],
    ['cases', '/cases'], ['forbidden', '/inbox'], ['missing', '/nowhere'], ['account', '/account'],
  ],
  coordinator: [
    ['home', '/'], ['inbox', '/inbox'], ['inbox-waiting', '/inbox?tab=waiting'], ['inbox-to-tell', '/inbox?tab=to_tell'],
    ['inbox-decided', '/inbox?tab=decided'], ['inbox-all', '/inbox?tab=all'],
    ['enquiry', first('main a[href^="/enquiries/"]'), null, '/inbox'],
    ['enquiry-decided', first('main a[href^="/enquiries/"]'), null, '/inbox?tab=decided'],
    ['screen', first('main a[href$="/screen"]'), null, 'enquiry'],
    ['screen-wrong', first('main a[href$="/screen"]'), wrong('main form button[type=submit]'), 'enquiry'],
    ['contact', first('main a[href$="/contact"]'), null, 'enquiry'],
    ['note', first('main a[href$="/note"]'), null, 'enquiry'], ['wait', first('main a[href$="/wait"]'), null, 'enquiry'],
    ['amend', first('main a[href*="/amend/"]'), null, 'enquiry'],
    ['told', first('main a[href*="/told-"]'), null, 'enquiry-to-tell'],
    ['allocate', first('main a[href$="/allocate"]'), null, 'enquiry-to-tell'],
    ['transfer', first('main a[href*="outcome=transfer"]'), null, 'enquiry'],
    ['cases', '/cases'], ['case', first('main a[href^="/allocations/"]'), null, '/cases'],
    ['referrals', '/referrals'], ['referral', first('main a[href^="/referrals/"]'), null, '/referrals'],
    ['phone', '/requests/new?door=phone'], ['urgent', '/urgent'], ['people', '/people'],
    ['people-found', '/people', async page => { await page.locator('main input[type=text], main input:not([type])').first().fill('Smith'); await press(page, page.locator('main form button[type=submit]').first()); }],
    ['known', '/people/known'],
    ['known-found', '/people/known', async page => { await page.fill('[name=q]', 'Wilhelmina Featherhaugh 9/2/2015'); await press(page, page.locator('main form button[type=submit]').last()); await page.locator('#known-answer summary').first().click(); }],
    ['matches', '/people/matches'], ['match', first('main a[href^="/people/matches/"]'), null, '/people/matches'],
    ['person', first('main a[href^="/people/"]'), null, 'enquiry'],
    ['details', first('main a[href$="/details"]'), null, 'person'],
    ['protect', first('main a[href$="/protect-address"]'), null, 'person'],
    ['imports', '/imports'], ['import-run', '/imports', importSomething], ['imports-wrong', '/imports', wrong('main form button[type=submit]')], ['mapping', '/imports/mappings/new'],
    ['quarantine', '/imports/quarantine'], ['quarantine-row', first('main a[href^="/imports/quarantine/"]'), null, '/imports/quarantine'],
    ['report', '/reports/demand?areas=Denaby,Hexthorpe'], ['figure', first('main td a'), null, '/reports/demand'],
  ],
  mash: [['home', '/'], ['urgent', '/urgent'], ['referrals', '/referrals'], ['referral', first('main a[href^="/referrals/"]'), null, '/referrals']],
  manager: [['home', '/'], ['inbox', '/inbox'], ['restrict', first('main a[href$="/restrict"]'), null, 'person']],
  analyst: [['home', '/'], ['report', '/reports/demand'], ['figure', first('main td a'), null, '/reports/demand']],
  admin: [['home', '/'], ['accounts', '/accounts'], ['account-new', '/accounts/new'], ['account-one', first('main table a'), null, '/accounts'], ['read-log', '/read-log']],
  '': [['front', '/'], ['sign-in', '/sign-in'], ['sign-in-wrong', '/sign-in', wrong('main form button[type=submit]')], ['components', '/components'], ['missing', '/nowhere']],
};
// A file with a row that has to be put right, so that there is a quarantine to look at.
async function importSomething(page) {
  await page.goto(base + '/imports');
  await page.check('[name=door][value=enquiries]');
  await page.setInputFiles('[name=file]', {name: 'october.csv', mimeType: 'text/csv', buffer: Buffer.from('reference,received_on,child_reference,forename,surname\nX1,2026-10-01,XK1,Ada,Sandmoor\nX2,2026-10-42,XK2,Ben,Sandmoor\n')});
  await press(page, page.locator('main button[type=submit]'));
}
// Places that others are reached from.
async function stand(page, from) {
  if (from.startsWith('/')) return page.goto(base + from);
  // A family that has a plan with goals: the longest record there is.
  const ofFamily = {family: '', plan: '/plan', sharing: '/sharing', 'family-people': '/people'}[from];
  if (ofFamily !== undefined) {
    await page.goto(base + '/families');
    for (const href of await page.locator('main th a[href^="/families/"]').evaluateAll(links => links.map(a => a.getAttribute('href')))) {
      await page.goto(base + href + '/plan');
      if (await page.locator('main a[href*="/plan-action?goal="]').count()) return page.goto(base + href + ofFamily);
    }
    return page.goto(base + '/families');
  }
  if (from === 'person') await stand(page, 'enquiry');
  else await page.goto(base + (from === 'enquiry-to-tell' ? '/inbox?tab=to_tell' : '/inbox'));
  await page.goto(base + await first(from === 'person' ? 'main a[href^="/people/"]' : 'main a[href^="/enquiries/"]')(page));
}
for (const width of [1280, 390]) {
  for (const script of [true, false]) {
    for (const [who, list] of Object.entries(pages)) {
      const named = list.map(([name, ...rest]) => [`${who || 'stranger'}-${name}-${width}${script ? '' : '-plain'}`, ...rest]).filter(([name]) => wanted.test(name));
      if (named.length === 0) continue;
      const context = await browser.newContext({viewport: {width, height: 900}, javaScriptEnabled: script});
      const page = await context.newPage();
      page.on('console', m => m.type() === 'error' && !/status of 4\d\d/.test(m.text()) && console.log('console', who, m.text()));
      if (who) {
        await page.goto(base + '/sign-in');
        await page.fill('[name=login]', who);
        await page.fill('[name=password]', 'demo borough demo');
        await Promise.all([page.waitForURL(url => !url.pathname.startsWith('/sign-in'), {timeout: 30000}), page.click('main button[type=submit]')]);
      }
      if (who === 'coordinator') await importSomething(page);
      for (const [name, where, then, from] of named) {
        try {
          if (from) await stand(page, from);
          const path = typeof where === 'string' ? where : await where(page);
          const answer = await page.goto(base + path);
          if (then) await then(page);
          const overflow = script ? await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth) : 0;
          console.log(answer.status(), name, overflow > 0 ? `scrolls sideways by ${overflow}` : '', await page.title());
          await page.screenshot({path: `${folder}/${name}.png`, fullPage: true});
        } catch (fault) {
          console.log('not found', name, String(fault).split('\n')[0]);
        }
      }
      await context.close();
    }
  }
}
await browser.close();
