// The next twelve months in headless Chromium, with and without JavaScript, on a phone and at a desk: from three years of
// requests, put in by file as a council would, to fans, their tests and the records behind a count. Each page is judged
// by axe.
//   node e2e/forecast.mjs BASE KITH DATA [PICTURES]
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {open_house} from './person.mjs';

const [base, kith, data, pictures] = process.argv.slice(2);
const house = await open_house(base);
const {browser, check, clean, submit, signedIn, main} = house;
if (pictures) fs.mkdirSync(pictures, {recursive: true});

// A request every day of the last 38 months, two in November; every third from Denaby. No names of people.
function threeYears() {
  const today = new Date();
  const rows = ['reference,received_on,source,child_reference,area,outcome'];
  const day = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - 38, 1));
  for (let n = 0; day < today; day.setUTCDate(day.getUTCDate() + 1))
    for (let i = day.getUTCMonth() === 10 ? 2 : 1; i > 0; --i, ++n)
      rows.push(`FCAST${n},${day.toISOString().slice(0, 10)},school,FCHILD${n},${n % 3 === 0 ? 'Denaby' : ''},continue_universal`);
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'kith-forecast-')), 'enquiries.csv');
  fs.writeFileSync(file, rows.join('\n') + '\n');
  const said = execFileSync(kith, ['import', 'enquiries', file, '--data', data], {encoding: 'utf8'});
  fs.rmSync(path.dirname(file), {recursive: true});
  check(/ accepted, 0 rejected/.test(said), `three years of requests are taken in (${said.trim().split('\n').pop()})`);
}

async function judged(page, name) {
  await clean(page, name);
  if (pictures) await page.screenshot({path: `${pictures}/forecast-${name}-${page.viewportSize().width}${page.scripted ? '' : '-plain'}.png`, fullPage: true});
}

async function aYearAhead(script, viewport) {
  const page = await signedIn('analyst', script, viewport);
  await page.goto(base + '/reports/demand');
  await submit(page, page.locator('main a', {hasText: 'The next twelve months'}));
  await judged(page, 'places');
  check(/Doncaster: [\d,]+ to [\d,]+ in the next twelve months, most likely/.test(await main(page)), 'the borough is told with a spread');
  check(await page.locator('main figure .kith-picture__band').count() > 0, 'and drawn with its fan');
  await page.fill('[name=areas]', 'Atlantis');
  await submit(page, page.locator('main button', {hasText: 'Show the forecast'}));
  check(/There is no place called/.test(await main(page)), 'a place that nobody knows is told');
  check(await page.inputValue('[name=areas]') === 'Atlantis', 'and what was typed is still there');
  await judged(page, 'wrong');
  await page.fill('[name=areas]', 'Denaby');
  await submit(page, page.locator('main button', {hasText: 'Show the forecast'}));
  const shown = await main(page);
  check(/Denaby: [\d,]+ to [\d,]+ in the next twelve months/.test(shown), 'a place has its own');
  check(/than taking the same month of last year/.test(shown), 'the test against last year’s month is told');
  check(/never people/.test(shown) && /What the forecast cannot say/.test(shown), 'and what it cannot say');
  const count = page.locator('main table a').first();
  const said = (await count.innerText()).replace(/,/g, '');
  await submit(page, count);
  check((await main(page)).includes(`${said} records`), `a count opens its ${said} records`);
  await page.goBack();
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator('main p a', {hasText: /^CSV$/}).last().click()]);
  check(fs.readFileSync(await file.path(), 'utf8').startsWith('place,month,counts,counted'), 'the forecast is downloaded as CSV');
  await page.context().close();
}

threeYears();
await aYearAhead(true, {width: 1280, height: 900});
await aYearAhead(false, {width: 390, height: 800});
const teacher = await signedIn('teacher', false);
check((await teacher.goto(base + '/reports/forecast')).status() === 403, 'a practitioner sees no forecast');
await browser.close();
console.log(`${house.passed} passed, ${house.failed} failed`);
process.exit(house.failed === 0 ? 0 : 1);
