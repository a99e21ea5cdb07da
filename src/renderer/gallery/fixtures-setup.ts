/** Made-up tests of a setup for the gallery and the component tests: one under way, one with every colour in it. */
import type { Failure } from '../../shared/model/failure.ts';
import {
  type SetupCheck,
  type SetupOutcome,
  type SetupStep,
  type SetupStepId,
  setupStepIds,
} from '../../shared/model/setup-check.ts';
import { fixtureTime, karen, network } from './fixtures.ts';
import { examination } from './fixtures-certificates.ts';
import { joinable } from './fixtures-join-check.ts';

const server = 'sip.contoso.com';
const missing: Failure = {
  code: 'CERTIFICATE_INTERMEDIATE_MISSING',
  server: 'ews.contoso.com',
  data: { host: 'ews.contoso.com', issuer: 'Woodgrove Class 3 Secure Server CA' },
  at: fixtureTime,
};

const record = { type: 'SRV', durationMs: 14 } as const;
const outcomes: Record<SetupStepId, SetupOutcome> = {
  devices: {
    result: 'amber',
    finding: { code: 'devices-no-microphone', data: { speaker: 'Built-in speaker' } },
    details: {
      kind: 'devices',
      devices: [
        { kind: 'camera', names: ['Integrated camera'], used: 'Integrated camera' },
        { kind: 'speaker', names: ['Built-in speaker'], used: 'Built-in speaker' },
        { kind: 'microphone', names: [] },
      ],
    },
  },
  network: {
    result: 'green',
    finding: { code: 'network-chosen', data: { name: 'wlan0', address: '192.168.1.200' } },
    details: { kind: 'network', interfaces: network.interfaces, dnsServers: ['192.168.1.1'] },
  },
  names: {
    result: 'green',
    finding: { code: 'names-found', data: { domain: 'contoso.com', server, host: '' } },
    details: {
      kind: 'names',
      names: [
        { ...record, name: '_sipinternaltls._tcp.contoso.com', answers: [], outcome: 'no-name', targets: [] },
        { ...record, name: '_sipinternal._tcp.contoso.com', answers: [], outcome: 'not-asked', targets: [] },
        {
          ...record,
          name: '_sip._tls.contoso.com',
          answers: [`${server}:443 (priority 0, weight 0)`],
          outcome: 'answered',
          targets: [{ host: server, trust: 'trusted' }],
        },
        { ...record, type: 'A', name: server, answers: ['203.0.113.10'], outcome: 'answered', targets: [] },
      ],
    },
  },
  reach: {
    result: 'green',
    finding: { code: 'reach-all', data: { count: '1', ms: '31', hosts: server, lost: '' } },
    details: { kind: 'reach', probes: [{ host: server, address: '203.0.113.10', port: 443, durationMs: 31 }] },
  },
  certificate: {
    result: 'red',
    finding: { code: 'failed', failure: missing },
    details: { kind: 'certificate', looks: [examination] },
  },
  server: { result: 'skipped', finding: { code: 'needs-earlier-step' } },
  web: {
    result: 'amber',
    finding: { code: 'web-no-page', data: { host: 'lyncdiscover.contoso.com', page: 'meet.contoso.com' } },
    details: {
      kind: 'web',
      looks: [
        { kind: 'lyncdiscover', host: 'lyncdiscover.contoso.com', durationMs: 88 },
        { kind: 'meeting-page', host: 'meet.contoso.com', durationMs: 12, isAbsent: true },
      ],
    },
  },
  partners: { result: 'green', finding: { code: 'partners-published', data: { domain: 'contoso.com' } } },
  partner: {
    result: 'green',
    finding: { code: 'partner-ready', data: { domain: 'tailspintoys.com', server: 'sip.tailspintoys.com:443' } },
    details: { kind: 'partner', check: joinable },
  },
  media: {
    result: 'green',
    finding: { code: 'media-local', data: { first: '20000', last: '29998', free: '24', tried: '24' } },
    details: {
      kind: 'media',
      facts: {
        address: '192.168.1.200',
        firstPort: 20_000,
        lastPort: 29_998,
        triedPorts: 24,
        freePorts: 24,
        echoMs: 1,
      },
    },
  },
};

const doneStep = (id: SetupStepId, index: number): SetupStep => ({
  id,
  state: 'done',
  startMs: index * 40,
  durationMs: 30 + index * 45,
  outcome: outcomes[id],
});

/** Over, with every colour in it. */
export const setupDone: SetupCheck = {
  number: 1,
  address: karen.address,
  domain: 'contoso.com',
  hasPartner: true,
  startedAt: fixtureTime,
  phase: 'done',
  durationMs: 812,
  steps: setupStepIds.map(doneStep),
};

/** Three steps are done, two are under way. */
export const setupRunning: SetupCheck = {
  ...setupDone,
  phase: 'running',
  steps: setupStepIds.map((id, index) => {
    if (index < 3) return doneStep(id, index);
    return index < 5 ? { id, state: 'running', startMs: index * 40 } : { id, state: 'waiting' };
  }),
};
