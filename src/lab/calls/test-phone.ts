/** A telephone that tests call with: SIP written by hand, sound by the lab's own media. */

import type { Clock } from '../../shared/clock.ts';
import { LabMedia, type LabMediaOptions } from '../media/lab-media.ts';
import { type SoundSource, tone } from '../media/sound.ts';
import { systemClock, systemRandom } from '../net/system.ts';
import { type Bench, createBench, type Seen } from '../sip/test-bench.ts';
import { common, type SignedIn, signIn } from '../sip/test-people.ts';
import type { LabCallControl } from './settings.ts';

const EDGE = 'sip.contoso.com';

/** The SIP side of the lab, and telephones in it. */
export class PhoneBench {
  readonly bench: Bench;
  readonly #phones: TestPhone[] = [];

  /** Real time unless given: sound is in it. */
  constructor(clock: Clock = systemClock()) {
    this.bench = createBench(clock, systemRandom());
    this.calls.setTimes({ ringMs: 30, stepMs: 150 });
  }

  get calls(): LabCallControl {
    return this.bench.side.calls;
  }

  /** A telephone of somebody who is signed in. */
  async phone(address: string, options: PhoneOptions = {}): Promise<TestPhone> {
    const made = await TestPhone.open(this.bench, address, options);
    this.#phones.push(made);
    return made;
  }

  close(): void {
    for (const phone of this.#phones) phone.close();
    this.bench.side.close();
  }
}

/** Takes a call: sound both ways. */
export async function accept(callee: TestPhone, invited: Seen): Promise<void> {
  const answer = await callee.media.answer(invited.body);
  callee.answer(invited, '200 OK', { body: answer.ok ? answer.text : '' });
}

export interface PhoneOptions
  extends Partial<Pick<LabMediaOptions, 'security' | 'ice' | 'takesVideo' | 'onPicture' | 'onPictureWanted'>> {
  readonly source?: SoundSource;
}

export class TestPhone {
  readonly media: LabMedia;
  readonly person: SignedIn;
  readonly #seen: Seen[] = [];
  #call: { readonly to: string; readonly lines: readonly string[]; readonly body: string } | undefined;
  #sequence = 1;
  /** The final answer to the last INVITE. */
  #opened: Seen | undefined;

  private constructor(person: SignedIn, media: LabMedia) {
    this.person = person;
    this.media = media;
  }

  static async open(bench: Bench, address: string, options: PhoneOptions = {}): Promise<TestPhone> {
    const media = await LabMedia.open({
      clock: bench.core.clock,
      random: bench.core.random,
      address: '127.0.0.1',
      source: tone(500),
      ...options,
    });
    return new TestPhone(signIn(bench, address, EDGE), media);
  }

  /** Sends an INVITE; `body` in place of the telephone's own offer. */
  async invite(
    to: string,
    { headers = [], body }: { readonly headers?: readonly string[]; readonly body?: string } = {},
  ): Promise<void> {
    const { client, address, gruu } = this.person;
    const offer = body ?? (await this.media.offer());
    const lines = [
      `INVITE ${to} SIP/2.0`,
      ...common(client, 'INVITE', address, to),
      `Contact: <${gruu}>`,
      'Supported: 100rel, timer, replaces',
      ...headers,
      ...(offer === '' ? [] : ['Content-Type: application/sdp']),
    ];
    this.#call = { to, lines, body: offer };
    this.#seen.push(...client.send(lines, offer));
  }

  /** The first message that fits, once it is there; it is not shown again. */
  async until(fits: (seen: Seen) => boolean): Promise<Seen> {
    for (;;) {
      this.#seen.push(...this.person.client.take());
      const at = this.#seen.findIndex(fits);
      const [found] = at < 0 ? [] : this.#seen.splice(at, 1);
      if (found) return found;
      this.#seen.push(await this.person.client.next());
    }
  }

  status(code: number): Promise<Seen> {
    return this.until(({ status }) => status === code);
  }

  request(method: string): Promise<Seen> {
    return this.until(({ startLine }) => startLine.startsWith(`${method} `));
  }

  /** Waits for the 200, takes its description and acknowledges. */
  async answered(): Promise<Seen> {
    const ok = await this.until(({ status, header }) => status === 200 && (header('CSeq') ?? '').endsWith('INVITE'));
    this.#opened = ok;
    this.media.takeAnswer(ok.body);
    this.inDialog('ACK', ok, { sequence: Number.parseInt(ok.header('CSeq') ?? '1', 10) });
    return ok;
  }

  /** A request in the dialog of an answer. */
  inDialog(
    method: string,
    opened: Seen | undefined = this.#opened,
    how: {
      readonly sequence?: number;
      readonly headers?: readonly string[];
      readonly type?: string;
      readonly body?: string;
    } = {},
  ): void {
    const { client, gruu } = this.person;
    const target = /<([^>]*)>/.exec(opened?.header('Contact') ?? '')?.[1] ?? '';
    if (how.sequence === undefined) this.#sequence += 1;
    const [via = '', forwards = ''] = common(client, method, 'x', 'x');
    const lines = [
      `${method} ${target} SIP/2.0`,
      via,
      forwards,
      `From: ${opened?.header('From')}`,
      `To: ${opened?.header('To')}`,
      `Call-ID: ${opened?.header('Call-ID')}`,
      `CSeq: ${how.sequence ?? this.#sequence} ${method}`,
      `Contact: <${gruu}>`,
      ...(how.headers ?? []),
      ...(how.type === undefined ? [] : [`Content-Type: ${how.type}`]),
    ];
    this.#seen.push(...client.send(lines, how.body));
  }

  /** CANCEL of the INVITE on its way. */
  cancel(): void {
    const { to, lines } = this.#call ?? { to: '', lines: [] };
    const kept = lines.filter((line) => /^(Via|Max-Forwards|From|To|Call-ID):/.test(line));
    this.#seen.push(...this.person.client.send([`CANCEL ${to} SIP/2.0`, ...kept, 'CSeq: 1 CANCEL']));
  }

  /** Answers a request that came in. */
  answer(
    request: Seen,
    status: string,
    how: { readonly headers?: readonly string[]; readonly body?: string } = {},
  ): void {
    const to = request.header('To') ?? '';
    this.#seen.push(
      ...this.person.client.send(
        [
          `SIP/2.0 ${status}`,
          ...request.headers('Via').map((via) => `Via: ${via}`),
          `From: ${request.header('From')}`,
          `To: ${/;tag=/.test(to) ? to : `${to};tag=phone`}`,
          `Call-ID: ${request.header('Call-ID')}`,
          `CSeq: ${request.header('CSeq')}`,
          `Contact: <${this.person.gruu}>`,
          ...(how.headers ?? []),
          ...(how.body === undefined ? [] : ['Content-Type: application/sdp']),
        ],
        how.body,
      ),
    );
  }

  close(): void {
    this.media.close();
    this.person.client.drop();
  }
}
