import { useAnnounce } from '@fluentui/react-components';
import { useState } from 'react';
import type { OwnMeeting } from '../../../shared/model/scheduling.ts';
import { failureOf, outcomeOf } from '../../ipc/client.ts';
import { languageTag } from '../../locales/language.ts';
import { invitationWords, schedulingTexts as texts } from '../../locales/scheduling.ts';
import { useServices } from '../../state/services.tsx';

export interface InvitationControl {
  /** What was done last, in words; empty before. */
  readonly said: string;
  copyLink(): void;
  copyInvitation(): void;
  save(): void;
}

/** Hands an own meeting's link and invitation out. What was done is said aloud once; a failure is the notice on top of the window. */
export function useInvitation(meeting: OwnMeeting): InvitationControl {
  const { client, notice } = useServices();
  const { announce } = useAnnounce();
  const [said, setSaid] = useState('');
  const id = meeting.conferenceId;
  const words = { ...invitationWords, language: languageTag() };

  function tell(words: string): void {
    setSaid(words);
    announce(words);
  }

  async function copy(what: { readonly text: string; readonly html?: string }, words: string): Promise<void> {
    const failure = await failureOf(client.request('app.copy', what));
    if (failure) notice.set(failure);
    else tell(words);
  }

  async function copyInvitation(): Promise<void> {
    const invitation = await outcomeOf(client.request('scheduling.invitation', { id, words }));
    if (!invitation.ok) {
      notice.set(invitation.failure);
      return;
    }
    const { text, html } = invitation.value;
    await copy({ text, html }, texts.invitationCopied);
  }

  async function save(): Promise<void> {
    const outcome = await outcomeOf(client.request('scheduling.saveInvitation', { id, words }));
    if (!outcome.ok) notice.set(outcome.failure);
    else if (outcome.value === 'saved') tell(texts.saved);
  }

  return {
    said,
    copyLink: () => void copy({ text: meeting.joinLink }, texts.linkCopied),
    copyInvitation: () => void copyInvitation(),
    save: () => void save(),
  };
}
