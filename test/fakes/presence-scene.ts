/** What the presence tests share: an account, people around it, documents about them, a service on a fake agent. */

import { createPresenceService, type PresenceDependencies } from '../../src/main/session/presence/presence-service.ts';
import { createStateStore } from '../../src/main/store/state.ts';
import type { Tracer } from '../../src/main/trace/tracer.ts';
import type { Contact } from '../../src/shared/model/contacts.ts';
import type { Failure } from '../../src/shared/model/failure.ts';
import { noOwnPresence } from '../../src/shared/model/presence.ts';
import type { Slices } from '../../src/shared/model/snapshot.ts';
import { createFakeClock } from './fake-clock.ts';
import { createFakeRandom } from './fake-random.ts';
import { createFakeSipAgent, type FakeSubscription } from './fake-sip-agent.ts';

export const OWN = 'sip:karen@contoso.com';
export const JEREMY = 'sip:jeremy@contoso.com';
export const VADIM = 'sip:vadim@contoso.com';
export const GARTH = 'sip:garth@tailspintoys.com';
export const KIM = 'sip:kim@fabrikam.com';
const SIP_2006 = 'http://schemas.microsoft.com/2006/09/sip/';
export const CATEGORIES = 'application/msrtc-event-categories+xml';

const listed = { groupIds: ['1'], isRelationshipAutomatic: true, isTagged: false };
export const colleague = (uri: string): Contact => ({
  ...listed,
  uri,
  name: uri,
  kind: 'same-enterprise',
  relationship: 'colleague',
});
export const partner = (uri: string): Contact => ({
  ...listed,
  uri,
  name: uri,
  kind: 'federated',
  relationship: 'external',
});

export function person(uri: string, value: number, name = ''): string {
  const card = `<category name="contactCard"><contactCard><identity><name><displayName>${name}</displayName></name></identity></contactCard></category>`;
  return (
    `<categories xmlns="${SIP_2006}categories" uri="${uri}"><category name="state" instance="1">` +
    `<state type="aggregateState"><availability>${value}</availability></state></category>${name ? card : ''}</categories>`
  );
}

export function list(...resources: readonly (readonly [uri: string, attributes: string])[]): string {
  const elements = resources.map(
    ([uri, attributes]) => `<resource uri="${uri}"><instance id="0" ${attributes}/></resource>`,
  );
  return `<list uri="${OWN}">${elements.join('')}</list>`;
}

export function ownState(
  aggregate: number,
  ...held: readonly (readonly [instance: number, container: number, version: number, value?: number])[]
) {
  const categories = held.map(([instance, container, version, value]) => {
    const type = instance === 0x20000000 ? 'userState' : 'machineState';
    const content = value === undefined ? '' : `<state type="${type}"><availability>${value}</availability></state>`;
    return `<category name="state" instance="${instance}" container="${container}" version="${version}">${content}</category>`;
  });
  return (
    `<roamingData><categories uri="${OWN}">${categories.join('')}<category name="state" instance="1" container="2" version="1">` +
    `<state type="aggregateState"><availability>${aggregate}</availability></state></category></categories></roamingData>`
  );
}

export function setUp(more: Pick<PresenceDependencies, 'activity' | 'settings'> = {}) {
  const clock = createFakeClock();
  const slices = { ownPresence: noOwnPresence } as unknown as Slices;
  const state = createStateStore(slices, clock);
  const tracer: Tracer = { record: () => undefined, for: () => tracer };
  const service = createPresenceService({ state, tracer, clock, random: createFakeRandom(), ...more });
  const agent = createFakeSipAgent();
  const controller = new AbortController();
  const start = () => service.start(agent, OWN, controller.signal);
  const watches = () => agent.subscriptions.filter(({ options }) => options.event === 'presence');
  const self = () => agent.subscriptions.find(({ options }) => options.event.endsWith('self')) as FakeSubscription;
  const shown = (uri: string) => state.get().presence[uri];
  /** What was asked of the server about our state, oldest first; that there is a device is said besides. */
  const published = () =>
    agent.requests
      .map(({ options }) => options.body?.text ?? '')
      .filter((text) => !text.includes('categoryName="device"'));
  return {
    clock,
    service,
    agent,
    controller,
    start,
    watches,
    self,
    shown,
    published,
    own: () => state.get().ownPresence,
  };
}

export const refusal = (status: number, ...codes: readonly number[]): Failure => ({
  code: 'SIP_REFUSED',
  at: 0,
  sip: { status, reason: '' },
  diagnostics: codes.map((code) => ({ code, params: {} })),
});
