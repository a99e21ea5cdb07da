/** Our side of Kerberos against a real MIT key distribution centre; MIT's own library accepts the tokens. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  createKerberosTickets,
  type KerberosModule,
  type KerberosTickets,
} from '../../src/main/web/kerberos-tickets.ts';
import { findKerberos, type Realm, startRealm } from './kerberos/kdc.ts';

interface Acceptor {
  step(token: string): Promise<string>;
  readonly username: string;
}
type Kerberos = KerberosModule & { initializeServer(service: string): Promise<Acceptor> };

const peers = findKerberos();
const kerberos = loadKerberos();
const missing = typeof peers === 'string' ? peers : typeof kerberos === 'string' ? kerberos : undefined;
const host = 'pool01.contoso.com';
const password = 'Lab-Interop-1';

function loadKerberos(): Kerberos | string {
  try {
    return createRequire(import.meta.url)('kerberos') as Kerberos;
  } catch {
    return 'the optional package kerberos is not built (it needs libkrb5-dev)';
  }
}

describe.skipIf(missing)(missing ? `Kerberos, skipped: ${missing}` : 'Kerberos', () => {
  let realm: Realm;
  const before = { ...process.env };
  const made: KerberosTickets[] = [];

  beforeAll(async () => {
    if (typeof peers === 'string') return;
    const people = { karen: password };
    realm = await startRealm(peers, { name: 'CONTOSO.COM', people, services: [`HTTP/${host}`] });
    // MIT's library and programs read these from the process they run in.
    Object.assign(process.env, realm.environment, { PATH: `${realm.programs}:${process.env.PATH}` });
  });
  afterAll(async () => {
    for (const name of Object.keys(realm?.environment ?? {})) delete process.env[name];
    Object.assign(process.env, before);
    await realm?.stop();
  });
  afterEach(() => {
    for (const tickets of made.splice(0)) tickets.close();
  });

  function tickets(load: () => Promise<KerberosModule> = async () => kerberos as Kerberos): KerberosTickets {
    const one = createKerberosTickets({ load, wall: Date.now });
    made.push(one);
    return one;
  }

  async function acceptedAs(token: Uint8Array | undefined): Promise<string> {
    const acceptor = await (kerberos as Kerberos).initializeServer(`HTTP@${host}`);
    await acceptor.step(Buffer.from(token ?? []).toString('base64'));
    return acceptor.username;
  }

  it('[E2] holds nothing where the desktop is not signed in', async () => {
    expect(await tickets().holder()).toBeUndefined();
    expect(await tickets().token(host)).toBeUndefined();
  });

  it("[E2] uses the desktop's own sign-in without a password", async () => {
    const desktop = spawnSync('kinit', ['karen'], { input: `${password}\n`, encoding: 'utf8' });
    expect(desktop.stderr).toBe('');
    expect(await tickets().holder()).toBe('karen@CONTOSO.COM');
    expect(await acceptedAs(await tickets().token(host))).toBe('karen@CONTOSO.COM');
    expect(spawnSync('kdestroy').status).toBe(0);
    expect(await tickets().holder()).toBeUndefined();
  });

  it('[E2] gets a ticket for a password, and the service takes its token for the person', async () => {
    const mine = tickets();
    expect(await mine.signIn('karen@CONTOSO.COM', password)).toEqual({ ok: true, value: undefined });
    expect(await acceptedAs(await mine.token(host))).toBe('karen@CONTOSO.COM');
  });

  it('[E2] keeps that ticket to itself, in memory, and destroys it', async () => {
    const folders = () => readdirSync('/dev/shm').filter((name) => name.startsWith('offhook-tickets-'));
    const before = folders();
    const mine = createKerberosTickets({
      load: async () => kerberos as Kerberos,
      wall: Date.now,
      memoryFolders: ['/dev/shm'],
    });
    await mine.signIn('karen@CONTOSO.COM', password);
    expect(folders().length).toBe(before.length + 1);
    expect(await tickets().holder()).toBeUndefined();
    mine.close();
    expect(folders()).toEqual(before);
    expect(await mine.token(host)).toBeUndefined();
  });

  it('[E3] tells a wrong password and an unknown person from a realm that is not there', async () => {
    const code = async (principal: string, secret: string) => {
      const outcome = await tickets().signIn(principal, secret);
      return outcome.ok ? 'ok' : outcome.failure.code;
    };
    expect(await code('karen@CONTOSO.COM', 'not hers')).toBe('CREDENTIALS_WRONG');
    expect(await code('nobody@CONTOSO.COM', password)).toBe('CREDENTIALS_WRONG');
    expect(await code('karen@NOWHERE.INVALID', password)).toBe('TICKET_MISSING');
  });

  it('gives no token for a service the realm does not know, and none without the package', async () => {
    const mine = tickets();
    await mine.signIn('karen@CONTOSO.COM', password);
    expect(await mine.token('elsewhere.fabrikam.com')).toBeUndefined();
    const without = tickets(() => Promise.reject(new Error('not installed')));
    await without.signIn('karen@CONTOSO.COM', password);
    expect(await without.token(host)).toBeUndefined();
  });
});
