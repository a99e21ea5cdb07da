import { type RefObject, useRef, useState } from 'react';
import { useNavigation } from '../../app/navigate.tsx';
import { failureWords } from '../../components/failure-card.tsx';
import { Modal } from '../../components/modal.tsx';
import { meetingTexts as texts } from '../../locales/meeting.ts';
import { useCell, useServices, useSlice } from '../../state/services.tsx';
import { JoinFields, type Missing } from './join-fields.tsx';
import { domainOf, joinPlan } from './join-plan.ts';
import { isLive, LeaveFirst } from './leave-first.tsx';
import { type JoinHow, useJoin } from './use-join.ts';
import { useLinkReading } from './use-link-reading.ts';

/** Join a meeting: the link, what was read in it, the name, and what will happen. */
export function JoinDialog() {
  const { close } = useNavigation();
  const { joinDraft } = useServices();
  const { offer } = useCell(joinDraft);
  const signedIn = useSignedIn();
  const giveUp = useRef<() => void>(undefined);
  const leave = () => {
    giveUp.current?.();
    close();
  };
  return (
    <Modal title={signedIn ? texts.joinTitle : texts.joinAsGuestTitle} onClose={leave}>
      <JoinForm key={offer} giveUp={giveUp} onClose={close} />
    </Modal>
  );
}

function useSignedIn() {
  return useSlice((snapshot) =>
    snapshot.account.kind === 'registered' || snapshot.account.kind === 'reconnecting'
      ? snapshot.account.account
      : undefined,
  );
}

function JoinForm(props: {
  /** Holds what ends a join that is under way, for whoever goes away by Esc. */
  readonly giveUp: RefObject<(() => void) | undefined>;
  readonly onClose: () => void;
}) {
  const { joinDraft } = useServices();
  const { open } = useNavigation();
  const account = useSignedIn();
  const keptName = useSlice((snapshot) => snapshot.settings.guestName);
  const meeting = useSlice((snapshot) => snapshot.meeting);
  const [text, setText] = useState(joinDraft.get().text);
  const [typedName, setTypedName] = useState<string>();
  const [missing, setMissing] = useState<Missing>({});
  const [asking, setAsking] = useState<'auto' | 'guest'>();
  const { link, failure: unread } = useLinkReading(text);
  const { busy, failure, join, cancel } = useJoin();
  props.giveUp.current = busy ? cancel : undefined;
  const plan = joinPlan(link, domainOf(account?.address));
  // Signed in one joins as oneself; the name kept is that of the last guest, who may have been somebody else.
  const ownName = account?.displayName || keptName;
  const name = plan.way === 'own' ? ownName : (typedName ?? ownName);
  const go = (how: JoinHow) => join({ text: text.trim(), guestName: name.trim() }, how);

  const linkProblem = () => (text.trim() === '' ? texts.linkMissing : unread && failureWords(unread).sentence[0]);

  /** The form for it lies beneath; the dialog comes back once one is signed in. */
  function signInFirst(): void {
    const link = linkProblem();
    if (link) {
      setMissing({ link });
      return;
    }
    joinDraft.set({ ...joinDraft.get(), text: text.trim(), afterSignIn: true });
    props.onClose();
  }

  function start(as: 'auto' | 'guest'): void {
    const noLink = linkProblem();
    const found: Missing = {
      ...(noLink ? { link: noLink } : {}),
      ...(name.trim() === '' && plan.way !== 'own' ? { name: texts.nameMissing } : {}),
    };
    setMissing(found);
    if (found.link || found.name) return;
    if (isLive(meeting)) setAsking(as);
    else go({ as });
  }

  if (asking && isLive(meeting)) {
    return (
      <LeaveFirst
        current={meeting}
        other={link && ('host' in link ? link.host : link.organizer)}
        same={link !== undefined && 'focusUri' in link && link.focusUri === meeting.link.focusUri}
        onLeave={() => {
          setAsking(undefined);
          go({ as: asking, replace: true });
        }}
        onStay={() => setAsking(undefined)}
        onBack={() => open('meeting')}
      />
    );
  }
  return (
    <JoinFields
      text={text}
      reading={{ link, failure: unread }}
      missing={missing}
      name={name}
      plan={plan}
      busy={busy}
      failure={text.trim() === joinDraft.get().text ? failure : undefined}
      onText={(next) => {
        setText(next);
        setMissing({});
      }}
      onName={setTypedName}
      onJoin={start}
      onSignIn={account ? undefined : signInFirst}
      onCancel={() => {
        if (busy) cancel();
        props.onClose();
      }}
    />
  );
}
