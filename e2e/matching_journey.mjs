// "Do we know this family?" while somebody types, and two records of one child from the machine's question to one person
// and back.

// A caller tells of a child by telephone.
async function tellOf(house, page, forename, surname) {
  await page.goto(house.base + '/requests/new?door=phone');
  await page.fill('[name=asker]', 'Marn Tolliver');
  await page.selectOption('[name=source]', 'family');
  await page.fill('[name=child1_forename]', forename);
  await page.fill('[name=child1_surname]', surname);
  await page.fill('[name="child1_born-day"]', '9');
  await page.fill('[name="child1_born-month"]', '2');
  await page.fill('[name="child1_born-year"]', '2015');
  await page.fill('[name=place]', 'Hexthorpe');
  await page.check('[name=agreement][value=yes]');
  await page.fill('[name=worries]', 'Not sleeping, and missing school.');
  await page.check('[name=danger][value=no]');
  await house.submit(page, page.locator('main button[name=save]'));
  house.check(/\/enquiries\//.test(page.url()), `a request about ${forename} is kept`);
}

// What the register answers to what is typed: at once with the script, by the button without.
async function typed(house, page, words) {
  await page.goto(house.base + '/people/known');
  if (page.scripted) {
    await page.locator('[name=q]').pressSequentially(words, {delay: 15});
    await page.locator('#known-answer h2').first().waitFor({timeout: 5000});
    await page.waitForTimeout(700);
  } else {
    await page.fill('[name=q]', words);
    await house.send(page);
  }
  house.check(!page.url().includes(words.split(' ')[0]), 'nothing that was typed is in the address');
  return page.locator('#known-answer').innerText();
}

export async function aChildToldOfTwice(house, script) {
  const surname = script ? 'Featherhaugh' : 'Thistlewaite';
  const misspelt = script ? 'Featherhaugg' : 'Thistlewaitt';
  const {base, check} = house;
  const page = await house.signedIn('coordinator', script);
  check(/None/.test(await typed(house, page, `Wilhelmina ${surname} 9/2/2015`)), 'a child whom nobody told of is not known');
  await tellOf(house, page, 'Wilhelmina', surname);
  const answer = await typed(house, page, `${surname}, Wilhelmina 9 Feb 2015`);
  check(/Match/.test(answer) && /Same name and date of birth/.test(answer), 'a moment later she is, in any order and any form of date');
  await page.locator('#known-answer summary').first().click();
  check(/Surname\s+the same(, which 1 in [\d,]+ share)?: (strong|fair)/.test(await house.main(page)), 'with how it was reckoned, in words');
  await house.clean(page, 'the answer');
  await page.setViewportSize({width: 390, height: 844});
  await house.clean(page, 'the answer on a telephone');
  await page.setViewportSize({width: 1280, height: 900});
  await tellOf(house, page, 'Wilhelmina', misspelt);
  check(/Known already\?/.test(await house.main(page)) && (await house.main(page)).includes(surname), 'told of again, misspelt, the request shows whom we know');

  const row = page.locator('main table a', {hasText: 'Wilhelmina ' + surname}).first();
  for (let tries = 0; tries < 40; ++tries) {
    await page.goto(base + '/people/matches');
    if (await row.count()) break;
    await page.waitForTimeout(1000);
  }
  await house.clean(page, 'the queue');
  await house.submit(page, row);
  await house.headed(page, /same person/, 'two records stand side by side');
  check(/Differs/.test(await house.main(page)), 'with what differs marked');
  await house.clean(page, 'two records');
  await page.setViewportSize({width: 390, height: 844});
  await house.clean(page, 'two records on a telephone');
  await page.setViewportSize({width: 1280, height: 900});
  await page.check('[name=decision][value=same]');
  await page.fill('[name=why]', 'The caller spelled it out.');
  await house.send(page);
  check(/nobody joins records alone/i.test(await house.main(page)), 'whoever says the same cannot join them alone');
  const pair = new URL(page.url()).pathname;
  const manager = await house.signedIn('manager', script);
  await manager.goto(base + pair);
  await manager.locator('form[action$="/join"] [name=why]').fill('The school says so too.');
  await house.submit(manager, manager.locator('form[action$="/join"] button'));
  check(/Joined/.test(await house.main(manager)), 'somebody else joins them');
  await house.clean(manager, 'two records joined');
  await manager.locator('form[action$="/part"] [name=why]').fill('Two cousins after all.');
  await house.submit(manager, manager.locator('form[action$="/part"] button'));
  check(/parted/i.test(await house.main(manager)), 'and parts them again');
  await manager.context().close();
  await page.context().close();

  const mash = await house.signedIn('mash', script);
  await mash.goto(base + '/people/known');
  await mash.fill('[name=q]', 'DN98 1ZZ');
  await house.send(mash);
  check(/Give a name/.test(await house.main(mash)) && /Say why you ask/.test(await house.main(mash)), 'outside the hub a postcode alone is not enough, nor is asking without a reason');
  await house.clean(mash, 'a question that is refused');
  await mash.context().close();
  const teacher = await house.signedIn('teacher', script);
  check((await teacher.goto(base + '/people/known')).status() === 403, 'a practitioner cannot ask whom we know');
  await teacher.context().close();
}
