/** Makes a fixture for the lab's replay out of a trace: a problem in the field becomes a test. */
import { checkFixture, type ReplayExchange, type ReplayFixture } from '../../lab/replay/fixture.ts';
import {
  addressIn,
  headerValue,
  methodOf,
  readTextMessage,
  statusOf,
  type TextMessage,
  writeTextMessage,
} from '../../lab/replay/message-text.ts';
import { withoutContent } from '../../main/trace/content.ts';
import { redact } from '../../main/trace/redact.ts';
import type { ReadTrace, RecordedLine } from './read-trace.ts';

export type Recording =
  | { readonly ok: true; readonly fixture: ReplayFixture }
  | { readonly ok: false; readonly problem: string };

type SipLine = Extract<RecordedLine, { readonly kind: 'sip' }>;

interface Draft {
  readonly server: string;
  readonly request: TextMessage;
  readonly answers: TextMessage[];
  readonly pushes: TextMessage[];
}

const MOST_EXCHANGES = 5000;
const MOST_ANSWERS = 20;
const MOST_PUSHES = 500;
const notKept = /^\(\d+ characters of [^\r\n]*, not kept\)$/;

/** Everything of it is redacted once more: the file may come from anybody. What it gives can be read again. Never throws. */
export function recordFixture(trace: ReadTrace, name: string): Recording {
  const made = makeFixture(trace, name);
  const checked = made.ok ? checkFixture(made.fixture) : undefined;
  if (!checked || checked.ok) return made;
  const [{ path, expected } = { path: '', expected: '' }] = checked.problems;
  return { ok: false, problem: `This trace makes no recording that can be played: ${path}: ${expected}` };
}

function makeFixture(trace: ReadTrace, name: string): Recording {
  const hosts = hostsByEnds(trace.lines);
  const sip = trace.lines.filter((each): each is SipLine => each.kind === 'sip');
  const [first] = sip;
  if (!first) return { ok: false, problem: 'There is no SIP message in this trace.' };
  const drafts = draftsOf(sip, hosts);
  const { kept, words } = withoutHandshakes(drafts);
  const exchanges = kept.slice(0, MOST_EXCHANGES).map(exchangeOf);
  if (exchanges.length === 0) return { ok: false, problem: 'There is no request in this trace that anybody answered.' };
  const servers = [...new Set(exchanges.map(({ server }) => server))];
  const lost = kept.some(({ answers, pushes }) => [...answers, ...pushes].some(({ body }) => notKept.test(body)));
  return {
    ok: true,
    fixture: {
      offhookReplay: 1,
      name: `Replay of ${name}`.slice(0, 200),
      recordedAt: Math.max(0, Math.round(first.at)),
      servers: servers.map((host) => ({ host, port: portOf(sip, hosts, host) })),
      domains: domainsOf(kept, servers),
      exchanges,
      leftOut: [
        ...words,
        ...(lost ? ['What people said and who was in a meeting is in no trace: such bodies are empty.'] : []),
        ...cutWords(kept),
        ...(trace.cutBehind > 0 ? [`What the trace has behind line ${trace.cutBehind}.`] : []),
        ...(trace.unreadable > 0 ? [`${trace.unreadable} lines of the trace could not be read.`] : []),
        'Web services, calendar and sound are not in a recording.',
      ],
    },
  };
}

const endsOf = ({ local, peer }: { readonly local?: string | undefined; readonly peer: string }) => `${local} ${peer}`;

function hostsByEnds(lines: readonly RecordedLine[]): ReadonlyMap<string, string> {
  return new Map(
    lines.flatMap((line) => (line.kind === 'connect' ? [[endsOf(line), asName(line.host)] as const] : [])),
  );
}

/** What a recording has no room for. */
function cutWords(drafts: readonly Draft[]): readonly string[] {
  const requests = drafts.length - MOST_EXCHANGES;
  const beyond = (most: number, countOf: (draft: Draft) => number) =>
    drafts.slice(0, MOST_EXCHANGES).reduce((sum, draft) => sum + Math.max(0, countOf(draft) - most), 0);
  const answers = beyond(MOST_ANSWERS, (draft) => draft.answers.length);
  const pushes = beyond(MOST_PUSHES, (draft) => draft.pushes.length);
  return [
    ...(requests > 0 ? [`${requests} of ${drafts.length} requests: there are more than ${MOST_EXCHANGES}.`] : []),
    ...(answers > 0 ? [`${counted(answers, 'answer')}: a request has more than ${MOST_ANSWERS}.`] : []),
    ...(pushes > 0
      ? [`${counted(pushes, 'message')} that the server sent: a request has more than ${MOST_PUSHES}.`]
      : []),
  ];
}

function counted(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}

