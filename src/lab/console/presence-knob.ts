/** How simulated people look, a second machine of somebody, and many changes at once. */
import type { Lab } from '../api.ts';
import { nothingMore, numberFrom } from './words.ts';

/** `presence jeremy@contoso.com 6500 In a call`. Throws a sentence for an unknown person or number. */
export function setPresence(lab: Lab, [address = '', availability, ...note]: readonly string[]): string {
  const number = numberFrom(availability);
  lab.setPresence(address, number, ...(note.length > 0 ? ([note.join(' ')] as const) : []));
  return `${address} shows ${number}.`;
}

/** `elsewhere karen@contoso.com 3500 9500`: her other machine is in use, and there she chose not to be disturbed. */
export function setOtherEndpoint(lab: Lab, [address = '', machine, choice, ...rest]: readonly string[]): string {
  nothingMore(rest);
  const state = machine === 'gone' ? 'gone' : numberFrom(machine);
  const chosen = choice === undefined || choice === 'none' ? choice : numberFrom(choice);
  lab.setOtherEndpoint(address, {
    machine: state,
    ...(chosen === undefined ? {} : { choice: chosen as number | 'none' }),
  });
  return state === 'gone'
    ? `${address} left the other machine.`
    : `${address} has another machine, which says ${state}.`;
}

/** `storm contoso.com 1000 10`: a thousand changes in ten seconds; 0 seconds: in one notification. */
export function stormPresence(lab: Lab, [domain = '', updates, seconds, ...more]: readonly string[]): string {
  const [bytes = '0', ...rest] = more;
  const storm = { updates: numberFrom(updates), seconds: numberFrom(seconds), bytes: numberFrom(bytes) };
  // How large updates are counts only where they come in one notification.
  nothingMore(storm.seconds === 0 ? rest : more);
  lab.stormPresence(domain, storm);
  return storm.seconds === 0
    ? `${storm.updates} changes went out in one notification for each list.`
    : `${storm.updates} changes go out within ${storm.seconds} s.`;
}
