// Pictures of pages, for people to look at: node e2e/look.mjs BASE FOLDER
import {chromium} from 'playwright-core';
import fs from 'node:fs';
const [base, folder] = process.argv.slice(2);
fs.mkdirSync(folder, {recursive: true});
const browser = await chromium.launch({executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']});
const pages = [['teacher', ['/', '/requests/new', '/requests', '/urgent']], ['coordinator', ['/imports', '/imports/quarantine', '/requests/new?door=phone', '/', '/inbox', '/inbox?stage=waiting', '/people', '/cases', '/referrals', '/reports/demand?areas=Denaby,Hexthorpe']], ['mash', ['/urgent']], ['admin', ['/accounts', '/read-log']]];
for (const width of [1280, 390]) {
  for (const [who, list] of pages) {
    const context = await browser.newContext({viewport: {width, height: 900}});
    const page = await context.newPage();
    page.on('console', m => m.type() === 'error' && console.log('console', who, m.text()));
    await page.goto(base + '/sign-in');
    await page.fill('[name=login]', who);
    await page.fill('[name=password]', 'demo borough demo');
    await Promise.all([page.waitForURL(url => !url.pathname.startsWith('/sign-in'), {timeout: 30000}), page.click('main button[type=submit]')]);
    const shot = async name => page.screenshot({path: `${folder}/${who}-${name}-${width}.png`, fullPage: true});
    for (const path of list) {
      const answer = await page.goto(base + path);
      console.log(width, who, path, answer.status(), await page.title());
      await shot(path.replace(/[^a-z]+/g, '_') || 'home');
    }
    if (who === 'coordinator') {
      await page.goto(base + '/inbox');
      const first = page.locator('main a[href^="/enquiries/"]').first();
      if (await first.count()) {
        await first.click(); await shot('enquiry'); console.log(page.url());
        await page.goto(page.url() + '/screen'); await shot('screen');
      }
    }
    await context.close();
  }
}
await browser.close();
