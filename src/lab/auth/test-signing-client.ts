/** A client for tests that signs in with NTLM or TLS-DSK by the lab's own means, which the recordings pin. */
import { createHash, createHmac } from 'node:crypto';
import { Duplex } from 'node:stream';
import { connect } from 'node:tls';
import { type AuthValue, readAuthValue } from '../../protocol/sip/auth-header.ts';
import { readMessage } from '../../protocol/sip/read.ts';
import type { BenchClient, Seen } from '../sip/test-bench.ts';
import { common, INSTANCE } from '../sip/test-people.ts';
import { NTLM_FLAGS } from './ntlm-challenge.ts';
import { exportedSessionKey, integrityCode, keysOf, passwordKey, proofOf, signatureOf } from './ntlm-keys.ts';
import { signatureText } from './signature-text.ts';
import { isClientFlightComplete } from './tls-records.ts';

/** Flags of SIPE's answer. */
export const CLIENT_FLAGS = 0x6298_8255;

export interface NtlmLogin {
  readonly user: string;
  readonly domain: string;
  readonly password: string;
  readonly flags?: number;
  /** The first message, for a connection; with it the answer bears an integrity code. */
  readonly negotiate?: Uint8Array;
}

export interface ClientMac {
  readonly scheme: 'NTLM' | 'TLS-DSK';
  readonly sign: (text: string) => string;
  /** What the server's signature of a text must be. */
  readonly expected: (text: string) => string;
}

/** AUTHENTICATE_MESSAGE for a challenge, and the keys that come of it. */
export function authenticateMessage(challenge: Buffer, login: NtlmLogin): { message: Buffer; mac: ClientMac } {
  const flags = login.flags ?? CLIENT_FLAGS;
  const key = passwordKey(login.password, login.user, login.domain);
  const info = challenge.subarray(challenge.readUInt32LE(44), challenge.readUInt32LE(44) + challenge.readUInt16LE(40));
  const withMic = login.negotiate !== undefined;
  // MsvAvFlags says that a code is there. [MS-NLMP] 3.1.5.1.2
  const pairs = withMic ? Buffer.concat([Buffer.from('0600040002000000', 'hex'), info]) : info;
  const blob = Buffer.concat([
    Buffer.from('0101000000000000', 'hex'),
    Buffer.alloc(8),
    Buffer.alloc(8, 0xaa),
    Buffer.alloc(4),
    pairs,
    Buffer.alloc(4),
  ]);
  const proof = proofOf(key, challenge.subarray(24, 32), blob);
  const encryptedSessionKey = (flags & NTLM_FLAGS.keyExchange) === 0 ? Buffer.alloc(0) : Buffer.alloc(16, 0x5a);
  const sessionKey = exportedSessionKey(key, proof, { flags, encryptedSessionKey });
  const parts = [
    Buffer.alloc(24),
    Buffer.concat([proof, blob]),
    utf16(login.domain),
    utf16(login.user),
    utf16('VM'),
    encryptedSessionKey,
  ];
  const head = Buffer.alloc(withMic ? 88 : 72);
  head.write('NTLMSSP\0', 0, 'latin1');
  head.writeUInt32LE(3, 8);
  let offset = head.length;
  for (const [index, part] of parts.entries()) {
    head.writeUInt16LE(part.length, 12 + index * 8);
    head.writeUInt16LE(part.length, 14 + index * 8);
    head.writeUInt32LE(offset, 16 + index * 8);
    offset += part.length;
  }
  head.writeUInt32LE(flags >>> 0, 60);
  const message = Buffer.concat([head, ...parts]);
  if (login.negotiate) integrityCode(sessionKey, [login.negotiate, challenge, message]).copy(message, 72);
  const keys = keysOf(sessionKey, flags);
  const mac: ClientMac = {
    scheme: 'NTLM',
    sign: (text) => signatureOf(keys.clientSigning, keys.clientSealing, flags, text).toString('hex'),
    expected: (text) => signatureOf(keys.serverSigning, keys.serverSealing, flags, text).toString('hex'),
  };
  return { message, mac };
}

function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le');
}

