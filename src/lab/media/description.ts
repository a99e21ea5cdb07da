/** Session descriptions as the lab reads them: a reader of its own, so that client and lab cannot share a misreading. RFC 4566, 4568, 5245 */
import type { Candidate } from './places.ts';

export interface CryptoLine {
  readonly tag: string;
  readonly suite: string;
  /** Key and salt. */
  readonly key: Buffer;
  /** Packets bear the number of their key. */
  readonly hasMki: boolean;
}

export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

export interface MediaLine {
  /** `audio`, `video`, or whatever else is offered. */
  readonly kind: string;
  readonly port: number;
  readonly protocol: string;
  readonly formats: readonly string[];
  readonly address: string;
  readonly direction: Direction;
  readonly rtcpPort: number;
  readonly hasRtcpMux: boolean;
  /** Payload number to `PCMU/8000`. */
  readonly codecs: ReadonlyMap<string, string>;
  readonly parameters: ReadonlyMap<string, string>;
  readonly crypto: readonly CryptoLine[];
  /** `required`, `optional`, `rejected`. */
  readonly encryption: string | undefined;
  readonly fingerprint: { readonly algorithm: string; readonly value: string } | undefined;
  readonly setup: string | undefined;
  readonly ice: { readonly userFragment: string; readonly password: string } | undefined;
  readonly candidates: readonly Candidate[];
  readonly mid: string | undefined;
}

const MOST_LINES = 2000;
const MOST_SECTIONS = 16;
const directions: readonly string[] = ['sendrecv', 'sendonly', 'recvonly', 'inactive'];
/** What has a number without being named. RFC 3551 6 */
const statics: readonly (readonly [string, string])[] = [
  ['0', 'PCMU/8000'],
  ['8', 'PCMA/8000'],
  ['9', 'G722/8000'],
  ['13', 'CN/8000'],
];

type Fields = readonly (readonly [type: string, value: string])[];

/** The streams of a description, in order; undefined when it is none. */
export function readDescription(text: string): readonly MediaLine[] | undefined {
  const fields = text
    .split(/\r?\n/, MOST_LINES)
    .filter((line) => line[1] === '=')
    .map((line) => [line[0] ?? '', line.slice(2).trim()] as const);
  if (fields[0]?.[0] !== 'v') return undefined;
  const starts = fields.flatMap(([type], index) => (type === 'm' ? [index] : [])).slice(0, MOST_SECTIONS);
  const common = fields.slice(0, starts[0]);
  const lines = starts.map((start, index) => readLine(fields.slice(start, starts[index + 1]), common));
  return lines.every((line) => line !== undefined) ? lines : undefined;
}

function readLine(own: Fields, common: Fields): MediaLine | undefined {
  const [kind = '', port = '', protocol = '', ...formats] = (own[0]?.[1] ?? '').split(/\s+/);
  if (kind === '' || !/^\d{1,5}(\/\d+)?$/.test(port) || protocol === '') return undefined;
  const attributes = attributesOf(own);
  const shared = attributesOf(common);
  const first = (name: string) => attributes.get(name)?.[0] ?? shared.get(name)?.[0];
  const number = Number.parseInt(port, 10);
  const [userFragment, password] = [first('ice-ufrag'), first('ice-pwd')];
  const [algorithm, value] = (first('fingerprint') ?? '').split(/\s+/);
  return {
    kind,
    port: number,
    protocol,
    formats,
    address: addressOf(own) ?? addressOf(common) ?? '',
    direction: directionOf(attributes) ?? directionOf(shared) ?? 'sendrecv',
    rtcpPort: Number.parseInt(attributes.get('rtcp')?.[0] ?? '', 10) || number + 1,
    hasRtcpMux: attributes.has('rtcp-mux'),
    codecs: new Map([...statics, ...numbered(attributes.get('rtpmap'))]),
    parameters: new Map(numbered(attributes.get('fmtp'))),
    crypto: (attributes.get('crypto') ?? []).flatMap(readCrypto),
    encryption: first('encryption'),
    fingerprint: algorithm && value ? { algorithm: algorithm.toLowerCase(), value: value.toUpperCase() } : undefined,
    setup: first('setup'),
    ice: userFragment && password ? { userFragment, password } : undefined,
    candidates: (attributes.get('candidate') ?? []).flatMap(readCandidate),
    mid: attributes.get('mid')?.[0],
  };
}

function attributesOf(fields: Fields): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [type, line] of fields) {
    if (type !== 'a') continue;
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    found.set(name, [...(found.get(name) ?? []), colon < 0 ? '' : line.slice(colon + 1)]);
  }
  return found;
}

function addressOf(fields: Fields): string | undefined {
  return fields.find(([type]) => type === 'c')?.[1].split(/\s+/)[2];
}

function directionOf(attributes: ReadonlyMap<string, unknown>): Direction | undefined {
  return directions.find((name): name is Direction => attributes.has(name));
}

function numbered(values: readonly string[] = []): [string, string][] {
  return values.map((value) => {
    const blank = value.indexOf(' ');
    return [value.slice(0, blank), value.slice(blank + 1).trim()];
  });
}

/** `2 AES_CM_128_HMAC_SHA1_80 inline:KEY|2^31|1:1` */
function readCrypto(value: string): CryptoLine[] {
  const [tag = '', suite = '', parameters = ''] = value.split(/\s+/);
  const match = /^inline:([A-Za-z0-9+/=]+)(?:\|[^|:]*)?(\|\d+:\d+)?$/.exec(parameters);
  if (!match) return [];
  return [{ tag, suite, key: Buffer.from(match[1] ?? '', 'base64'), hasMki: match[2] !== undefined }];
}

/** `1 1 UDP 2130706431 192.0.2.1 50012 typ host` */
function readCandidate(value: string): Candidate[] {
  const [, component, transport = '', priority, address = '', port] = value.split(/\s+/);
  if (component !== '1' && component !== '2') return [];
  const number = Number(port);
  if (!Number.isInteger(number) || number < 1 || number > 65_535) return [];
  return [
    {
      component: component === '1' ? 1 : 2,
      transport: transport.toUpperCase(),
      priority: Number(priority) || 0,
      address,
      port: number,
    },
  ];
}
