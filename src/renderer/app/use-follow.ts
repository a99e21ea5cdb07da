import { useEffect, useRef } from 'react';
import { useRun, useServices, useSlice } from '../state/services.tsx';
import { callIn } from './call-link.ts';
import { useNavigation } from './navigate.tsx';
import { useOfferJoin } from './offer-join.ts';

/** Goes where main's news lead: into a meeting that begins, to the join dialog with a link the desktop handed over, or one that waited for the sign-in. */
export function useFollow(): void {
  const { client, joinDraft } = useServices();
  const run = useRun();
  const { open } = useNavigation();
  const offerJoin = useOfferJoin();
  const isKnown = useSlice((snapshot) => snapshot.revision >= 0);
  const hasBegun = useRef(false);
  const meetingId = useSlice((snapshot) => snapshot.meeting?.id);
  const pendingLink = useSlice((snapshot) => snapshot.pendingLink);
  const isSignedIn = useSlice((snapshot) => snapshot.account.kind === 'registered');
  const actions = useRef({ open, offerJoin, run });
  actions.current = { open, offerJoin, run };

  useEffect(() => {
    // A page that comes back, as one that died does, stays where it was: the meeting did not begin just now.
    const cameBack = !hasBegun.current && window.location.hash !== '';
    hasBegun.current = isKnown;
    if (meetingId !== undefined && !cameBack) actions.current.open('meeting');
  }, [isKnown, meetingId]);

  useEffect(() => {
    const { text, afterSignIn } = joinDraft.get();
    if (!isSignedIn || !afterSignIn) return;
    joinDraft.set({ ...joinDraft.get(), afterSignIn: false });
    actions.current.offerJoin(text);
  }, [isSignedIn, joinDraft]);

  useEffect(() => {
    // A call is offered where it stands, and waits for the sign-in.
    if (pendingLink === null || callIn(pendingLink)) return;
    actions.current.offerJoin(pendingLink);
    actions.current.run(client.request('app.clearPendingLink', pendingLink));
  }, [client, pendingLink]);
}
