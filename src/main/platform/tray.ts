/** The place in the desktop's tray: presence as an icon, what waits as a line, the status as a menu. */
import { Menu, type NativeImage, nativeImage, Tray } from 'electron';
import type { Availability } from '../../shared/model/presence.ts';
import { createLastingMenus } from './lasting-menus.ts';
import { withPresenceDot } from './tray-icon.ts';
import { type TrayActions, type TrayFacts, trayTemplate, trayTooltip } from './tray-menu.ts';

export interface TrayPlace {
  /** Shows these facts; icon, line and menu are made anew only where they would be other ones. */
  show(facts: TrayFacts): void;
  remove(): void;
}

/** Pixels. */
const size = 32;
/** The menu bar of macOS is half as high, with pixels half as large. */
const scaleFactor = process.platform === 'darwin' ? 2 : 1;

/** Takes a place in the tray. Desktops without one show nothing, and the program works all the same. */
export function createTrayPlace(iconPath: string, actions: TrayActions): TrayPlace {
  const base = nativeImage.createFromPath(iconPath).resize({ width: size, height: size });
  const tray = new Tray(painted(base, 'offline'));
  const menuOf = createLastingMenus<Menu>((entries) => Menu.buildFromTemplate([...entries]));
  let drawn: Availability = 'offline';
  let tooltip = '';
  let menu = '';
  let shown: TrayFacts | undefined;
  tray.on('click', actions.open);

  function show(facts: TrayFacts): void {
    shown = facts;
    const availability = facts.account.kind === 'registered' ? facts.own.availability : 'offline';
    if (availability !== drawn) tray.setImage(painted(base, availability));
    drawn = availability;
    const line = trayTooltip(facts);
    if (line !== tooltip) tray.setToolTip(line);
    tooltip = line;
    // Another menu closes the one that is open, and goes over the desktop's bus entry by entry.
    const template = trayTemplate(facts, { ...actions, setStatus });
    const content = JSON.stringify(template);
    if (content !== menu) tray.setContextMenu(menuOf(template));
    menu = content;
  }

  /** The desktop has set or taken a mark by itself, which may not be what becomes of the choice. */
  const setStatus: TrayActions['setStatus'] = (status) => {
    actions.setStatus(status);
    menu = '';
    if (shown) show(shown);
  };

  return { show, remove: () => tray.destroy() };
}

function painted(base: NativeImage, availability: Availability): NativeImage {
  if (base.isEmpty()) return base;
  const bitmap = Buffer.from(withPresenceDot(base.toBitmap(), size, availability));
  return nativeImage.createFromBitmap(bitmap, { width: size, height: size, scaleFactor });
}
