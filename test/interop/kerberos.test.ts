/** Our side of Kerberos against a real MIT key distribution centre; MIT's own library accepts the tokens. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import {
  createKerberosTickets,
  type KerberosModule,
  type KerberosTickets,
} from '../../src/main/web/kerberos-tickets.ts';
import type { Outcome } from '../../src/shared/outcome.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';
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
/** Wherever the company's web services stand. */
const webServers = [host, 'web.contoso.com', 'meet.contoso.com', 'lyncdiscover.contoso.com'];
const password = 'Lab-Interop-1';

function unwrap<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.failure.code);
  return outcome.value;
}

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
    const people = { karen: password, vadim: password };
    const services = webServers.map((server) => `HTTP/${server}`);
    realm = await startRealm(peers, { name: 'CONTOSO.COM', people, services });
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
    const holder = unwrap(await mine.signIn('karen@CONTOSO.COM', password));
    expect(await acceptedAs(await holder.token(host))).toBe('karen@CONTOSO.COM');
    expect(await mine.token(host)).toBeUndefined();
  });

  it('[E2] keeps that ticket to itself, in memory, and destroys it', async () => {
    const folders = () => readdirSync('/dev/shm').filter((name) => name.startsWith('offhook-tickets-'));
    const before = folders();
    const mine = createKerberosTickets({
      load: async () => kerberos as Kerberos,
      wall: Date.now,
      memoryFolders: ['/dev/shm'],
    });
    const holder = unwrap(await mine.signIn('karen@CONTOSO.COM', password));
    expect(folders().length).toBe(before.length + 1);
    expect(await tickets().holder()).toBeUndefined();
    mine.close();
    expect(folders()).toEqual(before);
    expect(await holder.token(host)).toBeUndefined();
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
    const holder = unwrap(await tickets().signIn('karen@CONTOSO.COM', password));
    expect(await holder.token('elsewhere.fabrikam.com')).toBeUndefined();
    const without = tickets(() => Promise.reject(new Error('not installed')));
    const unable = unwrap(await without.signIn('karen@CONTOSO.COM', password));
    expect(await unable.token(host)).toBeUndefined();
  });

  describe('on the way to a certificate', () => {
    let world: LabClient;
    let lab: Lab;

    beforeEach(async () => {
      lab = await startLab({ ports: 'free', acceptTicket });
      lab.setAuthOffer('contoso.com', { schemes: ['TLS-DSK'] });
      lab.setWebServices('contoso.com', { httpSchemes: ['Negotiate'] });
      world = await startLabClient({ lab, loadKerberos: async () => kerberos as Kerberos });
    });
    afterEach(async () => {
      spawnSync('kdestroy');
      await world.stop();
      await lab.stop();
    });

    async function acceptTicket(server: string, token: Uint8Array) {
      try {
        const acceptor = await (kerberos as Kerberos).initializeServer(`HTTP@${server}`);
        const reply = await acceptor.step(Buffer.from(token).toString('base64'));
        return { principal: acceptor.username, reply: Buffer.from(reply ?? '', 'base64') };
      } catch {
        // No ticket at all, or one for another server.
        return undefined;
      }
    }

    const asDesktop = (address: string) => world.client.signIn.start({ address, desktopSignIn: true, remember: false });
    const requests = () =>
      lab.log().filter(({ direction, startLine }) => direction === 'received' && startLine.startsWith('POST'));

    it("[E2] [E7] the desktop's own sign-in leads to a registration without a password", async () => {
      spawnSync('kinit', ['karen'], { input: `${password}\n` });
      expect(await asDesktop('karen@contoso.com')).toEqual({ ok: true, value: undefined });
      expect(world.client.state.get().account).toMatchObject({ kind: 'registered', account: { scheme: 'TLS-DSK' } });
    });

    it("[E3] the desktop's sign-in of another person says so, once", async () => {
      spawnSync('kinit', ['vadim'], { input: `${password}\n` });
      expect(await asDesktop('karen@contoso.com')).toMatchObject({ failure: { code: 'ACCOUNT_MISMATCH' } });
      expect(requests()).toHaveLength(1);
      expect(world.client.state.get().account).toMatchObject({ kind: 'signed-out' });
    });

    it('[E2] a desktop that holds nothing asks for the password', async () => {
      expect(await asDesktop('karen@contoso.com')).toMatchObject({ failure: { code: 'TICKET_MISSING' } });
    });

    it('[E2] a typed password gets its own ticket where the service takes nothing but Kerberos', async () => {
      expect(await world.signIn('karen@contoso.com', password)).toEqual({ ok: true, value: undefined });
      expect(await tickets().holder()).toBeUndefined();
    });

    it('[E3] a wrong password is refused by the realm and tried in no other way', async () => {
      expect(await world.signIn('karen@contoso.com', 'not hers')).toMatchObject({
        failure: { code: 'CREDENTIALS_WRONG' },
      });
      expect(requests()).toEqual([]);
    });
  });
});
