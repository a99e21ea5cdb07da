/** What any web content in this program may do: almost nothing. Electron's security list, points 1 to 14; docs/security.md. */
import type { App, Session, WebContents, WebPreferences } from 'electron';

export const appOrigin = 'app://main';

/** The one hash is that of the empty string: Fluent UI makes empty style elements and fills them through the CSSOM. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'none'",
  'media-src blob:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Why the window may have each permission; everything not listed is refused. */
export const allowedPermissions: Readonly<Record<string, string>> = {
  media: 'the device page shows the microphone meter and the camera picture, calls need both',
  'speaker-selection': 'sound goes to the headset that was chosen',
  'display-capture': 'sharing a screen or window begins with picking it',
  'clipboard-sanitized-write': 'Copy details writes plain text',
};

/** The preferences of every window. What Electron already forbids by default is not spelled out again. */
export function webPreferences(preload: string): WebPreferences {
  return { preload, sandbox: true, nodeIntegration: false, spellcheck: false };
}

/** True for a page of ours: the parsed origin is compared, never a prefix of the text. */
export function isOurUrl(url: string): boolean {
  try {
    const { protocol, host } = new URL(url);
    return protocol === 'app:' && host === 'main';
  } catch {
    return false;
  }
}

/** Refuses permissions but the listed ones from our own page, and every request that is not for our own scheme. */
export function guardSession(session: Session): void {
  const allows = (permission: string, url: string) => Object.hasOwn(allowedPermissions, permission) && isOurUrl(url);
  session.setPermissionRequestHandler((_contents, permission, decide, details) =>
    decide(allows(permission, details.requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => allows(permission, `${origin}/`));
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, decide) => {
    const harmless = /^(data|blob|devtools):/.test(details.url);
    decide({ cancel: !harmless && !isOurUrl(details.url) });
  });
}

/** Before the app is ready. No session, whoever makes it, has a spell-checker: it would get its dictionaries from a server of Chromium's makers. */
export function guardEverySession(app: App): void {
  app.on('session-created', (session) => session.setSpellCheckerEnabled(false));
}

/** Pins a window to its page: no navigation, no new windows, no guests inside. */
export function guardContents(contents: WebContents): void {
  const prevent = (event: { preventDefault(): void }) => event.preventDefault();
  contents.on('will-navigate', prevent);
  contents.on('will-frame-navigate', prevent);
  contents.on('will-redirect', prevent);
  contents.on('will-attach-webview', prevent);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
