/** Where the window stands: pure. The hash of the address is the input, so that back and forward work. */
import { type DetailId, type DialogId, screens, type TabId } from './screens.ts';

/** Closes whatever is open; a signed-in window shows its tab, any other the sign-in. */
const homePath = '/';
export const homeHash = `#${homePath}`;

export interface Place {
  readonly tab: TabId;
  readonly detail: DetailId | undefined;
  /** What the detail is about, such as a contact's uri. */
  readonly about: string;
  /** What the list was opened with: to be typed into its field; another object each time it was asked for. */
  readonly given?: { readonly text: string };
  /** Which side a narrow window shows. */
  readonly front: 'list' | 'detail';
  readonly dialog: DialogId | undefined;
}

export const firstPlace: Place = { tab: 'contacts', detail: undefined, about: '', front: 'list', dialog: undefined };

/** The place after going to a hash such as `#/contact?about=sip%3Agarth%40…`. An unknown hash changes nothing. */
export function go(before: Place, hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  // It is taken once: who comes back later finds what stands there by then.
  const { given: _, ...place } = before;
  if (path === homePath) return { ...place, detail: undefined, front: 'list', dialog: undefined };
  const screen = screens.find((known) => known.path === path);
  const about = new URLSearchParams(query).get('about') ?? '';
  switch (screen?.place) {
    case undefined:
      return before;
    case 'full':
      return { ...place, detail: undefined, front: 'list', dialog: undefined };
    case 'list': {
      const given = about === '' ? {} : { given: { text: about } };
      return { ...place, ...given, tab: screen.id, front: 'list', dialog: undefined };
    }
    case 'detail':
      return { ...place, detail: screen.id, about, front: 'detail', dialog: undefined };
    case 'dialog':
      return { ...place, dialog: screen.id };
  }
}

/** The hash of a screen. */
export function hashOf(id: (typeof screens)[number]['id'], about = ''): string {
  const path = screens.find((screen) => screen.id === id)?.path ?? '/sign-in';
  return about === '' ? `#${path}` : `#${path}?${new URLSearchParams({ about })}`;
}

/** What a toast's page is about. */
export interface ToastPlace {
  readonly callId: string;
  /** There is no other window to ring in. */
  readonly rings: boolean;
}

/** A toast's page by its hash, such as `#/toast?about=call-3`; undefined for the main window. */
export function toastIn(hash: string): ToastPlace | undefined {
  const [path, query = ''] = hash.replace(/^#/, '').split('?', 2);
  if (path !== '/toast') return undefined;
  const wanted = new URLSearchParams(query);
  return { callId: wanted.get('about') ?? '', rings: wanted.has('rings') };
}

/** The hash that closes what is on top: the dialog, else the detail. Undefined when nothing is. */
export function hashBelow(place: Place): string | undefined {
  if (place.dialog)
    return place.front === 'detail' && place.detail ? hashOf(place.detail, place.about) : hashOf(place.tab);
  return place.detail ? homeHash : undefined;
}
