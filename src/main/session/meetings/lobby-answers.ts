/** Letting people in from the lobby, or sending them away: one command a person, some at a time. [MS-CONFBAS] 4.4.8 */
import { setLobbyAccess } from '../../../protocol/c3p/write-commands.ts';
import type { Failure, FailureCode } from '../../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import { isAlreadySo } from './command-failure.ts';
import type { Inside } from './presence-in-focus.ts';

export type Who = 'all' | readonly string[];

/** So many commands are under way at once: a full lobby does not flood its focus. */
const atOnce = 8;
/** What would be said of everybody else as well: a focus that answers nothing is not waited for a thousand times. */
const ofAll: ReadonlySet<FailureCode> = new Set([
  'MEETING_NOT_IN',
  'MEETING_NOT_ALLOWED',
  'MEETING_NO_ANSWER',
  'CONNECTION_LOST',
]);

/** Answers all of them; the failure is the first that matters: who is in already, or left, needs no answer when others were asked too. */
export async function answerLobby(
  inside: Inside,
  entities: readonly string[],
  access: 'granted' | 'denied',
): Promise<Outcome<void>> {
  const queue = [...entities];
  const failures: Failure[] = [];
  const work = async () => {
    for (let entity = queue.shift(); entity !== undefined; entity = queue.shift()) {
      const outcome = await answerOne(inside, entity, access);
      if (outcome.ok) continue;
      failures.push(outcome.failure);
      if (ofAll.has(outcome.failure.code)) queue.length = 0;
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, queue.length) }, work));
  const telling = failures.find(({ code }) => entities.length === 1 || code !== 'MEETING_PERSON_GONE');
  return telling ? failed(telling) : done(undefined);
}

async function answerOne(inside: Inside, entity: string, access: 'granted' | 'denied'): Promise<Outcome<void>> {
  const { line, commands } = inside;
  const outcome = await commands.run(setLobbyAccess(line.focusUri, entity, access));
  if (outcome.ok) return done(undefined);
  // Somebody else was quicker.
  return access === 'granted' && isAlreadySo(outcome.failure) ? done(undefined) : outcome;
}
