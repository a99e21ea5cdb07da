/** TLS-DSK: a TLS handshake inside the challenges, whose keys sign from there on. [MS-SIPAE] 3.2.5.1 */
import type { GssapiData, GssChallenge } from '../../../protocol/auth/read-gss.ts';
import { writeGssStep } from '../../../protocol/auth/write-gss.ts';
import type { ClientCertificate } from '../certificate-source.ts';
import { ClientTls, type TlsStep } from './client-tls.ts';
import type { Handshake, HandshakeDeps, HandshakeStep } from './handshake.ts';
import { hmacSha1 } from './hashes.ts';
import { GssNaming } from './naming.ts';
import { createAssociation, type MessageMac } from './security-association.ts';

export class DskHandshake implements Handshake {
  readonly scheme = 'TLS-DSK';
  readonly #certificate: ClientCertificate;
  readonly #deps: HandshakeDeps;
  readonly #naming = new GssNaming('TLS-DSK');
  readonly #tls: ClientTls;
  #stage: 'bare' | 'greeted' | 'proved' | 'over' = 'bare';

  constructor(certificate: ClientCertificate, deps: HandshakeDeps) {
    const { certificatePem, privateKeyPem } = certificate;
    this.#certificate = certificate;
    this.#deps = deps;
    this.#tls = new ClientTls({ certificatePem, privateKeyPem, clock: deps.clock, signal: deps.signal });
  }

  async next(challenge: GssChallenge): Promise<HandshakeStep> {
    if (this.#stage === 'over') return { kind: 'refused' };
    this.#naming.learn(challenge);
    const step = await this.#step(challenge.gssapiData);
    if (step.kind !== 'send') this.close();
    return step;
  }

  close(): void {
    this.#stage = 'over';
    this.#tls.close();
  }

  async #step(data: GssapiData | undefined): Promise<HandshakeStep> {
    if (this.#stage === 'bare') {
      this.#stage = 'greeted';
      return this.#stepFrom(await this.#tls.start());
    }
    // The server begins anew: once it has seen our certificate that is its answer to it.
    if (data === undefined)
      return this.#stage === 'proved' ? { kind: 'refused' } : unreadable('the server’s TLS flight is missing');
    if (data.kind === 'unreadable') return unreadable(data.problem);
    this.#stage = 'proved';
    return this.#stepFrom(await this.#tls.feed(data.bytes));
  }

  #stepFrom(step: TlsStep): HandshakeStep {
    if (step.kind === 'failed') return step;
    const names = this.#naming.step();
    const { header, clock, random, tracer } = this.#deps;
    if (step.kind === 'flight')
      return { kind: 'send', header: [header, writeGssStep({ ...names, token: step.bytes })] };
    const { targetName } = this.#naming;
    // It travels inside the verified connection, so a foreign name is worth a line and no more.
    if (!step.certificateNames(targetName)) {
      tracer.record({ kind: 'decision', text: `TLS-DSK: the certificate inside does not name ${targetName}` });
    }
    this.close();
    const association = createAssociation({
      names,
      version: names.version,
      header,
      mac: dskMac(step.keyingMaterial),
      wall: clock.wall(),
      notAfter: this.#certificate.notAfter,
      random,
    });
    return { kind: 'send', header: [header, writeGssStep(names)], association };
  }
}

function unreadable(problem: string): HandshakeStep {
  return { kind: 'failed', code: 'AUTH_UNREADABLE', problem };
}

/** Signatures under the third and fourth block of the 128 bytes that TLS exports. [MS-SIPAE] 3.2.5.1 */
export function dskMac(keyingMaterial: Uint8Array): MessageMac {
  const [client, server] = [keyingMaterial.slice(64, 96), keyingMaterial.slice(96, 128)];
  return { ofClient: (text) => hmacSha1(client, text), ofServer: (text) => hmacSha1(server, text) };
}
