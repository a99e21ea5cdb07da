/** Answers requests as a recorded server did: found by method and order, with the live transaction's own names in them. */
import type { ReplayExchange, ReplayFixture } from './fixture.ts';
import {
  addressIn,
  headerValue,
  methodOf,
  parameterOf,
  readTextMessage,
  statusOf,
  type TextMessage,
  writeTextMessage,
} from './message-text.ts';

/** What could not be answered from the recording. */
export interface ReplayGap {
  readonly server: string;
  /** Such as `SUBSCRIBE presence`. */
  readonly what: string;
  /** Answered as an earlier one of the kind was, or not at all. */
  readonly answered: 'again' | 'no';
}

interface Recorded {
  readonly exchange: ReplayExchange;
  readonly request: TextMessage;
  readonly kind: string;
  isUsed: boolean;
}

const MOST_GAPS = 1000;
/** Methods that a client repeats as long as it lives. */
const refreshed: ReadonlySet<string> = new Set(['REGISTER', 'SUBSCRIBE', 'OPTIONS', 'UPDATE']);

export class ReplayPlayer {
  readonly #recorded: readonly Recorded[];
  readonly #name: string;
  readonly #gaps: ReplayGap[] = [];
  /** Of all servers: what the client calls itself is the same at each. */
  readonly #names = new Map<string, string>();

  constructor({ exchanges, name }: ReplayFixture) {
    this.#name = name;
    this.#recorded = exchanges.map((exchange) => {
      const request = readTextMessage(exchange.request);
      return { exchange, request, kind: kindOf(request), isUsed: false };
    });
  }

  gaps(): readonly ReplayGap[] {
    return this.#gaps;
  }

  /** Everything to send for one message of the client, in order. */
  take(server: string, raw: string): readonly string[] {
    const live = readTextMessage(raw);
    if (statusOf(live) !== undefined || methodOf(live) === 'ACK') return [];
    const found = this.#find(server, live);
    if (!found) return [this.#unknown(live)];
    this.#learn(found.request, live);
    const answers = found.exchange.answers.map((text) => this.#answer(readTextMessage(text), live));
    const isFirst = !found.isUsed;
    found.isUsed = true;
    const pushes = isFirst ? found.exchange.pushes.map((text) => this.#push(readTextMessage(text))) : [];
    return [...answers, ...pushes];
  }

  /** The next unused one of the kind, to the same address where there is one; a refresh may be answered as before. */
  #find(server: string, live: TextMessage): Recorded | undefined {
    const kind = kindOf(live);
    const alike = this.#recorded.filter((each) => each.exchange.server === server && each.kind === kind);
    const to = addressIn(headerValue(live, 'to'));
    const unused = alike.filter(({ isUsed }) => !isUsed);
    const next = unused.find(({ request }) => addressIn(headerValue(request, 'to')) === to) ?? unused[0];
    if (next) return next;
    const before = refreshed.has(methodOf(live)) ? alike.at(-1) : undefined;
    if (this.#gaps.length < MOST_GAPS) this.#gaps.push({ server, what: kind, answered: before ? 'again' : 'no' });
    return before;
  }

  /** What the client is called now in place of what it was called then. */
  #learn(then: TextMessage, now: TextMessage): void {
    const pair = (recorded: string, live: string) => {
      if (recorded.length < 4 || live === '') return;
      // Servers write hexadecimal digits as they like.
      this.#names.set(recorded.toLowerCase(), live.toLowerCase());
      // As it stands comes last: where both are one, case counts.
      this.#names.set(recorded, live);
    };
    const [from, liveFrom] = [headerValue(then, 'from'), headerValue(now, 'from')];
    pair(headerValue(then, 'call-id'), headerValue(now, 'call-id'));
    pair(parameterOf(from, 'tag'), parameterOf(liveFrom, 'tag'));
    pair(parameterOf(from, 'epid'), parameterOf(liveFrom, 'epid'));
    const [contact, liveContact] = [headerValue(then, 'contact'), headerValue(now, 'contact')];
    pair(parameterOf(contact, '\\+sip\\.instance'), parameterOf(liveContact, '\\+sip\\.instance'));
    pair(addressIn(contact), addressIn(liveContact));
    pair(addressIn(headerValue(then, 'from')), addressIn(liveFrom));
  }

  #answer(recorded: TextMessage, live: TextMessage): string {
    const to = headerValue(live, 'to');
    const tag = parameterOf(headerValue(recorded, 'to'), 'tag');
    const own = live.headers.filter(({ name }) => name === 'via' || name === 'call-id' || name === 'cseq');
    // The server's own words for who asks, as long as they mean this transaction.
    const from = this.#renamed(headerValue(recorded, 'from'));
    const isOurs = parameterOf(from, 'tag') === parameterOf(headerValue(live, 'from'), 'tag');
    const answeredTo = parameterOf(to, 'tag') === '' && tag !== '' ? `${to};tag=${tag}` : to;
    const kept = recorded.headers
      .filter(({ name }) => !taken.has(name))
      .map((header) => ({ ...header, value: this.#renamed(header.value) }));
    return this.#written({
      startLine: recorded.startLine,
      headers: [
        ...own,
        { name: 'from', value: isOurs ? from : headerValue(live, 'from') },
        { name: 'to', value: answeredTo },
        ...kept,
      ],
      body: this.#renamed(recorded.body),
    });
  }

  #push(recorded: TextMessage): string {
    return this.#written({
      startLine: this.#renamed(recorded.startLine),
      headers: recorded.headers.map((header) => ({ ...header, value: this.#renamed(header.value) })),
      body: this.#renamed(recorded.body),
    });
  }

  #unknown(live: TextMessage): string {
    const own = live.headers.filter(({ name }) => ['via', 'from', 'to', 'call-id', 'cseq'].includes(name));
    return this.#written({ startLine: 'SIP/2.0 501 Not in the recording', headers: own, body: '' });
  }

  #written(message: TextMessage): string {
    const headers = [...message.headers, { name: 'offhook-replay', value: this.#name.replace(/[\r\n]/g, ' ') }];
    return writeTextMessage({ ...message, headers });
  }

  #renamed(text: string): string {
    let renamed = text;
    for (const [recorded, live] of this.#names) renamed = renamed.replaceAll(recorded, () => live);
    return renamed;
  }
}

/** Headers of an answer that the live request gives. */
const taken: ReadonlySet<string> = new Set(['via', 'from', 'to', 'call-id', 'cseq']);

/** Method, and what tells requests of one method apart: the package, the end of a registration, the type of the body. */
function kindOf(message: TextMessage): string {
  const method = methodOf(message);
  const [event = ''] = headerValue(message, 'event').split(';');
  const [type = ''] = headerValue(message, 'content-type').split(';');
  const ends = headerValue(message, 'expires').trim() === '0' ? 'end' : '';
  const isByType = method === 'SERVICE' || method === 'INFO' || method === 'MESSAGE';
  return [method, event.trim().toLowerCase(), ends, isByType ? type.trim().toLowerCase() : '']
    .filter(Boolean)
    .join(' ');
}
