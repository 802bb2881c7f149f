// A browser, people at it, and how a page is judged: what the journeys share.
import {chromium} from 'playwright-core';
import fs from 'node:fs';
import {createRequire} from 'node:module';
import {faultsOfMarkup} from './valid.mjs';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function open_house(base) {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
           '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'],
  });
  const house = {browser, base, passed: 0, failed: 0};
  house.check = (truth, sentence) => {
    truth ? ++house.passed : ++house.failed;
    console.log(`${truth ? 'ok  ' : 'FAIL'} ${sentence}`);
  };

  // Keeps the page as it was sent, for html-validate.
  const sent = new WeakMap();
  house.watch = page => page.on('response', answer => {
    if (answer.request().isNavigationRequest() && /text\/html/.test(answer.headers()['content-type'] ?? '') && answer.status() !== 303)
      sent.set(page, answer.text().catch(() => ''));
  });
  // A person at a browser of their own.
  house.signedIn = async (login, script, viewport = {width: 1280, height: 900}) => {
    const context = await browser.newContext({javaScriptEnabled: script, viewport});
    const page = await context.newPage();
    page.scripted = script;
    house.watch(page);
    page.on('console', m => m.type() === 'error' && !/status of (422|403|409)/.test(m.text()) && house.check(false, `${login}: no console error (${m.text()})`));
    page.on('request', r => r.url().startsWith(base) || r.url().startsWith('data:') || house.check(false, `only our own server is asked (${r.url()})`));
    await page.goto(base + '/sign-in');
    await house.signIn(page, login);
    await page.waitForURL(base + '/');
    return page;
  };
  house.signIn = async (page, login) => {
    await page.fill('[name=login]', login);
    await page.fill('[name=password]', 'demo borough demo');
    await house.submit(page, page.locator('main button[type=submit]').first());
  };

  // Status and heading first: axe is content with an error page.
  house.look = async (page, path, heading) => {
    const answer = await page.goto(base + path);
    house.check(answer.status() === 200, `${path} answers 200`);
    const h1 = (await page.locator('h1').first().innerText()).trim();
    house.check(heading.test(h1), `${path} is headed "${h1}"`);
    await house.clean(page, path);
  };
  house.headed = async (page, heading, sentence) => {
    const h1 = (await page.locator('h1').first().innerText()).trim();
    house.check(heading.test(h1), `${sentence} (headed "${h1}")`);
  };

  // axe waits on timers, which a page without JavaScript does not have: such a page is judged as a copy, its scripts gone.
  const judge = await (await browser.newContext({bypassCSP: true})).newPage();
  async function judged(page) {
    const run = `${axe}; axe.run(document, {rules: {region: {enabled: false}}})`;
    if (page.scripted) return page.evaluate(run);
    const markup = (await page.content()).replace(/<script.*?<\/script>/gs, '').replace('<head>', `<head><base href="${base}/">`);
    await judge.setViewportSize(page.viewportSize());
    await judge.setContent(markup, {waitUntil: 'load'});
    return judge.evaluate(run);
  }
  house.clean = async (page, name) => {
    await markupIsValid(page, name);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth).catch(() => 0);
    house.check(overflow <= 0, `${name} does not scroll sideways at ${page.viewportSize().width}px`);
    const result = await judged(page);
    // The design system's own script sets aria-expanded on radios that reveal a field, which axe does not know (its issue
    // 979). Everything else counts.
    for (const violation of result.violations)
      if (violation.id === 'aria-allowed-attr') violation.nodes = violation.nodes.filter(n => !/govuk-radios__input[^>]*aria-expanded|aria-expanded[^>]*govuk-radios__input/.test(n.html));
      // Its accordion names a section's button by more than the words that show; only the gallery has one.
      else if (violation.id === 'label-content-name-mismatch') violation.nodes = violation.nodes.filter(n => !n.html.includes('govuk-accordion'));
    result.violations = result.violations.filter(v => v.nodes.length > 0);
    house.check(result.violations.length === 0, `${name} has no axe violation ${result.violations.map(v => `${v.id} (${v.nodes[0].target})`).join(', ')}`);
  };
  // The same page is looked at in several widths; its markup is read once.
  const read = new Set();
  async function markupIsValid(page, name) {
    const markup = await sent.get(page);
    if (!markup || read.has(markup)) return;
    read.add(markup);
    const faults = await faultsOfMarkup(markup);
    house.check(faults === '', `${name} is valid html ${faults}`);
  }
  house.submit = (page, locator) => Promise.all([page.waitForNavigation(), locator.click()]);
  house.send = page => house.submit(page, page.locator('main form button[type=submit]').last());
  house.main = page => page.locator('main').innerText();

  const today = new Date().toISOString().slice(0, 10);
  house.report = `/reports/demand?from=2020-01-01&to=${today}`;
  // The borough's figure in the first row of this name; `table` is a word of the caption where names come twice.
  house.figure = async (page, row, table = '') => {
    await page.goto(base + house.report);
    const within = table ? page.locator('table', {has: page.locator(`caption:has-text("${table}")`)}) : page.locator('body');
    return parseInt((await within.locator('tr', {has: page.locator(`th:text-is("${row}")`)}).first().locator('td').first().innerText()).replace(/,/g, ''), 10);
  };
  return house;
}
