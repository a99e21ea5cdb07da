/** Where people are: in the office or outside it, near or far (mission B2 to B8, B14). */
import type { DnsBehaviour, RecordType } from '../api.ts';
import { companiesOf, keepAnswers, type LabSwitch, type SwitchedLab } from './lab-switch.ts';

interface InsideName {
  readonly name: string;
  readonly type: RecordType;
  /** The answer inside; undefined where the lab has nothing to lead to. */
  readonly inside: DnsBehaviour | undefined;
}

/** The names that only the office's DNS has. */
function insideNames(lab: SwitchedLab, domain: string): InsideName[] {
  const pool = lab.profile.servers.find(({ name }) => name === `pool01.${domain}`);
  const host: DnsBehaviour | undefined = pool && { kind: 'answer', addresses: [pool.address] };
  const service = (port: number | undefined): DnsBehaviour | undefined =>
    pool && port !== undefined ? { kind: 'answer', srv: [{ target: pool.name, port }] } : undefined;
  return [
    { name: `_sipinternaltls._tcp.${domain}`, type: 'SRV', inside: service(pool?.ports[0]) },
    { name: `_sipinternal._tcp.${domain}`, type: 'SRV', inside: service(pool?.clearTextPort) },
    { name: `sipinternal.${domain}`, type: 'A', inside: host },
    { name: `lyncdiscoverinternal.${domain}`, type: 'A', inside: host },
  ];
}

export const networkSwitches: readonly LabSwitch[] = [
  {
    id: 'side',
    name: 'Inside or outside',
    group: 'network',
    scope: 'company',
    about: 'Where the company’s people are: inside, its DNS has the names of the office as well.',
    kind: {
      kind: 'choice',
      choices: [
        { value: 'inside', name: 'Inside, in the office' },
        { value: 'outside', name: 'Outside, behind the Access Edge' },
      ],
    },
    targets: companiesOf,
    read: (lab, domain) => (lab.dns.srv(`_sipinternaltls._tcp.${domain}`).length > 0 ? 'inside' : 'outside'),
    write(lab, domain, value) {
      for (const { name, type, inside } of insideNames(lab, domain)) {
        lab.dns.behave(name, type, value === 'inside' && inside ? inside : { kind: 'nxdomain' });
      }
    },
    keep: (lab, domain) => keepAnswers(lab, insideNames(lab, domain)),
  },
  {
    id: 'latency',
    name: 'Latency',
    group: 'network',
    scope: 'lab',
    about: 'Added in each direction to everything the lab sends and receives.',
    kind: { kind: 'number', least: 0, most: 10_000, unit: 'ms' },
    targets: () => ['lab'],
    read: (lab) => lab.latency(),
    write: (lab, _target, value) => lab.setLatency(value as number),
  },
];
