import { describe, expect, it } from 'vitest';
import { firstPlace, go, hashBelow, hashOf, toastIn } from './navigation.ts';
import { screens } from './screens.ts';

const goAll = (...hashes: string[]) => hashes.reduce(go, firstPlace);

describe('navigation', () => {
  it('has one address per screen', () => {
    expect(new Set(screens.map((screen) => screen.path)).size).toBe(screens.length);
    expect(new Set(screens.map((screen) => screen.id)).size).toBe(screens.length);
  });

  it.each(screens.map((screen) => screen.id))('the address of %s leads there', (id) => {
    const place = go(firstPlace, hashOf(id));
    const screen = screens.find((known) => known.id === id);
    const there: Record<string, boolean> = {
      full: place.detail === undefined && place.dialog === undefined,
      list: place.tab === id && place.front === 'list',
      detail: place.detail === id && place.front === 'detail',
      dialog: place.dialog === id,
    };
    expect(there[screen?.place ?? '']).toBe(true);
  });

  it('carries what the screen is about, whatever characters it has', () => {
    const uri = 'sip:a&b=c%@contoso.com;gruu?x#y';
    expect(go(firstPlace, hashOf('contact', uri)).about).toBe(uri);
  });

  it('opens a list with what is to be typed there, anew each time it is asked for, and without it by any other way', () => {
    const once = goAll('#/phone?about=%2B44178');
    expect(once).toMatchObject({ tab: 'phone', given: { text: '+44178' } });
    expect(go(once, '#/phone?about=%2B44178').given).not.toBe(once.given);
    expect(go(once, '#/phone').given).toBeUndefined();
    for (const other of ['#/', '#/contacts', '#/call?about=call-1']) expect(go(once, other).given).toBeUndefined();
  });

  it('keeps the detail beside another tab, and brings the list to the front', () => {
    expect(goAll('#/meeting', '#/phone')).toMatchObject({ tab: 'phone', detail: 'meeting', front: 'list' });
  });

  it('closes the dialog first, then the detail, then nothing', () => {
    const place = goAll('#/about', '#/join');
    const under = go(place, hashBelow(place) ?? '');
    expect(under).toMatchObject({ detail: 'about', dialog: undefined, front: 'detail' });
    const home = go(under, hashBelow(under) ?? '');
    expect(home).toMatchObject({ detail: undefined, front: 'list' });
    expect(hashBelow(home)).toBeUndefined();
  });

  it('knows the page of a toast, and that the main window is none', () => {
    expect(toastIn('#/toast?about=call-3')).toEqual({ callId: 'call-3', rings: false });
    expect(toastIn('#/toast?about=a%26b&rings=')).toEqual({ callId: 'a&b', rings: true });
    expect(toastIn('#/toasts')).toBeUndefined();
    expect(toastIn('')).toBeUndefined();
  });

  it.each(['', '#', '#/nowhere', '#/settings', '#/__proto__', 'x'])('stays where it is at %j', (hash) => {
    const place = goAll('#/phone', '#/about');
    expect(go(place, hash)).toEqual(place);
  });
});
