// Journeys that take more than one person or more than one day: social care's answer, a vendor's file, two people at one
// field, a session that ends while somebody types.
import {execFileSync} from 'node:child_process';

// A school's urgent request is rung through, accepted by name, referred, and comes back with a step outcome, which the
// report counts.
export async function aStepOutcome(house, script) {
  const {check, base} = house;
  const teacher = await house.signedIn('teacher', script, {width: 390, height: 800});
  await teacher.goto(base + '/urgent');
  await teacher.fill('[name=forenames]', 'Isolde');
  await teacher.fill('[name=danger]', 'Nobody has collected her and no number answers.');
  await teacher.fill('[name=spoke_to]', 'The duty desk');
  await teacher.fill('[name=spoke-time]', '23:55');
  await teacher.check('[name=spoke_day][value=yesterday]');
  await house.send(teacher);
  check(/not accepted yet/i.test(await house.main(teacher)), 'the urgent request is red for its sender');
  const mash = await house.signedIn('mash', script);
  await mash.goto(base + '/urgent');
  const card = mash.locator('.govuk-summary-card', {hasText: 'Isolde'}).first();
  check(/11:55pm/.test(await card.innerText()), 'the board shows when the call was, yesterday');
  const reference = (await card.locator('h2, h3').first().innerText()).trim();
  await house.clean(mash, 'the urgent board');
  await house.submit(mash, card.locator('form[action*="/accept"] button'));
  check((await house.main(mash)).includes('Noor Whinfell'), 'it is accepted by a named worker');

  const coordinator = await house.signedIn('coordinator', script);
  const before = await house.figure(coordinator, 'C&F Assessment', 'step outcome');
  await coordinator.goto(base + '/inbox?tab=all');
  await house.submit(coordinator, coordinator.locator(`main a:text-is("${reference}")`).first());
  const enquiry = coordinator.url();
  await house.submit(coordinator, coordinator.locator('main a:text-is("Transfer to social care")'));
  await house.headed(coordinator, /Screening/, 'transferring begins at the screening form');
  check(await coordinator.isChecked('[name=outcome][value=transfer_social_care]'), 'with its outcome chosen');
  await coordinator.fill('[name=reason]', 'Left alone, and nobody answers for her.');
  await coordinator.check('[name=level][value="4"]');
  await house.send(coordinator);
  await coordinator.goto(enquiry);
  check(/Transfers to social care/.test(await house.main(coordinator)), 'the request shows its referral');

  await mash.goto(base + '/referrals');
  await house.submit(mash, mash.locator('main a', {hasText: 'Isolde'}).first());
  await house.headed(mash, /Isolde/, 'the MASH opens the referral');
  check((await house.main(mash)).includes('Nobody has collected her'), 'and reads the story without asking again');
  await house.clean(mash, 'the referral');
  await house.submit(mash, mash.locator('form[action$="/accept"] button'));
  await mash.check('[name=outcome][value=cf_assessment]');
  await house.send(mash);
  check(/Outcome saved/.test(await house.main(mash)), 'the step outcome is saved');
  check(await house.figure(coordinator, 'C&F Assessment', 'step outcome') === before + 1, 'and T3 counts one more');
  await house.clean(coordinator, 'the report');
  for (const page of [teacher, mash, coordinator]) await page.context().close();
}

// Day-first dates, other names for the columns, a missing birth date, an unborn child, a reference given twice, a day that
// is none.
const vendorFile = mark => 'Contact ID,Contact date,Referrer,Child ID,First name,Last name,DOB,Due date,Locality,Decision\r\n' +
  [`${mark}1,03/09/2026,Police,${mark}K1,Ada,Fennimore,04/05/2019,,Hexthorpe,Information and Advice`,
   `${mark}2,14/09/2026,Police,${mark}K2,Ben,Fennimore,,,Hexthorpe,Information and Advice`,
   `${mark}3,15/09/2026,Police,${mark}K3,,Reedholm,,01/02/2027,Denaby,Information and Advice`,
   `${mark}2,16/09/2026,Police,${mark}K4,Cai,Lanewood,01/02/2015,,Denaby,Information and Advice`,
   `${mark}5,31/09/2026,Police,${mark}K5,Dot,Lanewood,02/03/2016,,Hexthorpe,Information and Advice`].join('\r\n') + '\r\n';

async function sendFile(house, page, name, text, mapping) {
  await page.goto(house.base + '/imports');
  await page.check('[name=door][value=enquiries]');
  await page.selectOption('[name=mapping]', mapping);
  await page.setInputFiles('[name=file]', {name, mimeType: 'text/csv', buffer: Buffer.from(text)});
  await house.submit(page, page.locator('main form button[type=submit]').first());
  while (/Still working/.test(await house.main(page))) await page.waitForNavigation();  // it looks again by itself
}

