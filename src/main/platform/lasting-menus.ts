/** Menus of the tray, each made once for what stands in it. */
import type { MenuItemConstructorOptions } from 'electron';
import { BoundedMap } from '../../shared/bounded-map.ts';

/** The part of Electron's Menu that is used. */
export interface BuiltMenu {
  readonly items: readonly { checked: boolean }[];
}

type Template = readonly MenuItemConstructorOptions[];

type Entry<Menu> = Omit<MenuItemConstructorOptions, 'submenu'> & { readonly submenu?: Menu };

/** Counts of what waits are different contents: those used longest ago are given up. */
const mostMenus = 200;

/**
 * Makes the function that gives the menu of a template, and the menus below it: the same ones for the same content, as they were built first. Electron 33 on
 * Linux never lets go of all that the tray has drawn: some KB for each change of a menu made anew, up to 15 with one below it, for as long as the program
 * ran. `build` is Electron's own.
 */
export function createLastingMenus<Menu extends BuiltMenu>(
  build: (entries: readonly Entry<Menu>[]) => Menu,
): (template: Template) => Menu {
  const made = new BoundedMap<string, Menu>(mostMenus);

  function lasting(template: Template): Menu {
    const entries = template.map(({ submenu, ...entry }) =>
      Array.isArray(submenu) ? { ...entry, submenu: lasting(submenu) } : entry,
    );
    const content = JSON.stringify(template);
    const menu = made.get(content) ?? build(entries);
    made.set(content, menu);
    // A click sets or takes a mark by itself.
    for (const [at, item] of menu.items.entries()) item.checked = template[at]?.checked ?? false;
    return menu;
  }

  return lasting;
}
