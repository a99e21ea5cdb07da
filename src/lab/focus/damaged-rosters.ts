/** Rosters no client may swallow, sent instead of good ones while a fault is on. */
import type { ServerFaults } from '../api.ts';
import type { RosterDamage } from './focus-faults.ts';

/** A document as the meeting's damage wants it. */
export function damagedDocument(document: string, damage: RosterDamage | undefined): string {
  switch (damage) {
    case undefined:
      return document;
    case 'person-twice':
      return document.replace(/<user .*?<\/user>/s, (user) => user + secondName(user));
    case 'no-version':
      return document.replace(/ version="\d+"/, '');
    case 'same-version':
      return document.replace(/ version="\d+"/, ' version="1"');
    case 'strange-people':
      return document.replace(/<users state="[a-z]+">/, (users) => `${users}<user/><user entity="sip:${longName()}"/>`);
    case 'cut':
      return document.slice(0, document.length >> 1);
  }
}

function secondName(user: string): string {
  return user.replace(/<display-text>.*?<\/display-text>/s, '<display-text>Somebody else</display-text>');
}

function longName(): string {
  return `${'x'.repeat(70_000)}@example.invalid`;
}

/** Replaces a document as the server's fault wants it; any other fault leaves it as it is. */
export function damageRoster(document: string, fault: ServerFaults['malformed']): string {
  if (fault === 'xml-roster')
    return document.replace('</conference-info>', '<users><user entity="sip:nobody@example.invalid">');
  if (fault === 'doctype-roster')
    return `<!DOCTYPE conference-info [${bomb()}]>${document.replace('<subject>', '<subject>&i;')}`;
  return document;
}

/** Nine levels of tenfold entities: a reader that expands them needs a gigabyte. */
function bomb(): string {
  const levels = [...'abcdefghi'];
  const first = '<!ENTITY a "Offhook">';
  return (
    first +
    levels
      .slice(1)
      .map((name, index) => `<!ENTITY ${name} "${`&${levels[index] ?? 'a'};`.repeat(10)}">`)
      .join('')
  );
}
