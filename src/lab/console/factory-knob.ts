/** `factory DOMAIN …`: how a company's focus factory works. */
import type { Lab } from '../api.ts';
import { type AnswerFault, answerFaults } from '../focus/focus-faults.ts';
import type { MeetingPartName } from '../topologies/meeting-words.ts';
import { nothingMore, numberFrom, oneOf } from './words.ts';

const parts: readonly MeetingPartName[] = ['chat', 'meeting', 'audio-video', 'applicationsharing'];

/** How many words follow each setting. */
const wordsRead: ReadonlyMap<string, number> = new Map([
  ['parts', 1],
  ['most', 1],
  ['phones', 1],
  ['refuse', 2],
  ['fault', 2],
  ['none', 0],
]);

/** Throws a sentence for an unknown company, setting or value. */
export function setFactory(lab: Lab, [domain = '', setting = '', ...words]: readonly string[]): string {
  const [value, command] = words;
  nothingMore(words.slice(wordsRead.get(setting) ?? words.length));
  const only = command === undefined ? {} : { command };
  switch (setting) {
    case 'parts': {
      const mcuTypes = (value ?? '').split(',').map((part) => oneOf(parts, part));
      lab.setFocusFactory(domain, { mcuTypes });
      return `New meetings of ${domain} can have ${mcuTypes.join(', ')}.`;
    }
    case 'most':
      lab.setFocusFactory(domain, { mostConferences: numberFrom(value) });
      return `Everybody at ${domain} has at most ${value} meetings.`;
    case 'phones':
      oneOf(['off'], value);
      lab.setFocusFactory(domain, { dialIn: [] });
      return `Meetings of ${domain} cannot be dialled into.`;
    case 'refuse':
      if (!value) throw new Error('Name the reason, such as maximumConferencesExceeded.');
      lab.setFocusFactory(domain, { faults: { refuses: value, ...only } });
      return `The factory refuses ${command ?? 'everything'} with ${value}.`;
    case 'fault':
      lab.setFocusFactory(domain, { faults: { answers: oneOf<AnswerFault>(answerFaults, value), ...only } });
      return `The factory's answers are ${value}.`;
    case 'none':
      lab.setFocusFactory(domain, { faults: {} });
      return 'The factory is healthy.';
    default:
      throw new Error(`"${setting}" is nothing a factory can be told.`);
  }
}
