/** One fault of any layer put onto the lab, beside those that stand, or taken away. */
import type { ServerFaults } from '../api.ts';
import type { SwitchedLab } from '../switches/lab-switch.ts';
import type { LabFault } from './plan.ts';

type Server = Extract<LabFault, { readonly layer: 'tcp' | 'tls' | 'sip' | 'http' }>;

/** Throws a sentence for a server the lab does not have. */
export function applyFault(lab: SwitchedLab, fault: LabFault): void {
  if (fault.layer === 'dns') lab.dns.behave(fault.name, fault.type, answerOf(fault));
  else if (fault.layer === 'media') lab.calls.setMediaFaults(packetsOf(fault));
  else if (fault.layer === 'tcp' && fault.does === 'drop') lab.dropConnections(fault.server);
  else lab.setFaults(fault.server, { ...without(lab, fault), ...faultsOf(fault) });
}

/** Heals the layer at that place, whatever the fault there is. */
export function healFault(lab: SwitchedLab, fault: LabFault): void {
  if (fault.layer === 'dns') lab.dns.behave(fault.name, fault.type, { kind: 'records' });
  else if (fault.layer === 'media') lab.calls.setMediaFaults({});
  else lab.setFaults(fault.server, without(lab, fault));
}

/** Where a fault stands: two with the same place replace each other. */
export function placeOf(fault: LabFault): string {
  if (fault.layer === 'dns') return `dns ${fault.type} ${fault.name.toLowerCase()}`;
  return fault.layer === 'media' ? 'media' : `${fault.layer} ${fault.server}`;
}

/** The server's faults without those of one layer. Silence is one fault with a layer in it. */
function without(lab: SwitchedLab, { layer, server }: Server): ServerFaults {
  const kept: Record<string, unknown> = { ...lab.faults(server) };
  for (const name of namesOf[layer]) delete kept[name];
  if (layerOfSilence(lab.faults(server).silent) === layer) delete kept.silent;
  return kept as ServerFaults;
}

const namesOf: Readonly<Record<Server['layer'], readonly (keyof ServerFaults)[]>> = {
  tcp: ['refuseConnections', 'closeAfterBytes'],
  tls: ['certificate', 'staple', 'newestTls'],
  sip: ['answer', 'malformed', 'answerLatencyMs', 'auth'],
  http: ['web'],
};

function layerOfSilence(silent: ServerFaults['silent']): Server['layer'] | undefined {
  if (silent === undefined) return undefined;
  return silent === 'tcp' || silent === 'tls' ? silent : 'sip';
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

function answerOf({
  answer,
}: Extract<LabFault, { readonly layer: 'dns' }>): Parameters<SwitchedLab['dns']['behave']>[2] {
  if (answer.kind !== 'answer') return answer;
  const { srv, addresses } = answer;
  return { kind: 'answer', ...(srv ? { srv: srv.map(given) } : {}), ...(addresses ? { addresses } : {}) };
}

function packetsOf({ layer: _layer, ...faults }: Extract<LabFault, { readonly layer: 'media' }>) {
  return given(faults);
}

type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without the members that were left out. */
function given<T extends object>(value: T): Given<T> {
  return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined)) as Given<T>;
}
