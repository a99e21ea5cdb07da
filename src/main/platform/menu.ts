/** The application menu: what makes copy, paste and zoom work everywhere, and the way to the diagnostics. No reload, which would lose what is typed. */
import type { MenuItemConstructorOptions } from 'electron';

/** The template for a platform. `openDiagnostics` shows that screen in the window; the tools are for a checkout, not for a package. */
export function menuTemplate(options: {
  readonly platform: NodeJS.Platform;
  readonly withDeveloperTools: boolean;
  readonly openDiagnostics: () => void;
  readonly openAbout: () => void;
}): MenuItemConstructorOptions[] {
  const isMac = options.platform === 'darwin';
  const first: MenuItemConstructorOptions = isMac
    ? { role: 'appMenu' }
    : { label: '&File', submenu: [{ role: 'quit' }] };
  const tools: MenuItemConstructorOptions[] = [{ type: 'separator' }, { role: 'toggleDevTools' }];
  return [
    first,
    {
      label: '&Edit',
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'delete' },
        { type: 'separator' },
        { role: 'selectAll' },
      ],
    },
    {
      label: '&View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(options.withDeveloperTools ? tools : []),
      ],
    },
    ...(isMac ? ([{ role: 'windowMenu' }] as const) : []),
    {
      label: '&Help',
      role: 'help',
      submenu: [
        { label: 'Diagnostics', click: options.openDiagnostics },
        { label: 'About Offhook', click: options.openAbout },
      ],
    },
  ];
}
