/** Lets the person choose what the far end of a call sees: by the desktop's own picker where it has one, by a menu of the desktop's elsewhere. */
import { type BrowserWindow, desktopCapturer, Menu, type Session, type Video } from 'electron';
import { pickedByDesktop, whoPicks } from './pick-screen-way.ts';
import { screenTemplate } from './screen-menu.ts';
import type { DesktopWords } from './words/english.ts';

/** Pixels of the pictures in the menu. */
const thumbnailSize = { width: 96, height: 60 };

/** Answers the window's getDisplayMedia: with one source, or with none where nothing was chosen, which it hears as a refusal. */
export function shareScreens(session: Session, window: () => BrowserWindow, words: () => DesktopWords): void {
  session.setDisplayMediaRequestHandler(
    (_request, give) => {
      pickScreen(window(), words().screens).then(
        (video) => giveOrRefuse(give, video),
        () => giveOrRefuse(give, undefined),
      );
    },
    // macOS has one.
    { useSystemPicker: true },
  );
}

/** Without a source Electron refuses by throwing, after it has told the page, which is all that is wanted. */
function giveOrRefuse(give: (streams: Electron.Streams) => void, video: Video | undefined): void {
  try {
    give(video ? { video } : {});
  } catch {
    // The page has heard it as a refusal.
  }
}

async function pickScreen(window: BrowserWindow, words: DesktopWords['screens']): Promise<Video | undefined> {
  if (whoPicks(process.platform, process.env) === 'desktop') return pickedByDesktop;
  const sources = await desktopCapturer.getSources({ types: ['screen', 'window'], thumbnailSize });
  // A machine with one screen and nothing else leaves no choice.
  if (sources.length < 2) return sources[0];
  return new Promise((resolve) => {
    let picked: Video | undefined;
    const menu = Menu.buildFromTemplate(screenTemplate(sources, (source) => (picked = source), words));
    // The choice is told after the menu has closed, on some desktops.
    menu.popup({ window, callback: () => setImmediate(() => resolve(picked)) });
  });
}
