/** `dns NAME TYPE BEHAVIOUR`: what the lab's DNS says from now on for one name and type. */
import type { DnsBehaviour, Lab, RecordType } from '../api.ts';
import { dnsMalice } from '../faults/malice.ts';
import { numberFrom, oneOf } from './words.ts';

const types: readonly RecordType[] = ['SRV', 'A', 'AAAA', 'NAPTR'];
const plain = ['records', 'nxdomain', 'nodata', 'servfail', 'silence'] as const;

/** Throws a sentence for an unknown type or behaviour. */
export function setDns(lab: Lab, [name = '', typeWord, kind, ...values]: readonly string[]): string {
  const type = oneOf(types, typeWord?.toUpperCase());
  lab.dns.behave(name, type, behaviourFrom(type, kind, values));
  return `${type} ${name}: ${[kind, ...values].join(' ')}`;
}

function behaviourFrom(type: RecordType, kind: string | undefined, values: readonly string[]): DnsBehaviour {
  if (kind === 'delay') return { kind, ms: numberFrom(values[0]) };
  if (kind === 'malice') return { kind, how: oneOf(dnsMalice, values[0]) };
  if (kind !== 'answer') return { kind: oneOf(plain, kind) };
  if (values.length === 0)
    throw new Error('Name what to answer: addresses, HOST:PORT for SRV, or SERVICE:NAME for NAPTR.');
  if (type === 'NAPTR') return { kind, naptr: values.map(transportFrom) };
  return type === 'SRV' ? { kind, srv: values.map(targetFrom) } : { kind, addresses: values };
}

/** `service:name[:order[:preference]]` */
function transportFrom(value: string) {
  const [service = '', replacement = '', order = '50', preference = '50'] = value.split(':');
  return { service, replacement, order: numberFrom(order), preference: numberFrom(preference) };
}

/** `host:port[:priority[:weight]]` */
function targetFrom(value: string) {
  const [target = '', port, priority = '0', weight = '0'] = value.split(':');
  return { target, port: numberFrom(port), priority: numberFrom(priority), weight: numberFrom(weight) };
}
