// Advice without names: a school asks and says not whom; a postcode is refused; the child must be named; and the request
// that comes of it is filled in with every word.
export async function adviceWithoutNames(house, script) {
  const {base, check, clean, submit, signedIn} = house;
  const page = await signedIn('coordinator', script);
  const main = () => page.locator('main').innerText();
  const worry = `Comes hungry most days (${script ? 'with' : 'without'} the script).`;
  await page.goto(base + '/consultations/new');
  await clean(page, 'a consultation without names');
  await page.selectOption('[name=source]', 'schools');
  await page.fill('[name=asked_by]', 'Jo Merriweather');
  await page.fill('[name=worries]', worry + ' They live at DN99 9AA.');
  await page.fill('[name=advice]', 'Ask his mother what mornings are like.');
  await page.check('[name=must][value=no]');
  await submit(page, page.locator('main form button[type=submit]').last());
  check(/This holds a postcode/.test(await main()), 'what says who the family is, is refused');
  check((await page.inputValue('[name=worries]')).startsWith(worry), 'and nothing typed is lost');
  await page.fill('[name=worries]', worry);
  await submit(page, page.locator('main form button[type=submit]').last());
  check(/counted as advice/.test(await main()), 'advice is kept, and is no request');
  await clean(page, 'advice that was given');
  const consultation = page.url().split('?')[0];
  await page.locator('main details').evaluateAll(all => all.forEach(d => d.open = true));
  await page.fill('[name=reason]', 'He may be harmed at home.');
  await submit(page, page.locator('main form button[type=submit]').last());
  check(/must be named: He may be harmed/.test(await main()), 'the adviser says that the child must be named');
  await page.goto(base + '/consultations?show=to_be_named');
  await clean(page, 'children who must be named');
  await page.goto(consultation);
  await submit(page, page.locator('main a', {hasText: 'make a request of it'}));
  check(await page.inputValue('[name=worries]') === worry && await page.inputValue('[name=asker]') === 'Jo Merriweather', 'the request begins with every word of it');
  await page.fill('[name=child1_forename]', 'Casimir');
  await page.fill('[name=child1_surname]', script ? 'Underbough' : 'Overmarsh');
  await page.fill('[name=place]', 'Hexthorpe');
  await page.check('[name=agreement][value=yes]');
  await page.check('[name=danger][value=no]');
  await submit(page, page.locator('main button[name=save]'));
  check(/began as advice without names/.test(await main()), 'the request says how it began');
  await page.goto(base + '/reports/advice?from=2020-01-01&to=2040-01-01&list=all');
  check(/Became a request/.test(await main()), 'and the report counts the advice by itself');
  await clean(page, 'advice in the report');
  await page.context().close();
}
