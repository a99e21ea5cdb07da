/** What the lab's DNS says for a name and type: the zone's answer, or what a tester put in its place. */
import type { DnsBehaviour, NaptrEntry, RecordType } from '../api.ts';
import type { DnsMalice } from '../faults/malice.ts';
import type { LabDnsView, SrvRecord } from '../net/listener.ts';
import { dnsName, type Zone } from './zone.ts';

export interface DnsAnswer {
  readonly kind: 'answer' | 'nxdomain' | 'servfail' | 'silence';
  readonly srv: readonly SrvRecord[];
  /** The zone has none: only a tester publishes them. */
  readonly naptr?: readonly Required<NaptrEntry>[];
  readonly addresses: readonly string[];
  readonly delayMs: number;
  /** What goes out in the place of this answer. */
  readonly malice?: DnsMalice;
}

export interface DnsAnswers extends LabDnsView {
  behave(name: string, type: RecordType, behaviour: DnsBehaviour): void;
  /** What a tester put in the place of the zone's answer; `records` for nothing. */
  behaviour(name: string, type: RecordType): DnsBehaviour;
  /** Empty lists in an `answer` mean that the name exists without such a record. */
  answer(name: string, type: string): DnsAnswer;
}

const types: readonly RecordType[] = ['SRV', 'A', 'AAAA', 'NAPTR'];
const empty: DnsAnswer = { kind: 'answer', srv: [], addresses: [], delayMs: 0 };

export function createDnsAnswers(zone: Zone): DnsAnswers {
  const behaviours = new Map<string, DnsBehaviour>();
  const keyOf = (name: string, type: string) => `${type} ${dnsName(name)}`;

  /** A name that does not exist has no record of any type: who heard that once may ask for none any more. RFC 2308 5 */
  function fromZone(name: string, type: string): DnsAnswer {
    const found = ofZone(zone, name, type);
    const isGiven = types.some((each) => behaviours.get(keyOf(name, each))?.kind === 'answer');
    return found.kind === 'nxdomain' && isGiven ? empty : found;
  }

  function answer(name: string, type: string): DnsAnswer {
    const behaviour = behaviours.get(keyOf(name, type));
    switch (behaviour?.kind) {
      case undefined:
      case 'records':
        return fromZone(name, type);
      case 'delay':
        return { ...fromZone(name, type), delayMs: behaviour.ms };
      case 'malice':
        return { ...fromZone(name, type), malice: behaviour.how };
      case 'nodata':
        return empty;
      case 'nxdomain':
      case 'servfail':
      case 'silence':
        return { ...empty, kind: behaviour.kind };
      case 'answer':
        return given(behaviour, type);
    }
  }

  return {
    behave(name, type, behaviour) {
      if (behaviour.kind === 'records') behaviours.delete(keyOf(name, type));
      else behaviours.set(keyOf(name, type), behaviour);
    },
    behaviour: (name, type) => behaviours.get(keyOf(name, type)) ?? { kind: 'records' },
    answer,
    srv: (name) => answer(name, 'SRV').srv,
    addresses: (name) => [...answer(name, 'A').addresses, ...answer(name, 'AAAA').addresses],
  };
}

function ofZone(zone: Zone, name: string, type: string): DnsAnswer {
  const entry = zone.find(name);
  if (!entry) return { ...empty, kind: 'nxdomain' };
  return { ...empty, srv: type === 'SRV' ? entry.srv : [], addresses: ofFamily(entry.addresses, type) };
}

function given(behaviour: DnsBehaviour & { kind: 'answer' }, type: string): DnsAnswer {
  const srv = (behaviour.srv ?? []).map(({ target, port, priority = 0, weight = 0 }) => ({
    target,
    port,
    priority,
    weight,
  }));
  const addresses = ofFamily(behaviour.addresses ?? [], type);
  const naptr = type === 'NAPTR' ? (behaviour.naptr ?? []).map(whole) : [];
  return { ...empty, srv: type === 'SRV' ? srv : [], addresses, naptr };
}

function whole({ order = 50, preference = 50, flags = 's', service, regexp = '', replacement }: NaptrEntry) {
  return { order, preference, flags, service, regexp, replacement };
}

function ofFamily(addresses: readonly string[], type: string): string[] {
  if (type !== 'A' && type !== 'AAAA') return [];
  return addresses.filter((address) => address.includes(':') === (type === 'AAAA'));
}
