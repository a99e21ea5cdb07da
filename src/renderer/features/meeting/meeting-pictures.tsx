import { makeStyles, tokens } from '@fluentui/react-components';
import { isLive } from '../../../shared/model/call.ts';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import { callTexts } from '../../locales/calls.ts';
import { meetingSoundTexts as texts } from '../../locales/meeting-sound.ts';
import { CallPictures } from '../calls/index.ts';
import { useSound } from './use-sound.ts';

const useStyles = makeStyles({
  frame: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    flexShrink: 0,
    minHeight: '200px',
    padding: tokens.spacingVerticalS,
  },
});

/** The others' picture or shared screen, and one's own in its corner; nothing where nobody shows any. */
export function MeetingPictures(props: { readonly meeting: MeetingState }) {
  const styles = useStyles();
  const { meeting } = props;
  const call = useSound(meeting.id);
  const pictures = call && isLive(call) ? picturesOf(meeting, call.hasPeerPicture) : undefined;
  if (!call || !pictures || (call.picture === 'none' && !pictures.isShown)) return null;
  return (
    <div className={styles.frame}>
      <CallPictures call={{ ...call, hasPeerPicture: pictures.isShown }} of={pictures.of} />
    </div>
  );
}

/** Whether there is something to see on the stage. */
export function useHasPictures(meeting: MeetingState): boolean {
  const call = useSound(meeting.id);
  if (!call || !isLive(call)) return false;
  return call.picture !== 'none' || picturesOf(meeting, call.hasPeerPicture).isShown;
}

/** The meeting sends one picture; whose it is can be said only where one person shows any, a screen before cameras. */
function picturesOf({ participants }: MeetingState, takesPictures: boolean) {
  const showing = participants.filter(({ isSelf, shows }) => !isSelf && shows !== undefined);
  const screens = showing.filter(({ shows }) => shows === 'screen');
  const [one, ...others] = screens.length > 0 ? screens : showing;
  const words = one?.shows === 'screen' ? texts.theirScreen : callTexts.theirPicture;
  return {
    isShown: takesPictures && showing.length > 0,
    of:
      one && others.length === 0
        ? { label: words(one.name), name: one.name }
        : { label: texts.somebodysPicture, name: undefined },
  };
}
