/** Nothing that proves a person, or opens something, is kept: not in a file, not in the trace, not in the snapshot, in no way of writing it. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportTrace } from '../../src/main/trace/export.ts';
import { makeRsaKey, type RsaKey } from '../../src/main/web/rsa-key.ts';
import type { TraceEntry } from '../../src/shared/model/trace.ts';
import { traceFormats } from '../../src/shared/model/trace-format.ts';
import { readTrace } from '../../src/tester/record/read-trace.ts';
import { recordFixture } from '../../src/tester/record/record.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';
import { createLabWeb, webServersOf } from '../fakes/lab-web.ts';
import { findSecrets, formsOf, type Kept, type Secret, secretOf } from '../fakes/secret-search.ts';
import { type TlsTap, tapTls } from '../fakes/tls-tap.ts';
import { secretsSaid, type WireSecretKind } from '../fakes/wire-secrets.ts';

const address = 'karen@contoso.com';
let tap: TlsTap;
let world: LabClient;
let said: ReturnType<typeof secretsSaid>;
let secrets: readonly Secret[];

/** Karen signs in by each scheme, and gets a certificate by each way of proving herself to the web services; some of it fails. */
beforeAll(async () => {
  tap = tapTls();
  const made: RsaKey[] = [];
  const makeKey = async () => {
    const key = await makeRsaKey();
    made.push(key);
    return key;
  };
  world = await startLabClient({ makeKey });
  const { lab, client } = world;
  const password = world.passwordOf(address);
  for (const scheme of ['Digest', 'NTLM', 'TLS-DSK'] as const) {
    lab.setAuthOffer('contoso.com', { schemes: [scheme] });
    expect(await world.signIn(address)).toEqual({ ok: true });
    await client.signIn.signOut();
  }
  const certified = requestsFor(tap.heard());
  const own = made.filter(({ publicKey }) => certified.some((request) => request.includes(Buffer.from(publicKey))));
  expect(own).toHaveLength(1);
  await world.signIn(address, `${password}-wrong`);
  const { frontEnd } = webServersOf(lab);
  lab.dns.behave('lyncdiscoverinternal.contoso.com', 'A', { kind: 'answer', addresses: [frontEnd.address] });
  const keys = own.flatMap(({ privateKey }) => keySecrets(privateKey));
  for (const scheme of ['NTLM', 'Negotiate', 'Basic'] as const) {
    lab.setWebServices('contoso.com', { httpSchemes: [scheme] });
    const web = createLabWeb({ lab, address, tracer: client.tracing.tracer });
    const got = await web.obtain();
    if (!got.ok) throw new Error(got.failure.code);
    keys.push(...keySecrets(got.value.privateKeyPem));
    expect(await web.ask('lyncdiscoverinternal')).toMatchObject({ ok: true });
    for (const certificate of ['refused', 'other-key', 'damaged'] as const) {
      lab.setFaults(frontEnd.name, { web: { certificate } });
      expect(await createLabWeb({ lab, address, tracer: client.tracing.tracer }).obtain()).toMatchObject({ ok: false });
    }
    lab.setFaults(frontEnd.name, {});
  }
  await client.tracing.close();
  said = secretsSaid(tap.heard(), password);
  secrets = [...secretOf('password', password), ...keys, ...[...said.values()].flat()];
}, 60_000);
afterAll(async () => {
  tap.stop();
  await world.stop();
});

/** PKCS#10, as they were asked for. */
function requestsFor(heard: readonly string[]): Buffer[] {
  const tokens = heard.flatMap((text) => [...text.matchAll(/#PKCS10"[^>]*>([^<]+)</g)].map((match) => match[1] ?? ''));
  return tokens.map((token) => Buffer.from(token, 'base64'));
}

/** Line by line: a file may break or escape the lines of a key in its own way. */
function keySecrets(pem: string): Secret[] {
  const lines = pem.split('\n').filter((line) => line !== '' && !line.startsWith('-----'));
  return lines.flatMap((line, at) => [
    ...secretOf(`certificate key, line ${at}`, line),
    ...secretOf(`certificate key, bytes of line ${at}`, Buffer.from(line, 'base64')),
  ]);
}

function files(): Kept[] {
  return readdirSync(world.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => ({ name, bytes: readFileSync(join(parentPath, name)) }));
}

/** The lab's own accounts in the snapshot have their passwords beside them: they are nobody's. */
function everythingKept(): Kept[] {
  const { lab: _lab, ...snapshot } = world.client.state.get();
  const { entries } = world.client.tracing.list(0, 5000);
  const inMemory = { trace: entries, snapshot, 'log of the lab': world.lab.log() };
  return [
    ...files(),
    ...madeOf(entries),
    ...Object.entries(inMemory).map(([name, value]) => ({ name, bytes: Buffer.from(JSON.stringify(value)) })),
  ];
}

/** What a person or a tester takes out of a trace. */
function madeOf(entries: readonly TraceEntry[]): Kept[] {
  const exports = traceFormats.map((format) => exportTrace(entries, format, { processId: 1, connections: [] }));
  const lines = exports.find(({ name }) => name.endsWith('.jsonl'))?.content ?? '';
  const recording = recordFixture(readTrace(String(lines)), 'a session');
  if (!recording.ok) throw new Error(recording.problem);
  const made = [...exports, { name: 'recording', content: JSON.stringify(recording.fixture) }];
  return made.map(({ name, content }) => ({ name, bytes: Buffer.from(content) }));
}

it.each([
  'gssapi-data, base64',
  'HTTP proof, base64',
  'web ticket header, base64',
  'entropy, base64',
  'digest response',
  'assertion',
  'assertion id',
  'NTLM session key',
  'NTLM hash',
  'NTLM key of the password',
  'proof key',
] as const satisfies readonly WireSecretKind[])('the wire had secrets of the kind: %s', (kind) => {
  expect(said.get(kind)?.length).toBeGreaterThan(0);
});

it('[X5] nothing of it is kept anywhere', () => {
  expect(
    files()
      .map(({ name }) => name)
      .join(),
  ).toMatch(/\.jsonl.*\.uccapilog|\.uccapilog.*\.jsonl/);
  expect(findSecrets(secrets, everythingKept())).toEqual([]);
});

it('the search finds each of them in each form, wherever a file has it', () => {
  const forms = new Map(secrets.flatMap((secret) => [...formsOf(secret)]));
  const planted = join(world.folder, 'planted');
  writeFileSync(
    planted,
    Buffer.concat([...forms.values()].flatMap((form) => [Buffer.from('{"x":"'), form, Buffer.from('"}\n')])),
  );
  const found = new Set(findSecrets(secrets, files()));
  expect([...forms.keys()].filter((form) => !found.has(`${form} in planted`))).toEqual([]);
  writeFileSync(planted, Buffer.from(`Authorization: Basic ${btoa(`${address}:${world.passwordOf(address)}`)}`));
  expect(findSecrets(secrets, files()).join()).toMatch(/password as base64 \d in planted/);
  writeFileSync(planted, tap.heard().join('\n'));
  const heard = findSecrets(secrets, files()).join();
  for (const kind of ['gssapi-data, base64', 'entropy, base64', 'assertion', 'password'])
    expect(heard).toContain(`${kind} as`);
});
