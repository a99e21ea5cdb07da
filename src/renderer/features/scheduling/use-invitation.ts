import { useAnnounce } from '@fluentui/react-components';
import { useState } from 'react';
import type { OwnMeeting } from '../../../shared/model/scheduling.ts';
import { failureOf } from '../../ipc/client.ts';
import { schedulingTexts as texts } from '../../locales/scheduling.ts';
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
    const asked = client.request('scheduling.invitation', { id });
    const failure = await failureOf(asked);
    if (failure) {
      notice.set(failure);
      return;
    }
    const invitation = await asked;
    if (invitation.ok) {
      const { text, html } = invitation.value;
      await copy({ text, html }, texts.invitationCopied);
    }
  }

  async function save(): Promise<void> {
    const asked = client.request('scheduling.saveInvitation', { id });
    const failure = await failureOf(asked);
    if (failure) {
      notice.set(failure);
      return;
    }
    const outcome = await asked;
    if (outcome.ok && outcome.value === 'saved') tell(texts.saved);
  }

  return {
    said,
    copyLink: () => void copy({ text: meeting.joinLink }, texts.linkCopied),
    copyInvitation: () => void copyInvitation(),
    save: () => void save(),
  };
}
