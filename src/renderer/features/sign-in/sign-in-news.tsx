import { useAnnounce } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import type { AccountState } from '../../../shared/model/account.ts';
import type { Journey } from '../../../shared/model/journey.ts';
import { stageTitles } from '../../locales/journey.ts';
import { signInTexts as texts } from '../../locales/sign-in.ts';
import { useSlice } from '../../state/services.tsx';

/** Reads out how the sign-in goes, each change once, on whatever screen the person is. A failure is read out by its card. */
export function SignInNews() {
  const { announce } = useAnnounce();
  const words = useSlice((snapshot) => newsOf(snapshot.account, snapshot.journey));
  const said = useRef('');
  useEffect(() => {
    // The window begins signed out; that is no news.
    const isNews = words !== '' && words !== said.current && !(words === texts.signedOut && said.current === '');
    if (isNews) announce(words);
    said.current = words;
  }, [announce, words]);
  return null;
}

/** What there is to say; empty where a card or a banner says it. */
export function newsOf(account: AccountState, journey: Journey | null): string {
  switch (account.kind) {
    case 'signing-in': {
      const stage = journey?.stages.findLast(({ state, name }) => state === 'running' && name !== 'devices');
      return stage ? stageTitles[stage.name] : '';
    }
    case 'registered':
      return texts.signedInAs(account.account.displayName);
    case 'reconnecting':
      return '';
    case 'signed-out':
      return account.failure ? '' : texts.signedOut;
  }
}
