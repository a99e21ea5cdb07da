/** `chat ID …`: the chat of a meeting, and what goes wrong in it. */
import type { Lab } from '../api.ts';
import { hostileTexts } from '../chat-mcu/hostile-text.ts';
import type { LabChatControl } from '../chat-mcu/settings.ts';
import { addressFrom, nothingMore, oneOf } from './words.ts';

/** How many words follow each action; `say` takes all there are. */
const wordsRead: ReadonlyMap<string, number> = new Map([
  ['members', 0],
  ['type', 1],
  ['hostile', 2],
  ['fail', 2],
  ['remove', 1],
  ['accept', 1],
  ['reports', 1],
  ['reportby', 1],
]);

/** Throws a sentence for an unknown meeting, action, person or value. */
export function setChat(lab: Lab, [id = '', action = '', ...words]: readonly string[]): string {
  return `${id}: ${act(lab.chat(id), action, words)}`;
}

function act(chat: LabChatControl, action: string, words: readonly string[]): string {
  nothingMore(words.slice(wordsRead.get(action) ?? words.length));
  const [address = '', value] = words;
  switch (action) {
    case 'members':
      return chat.members().join(', ') || 'nobody has the chat open.';
    case 'say':
      if (value === undefined) throw new Error('Name who writes, and what.');
      chat.say(address, words.slice(1).join(' '));
      return `${address} wrote.`;
    case 'type':
      chat.type(address);
      return `${address} types.`;
    case 'hostile':
      chat.sayHostile(address, oneOf(hostileTexts, value));
      return `${address} wrote what no client may trust: ${value}.`;
    case 'fail':
      chat.setFailing(addressFrom(address), value === 'none' ? undefined : failureFrom(value));
      return value === 'none' ? `${address} gets messages again.` : `messages do not reach ${address}: ${value}.`;
    case 'remove':
      chat.remove(address);
      return `${address} is out of the chat.`;
    case 'accept':
      chat.change({ acceptStatus: oneOf(['200', '202'] as const, address) === '200' ? 200 : 202 });
      return `messages are answered with ${address}.`;
    case 'reports':
      chat.change({ reports: oneOf(['all', 'failures', 'none'] as const, address) });
      return `reports: ${address}.`;
    case 'reportby':
      chat.change({ reportBy: oneOf(['BENOTIFY', 'MESSAGE'] as const, address) });
      return `reports come by ${address}.`;
    default:
      throw new Error(`"${action}" is nothing a chat can do.`);
  }
}

/** A status that tells a failure: any other is told as if the message had come. */
function failureFrom(word: string | undefined): number {
  if (word === undefined || !/^[3-6]\d\d$/.test(word)) throw new Error(`"${word ?? ''}" is no status from 300 to 699.`);
  return Number(word);
}
