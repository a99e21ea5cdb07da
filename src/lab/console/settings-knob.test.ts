/** Lines about what a company hands out, with the plain files a tester edits. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Lab } from '../api.ts';
import { startLab } from '../start-lab.ts';
import { turnKnob } from './knobs.ts';

let lab: Lab;
let folder: string;
beforeAll(async () => {
  lab = await startLab({ ports: 'free' });
  folder = mkdtempSync(join(tmpdir(), 'offhook-knob-'));
});
afterAll(async () => {
  await lab.stop();
  rmSync(folder, { recursive: true });
});

const say = (line: string) => turnKnob(lab, line).text;

it('writes settings and dial plan to a file, and hands out the edited one', () => {
  const settings = join(folder, 'settings.xml');
  say(`settings contoso.com write ${settings}`);
  const text = readFileSync(settings, 'utf8');
  expect(text).toContain('<organization>{organisation}</organization>');
  writeFileSync(settings, text.replace('{organisation}', 'Edited'));
  expect(say(`settings contoso.com file ${settings}`)).toBe(`contoso.com hands out ${settings}.`);
  expect(lab.settingsTemplate('contoso.com')).toContain('<organization>Edited</organization>');

  const plan = join(folder, 'plan.xml');
  say(`dialplan contoso.com write ${plan}`);
  writeFileSync(plan, readFileSync(plan, 'utf8').replace('UK_dial_plan', 'Edited_plan'));
  say(`dialplan contoso.com file ${plan}`);
  expect(lab.dialPlanDocument('contoso.com')).toContain('<Name>Edited_plan</Name>');
  say('settings contoso.com none');
  say('dialplan contoso.com none');
  expect(lab.settingsTemplate('contoso.com')).toBe(text);
});

it('sets single policies, known or not, in groups known or not', () => {
  say('settings contoso.com set meetingPolicy enablep2pvideo false');
  say('settings contoso.com set meetingPolicy BrandNew two words');
  say('settings contoso.com set newGroup Key <1>');
  const template = lab.settingsTemplate('contoso.com');
  expect(template).toContain('<property name="EnableP2PVideo">false</property>');
  expect(template).toContain('<property name="BrandNew">two words</property>');
  expect(template).toContain(
    '<provisionGroup name="newGroup"><propertyEntryList><property name="Key">&#60;1&#62;</property>',
  );
  say('settings contoso.com none');
});

it.each([
  ['settings contoso.com set a( b 1', 'is no name of a setting'],
  ['settings contoso.com damage everything', 'Say one of'],
  ['settings contoso.com file /no/such/file', 'no such file'],
  ['settings nowhere.com none', 'no company'],
  ['dialplan contoso.com late 99999999', 'A delay is'],
  ['directory contoso.com extra 1000000', '0 to 100000'],
  ['directory contoso.com shoes', 'What about'],
])('%s gets a sentence', (line, sentence) => {
  expect(say(line)).toContain(sentence);
});

it('fills the address book', () => {
  expect(say('directory contoso.com extra 10000')).toBe('The address book of contoso.com has 10000 made-up people.');
  expect(say('directory contoso.com photos off')).toBe('The address book of contoso.com has no photos.');
});
