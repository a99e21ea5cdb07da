/** Lets the person choose what the far end of a call sees: by the desktop's own picker where it has one, by a menu of the desktop's elsewhere. */
import { type BrowserWindow, type DesktopCapturerSource, desktopCapturer, Menu, type Session } from 'electron';

type Source = Pick<DesktopCapturerSource, 'id' | 'name' | 'thumbnail'>;

/** Pixels of the pictures in the menu. */
const thumbnailSize = { width: 96, height: 60 };
/** More windows than these nobody finds in a menu. */
const mostWindows = 40;
const longestName = 80;

/** Answers the window's getDisplayMedia: with one source, or with none where nothing was chosen, which it hears as a refusal. */
export function shareScreens(session: Session, window: () => BrowserWindow): void {
  session.setDisplayMediaRequestHandler(
    (_request, give) => {
      pickScreen(window()).then(
        (video) => give(video ? { video } : {}),
        () => give({}),
      );
    },
    // macOS has one; on Wayland the portal asks as soon as sources are listed.
    { useSystemPicker: true },
  );
}

async function pickScreen(window: BrowserWindow): Promise<Source | undefined> {
  const sources = await desktopCapturer.getSources({ types: ['screen', 'window'], thumbnailSize });
  // The portal hands over just what was picked, and a machine with one screen and nothing else leaves no choice.
  if (sources.length < 2) return sources[0];
  return new Promise((resolve) => {
    let picked: Source | undefined;
    const menu = Menu.buildFromTemplate(screenTemplate(sources, (source) => (picked = source)));
    // The choice is told after the menu has closed, on some desktops.
    menu.popup({ window, callback: () => setImmediate(() => resolve(picked)) });
  });
}

/** Screens first, then windows by name; each entry calls `pick`. */
export function screenTemplate(
  sources: readonly Source[],
  pick: (source: Source) => void,
): Electron.MenuItemConstructorOptions[] {
  const entry = (source: Source, label: string): Electron.MenuItemConstructorOptions => ({
    label: label.length > longestName ? `${label.slice(0, longestName)}…` : label,
    ...(source.thumbnail.isEmpty() ? {} : { icon: source.thumbnail }),
    click: () => pick(source),
  });
  const screens = sources.filter(({ id }) => id.startsWith('screen:'));
  const windows = sources.filter(({ id }) => !id.startsWith('screen:')).slice(0, mostWindows);
  return [
    ...screens.map((source, at) => entry(source, screens.length === 1 ? 'Whole screen' : `Screen ${at + 1}`)),
    ...(screens.length > 0 && windows.length > 0 ? [{ type: 'separator' as const }] : []),
    ...windows.map((source) => entry(source, source.name || 'Window without a name')),
  ];
}
