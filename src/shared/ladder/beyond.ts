/** The servers we have no connection with, as far as messages tell of them: who refused, and whose conference it is. Pure. */
import { headerIn, headOf, type SipEntry, statusIn } from './sip-headers.ts';

export interface Beyond {
  /** `refuser`: the server that a refusal names as its source. Else which part of a meeting. */
  readonly role: 'refuser' | 'focus' | 'focusfactory' | 'chat' | 'other-part';
  /** A server's name, or the domain of the meeting's organiser. */
  readonly server: string;
}

/** How a transaction ended: the last word of its answers. */
interface Ending {
  readonly status: number;
  readonly source: string | undefined;
}

/**
 * For each message whom it went to, or came from, behind the server that `nearOf` names. A request that was refused on its way went no
 * further than who refused it; one that nobody has answered yet went to the near server.
 */
export function beyondIn(
  messages: readonly SipEntry[],
  nearOf: (entry: SipEntry) => string,
): (entry: SipEntry) => Beyond | undefined {
  const endings = new Map<string, Ending>();
  for (const entry of messages) {
    const { status, transaction, source } = factsOf(entry);
    if (status !== undefined && status >= 200) endings.set(transaction, { status, source });
  }
  return (entry) => {
    const { status, transaction, isAck, part } = factsOf(entry);
    const ending = endings.get(transaction);
    // Nobody behind the near server is known to have heard it. The answer that an ACK is for may have left the trace.
    const isUnheard = ending === undefined && status === undefined && entry.direction === 'sent';
    if (isProvisional(status) || isChallenge(ending) || (isUnheard && !isAck)) return undefined;
    if (!ending?.source || ending.status < 300) return part;
    return ending.source === nearOf(entry).toLowerCase() ? undefined : { role: 'refuser', server: ending.source };
  };
}

/** It comes from the server next to us. */
const isProvisional = (status: number | undefined) => status !== undefined && status < 200;
/** So does this. */
const isChallenge = (ending: Ending | undefined) => ending?.status === 401 || ending?.status === 407;

/** What one message tells by itself. */
interface MessageFacts {
  readonly status: number | undefined;
  readonly transaction: string;
  readonly source: string | undefined;
  readonly isAck: boolean;
  /** The meeting, or the part of it, that stands in From or To. */
  readonly part: Beyond | undefined;
}

/** Each message is read once: the ladder is drawn anew with every line of the trace, which holds thousands. */
const read = new WeakMap<SipEntry, MessageFacts>();

function factsOf(entry: SipEntry): MessageFacts {
  const known = read.get(entry);
  if (known) return known;
  const head = headOf(entry.text);
  const [status, sequence] = [statusIn(entry.text), headerIn(head, 'CSeq') ?? ''];
  const facts: MessageFacts = {
    status,
    transaction: transactionOf(entry, status !== undefined, sequence),
    source: sourceIn(head),
    isAck: /\bACK$/.test(sequence),
    part: partIn(head),
  };
  read.set(entry, facts);
  return facts;
}

function transactionOf({ callId, direction }: SipEntry, isAnswer: boolean, sequence: string): string {
  // An answer belongs to the request that went the other way.
  const asker = isAnswer === (direction === 'sent') ? 'theirs' : 'ours';
  // An ACK has no answer of its own: it goes where its INVITE was answered.
  return `${asker} ${callId} ${sequence.replace(/\bACK$/, 'INVITE')}`;
}

function sourceIn(head: string): string | undefined {
  const diagnostics = headerIn(head, 'ms-diagnostics') ?? headerIn(head, 'ms-diagnostics-public');
  return diagnostics === undefined ? undefined : /;\s*source="([^"\s]{1,255})"/i.exec(diagnostics)?.[1]?.toLowerCase();
}

function partIn(head: string): Beyond | undefined {
  for (const name of ['To', 'From']) {
    const [, domain, part] =
      /sip:[^@\s>;]+@([^;>\s]+)[^>\s]*;opaque=app:conf:([a-z-]+)/i.exec(headerIn(head, name) ?? '') ?? [];
    if (domain !== undefined && part !== undefined) return { role: roleOf(part.toLowerCase()), server: domain };
  }
  return undefined;
}

function roleOf(part: string): Beyond['role'] {
  return part === 'focus' || part === 'focusfactory' || part === 'chat' ? part : 'other-part';
}
