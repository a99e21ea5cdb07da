/** `dns NAME TYPE BEHAVIOUR`: what the lab's DNS says from now on for one name and type. */
import { isIPv4, isIPv6 } from 'node:net';
import type { DnsBehaviour, Lab, RecordType } from '../api.ts';
import { dnsMalice } from '../faults/malice.ts';
import { nothingMore, numberFrom, numberUpTo, oneOf } from './words.ts';

const types: readonly RecordType[] = ['SRV', 'A', 'AAAA', 'NAPTR'];
/** What a number of a record holds: 16 bits. */
const MOST = 65_535;
const plain = ['records', 'nxdomain', 'nodata', 'servfail', 'silence'] as const;

/** Throws a sentence for an unknown type or behaviour. */
export function setDns(lab: Lab, [name = '', typeWord, kind, ...values]: readonly string[]): string {
  const type = oneOf(types, typeWord?.toUpperCase());
  lab.dns.behave(name, type, behaviourFrom(type, kind, values));
  return `${type} ${name}: ${[kind, ...values].join(' ')}`;
}

function behaviourFrom(type: RecordType, kind: string | undefined, values: readonly string[]): DnsBehaviour {
  if (kind === 'answer') return answerFrom(type, values);
  const isPlain = kind !== 'delay' && kind !== 'malice';
  nothingMore(values.slice(isPlain ? 0 : 1));
  if (kind === 'delay') return { kind, ms: numberFrom(values[0]) };
  if (kind === 'malice') return { kind, how: oneOf(dnsMalice, values[0]) };
  return { kind: oneOf(plain, kind) };
}

function answerFrom(type: RecordType, values: readonly string[]): DnsBehaviour {
  const kind = 'answer';
  if (values.length === 0)
    throw new Error('Name what to answer: addresses, HOST:PORT for SRV, or SERVICE:NAME for NAPTR.');
  if (type === 'NAPTR') return { kind, naptr: values.map(transportFrom) };
  return type === 'SRV'
    ? { kind, srv: values.map(targetFrom) }
    : { kind, addresses: values.map((value) => ipFrom(type, value)) };
}

/** `service:name[:order[:preference]]` */
function transportFrom(value: string) {
  const [service = '', replacement = '', order = '50', preference = '50', ...rest] = value.split(':');
  nothingMore(rest);
  return { service, replacement, order: numberUpTo(MOST, order), preference: numberUpTo(MOST, preference) };
}

/** `host:port[:priority[:weight]]` */
function targetFrom(value: string) {
  const [target = '', port, priority = '0', weight = '0', ...rest] = value.split(':');
  nothingMore(rest);
  return {
    target,
    port: numberUpTo(MOST, port),
    priority: numberUpTo(MOST, priority),
    weight: numberUpTo(MOST, weight),
  };
}

/** Throws a sentence for an address of the other family too: no record of this type can hold it. */
function ipFrom(type: RecordType, value: string): string {
  if (!(type === 'A' ? isIPv4(value) : isIPv6(value))) throw new Error(`"${value}" is no address for ${type}.`);
  return value;
}
