/** One fault of any layer as something that is laid over what the lab does already. */
import type { DnsBehaviour, RecordType, ServerFaults } from '../api.ts';
import type { MediaFaults } from '../media/impairment.ts';
import type { SwitchedLab } from '../switches/lab-switch.ts';
import type { Surface } from './overlay.ts';
import type { LabFault } from './plan.ts';

type Server = Extract<LabFault, { readonly layer: 'tcp' | 'tls' | 'sip' | 'http' | 'malice' }>;

/** Where a fault stands: two with the same place replace each other. */
export function placeOf(fault: LabFault): string {
  if (fault.layer === 'dns') return nameOfAnswer(fault.name, fault.type);
  return fault.layer === 'media' ? 'media' : `${fault.layer} ${fault.server}`;
}

const nameOfAnswer = (name: string, type: RecordType) => `dns ${type} ${name.toLowerCase()}`;
const nameOfServer = (server: string) => `server ${server}`;

/** The lab as it reads where no fault stands: `under` gives the members below the faults of a surface, by its name; setting goes to the lab itself. */
export function underFaults(
  lab: SwitchedLab,
  under: (surface: string) => Readonly<Record<string, unknown>> | undefined,
): SwitchedLab {
  return {
    ...lab,
    faults: (server) => (under(nameOfServer(server)) as ServerFaults | undefined) ?? lab.faults(server),
    dns: {
      ...lab.dns,
      behaviour: (name, type) =>
        (under(nameOfAnswer(name, type))?.answer as DnsBehaviour | undefined) ?? lab.dns.behaviour(name, type),
    },
  };
}

/** What a fault is laid upon. */
export function surfaceOf(lab: SwitchedLab, fault: LabFault): Surface {
  if (fault.layer === 'dns') {
    const { name, type } = fault;
    return {
      name: placeOf(fault),
      read: () => ({ answer: lab.dns.behaviour(name, type) }),
      write: ({ answer }) => lab.dns.behave(name, type, answer as DnsBehaviour),
    };
  }
  if (fault.layer === 'media') {
    return {
      name: placeOf(fault),
      ofAll: '',
      read: () => lab.calls.mediaFaults(),
      write: (faults) => writeMedia(lab, faults as Readonly<Record<string, MediaFaults>>),
    };
  }
  const { server } = fault;
  return {
    name: nameOfServer(server),
    read: () => ({ ...lab.faults(server) }),
    write: (faults) => lab.setFaults(server, faults as ServerFaults),
  };
}

/** What a fault changes of it; connections that are dropped are no part of anything. */
export function partOf(fault: LabFault): Readonly<Record<string, unknown>> {
  if (fault.layer === 'dns') return { answer: answerOf(fault) };
  if (fault.layer === 'media') return { '': packetsOf(fault) };
  return { ...faultsOf(fault) };
}

/** Those of all first: that forgets what single parties had. */
function writeMedia(
  { calls }: SwitchedLab,
  { '': ofAll = {}, ...others }: Readonly<Record<string, MediaFaults>>,
): void {
  calls.setMediaFaults(ofAll);
  for (const [party, faults] of Object.entries(others)) calls.setMediaFaults(faults, party);
}

function faultsOf(fault: Server): ServerFaults {
  switch (fault.layer) {
    case 'tcp':
      if (fault.does === 'refuse') return { refuseConnections: true };
      return fault.bytes === undefined ? { silent: 'tcp' } : { closeAfterBytes: fault.bytes };
    case 'tls': {
      const { certificate, staple, newestTls, silentAfterHandshake } = fault;
      return { ...given({ certificate, staple, newestTls }), ...(silentAfterHandshake ? { silent: 'tls' } : {}) };
    }
    case 'sip':
      return sipFaultsOf(fault);
    case 'http':
      return { web: { answer: { service: fault.service, fault: fault.fault } } };
    case 'malice':
      return { malice: fault.plays };
  }
}

function sipFaultsOf(fault: Extract<LabFault, { readonly layer: 'sip' }>): ServerFaults {
  const { silent, answer, malformed, lateMs, signature } = fault;
  return {
    ...given({ malformed, answerLatencyMs: lateMs }),
    ...(answer ? { answer: given(answer) } : {}),
    ...(silent ? { silent: silent === 'all' ? ('sip' as const) : { method: silent } } : {}),
    ...(signature ? { auth: { signature } } : {}),
  };
}

function answerOf({ answer }: Extract<LabFault, { readonly layer: 'dns' }>): DnsBehaviour {
  if (answer.kind !== 'answer') return answer;
  const { srv, naptr, addresses } = answer;
  return {
    kind: 'answer',
    ...(srv ? { srv: srv.map(given) } : {}),
    ...(naptr ? { naptr: naptr.map(given) } : {}),
    ...(addresses ? { addresses } : {}),
  };
}

function packetsOf({ layer: _layer, ...faults }: Extract<LabFault, { readonly layer: 'media' }>): MediaFaults {
  return given(faults);
}

type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without the members that were left out. */
function given<T extends object>(value: T): Given<T> {
  return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined)) as Given<T>;
}
