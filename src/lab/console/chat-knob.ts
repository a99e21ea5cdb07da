/** `chat ID …`: the chat of a meeting, and what goes wrong in it. */
import type { Lab } from '../api.ts';
import { hostileTexts } from '../chat-mcu/hostile-text.ts';
import type { LabChatControl } from '../chat-mcu/settings.ts';
import { numberFrom, oneOf } from './words.ts';

/** Throws a sentence for an unknown meeting, action, person or value. */
export function setChat(lab: Lab, [id = '', action = '', ...words]: readonly string[]): string {
  return `${id}: ${act(lab.chat(id), action, words)}`;
}

function act(chat: LabChatControl, action: string, words: readonly string[]): string {
  const [address = '', value] = words;
  switch (action) {
    case 'members':
      return chat.members().join(', ') || 'nobody has the chat open.';
    case 'say':
      chat.say(address, words.slice(1).join(' '));
      return `${address} wrote.`;
    case 'type':
      chat.type(address);
      return `${address} types.`;
    case 'hostile':
      chat.sayHostile(address, oneOf(hostileTexts, value));
      return `${address} wrote what no client may trust: ${value}.`;
    case 'fail':
      chat.setFailing(address, value === 'none' ? undefined : numberFrom(value));
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
