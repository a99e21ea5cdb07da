/** `a=candidate` and `a=remote-candidates`. RFC 8839 5.1 and 5.2, RFC 6544 4.5, [MS-ICE2] 2.2 */
import type { Candidate, CandidateType, ComponentAddress } from './description.ts';
import { isAddress, readPort, readWhole, wordsOf } from './values.ts';

const TRANSPORTS: ReadonlySet<string> = new Set(['UDP', 'TCP', 'TCP-ACT', 'TCP-PASS']);
const TYPES: ReadonlySet<string> = new Set(['host', 'srflx', 'prflx', 'relay']);
const TCP_TYPES: ReadonlySet<string> = new Set(['active', 'passive', 'so']);
const FOUNDATION = /^[\w+/]{1,32}$/;
const highestPriority = 4_294_967_295;
const mostWords = 40;
const fixedWords = 8;

/**
 * Reads a candidate; undefined for what is none we could use: a name instead of an address, a component beyond RTCP, another transport, the
 * form of draft 6, where no `typ` follows the port.
 */
export function readCandidate(value: string): Candidate | undefined {
  const words = wordsOf(value, mostWords);
  const [foundation = '', componentText, transportText = '', priorityText, address, portText, typ, type = ''] = words;
  const component = readComponent(componentText);
  const transport = transportText.toUpperCase();
  const priority = readWhole(priorityText, highestPriority);
  const port = readPort(portText);
  const isNamed = FOUNDATION.test(foundation) && typ === 'typ' && isType(type) && isTransport(transport);
  if (!isNamed || component === undefined || priority === undefined || port === undefined || !isAddress(address)) {
    return undefined;
  }
  return {
    ...{ foundation, component, transport, priority, address, port, type },
    ...readRest(words.slice(fixedWords)),
  };
}

function readRest(words: readonly string[]): Partial<Candidate> {
  const named = new Map<string, string>();
  for (let at = 0; at + 1 < words.length; at += 2) named.set(words[at] ?? '', words[at + 1] ?? '');
  const relatedAddress = named.get('raddr');
  const relatedPort = readPort(named.get('rport'));
  const tcpType = named.get('tcptype') ?? '';
  return {
    ...(isAddress(relatedAddress) && { relatedAddress }),
    ...(relatedPort !== undefined && { relatedPort }),
    ...(isTcpType(tcpType) && { tcpType }),
  };
}

/** Reads the chosen addresses, as many as are sound. */
export function readRemoteCandidates(value: string): ComponentAddress[] {
  const words = wordsOf(value, mostWords);
  const found: ComponentAddress[] = [];
  for (let at = 0; at + 2 < words.length; at += 3) {
    const component = readComponent(words[at]);
    const address = words[at + 1];
    const port = readPort(words[at + 2]);
    const isNew = !found.some((known) => known.component === component);
    if (component && isAddress(address) && port && isNew) found.push({ component, address, port });
  }
  return found;
}

function readComponent(text: string | undefined): 1 | 2 | undefined {
  if (text === '1') return 1;
  return text === '2' ? 2 : undefined;
}

function isTransport(text: string): text is Candidate['transport'] {
  return TRANSPORTS.has(text);
}

function isType(text: string): text is CandidateType {
  return TYPES.has(text);
}

function isTcpType(text: string): text is NonNullable<Candidate['tcpType']> {
  return TCP_TYPES.has(text);
}
