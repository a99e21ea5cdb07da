/** Menus below another menu, each made once for what stands in it. */
import type { MenuItemConstructorOptions } from 'electron';

/** The part of Electron's Menu that is used. */
export interface BuiltMenu {
  readonly items: readonly { checked: boolean }[];
}

type Template = readonly MenuItemConstructorOptions[];

type Entry<Menu> = Omit<MenuItemConstructorOptions, 'submenu'> & { readonly submenu?: Menu };

/**
 * Puts menus that last in the place of the templates below a template's entries. Electron 33 on Linux never lets go of a submenu that the tray has drawn; one made
 * anew for every change was 20 KB each, for as long as the program ran. `build` is Electron's own; there are as many as different contents.
 */
export function createLastingMenus<Menu extends BuiltMenu>(build: (template: Template) => Menu) {
  const made = new Map<string, Menu>();

  function lasting(template: Template): Menu {
    const content = JSON.stringify(template);
    const menu = made.get(content) ?? build(template);
    made.set(content, menu);
    // A click sets or takes a mark by itself.
    for (const [at, item] of menu.items.entries()) item.checked = template[at]?.checked ?? false;
    return menu;
  }

  return (template: Template): readonly Entry<Menu>[] =>
    template.map(({ submenu, ...entry }) => (Array.isArray(submenu) ? { ...entry, submenu: lasting(submenu) } : entry));
}
