import { expect, it } from 'vitest';
import { createCallers, linkIn } from './launch-link.ts';

it('finds the last link among the arguments, and nothing that is none', () => {
  expect(linkIn(['offhook', '--flag', 'conf:sip:a@b.c', 'SIP:d@e.f'])).toBe('SIP:d@e.f');
  expect(linkIn(['offhook', 'https://example.com', 'file:///etc/passwd', 'x sip:a@b.c'])).toBeUndefined();
  expect(linkIn([`sip:${'a'.repeat(4096)}`])).toBeUndefined();
});

it('[J6] a link that comes before the window is kept for it, also when another start without one follows', () => {
  const callers = createCallers();
  callers.come('conf:sip:a@b.c');
  callers.come(undefined);
  const came: (string | undefined)[] = [];
  callers.welcome((link) => came.push(link));
  callers.come('sip:d@e.f');
  callers.come(undefined);
  expect(came).toEqual(['conf:sip:a@b.c', 'sip:d@e.f', undefined]);
});

it('disturbs nobody when nobody came', () => {
  const came: unknown[] = [];
  createCallers().welcome((link) => came.push(link));
  expect(came).toEqual([]);
});
