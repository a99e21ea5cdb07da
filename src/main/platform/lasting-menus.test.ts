import type { MenuItemConstructorOptions } from 'electron';
import { expect, it } from 'vitest';
import { type BuiltMenu, createLastingMenus } from './lasting-menus.ts';

/** What stands in it, and the menus below its entries. */
interface FakeMenu extends BuiltMenu {
  readonly below: readonly (FakeMenu | undefined)[];
}

const menus = () =>
  createLastingMenus<FakeMenu>((entries) => ({
    items: entries.map(({ checked = false }) => ({ checked })),
    below: entries.map(({ submenu }) => submenu),
  }));

function template(chosen: string, waiting = ''): readonly MenuItemConstructorOptions[] {
  const statuses = ['Available', 'Busy'].map((label) => ({
    label,
    type: 'checkbox' as const,
    checked: label === chosen,
  }));
  return [{ label: 'Open' }, { label: 'Status', submenu: statuses }, { label: waiting }];
}

it('makes a menu once for each content, however often that comes back', () => {
  const menuOf = menus();
  const [first, second, third] = ['Available', 'Busy', 'Available'].map((chosen) => menuOf(template(chosen)));
  expect(third).toBe(first);
  expect(second).not.toBe(first);
  expect(first?.items.length).toBe(3);
});

it('makes what stands below another menu once too', () => {
  const menuOf = menus();
  const [first, second] = [menuOf(template('Busy')), menuOf(template('Busy', '2 messages'))];
  expect(second).not.toBe(first);
  expect(second.below[1]).toBe(first.below[1]);
});

it('takes back a mark that a click has set by itself', () => {
  const menuOf = menus();
  const [available, busy] = menuOf(template('Available')).below[1]?.items ?? [];
  if (!available || !busy) throw new Error('no submenu');
  [available.checked, busy.checked] = [false, true];
  menuOf(template('Available'));
  expect([available.checked, busy.checked]).toEqual([true, false]);
});

it('gives up those used longest ago, and never what is used again and again', () => {
  const menuOf = menus();
  const first = menuOf(template('Busy', '0 messages'));
  for (let count = 1; count <= 500; count++) menuOf(template('Busy', `${count} messages`));
  expect(menuOf(template('Busy', '0 messages'))).not.toBe(first);
  expect(menuOf(template('Busy')).below[1]).toBe(first.below[1]);
});
