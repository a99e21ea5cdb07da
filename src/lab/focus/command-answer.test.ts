import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { readXml } from '../../protocol/xml/read.ts';
import { answerFaults, failureReasons } from './focus-faults.ts';
import { asker, open, setUpMeeting, WEEKLY, watch, wordOf } from './test-meeting.ts';

const setUp = () => setUpMeeting(createFakeClock(), createFakeRandom());

const LOCK = '<modifyConferenceLock><locked>true</locked></modifyConferenceLock>';

function organizer() {
  const meeting = setUp();
  const garth = meeting.garth();
  const ask = asker(garth, open(garth));
  return { ask, garth, control: meeting.bench.side.meeting('2Z92HZZZ') };
}

describe('a focus in the hands of a tester', () => {
  it('says "accepted" and tells the end by INFO', () => {
    const { ask, garth, control } = organizer();
    watch(garth);
    control.setFaults({ answers: 'later' });
    const answer = ask(LOCK);
    expect([answer.status, answer.code]).toEqual([202, 'pending']);
    const [roster, info] = answer.more;
    expect(roster?.startLine).toMatch(/^BENOTIFY /);
    expect(info?.startLine).toMatch(/^INFO /);
    expect(wordOf(info)).toEqual({ code: 'success', reason: undefined });
    expect(info?.body).toContain('requestId="9"');
    expect(ask('<playMusic/>').more.map(wordOf)).toEqual([{ code: 'failure', reason: 'notSupported' }]);
  });

  it('refuses with every reason of C3P, and only the command that is meant', () => {
    const { ask, control } = organizer();
    for (const refuses of failureReasons) {
      control.setFaults({ refuses, command: 'modifyConferenceLock' });
      expect(ask(LOCK)).toMatchObject({ code: 'failure', reason: refuses });
    }
    expect(control.now().policy).toBe('anonymous');
    expect(ask('<getConference/>').code).toBe('success');
  });

  it.each(answerFaults.filter((fault) => fault !== 'later'))('does nothing while its answers are %s', (answers) => {
    const { ask, control } = organizer();
    control.setFaults({ answers });
    const { status, code, body, more } = ask(LOCK);
    expect(more).toEqual([]);
    expect(control.now().policy).toBe('anonymous');
    switch (answers) {
      case 'silent':
        expect(status).toBeUndefined();
        break;
      case 'unavailable':
        expect(status).toBe(503);
        break;
      case 'pending-forever':
        expect([status, code]).toEqual([202, 'pending']);
        break;
      case 'wrong-number':
        expect(body).toContain('requestId="90"');
        break;
      default:
        expect(readXml(body).ok).toBe(false);
    }
    control.setFaults({});
    expect(ask(LOCK).code).toBe('success');
    expect(control.now().policy).toBe('locked');
  });

  it.each([
    ['person-twice', (text: string) => text.match(/<user entity="sip:garth@tailspintoys.com"/g)?.length === 2],
    ['no-version', (text: string) => !text.includes('version=')],
    ['same-version', (text: string) => text.includes(' version="1"')],
    ['strange-people', (text: string) => text.includes('<user/>') && text.length > 70_000],
    ['cut', (text: string) => !readXml(text).ok],
  ] as const)('sends rosters with the damage %s until it is healed', (roster, isDamaged) => {
    const { garth, control } = organizer();
    watch(garth);
    control.setFaults({ roster });
    expect(isDamaged(watch(garth)?.body ?? '')).toBe(true);
    control.setFaults({});
    expect(watch(garth)?.body).toMatch(
      new RegExp(`entity="${WEEKLY.replaceAll('.', String.raw`\.`)}" state="full" version="1"`),
    );
  });
});