export async function aVendorsFile(house, script) {
  const {check, base} = house;
  const mark = script ? 'VJ' : 'VN';
  const page = await house.signedIn('coordinator', script);
  const counted = await house.figure(page, 'Information and Advice');
  await page.goto(base + '/imports/mappings/new');
  await page.check('[name=door][value=enquiries]');
  await page.setInputFiles('[name=file]', {name: 'contacts.csv', mimeType: 'text/csv', buffer: Buffer.from(vendorFile(mark))});
  await house.send(page);
  await house.headed(page, /What is in each column/, 'the columns are asked about');
  await house.clean(page, 'the mapping');
  const asked = await page.locator('main select[name^=ours]').count();
  check(asked === 10, 'each of the ten columns');
  const ours = {'Contact ID': 'reference', 'Contact date': 'received_on', Referrer: 'source', 'Child ID': 'child_reference', 'First name': 'forename', 'Last name': 'surname', DOB: 'date_of_birth', 'Due date': 'expected_date_of_birth', Locality: 'area', Decision: 'outcome'};
  for (const [i, code] of Object.values(ours).entries()) await page.selectOption(`[name=ours-${i}]`, code);
  await page.fill('[name=name]', `Old system ${mark}`);
  await house.send(page);
  check(/mapping has been saved/.test(await house.main(page)), 'the mapping is saved');
  const mapping = await page.inputValue('[name=mapping]');
  await sendFile(house, page, `${mark}.csv`, vendorFile(mark), mapping);
  await house.headed(page, /has been imported/, 'the file is taken');
  check(/3 rows that could be read/.test(await house.main(page)) && /2 rows that have to be put right/.test(await house.main(page)), 'three rows accepted, two in the quarantine');
  check(await house.figure(page, 'Information and Advice') === counted + 3, 'the report counts three more');
  await house.look(page, '/imports/quarantine', /put right/);
  await house.submit(page, page.locator('main tr', {hasText: `${mark}.csv`}).filter({hasText: 'not a date'}).locator('a').first());
  await house.headed(page, /Put a row right/, 'the row of 31 September opens');
  await house.clean(page, 'the row');
  await page.fill('[name=received_on]', '30/09/2026');
  await house.submit(page, page.locator('main form[action$="/correct"] button[type=submit]'));
  check(await house.figure(page, 'Information and Advice') === counted + 4, 'corrected, it is counted too');
  await page.goto(base + '/imports/quarantine');
  await house.submit(page, page.locator('main tr', {hasText: `${mark}.csv`}).locator('a').first());
  await page.fill('[name=reference]', `${mark}4`);
  await house.submit(page, page.locator('main form[action$="/correct"] button[type=submit]'));
  check(await house.figure(page, 'Information and Advice') === counted + 5, 'and so is the duplicate under its own reference');
  await sendFile(house, page, `${mark}.csv`, vendorFile(mark), mapping);
  check(/0 of them are new/.test(await house.main(page)), 'the same file again changes nothing');
  check(await house.figure(page, 'Information and Advice') === counted + 5, 'and nothing is counted twice');
  await house.look(page, '/imports', /Import/);
  check((await house.main(page)).includes(`${mark}.csv`), 'the import is in the list of past ones');
  await page.context().close();
}

// Two people put the same field right at once: the second sees what the first said, and loses no word of their own.
export async function twoAtOneField(house, script) {
  const {check, base} = house;
  const ceri = await house.signedIn('coordinator', script);
  const jules = await house.signedIn('screener', script);
  await ceri.goto(base + '/inbox?tab=all');
  const enquiry = await ceri.locator('main a[href^="/enquiries/"]').nth(script ? 3 : 4).getAttribute('href');
  for (const page of [ceri, jules]) {
    const answer = await page.goto(base + enquiry + '/amend/worries');
    check(answer.status() === 200, 'both open the field');
  }
  await ceri.fill('[name=value]', 'Ceri: the rent is three months behind.');
  await ceri.fill('[name=reason]', 'The mother rang.');
  await jules.fill('[name=value]', 'Jules: the boiler has been off since Monday.');
  await jules.fill('[name=reason]', 'The school rang.');
  await house.send(ceri);
  check((await house.main(ceri)).includes('three months behind'), 'the first change is saved');
  await house.send(jules);
  const met = await house.main(jules);
  check(/Somebody else changed this/.test(met), 'the second is told');
  check(met.includes('Ceri: the rent is three months behind.'), 'sees what the first wrote');
  check(await jules.inputValue('[name=value]') === 'Jules: the boiler has been off since Monday.' && await jules.inputValue('[name=reason]') === 'The school rang.', 'and has lost no word of their own');
  await house.clean(jules, 'the two versions side by side');
  await jules.fill('[name=value]', 'Ceri: the rent is three months behind.\nJules: the boiler has been off since Monday.');
  await house.send(jules);
  await ceri.goto(base + enquiry);
  const both = await ceri.locator('body').innerText();
  check(both.includes('three months behind') && both.includes('boiler has been off'), 'the first sees the second\'s words beside their own');
  check(/Changed 2 times/.test(both), 'and the field\'s history has both');
  for (const page of [ceri, jules]) await page.context().close();
}

// The session runs out while somebody types: after signing in again the form stands as they left it.
export async function aSessionThatEnds(house, script, data) {
  const {check, base} = house;
  const page = await house.signedIn('screener', script);
  await page.goto(base + '/inbox?tab=all');
  const enquiry = await page.locator('main a[href^="/enquiries/"]').nth(1).getAttribute('href');
  await page.goto(base + enquiry + '/note');
  await page.fill('[name=text]', 'Half an hour of thought: Zoë’s aunt can have her on Fridays.');
  // As if the last page had been an hour ago. The other side waits for the lock like any writer.
  execFileSync('python3', ['-c', 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1], timeout=10); c.execute("UPDATE session SET seen_at=seen_at-3600000"); c.commit()', data + '/kith.db']);
  await house.send(page);
  await house.headed(page, /Sign in/, 'the session has run out');
  check(/kept|saved/i.test(await house.main(page)), 'and the page says that what was typed is kept');
  await house.signIn(page, 'screener');
  check(page.url().endsWith('/note'), 'signing in leads back to the form');
  check(await page.inputValue('[name=text]') === 'Half an hour of thought: Zoë’s aunt can have her on Fridays.', 'with every word in it');
  await house.clean(page, 'the form with its draft');
  await house.send(page);
  check((await house.main(page)).includes('aunt can have her on Fridays'), 'and it can be saved');
  await page.context().close();
}
