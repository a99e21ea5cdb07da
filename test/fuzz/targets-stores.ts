/** Readers of our own files, which anybody may have edited, with sound ones to damage. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCallDetails } from '../../src/main/history/call-details.ts';
import { readManagedJson } from '../../src/main/store/managed-json.ts';
import { readManaged } from '../../src/main/store/managed-reading.ts';
import { managedShapes } from '../../src/main/store/managed-values.ts';
import { openSettings } from '../../src/main/store/settings-file.ts';
import { readTargets } from '../../src/main/web/certificate-store.ts';
import { defaultSettings } from '../../src/shared/model/settings.ts';
import { type FuzzTarget, jsonTarget } from './fuzz.ts';

const settings = [
  JSON.stringify(
    { version: 2, ...defaultSettings, trustedNames: { 'contoso.com': ['pool.corp'] }, olderTlsFor: ['a@b.c'] },
    null,
    2,
  ),
  '{"version":1,"theme":"dark","chosenDevices":{"microphone":"alsa_input.usb","speaker":""}}',
];
const managed = [
  JSON.stringify({
    version: 1,
    settings: {
      allowTcp: false,
      trustedNames: { 'contoso.com': ['a.b.c'] },
      keepHistory: 30,
      links: ['sip'],
      idleMinutes: 5,
    },
    guestJoin: { blockedDomains: ['fabrikam.com'] },
    updates: { feed: 'https://u.contoso.com/x/', key: 'MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=' },
  }),
];
const details = [
  '{"number":"+4722","failure":{"code":"CALL_REFUSED","data":{"name":"x"}},"quality":{"mos":4.1,"codec":"PCMU","path":"direct"},"hadPicture":true,"onBehalfOf":{"uri":"sip:a@b.c","name":"A"}}',
];
const targets = [
  '{"targets":{"sip.contoso.com":{"certificatePem":"-----BEGIN","privateKeyPem":"-----BEGIN","passwordProof":"00"}}}',
];

/** Opens the file as the application does at start, changes something, and opens it again. */
function openTwice(text: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-fuzz-'));
  try {
    writeFileSync(join(folder, 'settings.json'), text);
    const first = openSettings(folder, () => 7);
    assert.deepEqual(Object.keys(first.get()).sort(), Object.keys(defaultSettings).sort());
    first.change({ theme: 'dark' });
    const second = openSettings(folder, () => 8);
    assert.deepEqual(second.get(), { ...first.get(), theme: 'dark' });
    assert.ok(readdirSync(folder).length <= 2);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function isBroken(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
}

export const storeTargets: readonly FuzzTarget[] = [
  jsonTarget('settings-file', settings, openTwice),
  jsonTarget('managed-file', managed, (text) => {
    const { values, locked, state, problems } = readManaged(text);
    assert.deepEqual(Object.keys(values).sort(), [...locked].sort());
    for (const setting of locked) assert.ok(managedShapes[setting].safeParse(values[setting]).success);
    if (state === 'refused') assert.equal(problems.length, 1);
    // Ours knows lines; the runtime's knows what JSON is.
    const { kind } = readManagedJson(text);
    if (kind !== 'too-deep') assert.equal(kind === 'not-json', isBroken(text));
  }),
  jsonTarget('call-details', details, (text) => {
    const { number = '', failure, quality = {}, hadPicture = true } = readCallDetails(text);
    assert.ok(typeof number === 'string' && hadPicture === true);
    assert.ok(!failure || typeof failure.code === 'string');
    for (const value of Object.values(quality)) assert.match(typeof value, /^(string|number)$/);
  }),
  jsonTarget('kept-certificates', targets, (text) => {
    for (const { certificatePem, privateKeyPem } of readTargets(text).values()) {
      assert.equal(typeof certificatePem + typeof privateKeyPem, 'stringstring');
    }
  }),
];
