/** The clients that tests send in: somebody who signs in, and a guest. */
import { answerChallenge, type Bench, type BenchClient, type Seen } from './test-bench.ts';

export interface SignedIn {
  readonly client: BenchClient;
  readonly address: string;
  readonly gruu: string;
  readonly answer: Seen;
}

export const INSTANCE = 'cc4f4797-4760-58c5-8cab-8ab72e4546bc';

let calls = 0;

/** Headers every request shares; each call is a transaction of its own. */
export function common(client: BenchClient, method: string, from: string, to: string): string[] {
  calls += 1;
  return [
    `Via: SIP/2.0/TLS 127.0.77.200:${client.port};branch=z9hG4bKtest${calls}`,
    'Max-Forwards: 70',
    `From: <sip:${from}>;tag=9004006031;epid=23c6af65b1`,
    `To: <${to}>`,
    `Call-ID: call${calls}`,
    `CSeq: 1 ${method}`,
  ];
}

/** A REGISTER as our client writes it. */
export function register(client: BenchClient, address: string, extra: readonly string[] = []): Seen[] {
  const domain = address.split('@')[1];
  return client.send([
    `REGISTER sip:${domain} SIP/2.0`,
    ...common(client, 'REGISTER', address, `sip:${address}`),
    `Contact: <sip:127.0.77.200:${client.port};transport=tls;ms-opaque=fad3dfab32>;proxy=replace;+sip.instance="<urn:uuid:${INSTANCE.toUpperCase()}>"`,
    'Supported: gruu-10, adhoclist, msrtc-event-categories',
    'Event: registration',
    ...extra,
  ]);
}

/** The first Digest challenge of an answer. */
export function digestOf(answer: Seen | undefined): string {
  return answer?.headers('WWW-Authenticate').find((value) => value.startsWith('Digest')) ?? '';
}

/** Signs somebody in at a server with Digest and the password of the topology. */
export function signIn(bench: Bench, address: string, server: string): SignedIn {
  const client = bench.connect(server);
  const [challenged] = register(client, address);
  const password = bench.topology.companies
    .flatMap(({ people }) => people)
    .find((person) => person.address === address)?.password;
  const value = answerChallenge(digestOf(challenged), {
    user: address,
    password: password ?? '',
    method: 'REGISTER',
    uri: `sip:${address.split('@')[1]}`,
  });
  const [answer] = register(client, address, [`Authorization: ${value}`]);
  if (answer?.status !== 200) throw new Error(`${address} could not sign in: ${answer?.startLine}`);
  return { client, address, answer, gruu: /gruu="([^"]+)"/.exec(answer.text)?.[1] ?? '' };
}

const SUBSCRIBE_EXTRAS = [
  'Supported: com.microsoft.autoextend',
  'Supported: ms-benotify',
  'Proxy-Require: ms-benotify',
  'Supported: ms-piggyback-first-notify',
];

/** A SUBSCRIBE with piggyback and BENOTIFY. */
export function subscribe(
  { client, address, gruu }: Pick<SignedIn, 'client' | 'address' | 'gruu'>,
  event: string,
  options: { readonly to?: string; readonly headers?: readonly string[]; readonly body?: string } = {},
): Seen[] {
  const to = options.to ?? `sip:${address}`;
  return client.send(
    [
      `SUBSCRIBE ${to} SIP/2.0`,
      ...common(client, 'SUBSCRIBE', address, to),
      `Contact: <${gruu}>`,
      `Event: ${event}`,
      ...SUBSCRIBE_EXTRAS,
      ...(options.headers ?? []),
    ],
    options.body,
  );
}

/** A SERVICE to oneself, or to another URI. */
export function service(
  { client, address, gruu }: SignedIn,
  type: string,
  body: string,
  to = `sip:${address}`,
): Seen[] {
  const lines = [`SERVICE ${to} SIP/2.0`, ...common(client, 'SERVICE', address, to), `Contact: <${gruu}>`];
  return client.send([...lines, ...(type === '' ? [] : [`Content-Type: ${type}`])], body);
}

