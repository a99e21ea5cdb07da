import type { MenuItemConstructorOptions } from 'electron';
import { expect, it } from 'vitest';
import { createLastingMenus } from './lasting-menus.ts';

type Template = readonly MenuItemConstructorOptions[];

const build = (template: Template) => ({ items: template.map(({ checked = false }) => ({ checked })) });
const status = (chosen: string): Template => [
  { label: 'Open' },
  {
    label: 'Status',
    submenu: ['Available', 'Busy'].map((label) => ({ label, type: 'checkbox', checked: label === chosen })),
  },
];

it('makes a submenu once for each content, however often that comes back', () => {
  const withMenus = createLastingMenus(build);
  const [first, second, third] = ['Available', 'Busy', 'Available'].map((chosen) => withMenus(status(chosen)));
  expect(first?.[0]).toEqual({ label: 'Open' });
  expect(third?.[1]?.submenu).toBe(first?.[1]?.submenu);
  expect(second?.[1]?.submenu).not.toBe(first?.[1]?.submenu);
});

it('takes back a mark that a click has set by itself', () => {
  const withMenus = createLastingMenus(build);
  const [, entry] = withMenus(status('Available'));
  const [available, busy] = entry?.submenu?.items ?? [];
  if (!available || !busy) throw new Error('no submenu');
  [available.checked, busy.checked] = [false, true];
  withMenus(status('Available'));
  expect([available.checked, busy.checked]).toEqual([true, false]);
});