/** The certificate and key a client shows. */
export interface ClientIdentity {
  readonly certificatePem: string;
  readonly keyPem: string;
}

/** A TLS client whose flights a test carries by hand. */
export class DskClient {
  readonly #wire: ClientWire;
  readonly #secure: Promise<ClientMac>;

  constructor(identity: ClientIdentity | undefined, version: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' = 'TLSv1.2') {
    this.#wire = new ClientWire();
    const socket = connect({
      socket: this.#wire,
      ...(identity ? { cert: identity.certificatePem, key: identity.keyPem } : {}),
      minVersion: 'TLSv1',
      maxVersion: version,
      ciphers: process.versions.openssl === '0.0.0' ? 'AES128-SHA' : 'AES128-SHA:@SECLEVEL=0',
      rejectUnauthorized: false,
    });
    this.#secure = new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.once('secureConnect', () => {
        const keying: readonly unknown[] = [128, 'client EAP encryption'];
        const material: Buffer = Reflect.apply(socket.exportKeyingMaterial, socket, keying);
        const mac = (from: number) => (text: string) =>
          createHmac('sha1', material.subarray(from, from + 32))
            .update(text)
            .digest('hex');
        resolve({ scheme: 'TLS-DSK', sign: mac(64), expected: mac(96) });
      });
    });
    this.#secure.catch(() => undefined);
  }

  /** What the client has to say next, once it is whole. */
  flight(): Promise<Buffer> {
    return this.#wire.flight();
  }

  receive(data: Buffer): void {
    this.#wire.push(data);
  }

  /** Resolves when the client has seen the server's Finished. */
  mac(): Promise<ClientMac> {
    return this.#secure;
  }
}

class ClientWire extends Duplex {
  #written = Buffer.alloc(0);
  #onFlight: ((flight: Buffer) => void) | undefined;

  flight(): Promise<Buffer> {
    return new Promise((resolve) => {
      this.#onFlight = resolve;
      this.#look();
    });
  }

  #look(): void {
    if (!this.#onFlight || !isClientFlightComplete(this.#written)) return;
    const flight = this.#written;
    this.#written = Buffer.alloc(0);
    this.#onFlight(flight);
    this.#onFlight = undefined;
  }

  override _read(): void {
    // Data comes by push.
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#written = Buffer.concat([this.#written, chunk]);
    done();
    this.#look();
  }
}

/** Somebody who signs in step by step and signs what he sends afterwards. */
export class SigningClient {
  readonly client: BenchClient;
  readonly address: string;
  mac: ClientMac | undefined;
  /** realm, targetname, opaque and version of the handshake. */
  terms: ReadonlyMap<string, string> = new Map();
  #sent = 0;

  constructor(client: BenchClient, address: string) {
    this.client = client;
    this.address = address;
  }

  /** A REGISTER with these credentials, signed if the association stands. */
  register(credentials: string | undefined, extra: readonly string[] = []): Seen[] {
    const [domain, port] = [this.address.split('@')[1], this.client.port];
    const lines = [
      `REGISTER sip:${domain} SIP/2.0`,
      ...common(this.client, 'REGISTER', this.address, `sip:${this.address}`),
      `Contact: <sip:127.0.77.200:${port};transport=tls>;proxy=replace;+sip.instance="<urn:uuid:${this.#instance()}>"`,
      'Supported: gruu-10, adhoclist, msrtc-event-categories',
      'Event: registration',
      ...extra,
    ];
    return this.send(lines, '', credentials);
  }

  /** The credentials of one step: a token, or with undefined only a signature. */
  step(scheme: string, token: string | undefined): string {
    const { realm, targetname, opaque, version } = Object.fromEntries(this.terms);
    const parts = [`qop="auth", realm="${realm}", targetname="${targetname}"`, `version=${version ?? 4}`];
    if (opaque !== undefined) parts.push(`opaque="${opaque}"`);
    if (token !== undefined) parts.push(`gssapi-data="${token}"`);
    return `${scheme} ${parts.join(', ')}`;
  }

