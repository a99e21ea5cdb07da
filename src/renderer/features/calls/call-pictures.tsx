import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Call } from '../../../shared/model/call.ts';
import { PersonAvatar } from '../../components/person.tsx';
import { callTexts as texts } from '../../locales/calls.ts';
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
  /** Over the picture, which is grey until its first frame. */
  instead: {
    position: 'absolute',
    inset: 0,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: tokens.spacingVerticalS,
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground4,
  },
  /** Leaves our own picture its corner. */
  besideOwn: { paddingBottom: '72px' },
  /** As in a mirror, which is how people know themselves; words on a shared screen must stay readable. */
  mirrored: { transform: 'scaleX(-1)' },
  whole: { objectFit: 'contain' },
});

/** Whose picture it is, in a meeting: there the peer is a server. */
export interface PictureOf {
  readonly label: string;
  /** Of one person; undefined for several. */
  readonly name: string | undefined;
}

/** Their picture large, ours small in its corner. Until the first frame is there, who they are stands in its place. */
export function CallPictures(props: { readonly call: Call; readonly of?: PictureOf }) {
  const styles = useStyles();
  const { call } = props;
  const { own, theirs } = useCallPictures(call.id);
  const { state, picture, hasPeerPicture, peer } = call;
  const of = props.of ?? { label: texts.theirPicture(peer.name), name: peer.name };
  if (picture === 'none' && !hasPeerPicture) return null;
  const instead = (
    <div className={mergeClasses(styles.instead, picture !== 'none' && styles.besideOwn)}>
      {of.name !== undefined && <PersonAvatar name={of.name} size={96} photoOf={props.of ? undefined : peer.uri} />}
      {state === 'active' && <Text>{hasPeerPicture ? texts.pictureWaits : texts.noTheirPicture}</Text>}
    </div>
  );
  return (
    <div className={styles.stage}>
      {hasPeerPicture && theirs ? (
        <TheirPicture key={theirs.id} stream={theirs} label={of.label} instead={instead} />
      ) : (
        instead
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

function TheirPicture(props: { readonly stream: MediaStream; readonly label: string; readonly instead: ReactNode }) {
  const styles = useStyles();
  const [hasFrame, setHasFrame] = useState(false);
  return (
    <>
      <Picture
        stream={props.stream}
        label={props.label}
        className={styles.theirs}
        onFirstFrame={() => setHasFrame(true)}
      />
      {!hasFrame && props.instead}
    </>
  );
}

/** A silent moving picture: what is heard goes to the chosen speaker elsewhere. */
function Picture(props: {
  readonly stream: MediaStream | undefined;
  readonly label: string;
  readonly className: string;
  readonly onFirstFrame?: () => void;
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
  return (
    <video
      ref={video}
      className={props.className}
      aria-label={props.label}
      onLoadedData={props.onFirstFrame}
      autoPlay
      muted
      playsInline
    />
  );
}