export interface Joiner {
  readonly client: BenchClient;
  /** `user@domain` */
  readonly address: string;
  readonly name: string;
  readonly contact: string;
}

/** The guest of mission J3. */
export function guest(client: BenchClient, name = 'Karen Berg'): Joiner {
  const address = '36825c7a-a4ea-430b-aa85-e8aa6ee97ebc@anonymous.invalid';
  const contact = `<sip:${address}>;proxy=replace;+sip.instance="<urn:uuid:CC4F4797-4760-58C5-8CAB-8AB72E4546BC>"`;
  return { client, address, name, contact };
}

export function joinerOf({ client, address, gruu }: SignedIn): Joiner {
  return { client, address, name: '', contact: `<${gruu}>` };
}

export interface InviteOptions {
  readonly authorization?: string;
  readonly lobbyCapable?: boolean;
  /** Changes the body before it is sent. */
  readonly edit?: (body: string) => string;
  readonly without?: string;
}

/** The joining INVITE of mission J1 and J3. */
export function invite(joiner: Joiner, focusUri: string, options: InviteOptions = {}): Seen[] {
  const { client, address, name, contact } = joiner;
  const [via = '', forwards = '', , ...rest] = common(client, 'INVITE', address, focusUri);
  const body = [
    `<?xml version="1.0"?><request xmlns="urn:ietf:params:xml:ns:cccp" xmlns:mscp="http://schemas.microsoft.com/rtc/2005/08/cccpextensions" C3PVersion="1" to="${focusUri}" from="sip:${address}" requestId="387792480">`,
    `<addUser><conferenceKeys confEntity="${focusUri}"/>`,
    `<ci:user xmlns:ci="urn:ietf:params:xml:ns:conference-info" entity="sip:${address}"><ci:roles><ci:entry>attendee</ci:entry></ci:roles>`,
    `<clientInfo xmlns="http://schemas.microsoft.com/rtc/2005/08/confinfoextensions"><lobby-capable>${options.lobbyCapable ?? true}</lobby-capable></clientInfo>`,
    '<ci:endpoint entity="{4A5B2C3D-1111-2222-3333-444455556666}"/></ci:user></addUser></request>',
  ].join('');
  const lines = [
    `INVITE ${focusUri} SIP/2.0`,
    via,
    forwards,
    `From: ${name === '' ? '' : `"${name}" `}<sip:${address}>;tag=9004006031;epid=4edd74c4be`,
    ...rest,
    `Contact: ${contact}`,
    'Supported: ms-dialog-route-set-update',
    'Supported: timer',
    'ms-keep-alive: UAC;hop-hop=yes',
    'Allow: INVITE, BYE, ACK, CANCEL, INFO, UPDATE, REFER, NOTIFY, BENOTIFY, OPTIONS',
    'Content-Type: application/cccp+xml',
    ...(options.authorization === undefined ? [] : [`Authorization: ${options.authorization}`]),
  ].filter((line) => options.without === undefined || !line.startsWith(options.without));
  return client.send(lines, options.edit ? options.edit(body) : body);
}

/** A request inside the dialog that an answer opened. */
export function inside(
  joiner: Joiner,
  opened: Seen,
  method: string,
  options: { cseq?: number; type?: string; body?: string; headers?: string[] } = {},
): Seen[] {
  const target = /<([^>]*)>/.exec(opened.header('Contact') ?? '')?.[1] ?? '';
  calls += 1;
  return joiner.client.send(
    [
      `${method} ${target} SIP/2.0`,
      `Via: SIP/2.0/TLS 127.0.77.200:${joiner.client.port};branch=z9hG4bKtest${calls}`,
      'Max-Forwards: 70',
      `From: ${opened.header('From')}`,
      `To: ${opened.header('To')}`,
      `Call-ID: ${opened.header('Call-ID')}`,
      `CSeq: ${options.cseq ?? 2} ${method}`,
      `Contact: ${joiner.contact}`,
      ...(options.headers ?? []),
      ...(options.type === undefined ? [] : [`Content-Type: ${options.type}`]),
    ],
    options.body,
  );
}
