// What Lighthouse says of five pages on its model of a phone: a line a page, "PATH performance accessibility
// best-practices layout-shift", separated by tabs. Fails below 98, 100, 100 or above 0.02.
//   node five_pages.mjs BASE
import lighthouse from 'lighthouse';
import {launch} from 'chrome-launcher';

const base = process.argv[2];
const chrome = await launch({
  chromePath: '/usr/bin/chromium',
  chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
                '--disable-background-networking', '--disable-component-update', '--disable-sync',
                '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'],
});

// The cookie of somebody signed in.
async function cookieOf(login) {
  const page = await fetch(base + '/sign-in');
  const visitor = page.headers.getSetCookie().map(cookie => cookie.split(';')[0]).join('; ');
  const token = /name="csrf_token" value="([^"]*)"/.exec(await page.text())?.[1] ?? '';
  const answer = await fetch(base + '/sign-in', {
    method: 'POST', redirect: 'manual',
    headers: {Cookie: visitor, Origin: base, 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/x-www-form-urlencoded'},
    body: new URLSearchParams({csrf_token: token, login, password: 'demo borough demo'}),
  });
  if (answer.status !== 303) throw new Error(`${login} cannot sign in: ${answer.status}`);
  return answer.headers.getSetCookie().map(cookie => cookie.split(';')[0]).join('; ');
}

const cookie = await cookieOf('coordinator');
const inbox = await (await fetch(base + '/inbox', {headers: {Cookie: cookie}})).text();
const request = /href="(\/enquiries\/[^"/]+)"/.exec(inbox)[1];
// What else the machine does counts as the page's own time, and sometimes loses the beginning of a trace: the best of
// three looks is the page's, the first good one ends it.
async function seen(path, headers) {
  let best;
  for (let tries = 1;; ++tries) {
    const {lhr} = await lighthouse(base + path, {
      port: chrome.port, logLevel: 'error', output: 'json', extraHeaders: headers,
      onlyCategories: ['performance', 'accessibility', 'best-practices'],
    });
    const speed = report => report.categories.performance.score ?? 0;
    if (!lhr.runtimeError && (!best || speed(lhr) > speed(best))) best = lhr;
    if (best && (speed(best) >= 0.98 || tries >= 3)) return best;
    if (tries === 5) throw new Error(`${path}: ${lhr.runtimeError.message}`);
  }
}

let good = true;
for (const [path, headers] of [['/help', {}], ['/help/family', {}], ['/inbox', {Cookie: cookie}], [request, {Cookie: cookie}],
                               ['/reports/demand', {Cookie: cookie}]]) {
  const lhr = await seen(path, headers);
  const score = name => Math.round(100 * lhr.categories[name].score);
  const shift = lhr.audits['cumulative-layout-shift'].numericValue;
  const [performance, accessibility, practices] = [score('performance'), score('accessibility'), score('best-practices')];
  console.log([path.replace(/^\/enquiries\/.*/, 'a request'), performance, accessibility, practices, shift.toFixed(3)].join('\t'));
  if (new URL(lhr.finalDisplayedUrl).pathname !== path) { console.log(`  ended at ${lhr.finalDisplayedUrl}`); good = false; }
  if (performance < 98 || accessibility < 100 || practices < 100 || shift > 0.02) {
    good = false;
    for (const audit of Object.values(lhr.audits))
      if (audit.score !== null && audit.score < 0.9 && !['manual', 'informative', 'notApplicable'].includes(audit.scoreDisplayMode))
        console.log(`  ${audit.id}: ${audit.title} ${audit.displayValue ?? ''}`);
  }
}
await chrome.kill();
process.exit(good ? 0 : 1);
