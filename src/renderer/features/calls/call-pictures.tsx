import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import type { Call } from '../../../shared/model/call.ts';
import { callTexts as texts } from '../../locales/en/calls.ts';
import { useCallPictures } from '../../media/use-call-pictures.ts';

const useStyles = makeStyles({
  stage: {
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    flexGrow: 1,
    flexShrink: 0,
    minHeight: '200px',
    maxHeight: '70vh',
    overflow: 'hidden',
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground4,
  },
  theirs: { position: 'absolute', width: '100%', height: '100%', objectFit: 'contain' },
  own: {
    position: 'absolute',
    right: tokens.spacingHorizontalS,
    bottom: tokens.spacingVerticalS,
    width: 'clamp(88px, 22%, 200px)',
    aspectRatio: '4 / 3',
    objectFit: 'cover',
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground5,
  },
  /** As in a mirror, which is how people know themselves; words on a shared screen must stay readable. */
  mirrored: { transform: 'scaleX(-1)' },
  whole: { objectFit: 'contain' },
});

/** Their picture large, ours small in its corner. `label` says whose it is, where that is not the peer. */
export function CallPictures(props: { readonly call: Call; readonly label?: string | undefined }) {
  const styles = useStyles();
  const { call } = props;
  const { own, theirs } = useCallPictures(call.id);
  const { picture, hasPeerPicture } = call;
  if (picture === 'none' && !hasPeerPicture) return null;
  return (
    <div className={styles.stage}>
      {hasPeerPicture && theirs ? (
        <Picture stream={theirs} label={props.label ?? texts.theirPicture(call.peer.name)} className={styles.theirs} />
      ) : (
        <Text>{hasPeerPicture ? texts.pictureWaits : texts.noTheirPicture}</Text>
      )}
      {picture !== 'none' && (
        <Picture
          stream={own}
          label={texts.ownPicture[picture]}
          className={mergeClasses(styles.own, picture === 'camera' ? styles.mirrored : styles.whole)}
        />
      )}
    </div>
  );
}

/** A silent moving picture: what is heard goes to the chosen speaker elsewhere. */
function Picture(props: {
  readonly stream: MediaStream | undefined;
  readonly label: string;
  readonly className: string;
}) {
  const video = useRef<HTMLVideoElement>(null);
  const { stream } = props;
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    element.srcObject = stream ?? null;
    return () => {
      element.srcObject = null;
    };
  }, [stream]);
  return <video ref={video} className={props.className} aria-label={props.label} autoPlay muted playsInline />;
}
