import fs from 'node:fs';

// What staff pages weigh and whether they jump, and what they are on paper: a tagged PDF whose structure a screen reader
// can follow, without what one clicks on.
const page_budget = 45_000;
const script_budget = 20_000;

// A list of fifty, cold, on a phone with a slow line: bytes as sent, and nothing moves while it comes.
export async function theWeightOfAList(house) {
  const page = await house.signedIn('coordinator', true, {width: 412, height: 823});
  const line = await page.context().newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.setCacheDisabled', {cacheDisabled: true});
  await line.send('Network.emulateNetworkConditions', {offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 90_000});
  await page.addInitScript(() => {
    window.moved = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => window.moved += entry.value)).observe({type: 'layout-shift', buffered: true});
  });
  const sent = [];
  page.on('requestfinished', request => sent.push(request.sizes().then(sizes => ({url: request.url(), bytes: sizes.responseBodySize}))));
  await page.goto(house.base + '/inbox?tab=all', {waitUntil: 'networkidle'});
  const rows = await page.locator('main table tbody tr').count();
  house.check(rows === 50, `the list has fifty rows (${rows})`);
  const all = await Promise.all(sent);
  const bytes = all.reduce((sum, one) => sum + one.bytes, 0);
  house.check(bytes > 10_000 && bytes <= page_budget, `a list of fifty weighs ${bytes} bytes in ${all.length} requests, at most ${page_budget}`);
  const script = all.filter(one => one.url.endsWith('.js')).reduce((sum, one) => sum + one.bytes, 0);
  house.check(script > 1_000 && script <= script_budget, `of which script ${script}, at most ${script_budget}`);
  for (const path of ['/inbox', '/cases', '/people', '/requests/new']) {
    await page.goto(house.base + path, {waitUntil: 'networkidle'});
    const moved = await page.evaluate(() => window.moved);
    house.check(moved <= 0.02, `${path} does not move while it comes (${moved.toFixed(3)})`);
  }
  await page.context().close();
}

// How often each kind of element stands in a PDF's structure: {H1: 1, TH: 8, …}.
export function structureOf(pdf) {
  const text = pdf.toString('latin1');
  const found = {tagged: /\/MarkInfo\s*<<[^>]*\/Marked true/.test(text) && /\/StructTreeRoot/.test(text), language: /\/Lang \(en\)/.test(text)};
  for (const [, kind] of text.matchAll(/\/Type \/StructElem\s*\/S \/(\w+)/g)) found[kind] = (found[kind] ?? 0) + 1;
  return found;
}

// A page of a record, printed: its structure, and nothing to click.
async function printed(house, page, path, {tables}) {
  await page.goto(house.base + path);
  const tagged = structureOf(await page.pdf({format: 'A4', tagged: true}));
  house.check(tagged.tagged && tagged.language, `${path} is a tagged PDF that names its language`);
  house.check(tagged.H1 === 1, `${path} has one main heading on paper (${tagged.H1})`);
  if (tables) house.check(tagged.Table > 0 && tagged.TH > 0 && tagged.TD > 0, `${path} has tables with headings on paper`);
  await page.emulateMedia({media: 'print'});
  const clicked = await page.evaluate(() => [...document.querySelectorAll('button, input:not([type=hidden]), select, textarea, nav a')]
    .filter(element => element.checkVisibility({visibilityProperty: true}) && element.getClientRects().length > 0).map(element => element.outerHTML.slice(0, 80)));
  house.check(clicked.length === 0, `${path} shows nothing on paper that one clicks or fills in ${clicked}`);
  await page.emulateMedia({media: null});
}

export async function onPaper(house) {
  const untagged = structureOf(Buffer.from('%PDF-1.4 << /Type /Catalog >>'));
  house.check(!untagged.tagged && untagged.H1 === undefined, 'a PDF without structure is found out');
  const page = await house.signedIn('coordinator', true);
  await page.goto(house.base + '/inbox?tab=decided');
  const request = await page.locator('main a[href^="/enquiries/"]').first().getAttribute('href');
  await printed(house, page, request, {tables: false});
  await printed(house, page, await page.locator('main a[href^="/people/"]').first().getAttribute('href'), {tables: false});
  await printed(house, page, house.report, {tables: true});
  await page.context().close();
}

// Where the reader's own colours are in force, what is only told by a background must have an edge, and no mark of a
// picture may have the colour of the page.
export async function inForcedColours(house, pictures) {
  const context = await house.browser.newContext({viewport: {width: 1280, height: 900}, forcedColors: 'active'});
  const page = await context.newPage();
  page.scripted = true;
  await page.goto(house.base + '/sign-in');
  await house.signIn(page, 'coordinator');
  if (pictures) fs.mkdirSync(pictures, {recursive: true});
  for (const [path, name] of [['/inbox', 'inbox'], ['/requests/new', 'request'], [house.report, 'report'], ['/components', 'components'], ['/help', 'help']]) {
    await page.goto(house.base + path);
    const lost = await page.evaluate(() => {
      const edgeless = [...document.querySelectorAll('.govuk-button, .govuk-tag, .kith-urgent')]
        .filter(element => element.getClientRects().length > 0)
        .filter(element => { const style = getComputedStyle(element); return style.borderTopStyle === 'none' && style.outlineStyle === 'none' && style.forcedColorAdjust !== 'none'; });
      const canvas = getComputedStyle(document.body).backgroundColor;
      const unseen = [...document.querySelectorAll('.kith-picture__solid, .kith-picture__flag, .kith-picture__line, .kith-picture__open')]
        .filter(element => { const style = getComputedStyle(element); return [style.fill, style.stroke].every(paint => paint === 'none' || paint === canvas); });
      return [...edgeless.map(e => e.className), ...unseen.map(e => e.outerHTML.slice(0, 90))];
    });
    house.check(lost.length === 0, `${path} keeps its edges and marks in forced colours ${[...new Set(lost)].slice(0, 5)}`);
    if (pictures) await page.screenshot({path: `${pictures}/forced-${name}-1280.png`, fullPage: true});
  }
  await context.close();
}
