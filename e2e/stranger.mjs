// People without an account: by keyboard alone, with the messages that were printed for them.
import fs from 'node:fs';

export function strangersAt(house, messages, pictures) {
  const {browser, base, check, clean} = house;
  if (pictures) fs.mkdirSync(pictures, {recursive: true});
  const at = {};

  at.stranger = async (script, width) => {
    const context = await browser.newContext({javaScriptEnabled: script, viewport: {width, height: 800}});
    const page = await context.newPage();
    page.scripted = script;
    house.watch(page);
    page.on('console', m => m.type() === 'error' && !/status of (422|404)/.test(m.text()) && check(false, `a stranger: no console error (${m.text()})`));
    page.on('request', r => r.url().startsWith(base) || r.url().startsWith('data:') || check(false, `only our own server is asked (${r.url()})`));
    return page;
  };
  at.judged = async (page, name) => {
    await clean(page, name);
    if (pictures) await page.screenshot({path: `${pictures}/${name}-${page.viewportSize().width}${page.scripted ? '' : '-plain'}.png`, fullPage: true});
  };

  const isFocused = locator => locator.evaluate(element => element === document.activeElement);
  at.tabTo = async (page, selector) => {
    const wanted = page.locator(selector).first();
    for (let presses = 0; presses < 80; ++presses) {
      if (await isFocused(wanted)) return;
      await page.keyboard.press('Tab');
    }
    check(false, `${selector} can be reached with the Tab key`);
  };
  at.type = async (page, name, text) => {
    await at.tabTo(page, `[name="${name}"]`);
    await page.keyboard.type(text);
  };
  at.tick = async (page, selector) => {
    await at.tabTo(page, selector);
    await page.keyboard.press('Space');
  };
  at.pressOn = async (page, selector = 'main form button') => {
    await at.tabTo(page, selector);
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  };
  at.onward = async (page, name, text) => {
    await at.type(page, name, text);
    await at.pressOn(page);
  };

  at.printed = () => (fs.existsSync(messages) ? fs.readFileSync(messages, 'utf8').trim().split('\n\n').filter(Boolean) : []);
  // What is printed beyond so many messages; the worker goes round every second.
  at.nextMessage = async before => {
    for (let waited = 0; waited < 100; ++waited) {
      if (at.printed().length > before) return at.printed()[before];
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    check(false, 'a message goes out within ten seconds');
    return '';
  };
  // The last line is what the message says; the first has the address.
  at.codeIn = message => (message.split('\n').pop().match(/\b\d{6}\b/) ?? [''])[0];
  at.linkIn = message => (message.match(/https?:\/\/\S+\/help\/open\/\S+/) ?? [''])[0];
  return at;
}
