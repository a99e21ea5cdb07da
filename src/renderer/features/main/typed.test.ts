import { expect, it } from 'vitest';
import { typedKind } from './typed.ts';

it.each([
  ['', 'nothing'],
  ['   ', 'nothing'],
  ['garth', 'name'],
  ['7', 'name'],
  ['7eleven', 'name'],
  ['()', 'name'],
  ['01785 123456', 'number'],
  ['(01785) 123456', 'number'],
  ['+44 1785 123456', 'number'],
  ['１２３４５６', 'number'],
  ['999', 'number'],
  ['1-800-FLOWERS', 'number'],
  ['conf:sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ', 'link'],
  ['meet:sip:garth@tailspintoys.com', 'link'],
  ['sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ', 'link'],
  ['https://meet.tailspintoys.com/garth/2Z92HZZZ', 'link'],
  ['sip:garth@tailspintoys.com', 'name'],
  ['http://meet.tailspintoys.com', 'name'],
] as const)('%j is a %s', (text, kind) => expect(typedKind(text)).toBe(kind));
