// Coming back to the public door: answers put aside and taken up again, and looking up how far a request has come. By
// keyboard alone, without JavaScript, on a screen 320 pixels wide; codes are read from the file that messages are
// printed into.
//   node e2e/look_up.mjs BASE MESSAGES [PICTURES]
import {open_house} from './person.mjs';
import {strangersAt} from './stranger.mjs';

const [base, messages, pictures] = process.argv.slice(2);
const house = await open_house(base);
const {browser, check, submit, signedIn, main} = house;
const {stranger, judged, type, tick, pressOn, onward, printed, nextMessage, codeIn} = strangersAt(house, messages, pictures);

// On a phone in a waiting room; then she is called in.
async function putsAside(script, width) {
  const page = await stranger(script, width);
  await page.goto(base + '/help/family');
  await pressOn(page);
  await onward(page, 'worries', 'He has not slept since we moved.');
  await pressOn(page, 'main a[href="/help/later"]');
  await house.headed(page, /Is it safe to come back/, 'whether it is safe is asked first');
  await judged(page, 'later');
  await pressOn(page);
  check(/^Error: /.test(await page.title()), 'and has to be answered');
  await judged(page, 'later-wrong');
  await tick(page, '[name=safe][value=yes]');
  await tick(page, '[name=channel][value=text]');
  await onward(page, 'phone', '07700 900982');
  await house.headed(page, /put aside/, 'the answers are put aside');
  const words = (await page.locator('.kith-reference').innerText()).trim();
  check(words.split(' ').length === 6, `under six words (${words})`);
  await judged(page, 'later-words');
  await page.context().close();
  return words;
}

// At home, on another device.
async function comesBack(words, script, width) {
  const page = await stranger(script, width);
  await page.goto(base + '/help');
  await judged(page, 'front-with-messages');
  await pressOn(page, 'main a[href="/help/return"]');
  await judged(page, 'return');
  const before = printed().length;
  await onward(page, 'words', words);
  await house.headed(page, /Enter your code/, 'a code is asked for');
  await judged(page, 'code');
  const message = await nextMessage(before);
  check(/Text message to 07700 900982/.test(message), 'it went to the number that she called safe');
  check(!/Doncaster|help|family|request|Marn|slept/i.test(message), `and says nothing else (${message.split('\n').pop()})`);
  const code = codeIn(message);
  await onward(page, 'code', code === '111111' ? '222222' : '111111');
  check(/^Error: /.test(await page.title()), 'another code does not do');
  await judged(page, 'code-wrong');
  await onward(page, 'code', code);
  await house.headed(page, /going well/, 'the next question is the one she had come to');
  check(!page.url().includes(code) && !page.url().includes(words.split(' ')[0]), 'neither words nor code stand in the address');
  return page;
}

async function sends(page) {
  await pressOn(page);
  await onward(page, 'wanted', 'Somebody to talk to.');
  await onward(page, 'child1_forename', 'Peregrine');
  await onward(page, 'where', 'DN4 0AB');
  await type(page, 'name', 'Marn Tolliver');
  await onward(page, 'relation', 'Mother');
  await tick(page, '[name=way][value=text]');
  await onward(page, 'phone', '07700 900982');
  await pressOn(page);
  await pressOn(page);
  await house.headed(page, /Check your answers/, 'all answers are there');
  check((await main(page)).includes('He has not slept'), 'also those of the other day');
  await pressOn(page);
  await house.headed(page, /We have your request/, 'and are sent');
  const reference = (await page.locator('.kith-reference').innerText()).trim();
  await judged(page, 'sent-with-messages');
  await pressOn(page, 'main a[href="/help/watch"]');
  await house.headed(page, /Is this phone or computer safe/, 'looking it up is chosen, with that question');
  await judged(page, 'watch');
  await tick(page, '[name=safe][value=yes]');
  await tick(page, '[name=news]');
  await pressOn(page);
  check(/You can look it up/.test(await main(page)), 'and can then be done');
  await page.context().close();
  return reference;
}

async function looksUp(reference, script, width, name) {
  const page = await stranger(script, width);
  await page.goto(base + '/help/look');
  await judged(page, 'look');
  const before = printed().length;
  await onward(page, 'reference', reference);
  const code = codeIn(await nextMessage(before));
  await onward(page, 'code', code);
  await house.headed(page, /How far it has come/, 'the code opens how far it has come');
  await judged(page, name);
  return page;
}
const done = async page => (await main(page)).match(/\bDone\b/g)?.length ?? 0;

const words = await putsAside(false, 320);
const reference = await sends(await comesBack(words, false, 320));
const page = await looksUp(reference, false, 320, 'news');
check(await done(page) === 1, 'it has been received');
check(!/Peregrine|Marn|slept|0AB|900982/.test(await page.content()), 'no detail of it is shown');
check(await page.title() === 'Information for families' || /^Information for families/.test(await page.title()), 'and the title names no topic');

const coordinator = await signedIn('coordinator', false);
await coordinator.goto(base + '/enquiries/find?said=' + encodeURIComponent(reference));
const enquiry = new URL(coordinator.url()).pathname;
const before = printed().length;
await coordinator.goto(base + enquiry + '/note');
await coordinator.fill('[name=text]', 'Rang the school about Peregrine.');
await submit(coordinator, coordinator.locator('main form button').last());
const news = await nextMessage(before);
check(/There is news for you/.test(news) && !/Peregrine|school|EH\d/.test(news), 'a step further, and she is told that there is news, and no more');
await page.reload();
check(await done(page) === 2, 'somebody has read it');
await coordinator.goto(base + enquiry + '/looked-up');
check(/•••982/.test(await main(coordinator)), 'the hub sees where the code goes, masked');
await judged(coordinator, 'looked-up');

await pressOn(page, 'main form button');
await house.headed(page, /It is stopped/, 'she can stop it there and then');
await judged(page, 'stopped');
await page.goto(base + '/help/news');
await house.headed(page, /See how far it has come/, 'and nothing opens any more');
const sent = printed().length;
await onward(page, 'reference', reference);
await house.headed(page, /Enter your code/, 'though the page asks for a code as before');
await page.context().close();

// A reference that nobody has: the same pages, and no message.
const other = await stranger(true, 390);
await other.goto(base + '/help/look');
await judged(other, 'look');
await onward(other, 'reference', 'zebra zebra zebra');
await house.headed(other, /Enter your code/, 'a reference that nobody has looks the same');
await judged(other, 'code');
await other.context().close();

for (const width of [390, 1280]) {
  const admin = await signedIn('admin', width === 390, {width, height: 900});
  await house.look(admin, '/messages', /Messages/);
  await judged(admin, 'messages');
  check(/written into messages.txt, not sent/.test(await main(admin)), 'the administrator reads what is in force');
  await admin.context().close();
}
check(printed().length === sent, 'nothing went out after it was stopped, nor for a reference that nobody has');
check(!/Peregrine|Marn|Doncaster|request|help/i.test(printed().join('\n')), 'no message that went out says what it is about');

// In Romanian, with a script, on a wider screen.
const romanian = await stranger(true, 1280);
await romanian.goto(base + '/help/look?lang=ro');
await house.headed(romanian, /Vezi până unde/, 'the same in Romanian');
await judged(romanian, 'look-ro');
await onward(romanian, 'reference', 'zebra zebra zebra');
await house.headed(romanian, /Scrie codul/, 'to the end');
await romanian.context().close();

await browser.close();
console.log(`${house.passed} passed, ${house.failed} failed`);
process.exit(house.failed === 0 ? 0 : 1);
