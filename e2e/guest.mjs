// Those who come by a link and a code: somebody of a family reads its own plan, and a partner does their part in one.
// With and without a script, on a phone of 320 pixels and at a desk; links and codes are read from the file that
// messages are printed into.
//   node e2e/guest.mjs BASE MESSAGES [PICTURES]
import {fill} from './family_journey.mjs';
import {open_house} from './person.mjs';
import {strangersAt} from './stranger.mjs';

const [base, messages, pictures] = process.argv.slice(2);
const house = await open_house(base);
const {browser, check, headed, main, send, signedIn, submit} = house;
const {stranger, judged, type, tick, pressOn, onward, printed, nextMessage, codeIn, linkIn} = strangersAt(house, messages, pictures);

const row = (page, words) => page.locator('main tr', {hasText: words}).first();
// What is folded away too: only the latest lines of a timeline stand open.
const whole = page => page.locator('main').textContent();
const follow = (page, within, words) => submit(page, within.locator('a', {hasText: words}).first());

// A family of the teacher's that has a plan with goals.
async function takesFamily(page) {
  await page.goto(base + '/families');
  for (const href of await page.locator('main th a[href^="/families/"]').evaluateAll(links => links.map(a => a.getAttribute('href')))) {
    await page.goto(base + href + '/plan');
    if (await page.locator('main a[href*="/plan-action?goal="]').count()) return base + href;
  }
  check(false, 'the teacher works with a family that has a plan');
}

async function asksAlone(teacher, person, said) {
  await teacher.goto(teacher.family + '/view');
  await follow(teacher, row(teacher, person), /Record what they said|Ask again/);
  await judged(teacher, 'view-ask');
  await teacher.check('[name=alone][value=yes]');
  await teacher.check(`[name=said][value=${said}]`);
  await send(teacher);
}
// Everybody who is still to be asked, one by one. Answers with the first.
async function asksEverybody(teacher) {
  await teacher.goto(teacher.family + '/view');
  await judged(teacher, 'view');
  const waiting = await teacher.locator('main .govuk-inset-text li').allInnerTexts();
  for (const person of waiting) await asksAlone(teacher, person.split(',')[0].trim(), 'safe');
  return waiting.length > 0 ? waiting[0].split(',')[0].trim() : undefined;
}

async function keepsFrom(teacher, person, goal) {
  await fill(teacher, 'plan-goal', {text: goal});
  await send(teacher);
  await teacher.goto(teacher.family + '/view-marks');
  await judged(teacher, 'view-marks');
  await follow(teacher, row(teacher, goal), 'Change');
  await teacher.locator('.govuk-checkboxes__item', {hasText: person}).locator('input').check();
  await judged(teacher, 'view-mark');
  await send(teacher);
  check((await row(teacher, goal).innerText()).includes(person), 'an entry is marked as kept from one person');
}

// Presses the button that sends a link; answers with the message that went out.
async function sendsLink(page, name, channel, to) {
  await page.check(`[name=channel][value=${channel}]`);
  await page.fill('[name=to]', to);
  await judged(page, name);
  const before = printed().length;
  await send(page);
  const message = await nextMessage(before);
  const says = message.split('\n').pop().replace(/https?:\S+/, '');
  check(linkIn(message) !== '' && !/family|plan|Doncaster|council|child|school/i.test(says), `the message names nobody and nothing (${says.trim()})`);
  return linkIn(message);
}

// The link, the code, and the page behind them.
async function comesIn(link, script, width) {
  const page = await stranger(script, width);
  await page.goto(link);
  await headed(page, /Open your page/, 'the link alone opens nothing');
  await judged(page, 'open');
  const before = printed().length;
  await pressOn(page);
  await headed(page, /Enter your code/, 'a code is asked for');
  await judged(page, 'open-code');
  const code = codeIn(await nextMessage(before));
  await onward(page, 'code', code === '111111' ? '222222' : '111111');
  check(/^Error: /.test(await page.title()), 'another code does not do');
  await onward(page, 'code', code);
  check(!page.url().includes(code) && !page.url().includes(link.split('/').pop()), 'neither link nor code stand in the address of the page');
  return page;
}

async function readsThePlan(page, goal) {
  await headed(page, /Our plan/, 'the code opens the plan');
  await judged(page, 'our-plan');
  const plan = await main(page);
  check(/What are we worried about/.test(plan) && /What we want/.test(plan) && /Who helps you/.test(plan), 'in plain words');
  check(!plan.includes(goal), 'without what is kept from her');
  check(/^Information for families/.test(await page.title()), 'and the title names no topic');
  await pressOn(page, 'form:has([name=agrees]) button');
  check(/^Error: /.test(await page.title()), 'an answer of neither yes nor no is asked about');
  await judged(page, 'our-plan-wrong');
  await type(page, 'text', 'Thursdays are better for me.');
  await pressOn(page, 'form:has([name=text]) button');
  check(/Thank you/.test(await main(page)) && /Thursdays are better/.test(await main(page)), 'she says something');
  await tick(page, '[name=agrees][value=yes]');
  await pressOn(page, 'form:has([name=agrees]) button');
  check(/You agreed with the plan/.test(await main(page)), 'and agrees');
  await judged(page, 'our-plan-agreed');
  await page.goto(base + '/help/page?lang=pl');
  await headed(page, /Nasz plan/, 'the same in Polish');
  await judged(page, 'our-plan-pl');
}

