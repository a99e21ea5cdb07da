/** The application menu: what makes copy, paste and zoom work everywhere, and the way to the diagnostics. No reload, which would lose what is typed. */
import type { MenuItemConstructorOptions } from 'electron';
import type { DesktopWords } from './words/english.ts';

/** The template for a platform. `openDiagnostics` shows that screen in the window; the tools are for a checkout, not for a package. */
export function menuTemplate(options: {
  readonly platform: NodeJS.Platform;
  readonly words: DesktopWords['menu'];
  readonly withDeveloperTools: boolean;
  readonly openDiagnostics: () => void;
  readonly openSetupCheck: () => void;
  readonly openSupport: () => void;
  readonly openLogFolder: () => void;
  readonly openAbout: () => void;
}): MenuItemConstructorOptions[] {
  const { words } = options;
  const isMac = options.platform === 'darwin';
  const first: MenuItemConstructorOptions = isMac
    ? { role: 'appMenu' }
    : { label: words.file, submenu: [{ role: 'quit', label: words.quit }] };
  const tools: MenuItemConstructorOptions[] = [{ type: 'separator' }, { role: 'toggleDevTools' }];
  return [
    first,
    {
      label: words.edit,
      submenu: [
        { role: 'undo', label: words.undo },
        { role: 'redo', label: words.redo },
        { type: 'separator' },
        { role: 'cut', label: words.cut },
        { role: 'copy', label: words.copy },
        { role: 'paste', label: words.paste },
        { role: 'delete', label: words.delete },
        { type: 'separator' },
        { role: 'selectAll', label: words.selectAll },
      ],
    },
    {
      label: words.view,
      submenu: [
        { role: 'resetZoom', label: words.actualSize },
        { role: 'zoomIn', label: words.zoomIn },
        { role: 'zoomOut', label: words.zoomOut },
        { type: 'separator' },
        { role: 'togglefullscreen', label: words.fullScreen },
        ...(options.withDeveloperTools ? tools : []),
      ],
    },
    ...(isMac ? ([{ role: 'windowMenu' }] as const) : []),
    {
      label: words.help,
      role: 'help',
      submenu: [
        { label: words.setupCheck, click: options.openSetupCheck },
        { label: words.diagnostics, click: options.openDiagnostics },
        { type: 'separator' },
        { label: words.logFolder, click: options.openLogFolder },
        { label: words.support, click: options.openSupport },
        { type: 'separator' },
        { label: words.about, click: options.openAbout },
      ],
    },
  ];
}
