import { expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { createFakeDialog } from '../../../../test/fakes/fake-dialog.ts';
import { createFakeRandom } from '../../../../test/fakes/fake-random.ts';
import { fakeResponse } from '../../../../test/fakes/fake-sip-agent.ts';
import { rosterDocument, seatOf } from '../../../../test/fakes/focus-bench.ts';
import { applyConferenceInfo } from '../../../protocol/roster/merge.ts';
import { readConferenceInfo } from '../../../protocol/roster/read.ts';
import { done } from '../../../shared/outcome.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { FocusCommands } from './focus-commands.ts';
import { createMeetingControl } from './meeting-control.ts';
import type { Inside } from './presence-in-focus.ts';

const focusUri = 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ';
const vadim = 'sip:vadim@contoso.com';
const soundOf = (entity: string, id: string) =>
  `<endpoint entity="${entity}" session-type="audio-video"><status>connected</status><media id="${id}"><type>audio</type></media></endpoint>`;

/** A presenter in a meeting with vadim, who is heard by a computer and by a phone; `word` is the focus's answer about an endpoint. */
function setUp(word: (endpoint: string) => string) {
  const reading = readConferenceInfo(
    rosterDocument('full', 1, seatOf(vadim, 'connected', soundOf('{pc}', '1') + soundOf('{phone}', '7'))),
  );
  if (!reading.ok) throw new Error(reading.problem);
  const roster = applyConferenceInfo(undefined, reading.info).state;
  const asked: string[] = [];
  const dialog = createFakeDialog({
    async request(_method, { body }) {
      const endpoint = /endpointEntity="([^"]+)" mediaId="\d+"/.exec(body?.text ?? '')?.[1] ?? '';
      asked.push(`${endpoint} ${/<media-ingress-filter[^>]*>(\w+)/.exec(body?.text ?? '')?.[1]}`);
      return done(fakeResponse(200, word(endpoint), 'application/cccp+xml'));
    },
  });
  const [clock, random] = [createFakeClock(), createFakeRandom()];
  const tracer: Tracer = { record: () => undefined, for: () => tracer };
  const commands = new FocusCommands({ focusUri, from: 'sip:karen@contoso.com', clock, random, tracer });
  commands.start(dialog);
  const line = { focusUri, ownEntity: 'sip:karen@contoso.com', mcuUri: () => focusUri.replace('focus', 'audio-video') };
  const inside = { line, commands, roster } as unknown as Inside;
  const control = createMeetingControl({
    ...{ clock, random },
    inside: () => inside,
    meeting: () => null,
    forbids: () => undefined,
  });
  return { control, asked };
}

const yes = '<response code="success"><modifyEndpointMedia/></response>';
const no = (reason: string) => `<response code="failure"><modifyEndpointMedia reason="${reason}"/></response>`;

it('mutes all that a person is heard by: of who is in twice nothing is heard any more', async () => {
  const { control, asked } = setUp(() => yes);
  expect(await control.mute(vadim, true)).toEqual(done(undefined));
  expect(asked).toEqual(['{pc} block', '{phone} block']);
});

it('mutes only what is named of it, as one does with one’s own microphone beside a phone of one’s own', async () => {
  const { control, asked } = setUp(() => yes);
  expect(await control.mute(vadim, true, '{phone}')).toEqual(done(undefined));
  expect(asked).toEqual(['{phone} block']);
});

it.each([
  ['endpointDoesntExist', { ok: true }],
  ['unauthorized', { failure: { code: 'MEETING_NOT_ALLOWED' } }],
])('one of the two refused with %s', async (reason, outcome) => {
  const { control } = setUp((endpoint) => (endpoint === '{pc}' ? no(reason) : yes));
  expect(await control.mute(vadim, true)).toMatchObject(outcome);
});

it('a person whose every endpoint went meanwhile is gone', async () => {
  const { control } = setUp(() => no('endpointDoesntExist'));
  expect(await control.mute(vadim, true)).toMatchObject({ failure: { code: 'MEETING_PERSON_GONE' } });
});
