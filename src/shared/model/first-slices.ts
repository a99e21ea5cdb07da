/** What the window shows before anything has happened. */
import type { Settings } from './settings.ts';
import type { AppFacts, Slices } from './snapshot.ts';

/** Signed out, nothing known: what main begins with, and what the window draws until main has answered. */
export function firstSlices(app: AppFacts, settings: Settings): Slices {
  return {
    app,
    account: { kind: 'signed-out' },
    remembered: null,
    journey: null,
    devices: { state: 'loading', devices: [], chosen: {} },
    network: { interfaces: [], dnsServers: [] },
    connections: [],
    discovery: [],
    contacts: { state: 'empty', groups: [], contacts: [] },
    ownPresence: { availability: 'offline', manual: false },
    dialPlan: { state: 'none', rules: [] },
    meeting: null,
    lab: { state: 'off', users: [], meetings: [], limits: [] },
    settings,
    traceSeq: 0,
    pendingLink: null,
    storageProblem: null,
  };
}
