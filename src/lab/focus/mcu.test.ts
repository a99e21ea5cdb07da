import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { at, children, textOf } from '../../protocol/xml/find.ts';
import { common, inside } from '../sip/test-people.ts';
import { rootOf } from '../sip/xml-read.ts';
import { mcuUriOf } from './focus-uri.ts';
import { asker, open, rememberingMcu, setUpMeeting, usersIn, WEEKLY, watch } from './test-meeting.ts';

const setUp = () => setUpMeeting(createFakeClock(), createFakeRandom());

const DATA = mcuUriOf(WEEKLY, 'meeting');

function withMcu() {
  const meeting = setUp();
  const told: string[] = [];
  meeting.site.mcus.add(rememberingMcu('meeting', told));
  return { ...meeting, told, control: meeting.bench.side.meeting('2Z92HZZZ') };
}

const purposes = (body: string | undefined) =>
  children(at(rootOf(body ?? ''), 'conference-description', 'conf-uris'), 'entry').map((entry) =>
    textOf(entry, 'purpose'),
  );

const dialIn = (entity: string, uri = DATA) =>
  `<addUser mscp:mcuUri="${uri}"><conferenceKeys confEntity="${WEEKLY}"/><ci:user xmlns:ci="urn:ietf:params:xml:ns:conference-info" entity="${entity}"><ci:endpoint entity="{5}"><ci:joining-method>dialed-in</ci:joining-method></ci:endpoint></ci:user></addUser>`;

describe('an MCU of a meeting', () => {
  it('hears who is there, who goes, what changes, and the end', () => {
    const { told, karen, stranger, control } = withMcu();
    const dialog = open(karen);
    control.setPolicy('locked');
    control.setRules({ isOpen: true });
    open(stranger(1));
    control.admit('sip:guest-1@anonymous.invalid');
    inside(karen, dialog, 'BYE');
    control.end();
    const changes = told.filter((each) => each === 'change');
    expect(changes).toHaveLength(2);
    expect(told.filter((each) => each !== 'change')).toEqual([
      `seat sip:${karen.address}`,
      'seat sip:guest-1@anonymous.invalid',
      `leave sip:${karen.address}`,
      'end ended',
    ]);
  });

  it('[N4] answers addUser by INFO, and its part stands in the roster', () => {
    const { karen } = withMcu();
    const ask = asker(karen, open(karen));
    expect(purposes(watch(karen)?.body)).toContain('meeting');
    const { code, body, more } = ask(dialIn(`sip:${karen.address}`));
    expect([code, body.includes('<addUser><connection-info/></addUser>')]).toEqual(['success', true]);
    expect(more.flatMap(usersIn).flatMap(({ endpoints }) => endpoints)).toContain('meeting connected');
    expect(ask(dialIn('sip:garth@tailspintoys.com')).reason).toBe('invalidUserEntity');
    expect(ask(dialIn(`sip:${karen.address}`, mcuUriOf(WEEKLY, 'audio-video'))).reason).toBe('unknownMcuType');
  });

  it('goes down while the focus lives, and comes back', () => {
    const { told, karen, control } = withMcu();
    const ask = asker(karen, open(karen));
    watch(karen);
    ask(dialIn(`sip:${karen.address}`));
    control.setPart('meeting', false);
    const [down] = karen.client.take();
    expect(purposes(down?.body)).not.toContain('meeting');
    expect(usersIn(down).find(({ entity }) => entity === karen.address)?.endpoints).toEqual(['focus connected']);
    expect(told.at(-1)).toBe('end down');
    expect(ask(dialIn(`sip:${karen.address}`)).reason).toBe('mcuTypeNotAvailable');
    control.setPart('meeting', true);
    expect(purposes(karen.client.take()[0]?.body)).toContain('meeting');
    expect(told).toContain(`seat sip:${karen.address}`);
    expect(ask(dialIn(`sip:${karen.address}`)).code).toBe('success');
  });

  it('is reached by SIP from a seat of the meeting alone', () => {
    const { karen, control } = withMcu();
    const visit = (uri: string) => {
      const lines = [
        `INVITE ${uri} SIP/2.0`,
        ...common(karen.client, 'INVITE', karen.address, uri),
        `Contact: ${karen.contact}`,
      ];
      const [answer] = karen.client.send(lines);
      return [answer?.status, answer?.header('X-Mcu') ?? answer?.header('ms-diagnostics')?.split(';')[0]];
    };
    expect(visit(DATA)).toEqual([403, '3014']);
    open(karen);
    expect(visit(DATA)).toEqual([200, 'meeting']);
    expect(visit(mcuUriOf(WEEKLY, 'applicationsharing'))).toEqual([404, '3013']);
    control.setPart('meeting', false);
    expect(visit(DATA)).toEqual([503, undefined]);
    expect(visit(DATA.replace('2Z92HZZZ', 'UNKN0WN7'))).toEqual([404, '3012']);
  });
});
