/** Reading all of one's meetings: the list, the standing meeting room, and the details a list leaves out. */
import type { FactoryConference } from '../../../protocol/conference-factory/conference.ts';
import { writeGetConference, writeGetConferences } from '../../../protocol/conference-factory/write.ts';
import type { FailureCode } from '../../../shared/model/failure.ts';
import { done, type Outcome } from '../../../shared/outcome.ts';
import type { AskFactory } from './factory.ts';

/** One meeting, and whether all that the server keeps about it is in it. */
export interface Read {
  readonly told: FactoryConference;
  readonly whole: boolean;
}

export interface ReadOptions {
  /** Whether this version's details are known already. */
  readonly knows: (told: FactoryConference) => boolean;
  /** First with the list, then with the details. */
  readonly show: (list: readonly Read[]) => void;
}

/** So that hundreds of meetings neither come one by one nor all at once. */
const atOnce = 4;
const ofOne: ReadonlySet<FailureCode> = new Set(['SCHEDULING_REFUSED', 'OWN_MEETING_GONE', 'SCHEDULING_UNREADABLE']);

/** Failures: those of asking for the list. A detail that does not come leaves what the list says. */
export async function readAll(ask: AskFactory, { knows, show }: ReadOptions): Promise<Outcome<void>> {
  const [scheduled, standing] = await Promise.all([
    ask(writeGetConferences('scheduled')),
    ask(writeGetConferences('static')),
  ]);
  if (!scheduled.ok) return scheduled;
  const listed = new Map(scheduled.value.conferences.map((each) => [each.conferenceId, each]));
  // Older servers have no standing rooms and may not know the question.
  for (const each of standing.ok ? standing.value.conferences : []) listed.set(each.conferenceId, each);
  const list: Read[] = [...listed.values()].map((told) => ({ told, whole: false }));
  show(list);
  const missing = list.flatMap(({ told }, index) => (knows(told) ? [] : [index]));
  await inTurns(missing, async (index) => {
    const told = list[index]?.told;
    const answer = told && (await ask(writeGetConference(told.conferenceId)));
    const detail = answer?.ok ? answer.value.conferences[0] : undefined;
    if (told && detail?.conferenceId === told.conferenceId) list[index] = { told: together(told, detail), whole: true };
    // What a server has to say of this one meeting says nothing of the others; whether it answers at all does.
    return answer === undefined || answer.ok || ofOne.has(answer.failure.code);
  });
  if (missing.length > 0) show(list);
  return done(undefined);
}

/** What only the list knows stays, above all which one is the standing room. */
function together(listed: FactoryConference, detail: FactoryConference): FactoryConference {
  const isStatic = listed.isStatic || detail.isStatic;
  const lastUpdate = listed.lastUpdate ?? detail.lastUpdate;
  return { ...listed, ...detail, isStatic, ...(lastUpdate === undefined ? {} : { lastUpdate }) };
}

/** Until all are done, or one says that there is no use in more. */
async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<boolean>): Promise<void> {
  const left = [...items];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) {
      if (!(await work(item))) left.length = 0;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