/** Requests of ours with what came back: answers by their transaction, the rest by its dialog, or after the last request. */
function draftsOf(lines: readonly SipLine[], hosts: ReadonlyMap<string, string>): readonly Draft[] {
  const drafts: Draft[] = [];
  // The newest of each, since a trace has tens of thousands of requests; no name of a server has a space.
  const newest = new Map<string, Draft>();
  const keep = (draft: Draft) => {
    const { server, request } = draft;
    drafts.push(draft);
    newest.set(server, draft);
    newest.set(`${server} transaction ${transactionOf(request)}`, draft);
    newest.set(`${server} call ${headerValue(request, 'call-id')}`, draft);
  };
  for (const line of lines) {
    const server = hosts.get(endsOf(line)) ?? hostOfPeer(line.peer);
    const message = readTextMessage(cleaned(line.text));
    const isAnswer = statusOf(message) !== undefined;
    if (line.direction === 'sent') {
      if (!isAnswer && methodOf(message) !== 'ACK') keep({ server, request: message, answers: [], pushes: [] });
      continue;
    }
    const call = `${server} call ${headerValue(message, 'call-id')}`;
    if (isAnswer) newest.get(`${server} transaction ${transactionOf(message)}`)?.answers.push(message);
    else (newest.get(call) ?? newest.get(server))?.pushes.push(message);
  }
  return drafts.filter(({ answers }) => answers.some((answer) => (statusOf(answer) ?? 0) >= 200));
}

/** No proof of identity is in a trace: challenges that were met are passed over, one that stayed is asked by Digest. */
function withoutHandshakes(drafts: readonly Draft[]): {
  readonly kept: readonly Draft[];
  readonly words: readonly string[];
} {
  const kindOf = ({ server, request }: Draft) => `${server} ${methodOf(request)} ${headerValue(request, 'event')}`;
  const lastOfKind = new Map(drafts.map((draft, at) => [kindOf(draft), at]));
  const kept = drafts.filter((draft, at) => !isChallenged(draft) || lastOfKind.get(kindOf(draft)) === at);
  const isShorter = kept.length < drafts.length;
  return {
    kept,
    words: [
      ...(isShorter ? ['Handshakes of the sign-in: a replay takes everybody at his word.'] : []),
      ...(kept.some(isChallenged) ? ['The scheme of a challenge that was never met: the replay asks by Digest.'] : []),
    ],
  };
}

function isChallenged({ answers }: Draft): boolean {
  return answers.some((answer) => statusOf(answer) === 401 || statusOf(answer) === 407);
}

function exchangeOf({ server, request, answers, pushes }: Draft): ReplayExchange {
  return {
    server,
    request: writeTextMessage({ ...request, headers: request.headers.filter(isReplayable) }),
    answers: answers.slice(0, MOST_ANSWERS).map(replayable),
    pushes: pushes.slice(0, MOST_PUSHES).map(replayable),
  };
}

function replayable(message: TextMessage): string {
  const { startLine, headers, body } = message;
  const isEmpty = notKept.test(body);
  const asks = headers.some(({ name }) => challenge.test(name));
  const kept = headers.filter((header) => isReplayable(header) && !(isEmpty && header.name === 'content-type'));
  const digest = { name: 'www-authenticate', value: 'Digest realm="Offhook replay", nonce="replay", algorithm=MD5' };
  return writeTextMessage({ startLine, headers: asks ? [...kept, digest] : kept, body: isEmpty ? '' : body });
}

const challenge = /^(?:www|proxy)-authenticate$/;

/** Signatures and proofs are of another session. */
function isReplayable({ name }: { readonly name: string }): boolean {
  return !challenge.test(name) && !/^(?:proxy-)?(?:authorization|authentication-info)$/.test(name);
}

/** Which server DNS leads to: one of the domain itself, or the one that was registered with. */
function domainsOf(drafts: readonly Draft[], servers: readonly string[]): Record<string, string> {
  const domains: Record<string, string> = {};
  for (const { server, request } of drafts) {
    const isRegister = methodOf(request) === 'REGISTER';
    const uri = request.startLine.split(' ')[1] ?? '';
    const domain = isRegister ? addressIn(uri) : domainOf(addressIn(headerValue(request, 'to')));
    const own = servers.find((host) => host === domain || host.endsWith(`.${domain}`));
    const found = own ?? (isRegister ? server : undefined);
    if (found && /^[a-z0-9][a-z0-9.-]{0,252}$/.test(domain) && domains[domain] === undefined) domains[domain] = found;
  }
  return domains;
}

function portOf(lines: readonly SipLine[], hosts: ReadonlyMap<string, string>, host: string): number {
  const line = lines.find((each) => (hosts.get(endsOf(each)) ?? hostOfPeer(each.peer)) === host);
  const port = Number(/:(\d{1,5})$/.exec(line?.peer ?? '')?.[1]);
  return port >= 1 && port <= 65_535 ? port : 5061;
}

/** A server whose name is not known is called by its address. */
function hostOfPeer(peer: string): string {
  return asName(peer.replace(/:\d{1,5}$/, ''));
}

/** As the name of a host may be written; the trace may hold anything. */
function asName(text: string): string {
  const name = text
    .toLowerCase()
    .slice(0, 253)
    .replace(/[^a-z0-9.-]+/g, '-');
  return name.replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '') || 'unknown';
}

function transactionOf(message: TextMessage): string {
  return `${headerValue(message, 'call-id')} ${headerValue(message, 'cseq')}`;
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

function cleaned(text: string): string {
  return withoutContent(redact(asOnTheWire(text)));
}

/** Where a head ends, and with it what may be kept, is known by its line ends: somebody's tool may have changed them. */
function asOnTheWire(text: string): string {
  const end = /\r?\n\r?\n/.exec(text);
  const head = (end ? text.slice(0, end.index) : text).replace(/\r?\n/g, '\r\n');
  return end ? `${head}\r\n\r\n${text.slice(end.index + end[0].length)}` : head;
}
