/** A scheduling service whose focus factory is the test: it sees each command and decides the answer. */
import { createSchedulingService } from '../../src/main/session/scheduling/scheduling-service.ts';
import type { Answer, RequestOptions } from '../../src/main/sip/agent.ts';
import { createStateStore } from '../../src/main/store/state.ts';
import type { Tracer } from '../../src/main/trace/tracer.ts';
import { attr, child, textOf } from '../../src/protocol/xml/find.ts';
import { readXml, type XmlElement } from '../../src/protocol/xml/read.ts';
import { noProvisioning, type ProvisioningState } from '../../src/shared/model/provisioning.ts';
import { type MeetingPlan, noOwnMeetings } from '../../src/shared/model/scheduling.ts';
import type { Slices } from '../../src/shared/model/snapshot.ts';
import { done } from '../../src/shared/outcome.ts';
import { createFakeClock } from './fake-clock.ts';
import { createFakeRandom } from './fake-random.ts';
import { createFakeSipAgent, fakeResponse } from './fake-sip-agent.ts';

export const now = Date.UTC(2026, 10, 20, 9);
export const hour = 3_600_000;
export const plan: MeetingPlan = {
  subject: 'Budget',
  startsAt: now + hour,
  endsAt: now + 2 * hour,
  access: 'company',
  presenters: 'organizer',
  announcements: false,
  phoneBypassesLobby: false,
  invited: ['sip:Anu@contoso.com', 'anu@contoso.com'],
};

export interface Asked {
  readonly name: string;
  readonly uri: string;
  readonly command: XmlElement;
}

export type Answers = Partial<Record<string, string | Answer | ((asked: Asked) => string | Answer)>>;

export const success = (name: string, content = '') =>
  `<response code="success"><${name}>${content}</${name}></response>`;
export const refusal = (name: string, reason: string) =>
  `<response code="failure"><${name} reason="${reason}"/></response>`;
export const focusOf = (id: string) => `sip:karen@contoso.com;gruu;opaque=app:conf:focus:id:${id}`;
export const info = (id: string, description = '', attributes = '') =>
  `<conference-info entity="${focusOf(id)}" ${attributes}><conference-description>${description}</conference-description></conference-info>`;
export const idIn = ({ command }: Asked) =>
  textOf(command, 'conference-info', 'conference-description', 'conference-id') ??
  attr(child(command, 'conferenceKeys'), 'conference-id') ??
  '';
export const joinUrl = (id: string) => `<join-url>https://meet.contoso.com/karen/${id}</join-url>`;

/** A factory that keeps what it is told, unless an answer says otherwise. */
const usual: Answers = {
  getConferencingCapabilities: success('getConferencingCapabilities', '<mcu-types><mcuType>chat</mcuType></mcu-types>'),
  getConferences: success('getConferences'),
  addConference: (asked) => success('addConference', info(idIn(asked))),
  getConference: (asked) => success('getConference', info(idIn(asked), joinUrl(idIn(asked)))),
  modifyConference: success('modifyConference'),
  deleteConference: success('deleteConference'),
};

export function setUpScheduling(answers: Answers = {}, provisioning: ProvisioningState = noProvisioning) {
  const clock = createFakeClock(now);
  const slices = { account: { kind: 'signed-out' }, ownMeetings: noOwnMeetings, provisioning } as unknown as Slices;
  const state = createStateStore(slices, clock);
  const tracer: Tracer = { record: () => undefined, for: () => tracer };
  const service = createSchedulingService({ state, clock, random: createFakeRandom(), tracer, timeZone: () => 'UTC' });
  const agent = createFakeSipAgent();
  const given = { ...usual, ...answers };
  const asked: Asked[] = [];
  agent.answer = (method, { uri, body }: RequestOptions) => {
    const xml = readXml(body?.text ?? '');
    const command = xml.ok ? xml.root.children[0] : undefined;
    if (method !== 'SERVICE' || !command) throw new Error('not a command');
    const each = { name: command.local, uri, command };
    asked.push(each);
    const answer = given[command.local] ?? refusal(command.local, 'notSupported');
    const value = typeof answer === 'function' ? answer(each) : answer;
    return typeof value === 'string' ? done(fakeResponse(200, value)) : value;
  };
  const end = new AbortController();
  service.start({ agent, displayName: 'Karen Berg', signal: end.signal });
  const names = () => asked.map(({ name }) => name);
  return { service, agent, clock, state, asked, names, end, shown: () => state.get().ownMeetings };
}

/** The same with one meeting that was set up. */
export async function withOneMeeting(answers: Answers = {}, wanted: MeetingPlan = plan) {
  const bench = setUpScheduling(answers);
  const outcome = await bench.service.create(wanted);
  return { ...bench, outcome };
}
