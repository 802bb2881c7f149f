// A change tried on the model in headless Chromium, with and without JavaScript, on a phone and at a desk: the answer at
// once, a long run stopped and begun again, a number moved, saved, compared and downloaded. Each page is judged by axe.
//   node e2e/try_change.mjs BASE [PICTURES]
import fs from 'node:fs';
import {open_house} from './person.mjs';

const [base, pictures] = process.argv.slice(2);
const house = await open_house(base);
const {browser, check, clean, submit, signedIn, main} = house;
if (pictures) fs.mkdirSync(pictures, {recursive: true});

async function judged(page, name) {
  await clean(page, name);
  if (pictures) await page.screenshot({path: `${pictures}/try-${name}-${page.viewportSize().width}${page.scripted ? '' : '-plain'}.png`, fullPage: true});
}

async function aLongRunIsStopped(page) {
  await page.goto(base + '/reports/try?scenario=flood');
  check(/first answer/.test(await main(page)), 'a long run shows a first answer');
  // Somebody may have stopped this very question before: then it begins when asked.
  const begin = page.locator('main button', {hasText: 'Work out the refined answer'});
  if (await begin.count() > 0) await submit(page, begin);
  await submit(page, page.locator('main button', {hasText: 'Stop'}));
  check(/The refined run was stopped/.test(await main(page)), 'and is stopped');
  check(/Pounds, a year/.test(await main(page)), 'with the first answer still there');
  await submit(page, page.locator('main button', {hasText: 'Work out the refined answer'}));
  check(await page.locator('main button', {hasText: 'Stop'}).count() === 1, 'and begins again when asked');
  await submit(page, page.locator('main button', {hasText: 'Stop'}));
}

async function aChangeIsTried(script, viewport, number) {
  const page = await signedIn('analyst', script, viewport);
  await page.goto(base + '/reports/try');
  await judged(page, 'start');
  await page.selectOption('[name=scenario]', 'group-takes-anyone');
  await submit(page, page.locator('main button', {hasText: 'Choose'}));
  check(await page.locator('input[type=range]').count() === (script ? 1 : 0), script ? 'a slider stands beside the number' : 'the number stands alone');
  await page.fill('[name=lever-take-up]', '7');
  await submit(page, page.locator('main button', {hasText: 'Show the answer'}));
  check(/Write a number from 0 to 1/.test(await main(page)), 'a number out of range is told');
  await judged(page, 'wrong');
  await page.fill('[name=lever-take-up]', number);
  await submit(page, page.locator('main button', {hasText: 'Show the answer'}));
  check(page.url().includes('lever-take-up=' + number), 'the address holds the question');
  const shown = await main(page);
  check(/Met by the group/.test(shown) && /What to watch beside any saving/.test(shown) && /What the model cannot know/.test(shown), 'people, watches and limits are told');
  await judged(page, 'answer');
  for (let i = 0; i < 120 && !/Refined: 200 years/.test(await main(page).catch(() => '')); ++i) {
    await page.waitForTimeout(500);
    if (!script) await page.reload();
  }
  check(/Refined: 200 years/.test(await main(page)), script ? 'the refined answer comes by itself' : 'the refined answer is there on looking again');
  await judged(page, 'refined');
  const name = `${number} of the door ${script ? 'with' : 'without'} ${Date.now()}`;
  await page.fill('[name=name]', name);
  await submit(page, page.locator('main button', {hasText: 'Save'}));
  check((await main(page)).includes(name), 'it is saved under its name');
  await aLongRunIsStopped(page);
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator('main a', {hasText: 'Download as CSV'}).click()]);
  check(fs.readFileSync(await file.path(), 'utf8').startsWith('table,what'), 'the answer is downloaded as CSV');
  return page;
}

const one = await aChangeIsTried(true, {width: 1280, height: 900}, '0.3');
await one.context().close();
const two = await aChangeIsTried(false, {width: 390, height: 800}, '0.4');
await two.goto(base + '/reports/try');
await submit(two, two.locator('main button', {hasText: 'Compare'}));
check(/Two changes compared/.test(await two.title()), 'two saved changes are compared');
await judged(two, 'compared');
const teacher = await signedIn('teacher', false);
check((await teacher.goto(base + '/reports/try')).status() === 403, 'a practitioner may not try changes');
await browser.close();
console.log(`${house.passed} passed, ${house.failed} failed`);
process.exit(house.failed === 0 ? 0 : 1);
