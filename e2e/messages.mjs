// What an administrator sees of messages that wait and of messages that were given up, and sending one again: against a
// double of GOV.UK Notify that refuses, then is out of order, then takes them. A server of its own, on a small borough.
//   node e2e/messages.mjs KITH [PICTURES]
import {spawn, spawnSync} from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import {open_house} from './person.mjs';

const [kith, pictures] = process.argv.slice(2);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kith-messages-'));
const listening = server => new Promise(done => server.listen(0, '127.0.0.1', () => done(server.address().port)));
const until = async (truth, tries = 150) => {
  for (; tries > 0; --tries) {
    if (await truth()) return true;
    await new Promise(done => setTimeout(done, 100));
  }
  return false;
};

// ---- the double: answers as Notify's published API does

let answers = 400;
const asked = [];
const notify = http.createServer((request, response) => {
  let body = '';
  request.on('data', part => body += part);
  request.on('end', () => {
    if (request.method === 'GET') return response.writeHead(200, {'Content-Type': 'application/json'}).end('{"notifications": []}');
    asked.push(JSON.parse(body));
    const fault = {400: 'BadRequestError', 500: 'Exception'}[answers];
    response.writeHead(answers, {'Content-Type': 'application/json'}).end(JSON.stringify(
        fault ? {status_code: answers, errors: [{error: fault, message: 'Not now'}]} : {id: '740e5834-3a29-46b4-9a6f-16142fde533a', reference: JSON.parse(body).reference}));
  });
});
const notifyPort = await listening(notify);

// ---- the server

const data = path.join(folder, 'demo'), key = path.join(folder, 'notify.key');
fs.writeFileSync(key, 'kith-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0\n', {mode: 0o600});
spawnSync(kith, ['demo', '--data', data, '--years', '0.02'], {stdio: ['ignore', 'ignore', 'inherit']});
const spare = http.createServer();
const port = await listening(spare);
await new Promise(done => spare.close(done));
const base = `http://127.0.0.1:${port}`;
const log = fs.openSync(path.join(folder, 'server.log'), 'w');
const server = spawn(kith, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`, '--password-memory-mib', '8', '--messages', 'send',
                            '--notify-url', `http://127.0.0.1:${notifyPort}`, '--notify-key-file', key,
                            '--notify-templates', 'code_text=f33517ff-2a88-4f6e-b855-c550268ce08a,news_text=f33517ff-2a88-4f6e-b855-c550268ce08b'],
                     {stdio: ['ignore', log, log]});
await until(() => fetch(base + '/health').then(answer => answer.ok, () => false));

const house = await open_house(base);
const {browser, check, clean, submit, signedIn, main} = house;
const judged = async (page, name) => {
  for (const width of [1280, 768, 320]) {
    await page.setViewportSize({width, height: 900});
    await clean(page, `${name} at ${width}`);
    if (pictures) await page.screenshot({path: `${pictures}/${name}-${width}.png`, fullPage: true});
  }
  await page.setViewportSize({width: 1280, height: 900});
};

// ---- a mother sends a request, may be texted, and wants to look it up

async function aRequestThatCanBeLookedUp() {
  const page = await (await browser.newContext()).newPage();
  const onward = async typed => {
    for (const [name, text] of Object.entries(typed)) await page.fill(`[name=${name}]`, text);
    await submit(page, page.locator('main form button').first());
  };
  await page.goto(base + '/help/family');
  await onward({});
  await onward({worries: 'He has not slept since we moved.'});
  await onward({});
  await onward({wanted: 'Somebody to talk to.'});
  await onward({child1_forename: 'Peregrine'});
  await onward({where: 'DN4 0AB'});
  await onward({name: 'Marn Tolliver', relation: 'Mother'});
  await page.check('[name=way][value=text]');
  await onward({phone: '07700 900982'});
  await onward({});
  await onward({});
  await onward({});
  const reference = (await page.locator('.kith-reference').innerText()).trim();
  await page.goto(base + '/help/watch');
  await page.check('[name=safe][value=yes]');
  await onward({});
  await page.context().close();
  return reference;
}
async function asksForACode(reference) {
  const page = await (await browser.newContext()).newPage();
  await page.goto(base + '/help/look');
  await page.fill('[name=reference]', reference);
  await submit(page, page.locator('main form button').first());
  check(/code/i.test(await page.locator('h1').innerText()), 'the page of the code says nothing of what became of it');
  await page.context().close();
}

async function journey() {
  const reference = await aRequestThatCanBeLookedUp();
  const admin = await signedIn('admin', true);
  await admin.goto(base + '/messages');
  check(/No message waits or was given up/.test(await main(admin)), 'at first no message waits');

  answers = 400;
  await asksForACode(reference);
  await until(() => asked.length === 1);
  check(asked[0]?.phone_number === '07700 900982' || /900982$/.test(asked[0]?.phone_number ?? ''), 'the code goes to the number that she called safe');
  await until(async () => { await admin.goto(base + '/messages'); return /Given up:/.test(await main(admin)); });
  check(/Given up:/.test(await main(admin)), 'one that Notify refuses is given up, and the page says why');

  answers = 500;
  await asksForACode(reference);
  await until(async () => { await admin.goto(base + '/messages'); return /Waiting:/.test(await main(admin)); });
  check(/Waiting:/.test(await main(admin)), 'one that met a carrier out of order waits for another try');
  check(!/07700|900982/.test((await main(admin)).replaceAll('•••982', '')), 'no number stands on the page, only its end');
  await judged(admin, 'messages');

  await admin.goto(base);
  check(/Messages that were given up/.test(await main(admin)), 'the home page of an administrator says so');
  await judged(admin, 'home-administrator');

  answers = 201;
  await admin.goto(base + '/messages');
  await submit(admin, admin.locator('main form button').first());
  const sent = asked.length;
  check(await until(() => asked.length > sent) || asked.length >= 3, 'pressed, it is tried again');
  await until(async () => { await admin.goto(base + '/messages'); return !/Given up:/.test(await main(admin)); });
  check(!/Given up:/.test(await main(admin)), 'and is given up no more');
}

try {
  await journey();
} catch (fault) {
  check(false, `the journey ends well (${String(fault).split('\n')[0]})`);
} finally {
  await browser.close();
  server.kill();
  await new Promise(done => server.on('exit', done));
  notify.close();
  if (house.failed) console.log(fs.readFileSync(path.join(folder, 'server.log'), 'utf8').split('\n').filter(line => !line.includes('"info"')).slice(-10).join('\n'));
  fs.rmSync(folder, {recursive: true, force: true});
}
console.log(`${house.passed} passed, ${house.failed} failed`);
process.exit(house.failed ? 1 : 0);
