import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { isLive } from '../../../shared/model/call.ts';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import { HiddenText } from '../../components/hidden-text.tsx';
import { callTexts } from '../../locales/calls.ts';
import { meetingSoundTexts as texts } from '../../locales/meeting-sound.ts';
import { useSlice } from '../../state/services.tsx';
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
  picture: { display: 'flex', flexDirection: 'column', flexGrow: 1 },
  /** Around the picture of who speaks; an outline is drawn in high contrast as well. */
  ring: { '& > :first-child': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorBrandStroke1}` } },
});

/** The others' picture or shared screen, and one's own in its corner; nothing where nobody shows any. */
export function MeetingPictures(props: { readonly meeting: MeetingState }) {
  const styles = useStyles();
  const { meeting } = props;
  const call = useSound(meeting.id);
  const speaking = useSlice((snapshot) => snapshot.speaking);
  const pictures = call && isLive(call) ? picturesOf(meeting, call.hasPeerPicture) : undefined;
  if (!call || !pictures || (call.picture === 'none' && !pictures.isShown)) return null;
  const { isShown, of, owner } = pictures;
  const isSpeaking = isShown && owner !== undefined && speaking.includes(owner.entity);
  return (
    <div className={styles.frame}>
      <div className={mergeClasses(styles.picture, isSpeaking && styles.ring)}>
        <CallPictures call={{ ...call, hasPeerPicture: isShown }} of={of} />
        {isSpeaking && <HiddenText text={texts.speaksHere(owner.name)} />}
      </div>
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
  const owner = others.length === 0 ? one : undefined;
  return {
    isShown: takesPictures && showing.length > 0,
    owner,
    of: owner ? { label: words(owner.name), name: owner.name } : { label: texts.somebodysPicture, name: undefined },
  };
}
