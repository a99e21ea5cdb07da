/** Navigation for the screens: where we are, how to open a screen, how to close what is on top. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { firstPlace, go, hashBelow, hashOf, homeHash, type Place } from './navigation.ts';
import type { ScreenId } from './screens.ts';

export interface Navigation {
  readonly place: Place;
  open(id: ScreenId, about?: string): void;
  /** Closes what is on top: the dialog, else the detail. */
  close(): void;
  /** Closes everything. */
  home(): void;
}

const NavigationContext = createContext<Navigation | null>(null);

/** Follows the address of the window and hands the place to everything below. */
export function NavigationProvider(props: { readonly children: ReactNode }) {
  const [place, setPlace] = useState(() => go(firstPlace, window.location.hash));
  useEffect(() => {
    const onHash = () => setPlace((current) => go(current, window.location.hash));
    window.addEventListener('hashchange', onHash);
    return () => window.removeEventListener('hashchange', onHash);
  }, []);
  const navigation = useMemo<Navigation>(
    () => ({
      place,
      open: (id, about) => setHash(hashOf(id, about)),
      close: () => {
        const below = hashBelow(place);
        if (below !== undefined) setHash(below);
      },
      home: () => setHash(homeHash),
    }),
    [place],
  );
  return <NavigationContext value={navigation}>{props.children}</NavigationContext>;
}

/** The same hash again must still be heard, such as "Contacts" while its detail is in front. */
function setHash(hash: string): void {
  if (window.location.hash === hash) window.dispatchEvent(new HashChangeEvent('hashchange'));
  else window.location.hash = hash;
}

/** The navigation of this window. */
export function useNavigation(): Navigation {
  const navigation = useContext(NavigationContext);
  if (!navigation) throw new Error('NavigationProvider is missing above this component');
  return navigation;
}