async function aFamilyReadsItsPlan(script, width, before) {
  const goal = `Look at flats in ${script ? 'Mexborough' : 'Conisbrough'} by spring`;
  const teacher = await signedIn('teacher', script, {width, height: 900});
  teacher.family = await takesFamily(teacher);
  const person = await asksEverybody(teacher) ?? before;
  if (before) await asksAlone(teacher, person, 'safe');
  check(/Every adult was asked alone/.test(await main(teacher)), 'once each adult was asked alone, the view may be open');
  await keepsFrom(teacher, person, goal);
  await teacher.goto(teacher.family + '/view');
  await follow(teacher, row(teacher, person), 'What they would read');
  check(!(await main(teacher)).includes(goal), 'the worker sees the page just as she will');
  await judged(teacher, 'view-as');
  await teacher.goto(teacher.family + '/view');
  await follow(teacher, row(teacher, person), 'Send a link');
  const link = await sendsLink(teacher, 'view-invite', 'text', '07700 900982');
  const page = await comesIn(link, script, width);
  await readsThePlan(page, goal);
  await teacher.goto(teacher.family + '/timeline');
  const told = await whole(teacher);
  check(/Thursdays are better/.test(told) && /agrees with the plan/.test(told), 'what she said reaches her worker');

  await asksAlone(teacher, person, 'unsafe');
  check(/Shut/.test(await main(teacher)), 'she says that it is not safe: the view is shut');
  await judged(teacher, 'view-shut');
  await page.goto(base + '/help/page');
  await headed(page, /This page is closed/, 'her page tells nothing the same second');
  await judged(page, 'closed');
  const sent = printed().length;
  await page.goto(link);
  await pressOn(page);
  await headed(page, /Enter your code/, 'the link looks as it did');
  await page.waitForTimeout(2500); // the messages' worker has been round twice
  check(printed().length === sent, 'but no code goes out');
  await page.context().close();
  await teacher.context().close();
  return person;
}

async function aPartnerDoesTheirPart(script, width) {
  const name = script ? 'Hetty Oldroyd' : 'Wilf Ackersley', task = `Weigh the baby with ${name}`;
  const teacher = await signedIn('teacher', script, {width, height: 900});
  const coordinator = await signedIn('coordinator', script, {width, height: 900});
  teacher.family = coordinator.family = await takesFamily(teacher);
  await fill(coordinator, 'add-member', {name, role: 'health', phone: '01632 960455'});
  await coordinator.selectOption('main [name=agency]', {index: 2});
  await send(coordinator);
  await fill(teacher, 'plan-action', {text: task, 'due-day': '1', 'due-month': '6', 'due-year': '2035'});
  await teacher.selectOption('main [name=owner]', await teacher.locator('main [name=owner] option', {hasText: name}).getAttribute('value'));
  await send(teacher);
  await coordinator.goto(coordinator.family + '/view');
  await follow(coordinator, coordinator.locator('main li', {hasText: name}), 'send a link');
  const page = await comesIn(await sendsLink(coordinator, 'partner-link', 'email', `${script ? 'hetty' : 'wilf'}@example.org`), script, width);
  await headed(page, /family/, 'the code opens their own part');
  await judged(page, 'partner');
  const part = await main(page);
  check(part.includes(task) && !/worried about/.test(part), 'which is their actions and nothing else of the plan');
  await pressOn(page, 'form:has([name=action]) button');
  check(/Saved/.test(await main(page)) && /nothing open for you/.test(await main(page)), 'an action is done in one click');
  await pressOn(page, 'form:has(textarea) button');
  check(/^Error: /.test(await page.title()), 'an empty note is asked about');
  await judged(page, 'partner-wrong');
  await type(page, 'text', 'She gains weight well.');
  await pressOn(page, 'form:has(textarea) button');
  check(/Saved/.test(await main(page)), 'a note is added');
  await tick(page, '[name=sure]');
  await pressOn(page, 'form:has([name=sure]) button');
  check(/no longer involved/.test(await main(page)), 'and two clicks say that they are no longer involved');
  await judged(page, 'partner-left');
  await page.goto(base + '/help/page');
  await headed(page, /This page is closed/, 'nothing opens any more');
  await teacher.goto(teacher.family + '/timeline');
  const timeline = await whole(teacher);
  check(/She gains weight well/.test(timeline) && /By a link: Action done/.test(timeline) && /By a link: No longer involved/.test(timeline), 'all of it stands in the record, as done by a link');
  for (const one of [page, teacher, coordinator]) await one.context().close();
}

let person;
for (const [script, width] of [[false, 320], [true, 1280]]) {
  person = await aFamilyReadsItsPlan(script, width, person);
  await aPartnerDoesTheirPart(script, width);
}

await browser.close();
console.log(`${house.passed} passed, ${house.failed} failed`);
process.exit(house.failed === 0 ? 0 : 1);