  /** Takes the terms of one scheme out of a 401. */
  read(answer: Seen | undefined, scheme: string): AuthValue | undefined {
    const values = (answer?.headers('WWW-Authenticate') ?? []).flatMap((value) => readAuthValue(value) ?? []);
    const found = values.find((value) => value.scheme === scheme);
    if (found) this.terms = found.params;
    return found;
  }

  /** Signs in with NTLM; the last answer. */
  ntlm(login: NtlmLogin): Seen | undefined {
    this.mac = undefined;
    this.read(this.register(undefined)[0], 'NTLM');
    const [offered] = this.register(this.step('NTLM', ''));
    const challenge = Buffer.from(this.read(offered, 'NTLM')?.params.get('gssapi-data') ?? '', 'base64');
    const { message, mac } = authenticateMessage(challenge, login);
    this.mac = mac;
    this.#sent = 0;
    return this.register(this.step('NTLM', message.toString('base64')))[0];
  }

  /** Signs in with TLS-DSK; the last answer. */
  async tlsDsk(dsk: DskClient): Promise<Seen | undefined> {
    this.mac = undefined;
    this.read(this.register(undefined)[0], 'TLS-DSK');
    const hello = await this.flight(await dsk.flight());
    dsk.receive(tokenOf(this.read(hello, 'TLS-DSK')));
    const finished = await this.flight(await dsk.flight());
    const last = this.read(finished, 'TLS-DSK');
    if (!last?.params.has('gssapi-data')) return finished;
    dsk.receive(tokenOf(last));
    this.mac = await dsk.mac();
    this.#sent = 0;
    return this.register(this.step('TLS-DSK', undefined))[0];
  }

  /** Sends one flight and waits for the answer, which comes later. */
  async flight(flight: Buffer): Promise<Seen | undefined> {
    const answered = this.client.next();
    this.register(this.step('TLS-DSK', flight.toString('base64')));
    return await answered;
  }

  /** Sends a message, with credentials and a signature as far as there are any. */
  send(lines: readonly string[], body = '', credentials?: string): Seen[] {
    return this.client.send([...lines, ...this.credentialLine(lines, credentials)], body);
  }

  /** The Authorization line of a message. */
  credentialLine(lines: readonly string[], credentials?: string): string[] {
    const { mac } = this;
    if (!mac) return credentials === undefined ? [] : [`Authorization: ${credentials}`];
    this.#sent += 1;
    const number = String(this.#sent);
    const random = `0000000${this.#sent % 10}`;
    const read = readMessage(Buffer.from(`${lines.join('\r\n')}\r\nContent-Length: 0\r\n\r\n`));
    if (!read.ok) throw new Error(read.problem);
    const response = mac.sign(signatureText(read.message, this.fields(random, number)));
    const value = credentials ?? this.step(mac.scheme, undefined);
    return [`Authorization: ${value}, crand="${random}", cnum="${number}", response="${response}"`];
  }

  /** Whether a message of the server's is signed with the keys of this client's association. */
  trusts(seen: Seen): boolean {
    const value = readAuthValue(seen.header('Authentication-Info') ?? '');
    const read = readMessage(Buffer.from(seen.text));
    if (!read.ok || !this.mac || value?.scheme !== this.mac.scheme) return false;
    const { params } = value;
    if (params.get('opaque') !== this.terms.get('opaque') || params.get('realm') !== this.terms.get('realm'))
      return false;
    const text = signatureText(read.message, this.fields(params.get('srand') ?? '', params.get('snum') ?? ''));
    return this.mac.expected(text) === params.get('rspauth');
  }

  fields(random: string, number: string) {
    const { mac, terms } = this;
    const [realm = '', targetName = ''] = [terms.get('realm'), terms.get('targetname')];
    return { scheme: mac?.scheme ?? '', random, number, realm, targetName, version: Number(terms.get('version') ?? 0) };
  }

  #instance(): string {
    const hash = createHash('sha1').update(`${this.address}${this.client.port}`).digest('hex');
    return `${hash.slice(0, 8)}${INSTANCE.slice(8)}`;
  }
}

function tokenOf(value: AuthValue | undefined): Buffer {
  return Buffer.from(value?.params.get('gssapi-data') ?? '', 'base64');
}
