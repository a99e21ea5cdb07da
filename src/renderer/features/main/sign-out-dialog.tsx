import { Button, Text } from '@fluentui/react-components';
import { isLive } from '../../../shared/model/call.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { Modal, ModalActions } from '../../components/modal.tsx';
import { mainTexts as texts } from '../../locales/main.ts';

/** What ends with the sign-in. A call that rings here has not begun, and a guest's meeting goes on. */
export type EndsWithIt = 'nothing' | 'call' | 'meeting' | 'both';

/** What somebody who signs out now leaves. */
export function endsWithSignIn({ calls, meeting }: Pick<Snapshot, 'calls' | 'meeting'>): EndsWithIt {
  const inMeeting = meeting !== null && meeting.phase !== 'ended' && !meeting.asGuest;
  const inCall = calls.some((call) => isLive(call) && call.state !== 'incoming' && call.meetingId === undefined);
  if (inCall) return inMeeting ? 'both' : 'call';
  return inMeeting ? 'meeting' : 'nothing';
}

/** Asks once before a call or a meeting is left by signing out. */
export function SignOutDialog(props: {
  readonly ends: Exclude<EndsWithIt, 'nothing'>;
  readonly onClose: () => void;
  readonly onSignOut: () => void;
}) {
  return (
    <Modal title={texts.signOutTitle} onClose={props.onClose}>
      <Text block>{texts.signOutEnds[props.ends]}</Text>
      <ModalActions>
        <Button onClick={props.onClose}>{texts.staySignedIn}</Button>
        <Button
          appearance="primary"
          onClick={() => {
            props.onClose();
            props.onSignOut();
          }}
        >
          {texts.signOut}
        </Button>
      </ModalActions>
    </Modal>
  );
}
