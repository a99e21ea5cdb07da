/** Reads one DNS query and writes its answer. RFC 1035 4, RFC 6891 for the larger UDP answer. */
import * as packet from 'dns-packet';
import type { DnsAnswer } from './answers.ts';
import { dnsName } from './zone.ts';

export interface DnsQuestion {
  /** Lower case, without the trailing dot. */
  readonly name: string;
  readonly type: string;
  readonly query: packet.DecodedPacket;
}

const TTL_SECONDS = 30;
const NEGATIVE_TTL_SECONDS = 5;
/** What fits into a UDP answer of somebody who did not offer more. RFC 1035 4.2.1 */
const PLAIN_UDP_BYTES = 512;
/** What we are willing to send at once. */
const LARGEST_UDP_BYTES = 1232;
const OPCODE_MASK = 0x7800;
const rcodes = { answer: 0, servfail: 2, nxdomain: 3, silence: 0 } as const;

/** The question, or undefined for anything that is no plain query: such packets stay without an answer. */
export function readQuestion(bytes: Uint8Array): DnsQuestion | undefined {
  try {
    const query = packet.decode(Buffer.from(bytes));
    const [question, ...others] = query.questions ?? [];
    const isQuery = query.type === 'query' && ((query.flags ?? 0) & OPCODE_MASK) === 0;
    if (!isQuery || !question || others.length > 0 || (question.class ?? 'IN') !== 'IN') return undefined;
    return { name: dnsName(question.name), type: question.type, query };
  } catch {
    // The library throws on packets it cannot read.
    return undefined;
  }
}

/**
 * The whole answer for TCP; for UDP cut to what the client can take, with the flag that sends it to TCP. Undefined for a
 * name that cannot be written back, such as one with broken letters: such queries stay without an answer too.
 */
export function writeAnswer(
  question: DnsQuestion,
  answer: DnsAnswer,
  transport: 'udp' | 'tcp',
): Uint8Array | undefined {
  try {
    return fitted(question, answer, transport);
  } catch {
    return undefined;
  }
}

function fitted(question: DnsQuestion, answer: DnsAnswer, transport: 'udp' | 'tcp'): Uint8Array {
  const opt = question.query.additionals?.find((record) => record.type === 'OPT');
  const full = responseTo(question, answer, opt !== undefined);
  const bytes = packet.encode(full);
  const offered = opt?.type === 'OPT' ? Math.max(opt.udpPayloadSize, PLAIN_UDP_BYTES) : PLAIN_UDP_BYTES;
  if (transport === 'tcp' || bytes.length <= Math.min(offered, LARGEST_UDP_BYTES)) return bytes;
  return packet.encode({ ...full, flags: (full.flags ?? 0) | packet.TRUNCATED_RESPONSE, answers: [] });
}

function responseTo(question: DnsQuestion, answer: DnsAnswer, hasEdns: boolean): packet.Packet {
  const { query } = question;
  const answers = recordsOf(question, answer);
  return {
    type: 'response',
    id: query.id ?? 0,
    flags: packet.AUTHORITATIVE_ANSWER | ((query.flags ?? 0) & packet.RECURSION_DESIRED) | rcodes[answer.kind],
    // As asked, letter case included: some resolvers compare it.
    questions: query.questions ?? [],
    answers,
    authorities: answers.length > 0 || answer.kind === 'servfail' ? [] : [startOfAuthority(question.name)],
    additionals: hasEdns ? [ednsRecord] : [],
  };
}

const ednsRecord: packet.Answer = {
  type: 'OPT',
  name: '.',
  udpPayloadSize: LARGEST_UDP_BYTES,
  extendedRcode: 0,
  ednsVersion: 0,
  flags: 0,
  flag_do: false,
  options: [],
};

function recordsOf({ name, type }: DnsQuestion, answer: DnsAnswer): packet.Answer[] {
  const base = { name, ttl: TTL_SECONDS } as const;
  if (type === 'SRV') return answer.srv.map((data) => ({ ...base, type: 'SRV', data }));
  if (type === 'NAPTR') {
    return (answer.naptr ?? []).map(({ service, ...data }) => ({
      ...base,
      type,
      data: { ...data, services: service },
    }));
  }
  if (type === 'A' || type === 'AAAA') return answer.addresses.map((data) => ({ ...base, type, data }));
  return [];
}

/** Goes with every negative answer, so that resolvers know how long to believe it. RFC 2308 3 */
function startOfAuthority(name: string): packet.Answer {
  const zone = name.split('.').slice(-2).join('.');
  return {
    type: 'SOA',
    name: zone,
    ttl: NEGATIVE_TTL_SECONDS,
    data: {
      mname: 'ns.lab.invalid',
      rname: 'nobody.lab.invalid',
      serial: 1,
      refresh: 3600,
      retry: 600,
      expire: 86_400,
      minimum: NEGATIVE_TTL_SECONDS,
    },
  };
}
