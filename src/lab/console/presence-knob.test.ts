import { expect, it } from 'vitest';
import type { Lab } from '../api.ts';
import { turnKnob } from './knobs.ts';

/** A lab that only remembers what it was told. */
function listeningLab() {
  const told: unknown[][] = [];
  const names = ['setPresence', 'setOtherEndpoint', 'stormPresence'];
  const tell = (name: string) => [name, (...words: unknown[]) => told.push([name, ...words])];
  const lab = Object.fromEntries(names.map(tell)) as unknown as Lab;
  return { told, say: (line: string) => turnKnob(lab, line).text };
}

it('[F24] turns how people look, other machines and storms', () => {
  const { told, say } = listeningLab();
  say('presence jeremy@contoso.com 6500 In a call');
  say('presence jeremy@contoso.com 3500');
  say('elsewhere karen@contoso.com 3500 9500');
  say('elsewhere karen@contoso.com 5000 none');
  say('elsewhere karen@contoso.com gone');
  expect(say('storm contoso.com 1000 0 4000')).toContain('one notification');
  expect(told).toEqual([
    ['setPresence', 'jeremy@contoso.com', 6500, 'In a call'],
    ['setPresence', 'jeremy@contoso.com', 3500],
    ['setOtherEndpoint', 'karen@contoso.com', { machine: 3500, choice: 9500 }],
    ['setOtherEndpoint', 'karen@contoso.com', { machine: 5000, choice: 'none' }],
    ['setOtherEndpoint', 'karen@contoso.com', { machine: 'gone' }],
    ['stormPresence', 'contoso.com', { updates: 1000, seconds: 0, bytes: 4000 }],
  ]);
});

it.each([
  'presence a@b.c many',
  'elsewhere a@b.c',
  'elsewhere a@b.c 3500 x',
  'storm contoso.com',
  'storm contoso.com 1',
])('"%s" gets its usage back', (line) => {
  const { told, say } = listeningLab();
  expect(say(line)).toContain('Usage: ');
  expect(told).toEqual([]);
});
